"""Pictures for the measurements of re-use: real photos, each scene once, what people do to them, and parts of them."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo
from field_api.evidence.rules.photos.perceptual_hash import PhotoHashes, hash_photo
from field_api.evidence.rules.photos.quality import FEATURELESS_LIMIT
from field_api.evidence.rules.photos.strips import without_strips
from field_api.evidence.rules.reuse.probes import FRAMES, Probe, Words, probes_of, words_of

Edit = Callable[[Image.Image], bytes]
SAME_SCENE = 75
"""Files nearer than this count as one scene here: the data hold one picture in many orientations and edits."""
SMALLEST_SIDE = 240


@dataclass(frozen=True)
class Scene:
    """A real photo, upright, and what the inspection says of it."""

    name: str
    picture: Image.Image
    inspection: PhotoInspection


def saved(picture: Image.Image, quality: int = 88) -> bytes:
    target = io.BytesIO()
    picture.convert("RGB").save(target, "JPEG", quality=quality)
    return target.getvalue()


def hashes_of(inspection: PhotoInspection) -> list[tuple[bool, PhotoHashes]]:
    """What is compared of a photo: the whole and, when it has bars, what lies between them."""
    both = ((False, inspection.hashes), (True, inspection.trimmed_hashes))
    return [(trimmed, each) for trimmed, each in both if each is not None and each.quality >= FEATURELESS_LIMIT]


def probes(inspection: PhotoInspection) -> list[Probe]:
    return [probe for trimmed, each in hashes_of(inspection) for probe in probes_of(each, trimmed=trimmed)]


def frames(hashes: PhotoHashes) -> dict[str, Words]:
    return {frame: words_of(bytes.fromhex(getattr(hashes, frame))) for frame in FRAMES}


def apart(new: PhotoInspection, stored: PhotoInspection) -> int:
    """The distance at which a new photo meets a stored one; 256 when one of them shows nothing."""
    columns = [frames(hashes) for _, hashes in hashes_of(stored)]
    return min(
        (
            int(np.bitwise_count(probe.words ^ column[probe.other_frame]).sum())
            for probe in probes(new)
            for column in columns
        ),
        default=256,
    )


def real_scenes(folder: Path) -> list[Scene]:
    """Every scene below a folder once: what can be inspected, shows something, and is not near one taken before."""
    scenes: list[Scene] = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        inspection = inspect_photo(content)
        if not hashes_of(inspection):
            continue
        picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
        if min(picture.size) < SMALLEST_SIDE or any(
            apart(inspection, scene.inspection) <= SAME_SCENE for scene in scenes
        ):
            continue
        picture.thumbnail((1600, 1600))
        # The stored one is itself a JPEG of a phone's quality.
        scenes.append(Scene(path.name, picture, inspect_photo(saved(picture))))
    return scenes


def cropped(share: float, picture: Image.Image) -> Image.Image:
    width, height = picture.size
    across, down = round(width * share), round(height * share)
    return picture.crop((across, down, width - across, height - down))


def _one_side(share: float, picture: Image.Image) -> Image.Image:
    return picture.crop((round(picture.width * share), 0, picture.width, picture.height))


def _resized(share: float, picture: Image.Image) -> Image.Image:
    return picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)


def _stamped(
    picture: Image.Image,
    share: float = 0.12,
    *,
    ground: int = 20,
    above: bool = False,
    alpha: int = 255,
    lines: int = 1,
) -> Image.Image:
    """A bar with times and places on it over an edge, as camera apps print it; `share` of the height."""
    height = round(picture.height * share)
    top = 0 if above else picture.height - height
    bar = Image.new("RGBA", (picture.width, height), (ground, ground, ground, alpha))
    draw = ImageDraw.Draw(bar)
    ink = "black" if ground > 128 else "white"  # noqa: PLR2004 - the middle of the range.
    for line in range(lines):
        place = (bar.width // 40, bar.height * line // lines + bar.height // 12)
        draw.text(place, "2026-03-02 09:31  -6.1234 106.9876", fill=ink, font_size=round(height / lines * 0.55))
    made = picture.convert("RGBA")
    made.alpha_composite(bar, (0, top))
    return made.convert("RGB")


def _screenshot(picture: Image.Image) -> Image.Image:
    """The photo in a gallery: black above and below, on a screen of 9:19."""
    width = picture.width
    screen = Image.new("RGB", (width, max(picture.height + 40, width * 19 // 9)), "black")
    screen.paste(picture, (0, (screen.height - picture.height) // 2))
    return screen


def _old_film(picture: Image.Image) -> Image.Image:
    warm = ImageOps.colorize(ImageOps.grayscale(picture), (40, 20, 0), (255, 240, 200))
    return ImageEnhance.Contrast(Image.blend(picture, warm, 0.6)).enhance(1.25)


def _edit(change: Callable[[Image.Image], Image.Image], quality: int = 85) -> Edit:
    return lambda picture: saved(change(picture), quality)


def _mirrored_crop(picture: Image.Image) -> Image.Image:
    return ImageOps.mirror(cropped(0.05, picture))


EDITS: dict[str, Edit] = {
    "JPEG quality 50": partial(saved, quality=50),
    "JPEG quality 20": partial(saved, quality=20),
    "half the size": _edit(partial(_resized, 0.5)),
    "a quarter of the size": _edit(partial(_resized, 0.25)),
    "messenger (1280 px, quality 60)": _edit(lambda picture: ImageOps.contain(picture, (1280, 1280)), 60),
    "filter (warm, contrast)": _edit(_old_film),
    "black and white": _edit(ImageOps.grayscale),
    "blur (2 px)": _edit(lambda picture: picture.filter(ImageFilter.GaussianBlur(2))),
    "brightness +30 %": _edit(lambda picture: ImageEnhance.Brightness(picture).enhance(1.3)),
    "brightness -30 %": _edit(lambda picture: ImageEnhance.Brightness(picture).enhance(0.7)),
    "timestamp bar 12 %": _edit(_stamped),
    "timestamp bar 8 %": _edit(partial(_stamped, share=0.08)),
    "timestamp bar 12 %, white": _edit(partial(_stamped, ground=245)),
    "timestamp bar 12 %, above": _edit(partial(_stamped, above=True)),
    "timestamp bar 15 %, two lines": _edit(partial(_stamped, share=0.15, ground=0, lines=2)),
    "timestamp bar 20 %, three lines": _edit(partial(_stamped, share=0.20, ground=0, lines=3)),
    "timestamp bar 20 %, half clear": _edit(partial(_stamped, share=0.20, ground=0, alpha=110, lines=3)),
    "plain bar 12 %, no text": _edit(partial(_stamped, ground=60, lines=0)),
    "mirrored": _edit(ImageOps.mirror),
    "turned 90": _edit(lambda picture: picture.rotate(90, expand=True)),
    "turned 180": _edit(lambda picture: picture.rotate(180)),
    "turned 270": _edit(lambda picture: picture.rotate(270, expand=True)),
    **{f"crop {share:.0%} a side": _edit(partial(cropped, share)) for share in (0.02, 0.03, 0.04, 0.05, 0.06)},
    **{f"crop {share:.0%} a side": _edit(partial(cropped, share)) for share in (0.07, 0.08, 0.09, 0.10, 0.12, 0.15)},
    "crop 5 % of one side": _edit(partial(_one_side, 0.05)),
    "crop 10 % of one side": _edit(partial(_one_side, 0.10)),
    "mirrored, crop 5 %, quality 60": _edit(_mirrored_crop, 60),
    "screenshot with bars, quality 60": _edit(_screenshot, 60),
    "leaning by 2 degrees": _edit(lambda picture: picture.rotate(2, Image.Resampling.BICUBIC)),
}


def parts(picture: Image.Image, count: int, chance: np.random.Generator) -> Iterator[np.ndarray]:
    """Luminance of random parts of a picture, 30 to 100 % of its sides, about 320 pixels long."""
    grey = picture.convert("L")
    for _ in range(count):
        share = chance.uniform(0.3, 1.0, 2)
        width, height = (max(160, round(side * part)) for side, part in zip(grey.size, share, strict=True))
        left, top = (
            int(chance.integers(0, max(1, side - part + 1)))
            for side, part in zip(grey.size, (width, height), strict=True)
        )
        scale = 320 / max(width, height)
        # Few different lengths, since each one's filter is made once.
        size = tuple(max(160, round(side * scale / 16) * 16) for side in (width, height))
        part = grey.resize(size, Image.Resampling.BILINEAR, (left, top, left + width, top + height), reducing_gap=2.0)
        yield np.asarray(part, dtype=np.float32)


def small_bar(luma: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """The luminance of a part with a bar over its lower or upper edge: 8 to 20 % high, dark or white, one to three lines."""
    stamped = _stamped(
        Image.fromarray(luma.astype(np.uint8)).convert("RGB"),
        float(chance.choice([0.08, 0.12, 0.15, 0.20])),
        ground=int(chance.choice([0, 20, 60, 245])),
        above=bool(chance.random() < 0.2),  # noqa: PLR2004 - most apps print below.
        lines=int(chance.integers(1, 4)),
    )
    return np.asarray(stamped.convert("L"), dtype=np.float32)


def hashes_of_part(luma: np.ndarray) -> list[tuple[bool, PhotoHashes]]:
    """What would be compared of a picture of this luminance: the whole, and filled when a strip is found."""
    rows = [(False, hash_photo(luma))]
    filled, strips = without_strips(luma.astype(np.uint8))
    if strips:
        rows.append((True, hash_photo(filled.astype(np.float32))))
    return [(trimmed, each) for trimmed, each in rows if each.quality >= FEATURELESS_LIMIT]
