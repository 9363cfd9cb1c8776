"""Measure the photo inspection against its floors, interleaved in one run.

    .venv/bin/python script/bench/photos.py [folder of JPEGs]

Without a folder it draws its own photos: 4032 x 3024 and 1600 x 1200, textured and noisy like a phone's, every other one
lying on its side. Two floors, both hash + half-scaled decode + encode of a 1600 x 1200 and a 320 x 240 picture:
libjpeg-turbo called directly (Debian's libturbojpeg0, skipped when absent), and Pillow. Read the ratios, not the
milliseconds: 1.00 is as fast as the floor; the bars are 0.75 at 12 megapixels and 0.60 at 2. Processor time is what to
read on a busy machine.
"""

import argparse
import ctypes
import hashlib
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

# As in the darkroom's children: spinning helper threads of numpy would count as work.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from field_api.evidence.rules.photos.inspection import inspect_photo  # noqa: E402 - the project is not installed.
from workers.darkroom import Darkroom  # noqa: E402

SIZES = {"12 MP": (4032, 3024), "2 MP": (1600, 1200)}
BARS = {"12 MP": 0.75, "2 MP": 0.60}
ORIENTATION_TAG, ON_ITS_SIDE = 0x0112, 6


def draw_photo(size: tuple[int, int], seed: int) -> bytes:
    """Draw a house with rough walls, tiles and leaves, and save it as a phone would."""
    chance = np.random.default_rng(seed)
    width, height = size
    picture = Image.new("RGB", size, (150, 180, 210))
    draw = ImageDraw.Draw(picture)
    for _ in range(900):
        x, y = int(chance.integers(0, width)), int(chance.integers(height // 3, height))
        reach = int(chance.integers(width // 200, width // 18))
        colour = tuple(int(part) for part in chance.integers(30, 220, 3))
        draw.polygon([(x, y), (x + reach, y + reach // 3), (x + reach // 2, y + reach)], fill=colour)
    draw.rectangle((width // 4, height // 3, 3 * width // 4, 5 * height // 6), fill=(205, 190, 165))
    draw.polygon(
        [(width // 5, height // 3), (width // 2, height // 6), (4 * width // 5, height // 3)], fill=(150, 70, 50)
    )
    for step in range(0, height // 2, max(6, height // 120)):
        draw.line((width // 4, height // 3 + step, 3 * width // 4, height // 3 + step), fill=(170, 155, 130))
    picture = picture.filter(ImageFilter.GaussianBlur(1.2))
    grain = chance.normal(0, 6, (height, width, 1)) + chance.normal(0, 2, (height, width, 3))
    noisy = (np.asarray(picture) + grain).clip(0, 255).astype(np.uint8)
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = ON_ITS_SIDE if seed % 2 else 1
    target = io.BytesIO()
    Image.fromarray(noisy).save(target, "JPEG", quality=88, exif=exif)
    return target.getvalue()


class PillowFloor:
    """The same library without any of our work around it."""

    name = "Pillow"

    def __init__(self) -> None:
        self.large = Image.open(io.BytesIO(draw_photo((1600, 1200), 1))).convert("RGB")
        self.thumb = self.large.resize((320, 240))

    def run(self, content: bytes) -> None:
        hashlib.sha256(content).digest()
        picture = Image.open(io.BytesIO(content))
        if max(picture.size) > 2 * 1600:
            picture.draft(None, (picture.width // 2, picture.height // 2))
        picture.load()
        for made in (self.large, self.thumb):
            made.save(io.BytesIO(), "JPEG", quality=80)


class TurboFloor:
    """libjpeg-turbo without Python in between. Raises OSError when the library is not installed."""

    name = "libjpeg-turbo"

    def __init__(self) -> None:
        self.library = ctypes.CDLL("libturbojpeg.so.0")
        for entry in ("tjInitDecompress", "tjInitCompress"):
            getattr(self.library, entry).restype = ctypes.c_void_p
        self.decoder = ctypes.c_void_p(self.library.tjInitDecompress())
        self.encoder = ctypes.c_void_p(self.library.tjInitCompress())
        large = Image.open(io.BytesIO(draw_photo((1600, 1200), 1))).convert("RGB")
        self.made = [(image.tobytes(), *image.size) for image in (large, large.resize((320, 240)))]

    def run(self, content: bytes) -> None:
        hashlib.sha256(content).digest()
        width, height, subsampling, space = (ctypes.c_int() for _ in range(4))
        self.library.tjDecompressHeader3(
            self.decoder, content, ctypes.c_ulong(len(content)), *map(ctypes.byref, (width, height, subsampling, space))
        )
        share = 2 if width.value > 2 * 1600 else 1
        scaled = (-(-width.value // share), -(-height.value // share))
        pixels = ctypes.create_string_buffer(scaled[0] * scaled[1] * 3)
        self.library.tjDecompress2(
            self.decoder, content, ctypes.c_ulong(len(content)), pixels, scaled[0], 0, scaled[1], 0, 0
        )
        for raw, made_width, made_height in self.made:
            target, length = ctypes.c_void_p(), ctypes.c_ulong()
            self.library.tjCompress2(
                self.encoder, raw, made_width, 0, made_height, 0,
                ctypes.byref(target), ctypes.byref(length), 2, 80, 0,
            )  # fmt: skip
            self.library.tjFree(target)


@dataclass(frozen=True)
class Contestant:
    """Something that handles a photo, and the clock that tells how much processor time it has taken."""

    run: Callable[[bytes], object]
    processor: Callable[[], float] = time.process_time


class Times(NamedTuple):
    """Milliseconds by the clock on the wall and by the processor."""

    wall: float
    cpu: float


def floors() -> list[PillowFloor | TurboFloor]:
    found: list[PillowFloor | TurboFloor] = [PillowFloor()]
    try:
        found.insert(0, TurboFloor())
    except OSError:
        print("libjpeg-turbo floor not available (apt install libturbojpeg0); Pillow's floor only")
    return found


def processor_seconds(process_id: int) -> float:
    """Return the processor time of another process, in seconds; exact to the nanosecond, other than `times`."""
    return int(Path(f"/proc/{process_id}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def interleaved(photos: list[bytes], contestants: dict[str, Contestant], rounds: int) -> dict[str, Times]:
    """Run all contestants on each photo in turn; return the mean over photos of each one's best times."""
    best = {name: [[float("inf")] * 2 for _ in photos] for name in contestants}
    for _ in range(rounds):
        for number, content in enumerate(photos):
            for name, contestant in contestants.items():
                started, spent = time.perf_counter(), contestant.processor()
                contestant.run(content)
                wall, cpu = time.perf_counter() - started, contestant.processor() - spent
                kept = best[name][number]
                kept[:] = [min(kept[0], wall * 1000), min(kept[1], cpu * 1000)]
    return {
        name: Times(*(statistics.fmean(photo[part] for photo in kept) for part in (0, 1)))
        for name, kept in best.items()
    }


def peak_mib(photos: list[bytes]) -> float:
    """Return how far a fresh child grows above its idle state over all photos."""
    with Darkroom(children=1) as fresh:
        fresh.develop(draw_photo((320, 240), 2))
        (idle, _) = fresh.memory_kib()
        for photo in photos:
            fresh.develop(photo)
        return (fresh.memory_kib()[1] - idle) / 1024


def report(label: str, photos: list[bytes], darkroom: Darkroom, rounds: int) -> None:
    lowest = floors()
    darkroom.develop(photos[0])
    (child,) = darkroom.process_ids()
    contestants = {floor.name: Contestant(floor.run) for floor in lowest}
    contestants["inspect_photo"] = Contestant(inspect_photo)
    contestants["darkroom"] = Contestant(darkroom.develop, lambda: time.process_time() + processor_seconds(child))
    times = interleaved(photos, contestants, rounds)
    size = statistics.fmean(len(photo) for photo in photos) / 1e6
    print(f"\n{label}: {len(photos)} photos of {size:.2f} MB, best of {rounds} rounds, mean over photos")
    for name, own in times.items():
        ratios = "; ".join(
            f"{times[floor.name].cpu / own.cpu:.2f} (cpu) {times[floor.name].wall / own.wall:.2f} (wall) of {floor.name}"
            for floor in lowest
        )
        print(f"  {name:14s} {own.cpu:6.1f} ms cpu {own.wall:6.1f} ms wall   speed {ratios}")
    print(f"  peak memory of the child above idle: {peak_mib(photos):.1f} MiB (bar 30)")
    if label in BARS:
        print(f"  bar: {BARS[label]:.2f} of the floor's speed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="take these JPEGs instead of drawing some")
    parser.add_argument("--photos", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with Darkroom(children=1) as darkroom:
        if options.folder:
            found = [path.read_bytes() for path in sorted(options.folder.glob("*.jp*g"))]
            report(str(options.folder), found, darkroom, options.rounds)
            return
        for label, size in SIZES.items():
            photos = [draw_photo(size, seed) for seed in range(options.photos)]
            report(label, photos, darkroom, options.rounds)


if __name__ == "__main__":
    main()
