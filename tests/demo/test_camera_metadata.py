from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from field_api.demo.camera_metadata import Camera, camera_metadata

WIB = timezone(timedelta(hours=7))
TAKEN_AT = datetime(2025, 11, 3, 6, 4, 5, tzinfo=WIB)


def read_back(exif: Image.Exif) -> Image.Exif:
    again = Image.Exif()
    again.load(exif.tobytes())
    return again


def test_device_and_time_are_read_back_as_asked() -> None:
    exif = read_back(camera_metadata(Camera("Merek", "M-1"), TAKEN_AT, -78_350_001, 1_144_000_007))

    taken = exif.get_ifd(IFD.Exif)
    assert (exif[Base.Make], exif[Base.Model]) == ("Merek", "M-1")
    assert taken[Base.DateTimeOriginal] == "2025:11:03 06:04:05"
    assert taken[Base.OffsetTimeOriginal] == "+07:00"


def test_the_time_of_the_fix_is_utc() -> None:
    position = read_back(camera_metadata(Camera(), TAKEN_AT, 1, 1)).get_ifd(IFD.GPSInfo)

    assert position[GPS.GPSDateStamp] == "2025:11:02"
    assert position[GPS.GPSTimeStamp] == (23, 4, 5)


@given(st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000))
def test_positions_are_read_back_to_the_last_digit(latitude_e7: int, longitude_e7: int) -> None:
    position = read_back(camera_metadata(Camera(), TAKEN_AT, latitude_e7, longitude_e7)).get_ifd(IFD.GPSInfo)

    def e7(parts: Sequence[IFDRational], reference: str) -> int:
        degrees, minutes, seconds = (float(part) for part in parts)
        sign = -1 if reference in {"S", "W"} else 1
        return sign * round((degrees + minutes / 60 + seconds / 3600) * 10_000_000)

    assert e7(position[GPS.GPSLatitude], position[GPS.GPSLatitudeRef]) == latitude_e7
    assert e7(position[GPS.GPSLongitude], position[GPS.GPSLongitudeRef]) == longitude_e7


def test_accuracy_is_in_metres() -> None:
    position = read_back(camera_metadata(Camera(accuracy_m=12.34), TAKEN_AT, 1, 1)).get_ifd(IFD.GPSInfo)

    assert float(position[GPS.GPSHPositioningError]) == pytest.approx(12.34)


def test_a_photo_without_a_position_has_no_gps_part() -> None:
    assert not read_back(camera_metadata(Camera(), TAKEN_AT, None, None)).get_ifd(IFD.GPSInfo)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        camera_metadata(Camera(), TAKEN_AT.replace(tzinfo=None), 1, 1)


def test_utc_is_a_zone_too() -> None:
    exif = camera_metadata(Camera(), TAKEN_AT.astimezone(UTC), 1, 1)

    assert exif.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] == "+00:00"
