"""NIK, the population number of one person: PP RR CC DDMMYY NNNN, women with 40 added to the day.

The region is that of the first registration and the number is lifelong (PP 40/2019, article 30): a region
that differs from the domicile, or a date that differs from a corrected birth date, is a warning and never a
refusal. There is no check digit. The number is an attribute of a person, never a key.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self

from field_api.errors import InvalidInput
from field_api.registry.rules.population_numbers import (
    RegionLookup,
    RegionStanding,
    dotted_district,
    dotted_regency,
    has_sixteen_digits,
    mask,
    possible_dates,
    region_standing,
)

__all__ = ["KNOWN_PROVINCES", "InvalidNik", "Nik", "NikWarning", "Sex", "mask", "parse_nik", "warnings"]

Sex = Literal["M", "F"]

KNOWN_PROVINCES = frozenset(
    f"{number}"
    for block in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 96))
    for number in range(block[0], block[1] + 1)
)
"""Provinces of the code table of 2025; a region that meets older codes passes its own collection."""

_LAST_DAY = 31
_FEMALE_OFFSET = 40
_LAST_MONTH = 12
_NO_SERIAL = "0000"


class InvalidNik(InvalidInput):
    """The text cannot be a NIK. `reason` is stable and may be shown; the number itself is never in it."""

    code = "nik_invalid"
    title = "This is not a NIK"

    def __init__(self, reason: str) -> None:
        super().__init__(f"not a NIK: {reason}", extra={"reason": reason})
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Nik:
    """A well-formed NIK. Only the masked form is printed."""

    digits: str = field(repr=False)
    sex: Sex = field(repr=False)
    day: int = field(repr=False)
    month: int = field(repr=False)
    year_of_century: int = field(repr=False)

    @classmethod
    def from_digits(cls, digits: str) -> Self:
        """Take sixteen checked digits apart; `parse_nik` is the way in for anything typed or imported."""
        encoded_day = int(digits[6:8])
        female = encoded_day > _FEMALE_OFFSET
        return cls(
            digits=digits,
            sex="F" if female else "M",
            day=encoded_day - _FEMALE_OFFSET if female else encoded_day,
            month=int(digits[8:10]),
            year_of_century=int(digits[10:12]),
        )

    @property
    def province(self) -> str:
        return self.digits[0:2]

    @property
    def regency(self) -> str:
        """Dotted Kemendagri code of the kabupaten or kota of first registration, such as `31.71`."""
        return dotted_regency(self.digits)

    @property
    def district(self) -> str:
        """Dotted Kemendagri code of the kecamatan of first registration, such as `31.71.01`."""
        return dotted_district(self.digits)

    @property
    def serial(self) -> str:
        return self.digits[12:16]

    def birth_dates(self, as_of: date | None = None) -> tuple[date, ...]:
        """Dates of birth the number allows, oldest first; with `as_of`, only those not after it."""
        dates = possible_dates(day=self.day, month=self.month, year_of_century=self.year_of_century)
        return dates if as_of is None else tuple(each for each in dates if each <= as_of)

    def region(self, lookup: RegionLookup) -> RegionStanding:
        """How far the region of first registration is known to the table behind `lookup`."""
        return region_standing(self.digits, lookup)

    def __str__(self) -> str:
        return mask(self.digits)


def parse_nik(text: str, *, provinces: Collection[str] = KNOWN_PROVINCES) -> Nik:
    """Check the form of a NIK and take it apart.

    29 February is accepted when either century has it. Raises InvalidNik with the first reason in this
    order: digits, day, month, date, serial, province.
    """
    if not has_sixteen_digits(text):
        raise InvalidNik("not 16 ASCII digits")
    nik = Nik.from_digits(text)
    if not 1 <= nik.day <= _LAST_DAY:
        raise InvalidNik("day not 01-31/41-71")
    if not 1 <= nik.month <= _LAST_MONTH:
        raise InvalidNik("month")
    if not nik.birth_dates():
        raise InvalidNik("no such calendar date in 19YY or 20YY")
    if nik.serial == _NO_SERIAL:
        raise InvalidNik("serial 0000")
    if nik.province not in provinces:
        raise InvalidNik("unknown province")
    return nik


@dataclass(frozen=True, slots=True)
class NikWarning:
    """A reason to look twice, worth showing to a reviewer; it never refuses a person."""

    code: str
    detail: str


def warnings(
    nik: Nik,
    *,
    birth_date: date | None = None,
    sex: Sex | None = None,
    domicile_area: str | None = None,
    lookup: RegionLookup | None = None,
) -> tuple[NikWarning, ...]:
    """Compare the number with what else is known of the person; what is not known is not compared.

    `domicile_area` is a dotted Kemendagri code of any depth. Codes: nik_birth_date_differs, nik_sex_differs,
    nik_region_differs, nik_region_unknown, nik_region_retired (B5).
    """
    found: list[NikWarning] = []
    if birth_date is not None and birth_date not in nik.birth_dates():
        found.append(NikWarning("nik_birth_date_differs", "the number carries another date of birth"))
    if sex is not None and sex != nik.sex:
        found.append(NikWarning("nik_sex_differs", "the number carries the other sex"))
    if domicile_area is not None:
        found += _region_differs(nik, domicile_area)
    if lookup is not None:
        found += _region_doubtful(nik.region(lookup))
    return tuple(found)


def _region_differs(nik: Nik, domicile_area: str) -> list[NikWarning]:
    """Name the highest level that differs; a domicile known only to the regency is compared that far."""
    if domicile_area.startswith(nik.district):
        return []
    levels = zip(("province", "regency", "district"), nik.district.split("."), domicile_area.split("."), strict=False)
    for level, registered, lived_in in levels:
        if registered != lived_in:
            return [NikWarning("nik_region_differs", f"first registered in another {level}")]
    return []


def _region_doubtful(standing: RegionStanding) -> list[NikWarning]:
    if standing is RegionStanding.DISTRICT:
        return []
    if standing is RegionStanding.DISTRICT_RETIRED:
        return [NikWarning("nik_region_retired", "the district of first registration has another code today")]
    return [NikWarning("nik_region_unknown", "the district of first registration is in no table of codes")]
