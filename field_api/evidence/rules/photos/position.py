"""Read the position that EXIF claims, and refuse to guess.

A position is taken only when both coordinates are written as rational numbers with their hemispheres: a
missing or unknown hemisphere never becomes north or east (most of Indonesia lies in the south). XMP is
compared, never used: any program can write it. Coordinates are integers of 1e-7 degree, lengths are
centimetres, so that the result can be signed.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from field_api.evidence.rules.photos.tiff import Directory, Value

LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 1, 2, 3, 4
ALTITUDE_REF, ALTITUDE, STATUS, DILUTION, DATUM, METHOD, ACCURACY = 5, 6, 9, 11, 18, 27, 31

E7 = 10_000_000
LATITUDE_LIMIT, LONGITUDE_LIMIT = 90, 180
SEXAGESIMAL = 60
COORDINATE_PARTS = 3
INACCURATE_CM = 50_00
"""Rule 2 of evidence A5: worse than 50 m says little about one house among its neighbours."""
WORST_DILUTION = 20
"""Above this a receiver has no usable geometry; 99.9 is what many print when they have no fix at all."""
LOWEST_CM, HIGHEST_CM = -500_00, 9_000_00
XMP_TOLERANCE_E7 = 10_000
"""About 110 m: XMP often keeps only four decimals of a minute."""

HEMISPHERES = {
    "N": 1, "S": -1, "E": 1, "W": -1, "NORTH": 1, "SOUTH": -1, "EAST": 1, "WEST": -1,
}  # fmt: skip
WGS84_NAMES = frozenset({"WGS84", "WGS1984", ""})
NETWORK_METHODS = frozenset({b"NETWORK", b"CELLID", b"WLAN"})
NO_POSITION = frozenset(
    {
        "position_absent",
        "position_incomplete",
        "position_wrong_type",
        "position_zero_denominator",
        "position_malformed",
        "position_out_of_range",
        "position_on_axis",
        "position_hemisphere_unknown",
        "position_zeroed",
    }
)
"""The remarks that mean: no position was taken, and why."""


@dataclass(frozen=True, slots=True)
class PhotoPosition:
    """Where EXIF says the camera was. `void` repeats the receiver's own mark on the fix."""

    latitude_e7: int
    longitude_e7: int
    altitude_cm: int | None = None
    accuracy_cm: int | None = None
    void: bool = False

    def to_json(self) -> dict[str, int | bool | None]:
        return {
            "latitude_e7": self.latitude_e7,
            "longitude_e7": self.longitude_e7,
            "altitude_cm": self.altitude_cm,
            "accuracy_cm": self.accuracy_cm,
            "void": self.void,
        }


class _NoPosition(Exception):
    """Carries the remark that says why there is no position."""

    def __init__(self, remark: str) -> None:
        super().__init__(remark)
        self.remark = remark


def read_position(gps: Directory, xmp: tuple[bytes, ...]) -> tuple[PhotoPosition | None, tuple[str, ...]]:
    """Return the position and the remarks on it (domain 2.14, evidence A5); never raises."""
    remarks: list[str] = []
    position = None
    try:
        latitude, longitude = _coordinates(gps, remarks)
        position = PhotoPosition(
            latitude_e7=latitude,
            longitude_e7=longitude,
            altitude_cm=_altitude(gps, remarks),
            accuracy_cm=_accuracy(gps, remarks),
            void=_text(gps.get(STATUS)).upper() == "V",
        )
    except _NoPosition as refusal:
        remarks.append(refusal.remark)
    if position is not None:
        remarks.extend(_remarks_on_fix(gps))
    remarks.extend(_remarks_on_xmp(position, xmp))
    return position, tuple(dict.fromkeys(remarks))


def _remarks_on_fix(gps: Directory) -> list[str]:
    """Say what the receiver itself held against a position."""
    dilution = gps.get(DILUTION)
    hundredths = _hundredths(dilution) if dilution else None
    judged = {
        "position_fix_void": _text(gps.get(STATUS)).upper() == "V",
        "position_diluted": hundredths is not None and hundredths > WORST_DILUTION * 100,
        "position_datum_foreign": re.sub(r"[^A-Z0-9]", "", _text(gps.get(DATUM)).upper()) not in WGS84_NAMES,
        "position_from_network": METHOD in gps and gps[METHOD].raw[8:].strip(b"\x00 ").upper() in NETWORK_METHODS,
    }
    return [remark for remark, holds in judged.items() if holds]


def _coordinates(gps: Directory, remarks: list[str]) -> tuple[int, int]:
    """Return latitude and longitude in 1e-7 degree. Raises _NoPosition."""
    written = [gps.get(LATITUDE), gps.get(LONGITUDE)]
    if written == [None, None]:
        raise _NoPosition("position_absent")
    if all(value is not None and not value.raw.strip(b"\x00") for value in written):
        # Nothing but zero bits, denominators included, is how some phones blank a position.
        raise _NoPosition("position_zeroed")
    latitude, longitude = (_magnitude(value, remarks) for value in written)
    if latitude == longitude == 0:
        raise _NoPosition("position_zeroed")
    if 0 in (latitude, longitude):
        # The equator and the meridian are lines without width; an exact zero is a missing value.
        raise _NoPosition("position_on_axis")
    if latitude > LATITUDE_LIMIT or longitude > LONGITUDE_LIMIT:
        raise _NoPosition("position_out_of_range")
    return (
        round(latitude * E7) * _hemisphere(gps.get(LATITUDE_REF), "NS", remarks),
        round(longitude * E7) * _hemisphere(gps.get(LONGITUDE_REF), "EW", remarks),
    )


def _magnitude(value: Value | None, remarks: list[str]) -> Fraction:
    """Return degrees without a sign. Raises _NoPosition."""
    if value is None:
        raise _NoPosition("position_incomplete")
    rationals = value.rationals()
    if not rationals or any(part < 0 for rational in rationals for part in rational):
        raise _NoPosition("position_wrong_type")
    if len(rationals) != COORDINATE_PARTS:
        remarks.append("position_value_count")
    rationals = rationals[:COORDINATE_PARTS]
    if any(denominator == 0 for _, denominator in rationals):
        raise _NoPosition("position_zero_denominator")
    parts = [Fraction(numerator, denominator) for numerator, denominator in rationals]
    degrees, minutes, seconds = [*parts, Fraction(0), Fraction(0)][:COORDINATE_PARTS]
    if minutes >= SEXAGESIMAL or seconds > SEXAGESIMAL:
        raise _NoPosition("position_malformed")
    if seconds == SEXAGESIMAL:
        remarks.append("position_seconds_of_60")
    return degrees + minutes / SEXAGESIMAL + seconds / SEXAGESIMAL**2


def _hemisphere(value: Value | None, letters: str, remarks: list[str]) -> int:
    """Return 1 or -1. Raises _NoPosition: local abbreviations such as LS or BT are not guessed."""
    written = _text(value)
    sign = HEMISPHERES.get(written.upper())
    if sign is None or written[0].upper() not in letters:
        raise _NoPosition("position_hemisphere_unknown")
    if written not in letters:
        remarks.append("position_reference_unusual")
    return sign


def _altitude(gps: Directory, remarks: list[str]) -> int | None:
    value = gps.get(ALTITUDE)
    if value is None:
        return None
    centimetres = _hundredths(value)
    reference = gps.get(ALTITUDE_REF)
    if centimetres is not None and reference is not None and reference.raw[:1] == b"\x01":
        centimetres = -centimetres
    if centimetres is None or not LOWEST_CM <= centimetres <= HIGHEST_CM:
        remarks.append("altitude_unreadable")
        return None
    return centimetres


def _accuracy(gps: Directory, remarks: list[str]) -> int | None:
    value = gps.get(ACCURACY)
    if value is None:
        return None
    centimetres = _hundredths(value)
    if centimetres is None or centimetres < 0:
        remarks.append("position_accuracy_unreadable")
        return None
    if centimetres > INACCURATE_CM:
        remarks.append("position_inaccurate")
    return centimetres


def _hundredths(value: Value) -> int | None:
    """Return a length in metres as centimetres, a dilution in hundredths; None when it is no number."""
    rationals = value.rationals()
    if not rationals or rationals[0][1] == 0:
        return None
    return round(Fraction(*rationals[0]) * 100)


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    return value.raw.split(b"\x00", 1)[0].decode("ascii", "replace").strip()


_XMP_COORDINATE = re.compile(
    rb"exif:GPS(Latitude|Longitude)\s{0,8}(?:=\s{0,8}[\"']|>)\s{0,8}(\d{1,3}),(\d{1,2}(?:\.\d{1,15})?)([NSEW])"
)


def _remarks_on_xmp(position: PhotoPosition | None, xmp: tuple[bytes, ...]) -> list[str]:
    """Compare with XMP by a pattern, not a parser: a packet is hostile and its position is never used."""
    found = {name: parts for packet in xmp for name, *parts in _XMP_COORDINATE.findall(packet)}
    if not found:
        return []
    if position is None:
        return ["xmp_position_ignored"]
    mine = {b"Latitude": position.latitude_e7, b"Longitude": position.longitude_e7}
    for name, (degrees, minutes, hemisphere) in found.items():
        sign = HEMISPHERES[hemisphere.decode()]
        theirs = sign * (int(degrees) + Fraction(minutes.decode()) / SEXAGESIMAL) * E7
        if abs(theirs - mine[name]) > XMP_TOLERANCE_E7:
            return ["xmp_position_disagrees"]
    return []
