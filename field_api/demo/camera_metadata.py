"""The metadata that a phone writes into a photo: EXIF with device, time and position.

Positions keep their 1e-7 degree exactly: degrees and minutes are whole, seconds are a fraction of a million. The
hemisphere is in the reference, S or E, as the standard asks (domain 2.14). It refuses a time without a zone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

_E7 = 10_000_000
_UPRIGHT = 1


@dataclass(frozen=True, slots=True)
class Camera:
    """A phone: what it calls itself, and how sure it is of a position (metres, radius)."""

    make: str = "Contoh"
    model: str = "Ponsel Lapangan 2"
    accuracy_m: float = 6.5


def camera_metadata(
    camera: Camera, taken_at: datetime, latitude_e7: int | None, longitude_e7: int | None
) -> Image.Exif:
    """Build the EXIF of a photo; without a position there is no GPS part, as after an upload by browser."""
    offset = taken_at.strftime("%z")
    if not offset:
        raise ValueError("a photo of the demo needs a time with its zone")
    moment, zone = taken_at.strftime("%Y:%m:%d %H:%M:%S"), f"{offset[:3]}:{offset[3:5]}"
    exif = Image.Exif()
    exif[Base.Make] = camera.make
    exif[Base.Model] = camera.model
    exif[Base.Orientation] = _UPRIGHT
    exif[Base.Software] = "field-api demo"
    exif[Base.DateTime] = moment
    exif.get_ifd(IFD.Exif).update(
        {
            Base.DateTimeOriginal: moment,
            Base.DateTimeDigitized: moment,
            Base.OffsetTime: zone,
            Base.OffsetTimeOriginal: zone,
            Base.OffsetTimeDigitized: zone,
        }
    )
    if latitude_e7 is not None and longitude_e7 is not None:
        exif.get_ifd(IFD.GPSInfo).update(_position(camera, taken_at, latitude_e7, longitude_e7))
    return exif


def _position(camera: Camera, taken_at: datetime, latitude_e7: int, longitude_e7: int) -> dict[int, object]:
    fix = taken_at.astimezone(UTC)
    return {
        GPS.GPSVersionID: b"\2\3\0\0",
        GPS.GPSLatitudeRef: "S" if latitude_e7 < 0 else "N",
        GPS.GPSLatitude: _sexagesimal(abs(latitude_e7)),
        GPS.GPSLongitudeRef: "W" if longitude_e7 < 0 else "E",
        GPS.GPSLongitude: _sexagesimal(abs(longitude_e7)),
        GPS.GPSTimeStamp: tuple(IFDRational(part) for part in (fix.hour, fix.minute, fix.second)),
        GPS.GPSDateStamp: fix.strftime("%Y:%m:%d"),
        GPS.GPSMapDatum: "WGS-84",
        GPS.GPSHPositioningError: IFDRational(round(camera.accuracy_m * 100), 100),
    }


def _sexagesimal(value_e7: int) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Split 1e-7 degrees into degrees, minutes and seconds without any rounding."""
    degrees, rest = divmod(value_e7, _E7)
    minutes, rest = divmod(rest * 60, _E7)
    return IFDRational(degrees), IFDRational(minutes), IFDRational(rest * 60, _E7)
