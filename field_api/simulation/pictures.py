"""Photos of the plan: drawn scenes, the flaws of old phones, and the edits that shall hide that a photo is used again.

Pure: the same photo always gives the same bytes. The edits are those of evidence A3, within what leaves a scene usable.
"""

import io
import random
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from field_api.demo.house_photos import PhotoKind, draw_photo
from field_api.demo.living import living_conditions
from field_api.demo.people import Household
from field_api.demo.randomness import seeded
from field_api.evidence.rules.checks.facts import Fix
from field_api.evidence.rules.geodesy import Place

SIZE = (640, 480)
_QUALITY = 85


class Edit(StrEnum):
    """What was done to the file of the camera before it was sent."""

    NONE = "none"
    CROPPED = "cropped"
    BRIGHTENED = "brightened"
    RECOMPRESSED = "recompressed"
    MIRRORED = "mirrored"
    DARK = "dark"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Scene:
    """What stood before a camera, when and where: all that the drawn file follows from. `place` goes into the EXIF."""

    kind: PhotoKind
    visit_id: UUID
    household: Household
    taken_at: datetime
    place: Place | None


@dataclass(frozen=True, slots=True)
class PlannedPhoto:
    """A photo as the visit claims it: `taken_at` and `samples` are the app's, the scene may be of another day."""

    scene: Scene
    taken_at: datetime
    samples: tuple[Fix, ...]
    edit: Edit = Edit.NONE


def develop(photo: PlannedPhoto) -> bytes:
    """The file that is sent, as JPEG."""
    scene = photo.scene
    latitude, longitude = scene.place or (None, None)
    conditions = living_conditions(scene.household)
    drawn = draw_photo(scene.kind, str(scene.visit_id), conditions, scene.taken_at, latitude, longitude, size=SIZE)
    if photo.edit is Edit.NONE:
        return drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        return edited(picture.convert("RGB"), photo.edit, seeded("edit", str(scene.visit_id), scene.kind, photo.edit))


def edited(picture: Image.Image, edit: Edit, chance: random.Random) -> bytes:
    """Edit a picture and encode it as JPEG without metadata, as programs and messengers do."""
    quality = _QUALITY
    match edit:
        case Edit.CROPPED:
            picture = _cropped(picture, chance)
        case Edit.BRIGHTENED:
            picture = ImageEnhance.Brightness(picture).enhance(chance.choice((0.75, 1.2, 1.3)))
        case Edit.RECOMPRESSED:
            quality = chance.randrange(25, 60)
        case Edit.MIRRORED:
            picture = ImageOps.mirror(picture)
        case Edit.DARK:
            picture = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.12, 0.6))
        case Edit.BLURRED:
            picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(1, 4)))
        case _:
            pass
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _cropped(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Cut 2 to 12 percent off each side, each its own, and give the rest the old size."""
    left, top, right, bottom = (chance.uniform(0.02, 0.12) for _ in range(4))
    width, height = picture.size
    box = (left * width, top * height, (1 - right) * width, (1 - bottom) * height)
    return picture.resize((width, height), Image.Resampling.BICUBIC, box=box)
