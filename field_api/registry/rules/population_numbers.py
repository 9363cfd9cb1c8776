"""What NIK and No. KK have in common: sixteen digits, a region of registration, a date written DDMMYY.

Refuses to repair: a number with a space, a letter or a lost digit is not silently made whole, because the
person behind the repaired number would be somebody else.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

NUMBER_LENGTH = 16
CENTURIES = (1900, 2000)
# Nobody who lives was born earlier.
EARLIEST_BIRTH = date(CENTURIES[0], 1, 1)

_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}", re.ASCII)

CodeStanding = Literal["current", "retired"]
RegionLookup = Callable[[str], CodeStanding | None]
"""Says whether a dotted Kemendagri code is in force, was in force once, or was never seen (None)."""


class RegionStanding(StrEnum):
    """How far down the region of registration is known to a table of codes."""

    DISTRICT = "district"
    DISTRICT_RETIRED = "district_retired"
    REGENCY_ONLY = "regency_only"
    PROVINCE_ONLY = "province_only"
    UNKNOWN = "unknown"


def has_sixteen_digits(text: str) -> bool:
    """Whether the text is exactly 16 ASCII digits; digits of other scripts do not count (B5)."""
    return _SIXTEEN_DIGITS.fullmatch(text) is not None


def dotted_regency(digits: str) -> str:
    return f"{digits[0:2]}.{digits[2:4]}"


def dotted_district(digits: str) -> str:
    return f"{digits[0:2]}.{digits[2:4]}.{digits[4:6]}"


@lru_cache(maxsize=40_000)
def possible_dates(*, day: int, month: int, year_of_century: int) -> tuple[date, ...]:
    """Every real date that DDMMYY can stand for, oldest first; the number does not tell the century."""
    found = []
    for century in CENTURIES:
        try:
            found.append(date(century + year_of_century, month, day))
        except ValueError:
            continue
    return tuple(found)


def region_standing(digits: str, lookup: RegionLookup) -> RegionStanding:
    """Look the six digits of region up, from the district upwards.

    Codes are split and renamed every year while a number is lifelong, so anything below DISTRICT is a
    reason to look twice and never a reason to refuse.
    """
    at_district = lookup(dotted_district(digits))
    if at_district is not None:
        return RegionStanding.DISTRICT if at_district == "current" else RegionStanding.DISTRICT_RETIRED
    if lookup(dotted_regency(digits)) is not None:
        return RegionStanding.REGENCY_ONLY
    if lookup(digits[0:2]) is not None:
        return RegionStanding.PROVINCE_ONLY
    return RegionStanding.UNKNOWN


def mask(digits: str) -> str:
    """Hide the middle of a number: `3171********0001`. Birth date and district stay hidden.

    Text that is no sixteen-digit number is hidden completely, for nobody knows which part of it tells what.
    """
    if not has_sixteen_digits(digits):
        return "*" * len(digits)
    return f"{digits[:4]}{'*' * 8}{digits[-4:]}"
