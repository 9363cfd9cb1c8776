"""Measure what the search for fine grids (`photos.screens`) sees of photos of screens and prints, and what it takes for one.

    .venv/bin/python script/bench/screens.py ../shared/data/photos --keep /tmp/screens [--more FOLDER of honest photos]

Every scene of the folder is shown on four of six drawn displays and printed in dots on four sheets, each photographed by
a drawn camera, and once more without anything in between; forty walls, roofs, nets and cloths that fill the picture are
photographed by the same camera, each with pieces that differ and with pieces more alike than hands make them. `--keep`
saves the pictures, which take a processor half an hour. Limits are to be chosen on scenes of even number; odd ones judge.
Screens and prints are simulated here, so the figures say what is possible; of honest photos the real ones are the measure.
"""

import argparse
import io
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from field_api.evidence.rules.photos.inspection import inspect_photo  # noqa: E402 - the project is not installed.
from field_api.evidence.rules.photos.screens import GRID_LIMIT  # noqa: E402
from field_api.review.rules.intervals import wilson_interval  # noqa: E402
from script.bench.reuse_pictures import real_scenes, saved  # noqa: E402
from script.bench.screen_pictures import DISPLAYS, PRINTS, Camera, photographed, photographed_print, photographed_screen  # noqa: E402
from script.bench.textures import PERIODS, SPREADS, TEXTURES, Texture  # noqa: E402

SHOWN_ON = 4
NO_DISPLAY, ON_PAPER = 99, 50
SCREENS, PAPER = "photographed from a screen", "photographed from a print"
HONEST = "the same camera before the thing itself"
STORED, FILES, MORE, WALLS = "real scenes", "all real files", "more real photos", "textures that fill the picture"


Shot = Callable[[Camera, np.random.Generator], bytes]
"""What a camera makes of something."""


class Judged(NamedTuple):
    """One picture: to which group it belongs, its number in it, more about it, and its figure."""

    group: str
    number: int
    what: str
    grid: int


def judged_pictures(folder: Path, keep: Path, more: Path | None) -> Iterator[Judged]:
    def shot(group: str, number: int, what: str, name: str, seed: list[int], draw: Shot) -> Judged:
        """One picture by a camera drawn from the seed, made where it is not kept yet."""
        path = keep / name
        if not path.exists():
            chance = np.random.default_rng(seed)
            path.write_bytes(draw(Camera.drawn(chance), chance))
        return _judged(group, number, what, path.read_bytes())

    for number, scene in enumerate(real_scenes(folder)):
        yield _judged(STORED, number, scene.name, saved(scene.picture))
        for turn in range(SHOWN_ON):
            shown = (number + turn) % len(DISPLAYS)
            name, draw = f"screen-{number:02}-{shown}.jpg", partial(photographed_screen, scene.picture, DISPLAYS[shown])
            yield shot(SCREENS, number, DISPLAYS[shown].name, name, [number, shown], draw)
        for at, sheet in enumerate(PRINTS):
            name, draw = f"print-{number:02}-{at}.jpg", partial(photographed_print, scene.picture, sheet)
            yield shot(PAPER, number, sheet.name, name, [number, ON_PAPER + at], draw)
        name, draw = f"plain-{number:02}.jpg", partial(photographed, scene.picture)
        yield shot(HONEST, number, scene.name, name, [number, NO_DISPLAY], draw)
    for group, place in ((FILES, folder), (MORE, more)):
        paths = sorted(place.rglob("*")) if place else []
        yield from (
            _judged(group, number, path.name, path.read_bytes()) for number, path in enumerate(paths) if path.is_file()
        )
    for at, (name_of_it, texture) in enumerate(TEXTURES.items()):
        for step, period in enumerate(PERIODS):
            for other, spread in enumerate(SPREADS):
                what = f"{name_of_it}, {period} pixels, {'as made by hand' if spread else 'too regular'}"
                draw = partial(_photographed_texture, texture, period, spread)
                yield shot(WALLS, step, what, f"texture-{at}-{period}-{other}.jpg", [at, step, other], draw)


def _photographed_texture(
    texture: Texture, period: float, spread: float, camera: Camera, chance: np.random.Generator
) -> bytes:
    return photographed(texture(period, spread, chance), camera, chance)


def _judged(group: str, number: int, what: str, content: bytes) -> Judged:
    inspection = inspect_photo(_as_jpeg(content))
    return Judged(group, number, what, inspection.grid if inspection.grid is not None else -1)


def _as_jpeg(content: bytes) -> bytes:
    """PNG of a test set in the form that phones send; everything else as it is."""
    return saved(Image.open(io.BytesIO(content))) if content.startswith(b"\x89PNG") else content


def share(part: int, whole: int) -> str:
    low, high = wilson_interval(part / whole, whole)
    return f"{part} of {whole}: {100 * part / whole:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def report(pictures: list[Judged], limit: int) -> None:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for picture in pictures:
        if picture.grid >= 0:
            groups[picture.group].append(picture)
    print(f"limit {limit}. Flagged, with Wilson's 95 %; the highest figure")
    for group, members in groups.items():
        flagged = [each for each in members if each.grid > limit]
        print(f"| {group} | {share(len(flagged), len(members))} | {max(each.grid for each in members)} |")
        if group not in {SCREENS, PAPER}:
            print("".join(f"    {each.what}: {each.grid}\n" for each in flagged), end="")
    for half, name in ((0, "even scenes (to choose by)"), (1, "odd scenes (to judge by)")):
        screens, honest = (
            [each for group in names for each in groups[group] if each.number % 2 == half]
            for names in ((SCREENS,), (STORED, HONEST, WALLS))
        )
        right, wrong = (sum(each.grid > limit for each in those) for those in (screens, honest))
        print(f"{name}: recall {share(right, len(screens))}; precision {share(right, max(1, right + wrong))}")
        without_walls = max(each.grid for each in honest if each.group != WALLS)
        print(f"    highest honest figure {max(each.grid for each in honest)}, without textures {without_walls}")
    for group, shown in ((SCREENS, DISPLAYS), (PAPER, PRINTS)):
        for kind in shown:
            members = [each for each in groups[group] if each.what == kind.name]
            print(f"| {kind.name} | {share(sum(each.grid > limit for each in members), len(members))} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, required=True, help="where made pictures are, or will be, stored")
    parser.add_argument("--more", type=Path, help="a folder of other honest photos")
    parser.add_argument("--limit", type=int, default=GRID_LIMIT)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    report(list(judged_pictures(options.folder, options.keep, options.more)), options.limit)


if __name__ == "__main__":
    main()
