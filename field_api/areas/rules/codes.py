"""Area codes: how they are written, which level they have, what lies above them.

Codes are text in the Kemendagri form with dots (Kepmendagri 300.2.2-2138/2025), extended below the village by three
digits each for RW and RT. Refused: numbers without dots (a BPS code looks the same and means another place), and codes
from which a spreadsheet has cut a zero.
"""

import re
from enum import IntEnum

from field_api.errors import InvalidInput


class Level(IntEnum):
    """How many segments a code has: province (provinsi) 1 down to RT 6."""

    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4
    RW = 5
    RT = 6


class InvalidAreaCode(InvalidInput):
    """The text is no area code; `detail` says what to write instead."""

    code = "invalid_area_code"


# How many digits each segment has, from the province down.
_SEGMENT_WIDTHS = (2, 2, 2, 4, 3, 3)


def parse_area_code(text: str) -> str:
    """The code without surrounding blanks; `InvalidAreaCode` with a remedy for anything else (domain 2.4)."""
    code = text.strip()
    segments = code.split(".")
    if len(segments) > len(_SEGMENT_WIDTHS) or not re.fullmatch(r"[0-9]+(\.[0-9]+)*", code):
        raise InvalidAreaCode(_remedy(code))
    widths = zip(segments, _SEGMENT_WIDTHS, strict=False)
    if any(len(segment) != width for segment, width in widths):
        raise InvalidAreaCode(_remedy(code))
    if any(segment == "000" for segment in segments[Level.VILLAGE :]):
        raise InvalidAreaCode(f"RW and RT are counted from 001, so {code} names no place.")
    return code


def _remedy(code: str) -> str:
    form = "Write the code as text with dots, such as 31.75.06.1004, and RW and RT with three digits: .008.003."
    if not code:
        return f"The area code is missing. {form}"
    if re.fullmatch(r"[0-9]{4,10}", code):
        return f"{code} has no dots; a BPS code looks like this and means another place. {form}"
    if re.fullmatch(r"[0-9]{2}\.[0-9]", code):
        return f"{code} may be {code}0 from which a spreadsheet cut the zero: keep the column as text. {form}"
    # What was typed is shown shortened: it may be a whole row that slipped into the wrong column.
    return f"{code[:40]!r} is no area code. {form}"


def level_of(code: str) -> Level:
    """The level of a well-formed code."""
    return Level(code.count(".") + 1)


def parent_of(code: str) -> str | None:
    """The code one level above; None for a province."""
    above, dot, _ = code.rpartition(".")
    return above if dot else None


def ancestors_of(code: str) -> tuple[str, ...]:
    """All codes above, the province first, without the code itself."""
    segments = code.split(".")
    return tuple(".".join(segments[:end]) for end in range(1, len(segments)))


def code_at_level(code: str, level: Level) -> str | None:
    """The code itself or the one above it that has this level; None when the code lies higher."""
    segments = code.split(".")
    return ".".join(segments[:level]) if len(segments) >= level else None


def default_name(code: str) -> str:
    """The name of an RW or RT after its number; "" for levels that have names of their own."""
    level = level_of(code)
    return f"{level.name} {code[-3:]}" if level >= Level.RW else ""
