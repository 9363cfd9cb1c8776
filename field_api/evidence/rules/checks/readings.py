"""Places and times as the checks read them from what a phone sent: it was kept word for word, so anything may stand there."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from field_api.evidence.rules.checks.facts import Fix
from field_api.evidence.rules.geodesy import Place
from field_api.evidence.rules.photos.exif import read_exif

# What stands before the TIFF in an APP1 segment.
_EXIF = b"Exif\0\0"


def place_of(latitude_e7: int | None, longitude_e7: int | None) -> Place | None:
    """The place of two columns that are filled together or not at all."""
    if latitude_e7 is None or longitude_e7 is None:
        return None
    return Place(latitude_e7, longitude_e7)


def fix_of(latitude_e7: int | None, longitude_e7: int | None, accuracy_mm: int | None, samples: object) -> Fix | None:
    """The fix that was chosen, with the time of the sample that it is."""
    place = place_of(latitude_e7, longitude_e7)
    if place is None:
        return None
    known = next((each for each in samples_of(samples) if each.place == place), None)
    return Fix(place, accuracy_mm, known.at if known else None, mocked=known.mocked if known else False)


def samples_of(samples: object) -> tuple[Fix, ...]:
    """The fixes of a phone as it sent them; what is no fix is passed over."""
    return tuple(_fixes_among(samples)) if isinstance(samples, list) else ()


def original_exif(envelope: Mapping[str, Any]) -> dict[str, Any] | None:
    """EXIF of the camera's own file, which the phone put into the envelope when it shrank the photo."""
    encoded = envelope.get("original_exif")
    if not isinstance(encoded, str):
        return None
    try:
        segment = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return None
    return read_exif((segment.removeprefix(_EXIF),)).to_json()


def moment(written: object) -> datetime | None:
    """A time with its zone, None for anything else."""
    try:
        found = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _fixes_among(samples: list[Any]) -> Iterator[Fix]:
    for sample in samples:
        if not isinstance(sample, Mapping):
            continue
        latitude, longitude, accuracy = (sample.get(name) for name in ("latitude_e7", "longitude_e7", "accuracy_mm"))
        if isinstance(latitude, int) and isinstance(longitude, int):
            yield Fix(
                Place(latitude, longitude),
                accuracy if isinstance(accuracy, int) else None,
                moment(sample.get("at")),
                mocked=sample.get("mock") is True,
            )
