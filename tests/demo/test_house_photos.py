import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from field_api.demo.camera_metadata import Camera
from field_api.demo.district import synthetic_district
from field_api.demo.house_photos import PHOTO_KINDS, Facts, PhotoKind, draw_photo
from field_api.demo.living import FLOORS, FUELS, ROOFS, TOILETS, WALLS, living_conditions
from field_api.demo.people import households
from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.evidence.rules.photos.perceptual_hash import distance

WIB = timezone(timedelta(hours=7))
TAKEN_AT = datetime(2025, 11, 3, 9, 30, tzinfo=WIB)
SMALL = (320, 240)


@pytest.fixture(scope="module")
def homes() -> list[Facts]:
    stream = households(synthetic_district(2), count=40, seed=1, made_at=datetime(2025, 11, 3, tzinfo=UTC))
    return [living_conditions(household) for household in stream]


def draw(kind: PhotoKind, seed: int, facts: Facts, **options: Any) -> bytes:
    return draw_photo(kind, seed, facts, TAKEN_AT, -78_350_001, 1_144_000_007, **options)


@pytest.mark.parametrize("kind", PHOTO_KINDS)
def test_the_same_arguments_give_the_same_bytes(kind: PhotoKind, homes: list[Facts]) -> None:
    assert draw(kind, 7, homes[0], size=SMALL) == draw(kind, 7, homes[0], size=SMALL)


@pytest.mark.parametrize("kind", PHOTO_KINDS)
def test_a_photo_weighs_what_a_phones_photo_weighs(kind: PhotoKind, homes: list[Facts]) -> None:
    photo = draw(kind, 7, homes[0])

    assert Image.open(io.BytesIO(photo)).size == (1600, 1200)
    assert 250_000 <= len(photo) <= 350_000


@pytest.mark.parametrize("kind", PHOTO_KINDS)
def test_the_inspection_accepts_it_without_a_remark(kind: PhotoKind, homes: list[Facts]) -> None:
    inspection = inspect_photo(draw(kind, 7, homes[0]))

    assert inspection.verdict == "accepted"
    assert inspection.remarks == ()


@pytest.mark.parametrize("kind", PHOTO_KINDS)
def test_seeds_differ_enough_not_to_be_taken_for_the_same_photo(kind: PhotoKind, homes: list[Facts]) -> None:
    hashes = [inspect_photo(draw(kind, seed, homes[seed], size=(640, 480))).hashes for seed in range(8)]

    assert all(distance(first.full, second.full) > 31 for first, second in pairwise(hashes))


def test_its_metadata_says_what_was_asked(homes: list[Facts]) -> None:
    photo = draw("house_front", 7, homes[0], size=SMALL, camera=Camera("Merek", "M-1", accuracy_m=4))

    exif = Image.open(io.BytesIO(photo)).getexif()
    assert exif[Base.Model] == "M-1"
    assert exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "2025:11:03 09:30:00"
    position = inspect_photo(photo).position
    assert (position["latitude_e7"], position["longitude_e7"]) == (-78_350_001, 1_144_000_007)
    assert position["accuracy_cm"] == 400


@pytest.mark.parametrize(
    ("kind", "fact", "words"),
    [
        ("house_front", "wall_material", WALLS),
        ("house_front", "roof_material", ROOFS),
        ("house_inside", "floor_material", FLOORS),
        ("kitchen", "cooking_fuel", FUELS),
        ("toilet", "toilet", TOILETS),
    ],
)
def test_each_fact_can_be_seen(kind: PhotoKind, fact: str, words: Sequence[str], homes: list[Facts]) -> None:
    pictures = []
    for word in words:
        photo = draw(kind, 7, {**homes[0], fact: word}, size=SMALL)
        pictures.append(np.asarray(Image.open(io.BytesIO(photo)), dtype=np.int16))

    for number, picture in enumerate(pictures):
        for other in pictures[:number]:
            assert (np.abs(picture - other).max(axis=2) > 40).mean() > 0.005


def test_an_unknown_kind_is_refused(homes: list[Facts]) -> None:
    with pytest.raises(KeyError):
        draw("selfie", 7, homes[0], size=SMALL)
