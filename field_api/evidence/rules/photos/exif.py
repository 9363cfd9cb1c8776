"""Read what EXIF claims about a photo: device, orientation, time, position (domain 2.14).

EXIF is a second opinion: anybody can write it and phones strip it. So every oddity is a remark and nothing
here raises or guesses. Texts are cleaned for storage (PostgreSQL refuses NUL) but not escaped: that is the
task of whoever shows them. Times are compared only with each other; the clock of the server is an argument
(`remarks_on_capture_time`).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from field_api.evidence.rules.photos.position import PhotoPosition, read_position
from field_api.evidence.rules.photos.tiff import (
    ASCII,
    BYTE,
    LONG,
    SHORT,
    UNDEFINED,
    Directories,
    Directory,
    Value,
    read_directories,
)

MAKE, MODEL, ORIENTATION, SOFTWARE = 0x010F, 0x0110, 0x0112, 0x0131
CAPTURED, CAPTURED_OFFSET, CAPTURED_FRACTION = 0x9003, 0x9011, 0x9291
GPS_TIME, GPS_DATE = 7, 29

MAX_TEXT = 100
UPRIGHT, LAST_ORIENTATION = 1, 8
MICROSECOND_DIGITS = 6
EDITORS = re.compile(
    r"photoshop|lightroom|snapseed|gimp|picsart|canva|pixlr|facetune|affinity|paint\.net|capcut|meitu|vsco|faceapp",
    re.IGNORECASE,
)
"""Programs that change pixels; transfer tools and camera firmware are not among them."""

TIME_TOLERANCE = timedelta(minutes=10)
"""Phones stamp the last fix, minutes old when indoors; more is worth a remark (evidence A5, rules 3, 12)."""
ZONE_STEP = timedelta(minutes=15)
ZONE_TOLERANCE = timedelta(seconds=90)
WIDEST_ZONE = timedelta(hours=14)
OLDEST_CAPTURE = timedelta(days=30)
CLOCK_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PhotoExif:
    """What EXIF says. `captured_local` is ISO 8601 without zone; `captured_at` is known only with an offset.

    `fix_age_seconds` is the time of capture minus the time of the fix, both known in UTC; negative when the
    fix is later.
    """

    orientation: int = UPRIGHT
    make: str | None = None
    model: str | None = None
    software: str | None = None
    captured_local: str | None = None
    captured_at: datetime | None = None
    gps_at: datetime | None = None
    position: PhotoPosition | None = None
    remarks: tuple[str, ...] = ()

    @property
    def fix_age_seconds(self) -> int | None:
        if self.captured_at is None or self.gps_at is None:
            return None
        return round((self.captured_at - self.gps_at).total_seconds())

    def to_json(self) -> dict[str, Any]:
        return {
            "orientation": self.orientation,
            "make": self.make,
            "model": self.model,
            "software": self.software,
            "captured_local": self.captured_local,
            "captured_at": self.captured_at.isoformat() if self.captured_at else None,
            "gps_at": self.gps_at.isoformat() if self.gps_at else None,
            "fix_age_seconds": self.fix_age_seconds,
            "position": self.position.to_json() if self.position else None,
        }


def read_exif(blocks: tuple[bytes, ...], xmp: tuple[bytes, ...] = ()) -> PhotoExif:
    """Read the first EXIF block (a TIFF without the "Exif" prefix) and compare XMP with it; never raises."""
    remarks: list[str] = []
    directories = read_directories(blocks[0]) if blocks else None
    if not blocks:
        remarks.append("exif_absent")
    elif directories is None:
        remarks.append("exif_unreadable")
    if len(blocks) > 1:
        remarks.append("exif_repeated")
    found = directories or Directories()
    if found.damaged:
        remarks.append("exif_damaged")
    software = _text(found.image, SOFTWARE, remarks)
    if software and EDITORS.search(software):
        remarks.append("software_edited")
    local = _captured_local(found.photo, remarks)
    offset = _offset(found.photo, remarks) if local else None
    captured_at = _with_zone(local, offset)
    gps_at = _gps_time(found.gps, remarks)
    if local and gps_at:
        remarks.extend(_remarks_on_times(local, offset, gps_at))
    position, on_position = read_position(found.gps, xmp)
    return PhotoExif(
        orientation=_orientation(found.image, remarks),
        make=_text(found.image, MAKE, remarks),
        model=_text(found.image, MODEL, remarks),
        software=software,
        captured_local=local.replace(tzinfo=None).isoformat() if local else None,
        captured_at=captured_at,
        gps_at=gps_at,
        position=position,
        remarks=tuple(dict.fromkeys([*remarks, *on_position])),
    )


def remarks_on_capture_time(exif: PhotoExif, *, received_at: datetime, zone: tzinfo = UTC) -> tuple[str, ...]:
    """Compare the time of capture with the server's time of receipt.

    `zone` is the area's; it is used for cameras that gave no offset. Returns at most one remark.
    """
    captured_at = exif.captured_at
    if captured_at is None and exif.captured_local is not None:
        captured_at = datetime.fromisoformat(exif.captured_local).replace(tzinfo=zone)
    if captured_at is None:
        return ()
    if captured_at > received_at + CLOCK_TOLERANCE:
        return ("capture_time_in_future",)
    if captured_at < received_at - OLDEST_CAPTURE:
        return ("capture_time_too_old",)
    return ()


def _orientation(image: Directory, remarks: list[str]) -> int:
    value = image.get(ORIENTATION)
    if value is None:
        return UPRIGHT
    number = value.integer() if value.type in {BYTE, SHORT, LONG} else None
    if number is None or not UPRIGHT <= number <= LAST_ORIENTATION:
        remarks.append("orientation_invalid")
        return UPRIGHT
    return number


def _text(directory: Directory, tag: int, remarks: list[str]) -> str | None:
    """Return a text fit for storage: to its first NUL, printable, 100 characters at most; None when empty."""
    value = directory.get(tag)
    if value is None or value.type not in {ASCII, UNDEFINED, BYTE}:
        return None
    body = value.raw.rstrip(b"\x00").split(b"\x00", 1)
    decoded = body[0].decode("utf-8", "replace")
    printable = "".join(character if character.isprintable() else " " for character in decoded).strip()
    if len(body) > 1 or "\ufffd" in decoded or printable != decoded.strip() or len(printable) > MAX_TEXT:
        remarks.append("text_cleaned")
    return printable[:MAX_TEXT].strip() or None


_EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)?")
_ISO_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def _raw_text(value: Value | None) -> str:
    return value.raw.split(b"\x00", 1)[0].decode("ascii", "replace").strip() if value else ""


def _captured_local(photo: Directory, remarks: list[str]) -> datetime | None:
    """Return the camera's local time, labelled UTC only so that times can be compared."""
    written = _raw_text(photo.get(CAPTURED))
    if CAPTURED not in photo:
        remarks.append("capture_time_absent")
        return None
    if not written.strip(" :0-"):
        remarks.append("capture_time_blank")
        return None
    found = _EXIF_TIME.fullmatch(written)
    if found is None:
        found = _ISO_TIME.fullmatch(written)
        remarks.append("capture_time_unusual" if found else "capture_time_unreadable")
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        remarks.append("capture_time_impossible")
        return None
    fraction = _raw_text(photo.get(CAPTURED_FRACTION))
    if fraction.isascii() and fraction.isdigit():
        local = local.replace(microsecond=int(fraction[:MICROSECOND_DIGITS].ljust(MICROSECOND_DIGITS, "0")))
    return local


def _offset(photo: Directory, remarks: list[str]) -> timedelta | None:
    written = _raw_text(photo.get(CAPTURED_OFFSET))
    if not written:
        iso = _ISO_TIME.fullmatch(_raw_text(photo.get(CAPTURED)))
        written = (iso.group(7) or "") if iso else ""
    if not written.strip(" :"):
        remarks.append("capture_offset_absent")
        return None
    if written == "Z":
        return timedelta(0)
    found = _OFFSET.fullmatch(written)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3])) if found else None
    if found is None or offset is None or offset > WIDEST_ZONE:
        remarks.append("capture_offset_unreadable")
        return None
    return -offset if found[1] == "-" else offset


def _with_zone(local: datetime | None, offset: timedelta | None) -> datetime | None:
    return local.replace(tzinfo=timezone(offset)) if local is not None and offset is not None else None


def _gps_time(gps: Directory, remarks: list[str]) -> datetime | None:
    """Return the receiver's own time in UTC; None unless both its date and its time of day are there."""
    date, clock = _raw_text(gps.get(GPS_DATE)), gps.get(GPS_TIME)
    rationals = clock.rationals() if clock else None
    if not date or not rationals:
        return None
    try:
        year, month, day = (int(part) for part in re.split("[:-]", date))
        hours, minutes, seconds = (numerator / denominator for numerator, denominator in rationals)
        midnight = datetime(year, month, day, tzinfo=UTC)
    except (ValueError, ZeroDivisionError):
        remarks.append("gps_time_impossible")
        return None
    since = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not timedelta(0) <= since < timedelta(days=1, seconds=1):
        remarks.append("gps_time_impossible")
        return None
    return midnight + timedelta(seconds=round(since.total_seconds(), 3))


def _remarks_on_times(local: datetime, offset: timedelta | None, gps_at: datetime) -> list[str]:
    """Compare camera and receiver: equal, off by a zone, or apart; without an offset any zone explains it."""
    difference = local - (offset or timedelta(0)) - gps_at
    if abs(difference) <= TIME_TOLERANCE:
        return []
    remainder = abs(difference) % ZONE_STEP
    off_by_zone = abs(difference) <= WIDEST_ZONE and min(remainder, ZONE_STEP - remainder) <= ZONE_TOLERANCE
    if offset is None and abs(difference) <= WIDEST_ZONE:
        return []
    return ["capture_offset_doubtful"] if off_by_zone else ["gps_time_differs"]
