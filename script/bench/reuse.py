"""Measure the search for re-used photos: how fast, in how much memory, what it finds and what it takes for the same.

    .venv/bin/python script/bench/reuse.py search --rows 1000000 10000000
    .venv/bin/python script/bench/reuse.py build --rows 300000
    .venv/bin/python script/bench/reuse.py recall ../shared/data/photos
    .venv/bin/python script/bench/reuse.py strangers ../shared/data/photos --parts 2000

`search` fills a file as the worker does, with random hashes of which half of the bits are set, and times one hash and one
photo (48 hashes) on one core. `build` fills a real database and reads the copy from it. `recall` edits real photos and
looks for them. `strangers` compares parts of different photos, which are never the same picture: what it finds is false;
with `--stamped 0.5` half of them carry a bar, as photos of camera apps do, and a second hash with the bar filled.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

# One core: helper threads of numpy would be counted as nothing and run as something.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from field_api.evidence.rules.photos.inspection import inspect_photo  # noqa: E402 - the project is not installed.
from field_api.evidence.rules.photos.perceptual_hash import PhotoHashes  # noqa: E402
from field_api.evidence.rules.reuse.probes import FRAMES, WORDS, Probe, Words, probes_of  # noqa: E402
from field_api.evidence.rules.reuse.search import PIECE_BYTES, PIECE_ROWS, PIECE_SHAPE, nearest_rows  # noqa: E402
from field_api.evidence.rules.reuse.standing import SAME_PICTURE, SIMILAR_PICTURE  # noqa: E402
from field_api.evidence.service.scene_file import MappedPieces  # noqa: E402
from script.bench.reuse_pictures import EDITS, apart, frames, hashes_of_part, parts, real_scenes, small_bar  # noqa: E402

RADII = (SAME_PICTURE, SIMILAR_PICTURE)
COUNTRY = 10_000_000
KINDS = {False: "as it is", True: "filled"}
MIB = 1024 * 1024


def peak_of(work: Callable[[], object]) -> float:
    """MiB that this process held at most while it did that: Python, numpy, its own, and pages of files."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    work()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def random_hash(chance: np.random.Generator) -> str:
    bits = np.zeros(256, dtype=np.uint8)
    bits[chance.permutation(256)[:128]] = 1
    return np.packbits(bits).tobytes().hex()


def random_photo(chance: np.random.Generator) -> PhotoHashes:
    frames = [random_hash(chance) for _ in range(16)]
    return PhotoHashes(
        *frames[:5], mirrored=tuple(frames[5:10]), flipped=tuple(frames[10:13]), turned=tuple(frames[13:]), quality=100
    )


def filled(path: Path, rows: int) -> MappedPieces:
    """A file of random hashes in the worker's layout, mapped as the worker does it."""
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, -(-rows // PIECE_ROWS) * PIECE_BYTES)
    pieces = MappedPieces(path)
    chance = np.random.default_rng(1)
    for piece in pieces:
        piece[:] = chance.integers(0, 2**64, PIECE_SHAPE, dtype=np.uint64)
    pieces.flush()
    return pieces


def timed(table: Iterable[Words], probes: list[Probe], radius: int, rows: int) -> float:
    """Processor milliseconds of one search."""
    began = time.process_time()
    nearest_rows(table, probes, radius=radius, before=rows)
    return 1000 * (time.process_time() - began)


def from_disk(file: Path, table: MappedPieces, probes: list[Probe], radius: int, rows: int) -> float:
    """Milliseconds by the clock of one search when the kernel holds nothing of the file."""
    with file.open("rb") as opened:
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    began = time.perf_counter()
    nearest_rows(table, probes, radius=radius, before=rows)
    return 1000 * (time.perf_counter() - began)


def search(sizes: list[int], folder: str | None) -> None:
    chance = np.random.default_rng(2)
    for rows in sizes:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            file = Path(name) / "scenes.words"
            table = filled(file, rows)
            photos = [probes_of(random_photo(chance)) for _ in range(3)]
            each = len(photos[0])
            timed(table, photos[0][:1], SAME_PICTURE, rows)
            print(f"{rows:,} photos, {table.words.nbytes / MIB:.0f} MiB of file")
            for radius in RADII:
                single = [timed(table, [probe], radius, rows) for probe in photos[0][::3]]
                whole = statistics.median(timed(table, photo, radius, rows) for photo in photos)
                cold = statistics.median(from_disk(file, table, photo, radius, rows) for photo in photos)
                print(
                    f"  up to {radius} bits: one hash {statistics.median(single):.1f} ms (worst {max(single):.1f}),"
                    f" one photo {whole:.0f} ms ({whole / each:.1f} a hash),"
                    f" from the disk {cold:.0f} ms by the clock ({cold / each:.1f} a hash)"
                )
            held = peak_of(lambda: nearest_rows(table, photos[0], radius=max(RADII), before=rows))  # noqa: B023 - at once
            print(f"  memory: {held:.0f} MiB in all at most, Python and numpy included")


def recall(folder: Path) -> None:
    scenes = real_scenes(folder)
    print(f"{len(scenes)} scenes. Found in percent, as a copy of a stored photo / as the original of a stored copy")
    print(f"| {'edit':34} | <=31 | <=48 | <=60 | median bits |\n|---|---|---|---|---|")
    for name, edit in EDITS.items():
        copies = [inspect_photo(edit(scene.picture)) for scene in scenes]
        there = [apart(copy, scene.inspection) for copy, scene in zip(copies, scenes, strict=True)]
        back = [apart(scene.inspection, copy) for copy, scene in zip(copies, scenes, strict=True)]
        shares = " | ".join(f"{share(there, radius):.0f} / {share(back, radius):.0f}" for radius in (31, *RADII))
        print(f"| {name:34} | {shares} | {statistics.median(there):.0f} |")


def share(distances: list[int], radius: int) -> float:
    return 100 * sum(distance <= radius for distance in distances) / len(distances)


def strangers(folder: Path, count: int, asked: int, stamped_share: float) -> None:
    """Compare parts of each photo with parts of all others; every hit is a false one.

    A share of the parts gets a bar with a time first: they are stored, and looked for, as they are and filled.
    """
    scenes = real_scenes(folder)
    chance = np.random.default_rng(3)
    origins: list[int] = []
    stored: list[list[tuple[bool, PhotoHashes]]] = []
    for number, scene in enumerate(scenes):
        for luma in parts(scene.picture, count, chance):
            stamp = chance.random() < stamped_share
            hashes = hashes_of_part(small_bar(luma, chance) if stamp else luma)
            if hashes:
                origins.append(number)
                stored.append(hashes)
    owners = [part for part, both in enumerate(stored) for _ in both]
    table = np.zeros((-(-len(owners) // PIECE_ROWS), *PIECE_SHAPE), dtype=np.uint64)
    for row, (_, hashes) in enumerate(pair for both in stored for pair in both):
        for frame, words in frames(hashes).items():
            table[row // PIECE_ROWS, FRAMES.index(frame), :, row % PIECE_ROWS] = words
    filled = [trimmed for both in stored for trimmed, _ in both]
    found: Counter[int] = Counter()
    rows_met: Counter[str] = Counter()
    pairs = comparisons = 0
    began = time.process_time()
    for part in chance.permutation(len(stored))[:asked]:
        probes = [probe for trimmed, hashes in stored[part] for probe in probes_of(hashes, trimmed=trimmed)]
        pairs += len(stored) - origins.count(origins[part])
        comparisons += len(probes) * len(owners)
        nearest: dict[int, tuple[int, str]] = {}
        for hit in nearest_rows(table, probes, radius=SIMILAR_PICTURE, before=len(owners)):
            if origins[owners[hit.row]] != origins[part]:
                met = f"{KINDS[hit.probe.trimmed]} meets {KINDS[filled[hit.row]]}"
                best = (hit.distance, met)
                nearest[owners[hit.row]] = min(best, nearest.get(owners[hit.row], best))
        found.update(distance for distance, _ in nearest.values())
        rows_met.update(met for distance, met in nearest.values() if distance <= SAME_PICTURE)
    print(
        f"{len(scenes)} scenes, {len(stored):,} parts, {len(owners) - len(stored):,} of them with a second row,"
        f" {pairs:,} pairs of photos (about {comparisons:,} comparisons), {time.process_time() - began:.0f} s"
    )
    for radius in RADII:
        hits = sum(number for distance, number in found.items() if distance <= radius)
        expected = hits * COUNTRY / pairs
        bound = expected if hits else 3 * COUNTRY / pairs
        print(
            f"  up to {radius} bits: {hits} found; for one new photo among ten million"
            f" {'' if hits else 'below '}{bound:.3f}{'' if hits else ' (95 %)'}"
        )
    print("  nearest:", dict(sorted(found.items())[:10]))
    print(f"  rows of the hits within {SAME_PICTURE} bits:", dict(rows_met))


def build(rows: int) -> None:
    """Fill a database of its own, then let the worker's index read it."""
    # Only this part needs the services.
    from imports import migrate  # noqa: PLC0415
    from sqlalchemy import NullPool, create_engine, text  # noqa: PLC0415
    from sqlalchemy.orm import Session  # noqa: PLC0415

    from field_api.config import sqlalchemy_url  # noqa: PLC0415
    from field_api.db import set_scope  # noqa: PLC0415
    from field_api.evidence.service.scene_index import SceneIndex  # noqa: PLC0415
    from field_api.scope import EVERYWHERE  # noqa: PLC0415
    from script.stack.postgres import EmbeddedPostgres  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name, EmbeddedPostgres(Path(name) / "postgres", durable=False) as postgres:
        migrate(postgres.url("field_owner"))
        engine = create_engine(sqlalchemy_url(postgres.url("field_owner")), poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE photo_scenes DROP CONSTRAINT fk_photo_scenes_bundle_id_number"))
            connection.execute(
                text(
                    "INSERT INTO photo_scenes (position, bundle_id, number, trimmed, hash_full, hash_crop5, hash_crop10)"
                    " SELECT n, gen_random_uuid(), 0, false, h, h, h FROM (SELECT n, sha256(n::text::bytea) AS h"
                    " FROM generate_series(0, :rows - 1) AS n) AS made"
                ),
                {"rows": rows},
            )
            size = connection.scalar(text("SELECT pg_total_relation_size('photo_scenes')")) or 0
        with Session(engine) as session, SceneIndex(Path(name) / "cache") as index:
            set_scope(session, EVERYWHERE)
            photo = probes_of(random_photo(np.random.default_rng(4)))
            for what in ("made", "kept"):
                began, spent = time.perf_counter(), time.process_time()
                index.nearest(session, photo, radius=SIMILAR_PICTURE, before=rows)
                wall, cpu = time.perf_counter() - began, time.process_time() - spent
                print(f"{what}: {wall:.1f} s, {cpu:.1f} s of this process")
        print(f"{rows:,} rows, {size / rows:.0f} bytes each in the database, {3 * WORDS * 8} in the file")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    searching = what.add_parser("search")
    searching.add_argument("--rows", type=int, nargs="+", default=[1_000_000, COUNTRY])
    searching.add_argument("--folder", help="where the file is made; a file system in memory would not be one")
    building = what.add_parser("build")
    building.add_argument("--rows", type=int, default=300_000)
    for name in ("recall", "strangers"):
        each = what.add_parser(name)
        each.add_argument("folder", type=Path)
        if name == "strangers":
            each.add_argument("--parts", type=int, default=1000, help="of each photo")
            each.add_argument("--asked", type=int, default=5000, help="of the parts, compared with all others")
            each.add_argument(
                "--stamped", type=float, default=0.0, help="share of the parts that get a bar with a time"
            )
    arguments = parser.parse_args()
    if arguments.what == "search":
        search(arguments.rows, arguments.folder)
    elif arguments.what == "build":
        build(arguments.rows)
    elif arguments.what == "recall":
        recall(arguments.folder)
    else:
        strangers(arguments.folder, arguments.parts, arguments.asked, arguments.stamped)


if __name__ == "__main__":
    main()
