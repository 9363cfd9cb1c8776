"""One row of an import file, one person of a household: read, checked, or rejected with all its reasons.

A row is rejected when something in it cannot be true (a number that is no NIK, a date that does not exist) or when it
cannot be placed; what is only odd becomes a finding later (B5). No reason holds the value it speaks of, for reports
travel by mail. Whether an area exists and who else carries a NIK is not known here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple, TypeVar
from uuid import UUID

from field_api.areas.rules.codes import Level, level_of, parse_area_code
from field_api.errors import InvalidInput
from field_api.registry.rules.family_card import parse_family_card
from field_api.registry.rules.import_columns import FIELDS, Columns
from field_api.registry.rules.import_remedies import Remedy, remedy_for
from field_api.registry.rules.kinship import Relationship, parse_relationship, parse_sex
from field_api.registry.rules.nik import Sex
from field_api.registry.rules.nik_standing import GivenNik, judge_nik
from field_api.registry.rules.population_numbers import EARLIEST_BIRTH
from field_api.scope import Scope

Value = TypeVar("Value")

E7 = 10_000_000
_LONGEST_TEXT = 300
_LIMITS = {"lat": 90, "lon": 180}
# A spreadsheet would run such a cell as a formula; "-" alone is how clerks write "nothing".
_FORMULA = ("=", "+", "@")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED_NUMBER = re.compile(r'="([^"]*)"')
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

_PLAIN_FIELDS = ("birth_place", "occupation", "education", "mother_name")
_HOUSEHOLD_CELLS = itemgetter("household_id", "no_kk", "area_code", "address", "lat", "lon")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was not taken: the field, a stable code, words."""

    field: str
    code: str
    detail: str

    @property
    def remedy(self) -> Remedy:
        """What to do about it."""
        return remedy_for(self.field, self.code)


class RowRejected(Exception):
    """The row is not taken; `problems` holds every reason found."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)


class HouseholdCells(NamedTuple):
    """What a row says about its household; `household_id` or `family_card` is there."""

    household_id: UUID | None
    family_card: str | None
    area_code: str
    address: str
    latitude_e7: int | None
    longitude_e7: int | None


class PersonRow(NamedTuple):
    """A row that can be stored, as far as the row itself can tell."""

    row: int
    household: HouseholdCells
    nik: GivenNik
    name: str
    sex: Sex | None
    birth_place: str | None
    birth_date: date | None
    relationship: Relationship
    occupation: str | None
    education: str | None
    mother_name: str | None


class RowReader:
    """Reads rows under one heading. `scope` is where the file may write; `today` bounds birth dates."""

    def __init__(self, columns: Columns, *, scope: Scope, today: date) -> None:
        self._places = [(field, place) for field in FIELDS if (place := columns.place(field)) is not None]
        self._absent = {field: "" for field in FIELDS if columns.place(field) is None}
        self._width = max(place for _, place in self._places) + 1
        self._scope = scope
        self._today = today
        # Rows of one household follow each other, so its cells are read once.
        self._last: tuple[tuple[str, ...], HouseholdCells] | None = None

    def read(self, row: int, cells: Sequence[str]) -> PersonRow:
        """The person of a row, `row` counted as the spreadsheet shows it. Raises RowRejected."""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        texts = {field: cells[place].strip() for field, place in self._places}
        texts.update(self._absent)
        problems: list[RowProblem] = []
        household = self._household(texts, problems)
        person = self._person(row, texts, household, problems)
        if person is None:
            raise RowRejected(problems)
        return person

    def _household(self, texts: dict[str, str], problems: list[RowProblem]) -> HouseholdCells | None:
        key = _HOUSEHOLD_CELLS(texts)
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        before = len(problems)
        household_id = _attempt("household_id", _household_id, key[0], problems)
        family_card = _attempt("no_kk", _family_card, key[1], problems)
        area_code = _attempt("area_code", self._area_code, key[2], problems)
        address = _attempt("address", _text, key[3], problems)
        position = _position(key[4], key[5], problems)
        if not key[0] and not key[1]:
            detail = "Neither household_id nor No. KK says which household this person belongs to."
            problems.append(RowProblem("no_kk", "household_key_missing", detail))
        if len(problems) > before or area_code is None:
            return None
        found = HouseholdCells(household_id, family_card, area_code, address or "", *position)
        self._last = (key, found)
        return found

    def _person(
        self, row: int, texts: dict[str, str], household: HouseholdCells | None, problems: list[RowProblem]
    ) -> PersonRow | None:
        name = _attempt("name", _name, texts["name"], problems)
        sex = _attempt("sex", _sex, texts["sex"], problems)
        birth_date = _attempt("birth_date", self._birth_date, texts["birth_date"], problems)
        relationship = _attempt("relationship", _relationship, texts["relationship"], problems)
        nik = self._nik(texts["nik"], birth_date, sex, household, problems)
        further = {field: _attempt(field, _text, texts[field], problems) for field in _PLAIN_FIELDS}
        if problems or household is None or name is None or relationship is None or nik is None:
            return None
        return PersonRow(
            row=row,
            household=household,
            nik=nik,
            name=name,
            sex=sex,
            birth_date=birth_date,
            relationship=relationship,
            **further,
        )

    def _nik(
        self,
        text: str,
        birth_date: date | None,
        sex: Sex | None,
        household: HouseholdCells | None,
        problems: list[RowProblem],
    ) -> GivenNik | None:
        area_code = household.area_code if household else ""

        def judge(cell: str) -> GivenNik:
            return judge_nik(_number(cell), birth_date=birth_date, sex=sex, area_code=area_code)

        return _attempt("nik", judge, text, problems)

    def _area_code(self, text: str) -> str:
        code = _placed_code(text)
        if not self._scope.covers(code):
            raise InvalidInput("The area lies outside the area of this import.", code="area_outside")
        return code

    def _birth_date(self, text: str) -> date | None:
        if not text or text == "-":
            return None
        born = read_day(text)
        if born is None:
            raise InvalidInput("This is no date.", code="date_unreadable")
        if not EARLIEST_BIRTH <= born <= self._today:
            raise InvalidInput("The date of birth lies in the future or before 1900.", code="date_implausible")
        return born


def read_day(text: str) -> date | None:
    """A date written 1984-08-17 (also with a time behind it), 17/08/1984, 17-8-1984 or 17.08.1984; else None."""
    try:
        if _ISO.match(text):
            return date.fromisoformat(text[:10])
        found = _DAY_FIRST.fullmatch(text)
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def read_degrees_e7(text: str, *, limit: int) -> int:
    """Decimal degrees, with point or comma, as an integer of 1e-7 degree, without a detour over floats."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise InvalidInput("This is no number of degrees.", code="position_unreadable") from None
    if not value.is_finite() or abs(value) > limit:
        raise InvalidInput(f"Degrees lie between -{limit} and {limit}.", code="position_out_of_range")
    return round(value * E7)


def _attempt(field: str, read: Callable[[str], Value], text: str, problems: list[RowProblem]) -> Value | None:
    """Read one cell; what it refuses is added to the problems of the row."""
    try:
        return read(text)
    except InvalidInput as error:
        problems.append(RowProblem(field, error.code, error.detail))
        return None


def _text(text: str) -> str | None:
    if not text or text == "-":
        return None
    if text.startswith(_FORMULA):
        raise InvalidInput("The cell holds a formula.", code="formula_cell")
    if not text.isprintable() and _CONTROL.search(text):
        raise InvalidInput("The cell holds a control character.", code="control_character")
    if len(text) > _LONGEST_TEXT:
        raise InvalidInput(f"The cell is longer than {_LONGEST_TEXT} characters.", code="too_long")
    return text


def _name(text: str) -> str:
    name = _text(text)
    if name is None:
        raise InvalidInput("The name is empty.", code="name_missing")
    return name


@lru_cache(maxsize=256)
def _sex(text: str) -> Sex | None:
    return parse_sex(text) if text else None


@lru_cache(maxsize=256)
def _relationship(text: str) -> Relationship:
    return parse_relationship(text) if text else Relationship.OTHER


def _number(text: str) -> str:
    """A number that was protected from the spreadsheet as ="3171..." or by an apostrophe."""
    if text.isdigit():
        return text
    quoted = _QUOTED_NUMBER.fullmatch(text)
    return quoted[1] if quoted else text.removeprefix("'")


def _household_id(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput("This is no UUID.", code="household_id_invalid") from None


def _family_card(text: str) -> str | None:
    number = _number(text)
    return parse_family_card(number).digits if number and number != "-" else None


@lru_cache(maxsize=4096)
def _placed_code(text: str) -> str:
    code = parse_area_code(text)
    if level_of(code) < Level.VILLAGE:
        raise InvalidInput("The area is larger than a kelurahan or desa.", code="area_too_large")
    return code


def _position(latitude: str, longitude: str, problems: list[RowProblem]) -> tuple[int | None, int | None]:
    texts = {"lat": latitude, "lon": longitude}
    given = {field: text for field, text in texts.items() if text and text != "-"}
    if not given:
        return None, None
    problems += [
        RowProblem(field, "position_half", "Only half of a position is given.") for field in texts.keys() - given.keys()
    ]
    found = {
        field: _attempt(field, partial(read_degrees_e7, limit=_LIMITS[field]), text, problems)
        for field, text in given.items()
    }
    return found.get("lat"), found.get("lon")
