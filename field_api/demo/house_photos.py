"""Drawn photos of a visit: illustrations with the size, the grain and the metadata of a phone's photos.

The same arguments give the same bytes (with the same Pillow). No photo of a real house, person or card is used,
and the drawn family card bears no readable personal data. An unknown kind of photo is refused with KeyError.
"""

import io
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

import numpy as np
from PIL import Image

from field_api.demo.camera_metadata import Camera, camera_metadata
from field_api.demo.canvas import HEIGHT, WIDTH, Box, Canvas
from field_api.demo.randomness import happens, seeded
from field_api.demo.scene_indoors import draw_kitchen, draw_living_room, draw_toilet
from field_api.demo.scene_outdoors import draw_house_front
from field_api.demo.scene_proofs import draw_family_card, draw_hand_over

PhotoKind = Literal["house_front", "house_inside", "kitchen", "toilet", "family_card", "hand_over"]
Facts = dict[str, Any]

_INDOOR_SCENES: dict[str, Callable[[Canvas, Facts, random.Random], None]] = {
    "house_inside": draw_living_room,
    "kitchen": draw_kitchen,
    "toilet": draw_toilet,
    "family_card": draw_family_card,
    "hand_over": draw_hand_over,
}
PHOTO_KINDS = ("house_front", *_INDOOR_SCENES)
# Scenes that may be seen in a mirror: nothing in them can be read.
_WITHOUT_WORDS = ("house_inside", "kitchen")

_DEFAULT_CAMERA = Camera()
_GRAIN = 5.0
# Patches of light across a picture, large ones and small ones, and how much each kind changes its brightness.
_PATCHES = ((7, 0.18), (15, 0.14))
# The bytes that phones make of a photo, per pixel: 300 KB for 1600 by 1200.
_BYTES_PER_PIXEL = 0.156
_QUALITIES = range(60, 96)


def draw_photo(  # noqa: PLR0913, PLR0917 - what a phone knows when it takes a photo
    kind: PhotoKind,
    seed: int | str,
    conditions: Mapping[str, Any],
    taken_at: datetime,
    latitude_e7: int | None,
    longitude_e7: int | None,
    size: tuple[int, int] = (1600, 1200),
    camera: Camera = _DEFAULT_CAMERA,
) -> bytes:
    """Draw one photo as JPEG; `conditions` are the facts that `living.living_conditions` gives.

    `taken_at` is aware and local: its hour colours the sky and it is written into the EXIF with its offset. The
    position is in 1e-7 degree, or None for a photo without one.
    """
    chance = seeded("photo", kind, seed)
    canvas = Canvas(size)
    if kind == "house_front":
        draw_house_front(canvas, dict(conditions), taken_at.hour, chance)
    else:
        _INDOOR_SCENES[kind](canvas, dict(conditions), chance)
    mirrored = kind in _WITHOUT_WORDS and happens(0.5, chance)
    picture = canvas.finished(_frame(chance), mirrored=mirrored)
    if kind != "house_front":
        picture = _in_patchy_light(picture, chance)
    picture = _through_a_lens(picture, chance)
    exif = camera_metadata(camera, taken_at, latitude_e7, longitude_e7)
    return _encoded(picture, exif)


def _frame(chance: random.Random) -> Box:
    """Choose where a hand happened to point the phone: nobody frames two houses the same."""
    share = chance.uniform(0.78, 1.0)
    left, top = WIDTH * (1 - share) * chance.random(), HEIGHT * (1 - share) * chance.random()
    return left, top, left + WIDTH * share, top + HEIGHT * share


def _in_patchy_light(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Let light fall through leaves and windows: without it two drawn rooms are more alike than photos of any two are."""
    generator = np.random.default_rng(chance.getrandbits(64))
    width, height = picture.size
    light = np.ones((height, width), dtype=np.float32)
    for patches, depth in _PATCHES:
        patch = generator.standard_normal((patches * 3 // 4, patches), dtype=np.float32)
        light += depth * np.asarray(Image.fromarray(patch).resize(picture.size, Image.Resampling.BICUBIC))
    pixels = np.asarray(picture, dtype=np.float32) * np.clip(light, 0.35, 1.6)[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _through_a_lens(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Add what a small sensor adds: darker corners, a cast of colour, grain."""
    generator = np.random.default_rng(chance.getrandbits(64))
    width, height = picture.size
    pixels = np.array(picture, dtype=np.float32)
    across = np.linspace(-1, 1, width, dtype=np.float32) ** 2
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    light = (1 - 0.13 * (across + down))[:, :, None]
    cast = np.array([chance.uniform(0.97, 1.03) for _ in range(3)], dtype=np.float32)
    pixels *= light * cast
    pixels += generator.standard_normal((height, width, 1), dtype=np.float32) * _GRAIN
    np.clip(pixels, 0, 255, out=pixels)
    return Image.fromarray(pixels.astype(np.uint8))


def _encoded(picture: Image.Image, exif: Image.Exif) -> bytes:
    """Encode with the quality that comes closest to a phone's bytes without exceeding them."""
    budget = round(picture.width * picture.height * _BYTES_PER_PIXEL)
    metadata = exif.tobytes()
    best, worst, best_bytes = _QUALITIES.stop - 1, _QUALITIES.start, b""
    while worst <= best:
        quality = (worst + best) // 2
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, exif=metadata)
        if file.tell() <= budget or quality == _QUALITIES.start:
            best_bytes, worst = file.getvalue(), quality + 1
        else:
            best = quality - 1
    return best_bytes
