"""What it means that a picture was sent before: re-use, the same matter once more, or nothing (evidence A3).

Up to 48 bits two photos are the same picture, whoever sent them. From 49 to 60 bits they may also be two pictures that look
alike by chance, about one for every two photos in a country of ten million; among the photos of one verifier, one phone
or one village chance is out of the question. Two pictures of one house lie there too, so nothing is said of them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from field_api.areas.rules.codes import Level, code_at_level

SAME_PICTURE = 48
SIMILAR_PICTURE = 60
MOST_PER_PHOTO = 20
"""Others that are recorded for one photo, the nearest and earliest first: one more says nothing new."""


class Layer(StrEnum):
    """How a photo was found again, the surest first: the file, the file without its metadata, the picture."""

    FILE = "file"
    STRIPPED = "stripped"
    SCENE = "scene"

    @property
    def rank(self) -> int:
        return list(Layer).index(self)


class Standing(StrEnum):
    """`reuse` asks for a look; `same_matter` is kept and asks for nothing."""

    REUSE = "reuse"
    SAME_MATTER = "same_matter"


@dataclass(frozen=True, slots=True)
class Origin:
    """The act in the field that brought a photo; of a hand-over neither household nor hours are known here.

    `continues` are the visits that this one replaces, or whose return it answers, and those before them.
    """

    bundle_id: UUID
    author_id: UUID
    area_code: str
    device_id: UUID | None = None
    household_id: UUID | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    continues: frozenset[UUID] = field(default_factory=frozenset)


def judge(distance: int, one: Origin, other: Origin) -> Standing | None:
    """What a pair of photos `distance` bits apart says (0 for the same file); None when it says nothing.

    The order of the two makes no difference. Photos of one act are no pair and must not come here.
    """
    if distance > SIMILAR_PICTURE:
        return None
    if distance > SAME_PICTURE:
        alike_by_chance = not _near_each_other(one, other)
        return None if alike_by_chance or _one_house(one, other) else Standing.REUSE
    return Standing.SAME_MATTER if _same_matter(one, other) else Standing.REUSE


def _near_each_other(one: Origin, other: Origin) -> bool:
    """Whether both come from one verifier, one phone or one village."""
    village = code_at_level(one.area_code, Level.VILLAGE)
    return (
        one.author_id == other.author_id
        or (one.device_id is not None and one.device_id == other.device_id)
        or (village is not None and village == code_at_level(other.area_code, Level.VILLAGE))
    )


def _one_house(one: Origin, other: Origin) -> bool:
    return one.household_id is not None and one.household_id == other.household_id


def _same_matter(one: Origin, other: Origin) -> bool:
    """Whether one verifier sent the photo again for the same visit of the same household.

    That is so when one visit replaces the other or answers its return, or when both were made in the same hours: the
    same visit under two ids. A later round with old photos is re-use, and so are photos of another verifier: whoever
    goes himself takes his own.
    """
    if not _one_house(one, other) or one.author_id != other.author_id:
        return False
    linked = other.bundle_id in one.continues or one.bundle_id in other.continues
    return linked or _same_hours(one, other)


def _same_hours(one: Origin, other: Origin) -> bool:
    if one.started_at is None or one.finished_at is None or other.started_at is None or other.finished_at is None:
        return False
    return one.started_at <= other.finished_at and other.started_at <= one.finished_at
