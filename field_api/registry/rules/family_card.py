"""No. KK, the number of a family card: 6 digits region of issue, DDMMYY of recording, 4 digits serial.

It changes when a family moves, splits or loses its head, so it is a dated attribute and never the key of a
household. Nothing is added to the day: a day of 41 to 71 means that somebody typed a woman's NIK here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from field_api.errors import InvalidInput
from field_api.registry.rules.nik import KNOWN_PROVINCES, Nik
from field_api.registry.rules.population_numbers import (
    dotted_district,
    dotted_regency,
    has_sixteen_digits,
    mask,
    possible_dates,
)

_LAST_DAY = 31
_FIRST_FEMALE_DAY = 41
_LAST_FEMALE_DAY = 71
_LAST_MONTH = 12


class InvalidFamilyCard(InvalidInput):
    """The text cannot be a No. KK. `reason` is stable and never holds the number."""

    code = "family_card_invalid"
    title = "This is not a No. KK"

    def __init__(self, reason: str) -> None:
        super().__init__(f"not a No. KK: {reason}", extra={"reason": reason})
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FamilyCardNumber:
    """A well-formed No. KK. Only the masked form is printed."""

    digits: str = field(repr=False)
    day: int = field(repr=False)
    month: int = field(repr=False)
    year_of_century: int = field(repr=False)

    @classmethod
    def from_digits(cls, digits: str) -> Self:
        """Take sixteen checked digits apart; `parse_family_card` is the way in for anything typed."""
        return cls(digits, day=int(digits[6:8]), month=int(digits[8:10]), year_of_century=int(digits[10:12]))

    @property
    def regency(self) -> str:
        return dotted_regency(self.digits)

    @property
    def district(self) -> str:
        """Dotted Kemendagri code of the kecamatan that issued the card."""
        return dotted_district(self.digits)

    @property
    def serial(self) -> str:
        return self.digits[12:16]

    def recording_dates(self, as_of: date | None = None) -> tuple[date, ...]:
        """Dates of recording the number allows, oldest first; with `as_of`, only those not after it."""
        dates = possible_dates(day=self.day, month=self.month, year_of_century=self.year_of_century)
        return tuple(each for each in dates if as_of is None or each <= as_of)

    def __str__(self) -> str:
        return mask(self.digits)


@dataclass(frozen=True, slots=True)
class FamilyCardWarning:
    """A reason to look twice; it never refuses a family."""

    code: str
    detail: str


def parse_family_card(text: str, *, provinces: Collection[str] = KNOWN_PROVINCES) -> FamilyCardNumber:
    """Check the form of a No. KK and take it apart.

    Raises InvalidFamilyCard with the first reason in this order: digits, day, month, date, serial, province.
    """
    if not has_sixteen_digits(text):
        raise InvalidFamilyCard("not 16 ASCII digits")
    card = FamilyCardNumber.from_digits(text)
    if _FIRST_FEMALE_DAY <= card.day <= _LAST_FEMALE_DAY:
        raise InvalidFamilyCard("day 41-71: a NIK of a woman")
    if not 1 <= card.day <= _LAST_DAY:
        raise InvalidFamilyCard("day not 01-31")
    if not 1 <= card.month <= _LAST_MONTH:
        raise InvalidFamilyCard("month")
    if not card.recording_dates():
        raise InvalidFamilyCard("no such calendar date in 19YY or 20YY")
    if card.serial == "0000":
        raise InvalidFamilyCard("serial 0000")
    if card.digits[0:2] not in provinces:
        raise InvalidFamilyCard("unknown province")
    return card


def warnings(
    card: FamilyCardNumber,
    *,
    as_of: date | None = None,
    members: Collection[Nik] = (),
    domicile_area: str | None = None,
) -> tuple[FamilyCardWarning, ...]:
    """Compare a card with its members, its domicile and the calendar.

    Codes: family_card_is_a_nik (the same digits as a member's NIK), family_card_from_the_future,
    family_card_region_differs (a move to another kecamatan asks for a new card) (B5).
    """
    found: list[FamilyCardWarning] = []
    if any(member.digits == card.digits for member in members):
        found.append(FamilyCardWarning("family_card_is_a_nik", "a member's NIK was typed as the No. KK"))
    if as_of is not None and not card.recording_dates(as_of):
        found.append(FamilyCardWarning("family_card_from_the_future", "recorded after today"))
    if domicile_area is not None:
        pairs = zip(card.district.split("."), domicile_area.split("."), strict=False)
        if any(issued != lived_in for issued, lived_in in pairs):
            found.append(FamilyCardWarning("family_card_region_differs", "issued in another region"))
    return tuple(found)
