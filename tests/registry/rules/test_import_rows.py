from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.errors import InvalidInput
from field_api.registry.rules.import_columns import FIELDS, read_heading
from field_api.registry.rules.import_rows import (
    PersonRow,
    RowProblem,
    RowReader,
    RowRejected,
    read_day,
    read_degrees_e7,
)
from field_api.scope import Scope

TODAY = date(2026, 3, 2)
GOOD = {
    "household_id": "",
    "no_kk": "3175060403191001",
    "area_code": "31.75.06.1004.008.003",
    "address": "Jl. Kenanga 3",
    "nik": "3175065708841001",
    "name": "Siti Aminah",
    "sex": "P",
    "birth_place": "Jakarta",
    "birth_date": "1984-08-17",
    "relationship": "ISTRI",
    "occupation": "-",
    "education": "SD",
    "mother_name": "Sumiati",
    "lat": "-6,1234567",
    "lon": "106.9876543",
}


def read(**overrides: str) -> PersonRow:
    reader = RowReader(read_heading(FIELDS), scope=Scope.of(["31.75"]), today=TODAY)
    row = GOOD | overrides
    return reader.read(2, [row[field] for field in FIELDS])


class TestReading:
    def test_a_row_becomes_a_person_of_a_household(self) -> None:
        found = read()

        assert (found.name, found.sex, found.birth_date, found.relationship) == (
            "Siti Aminah", "F", date(1984, 8, 17), "spouse",
        )  # fmt: skip
        assert (found.household.latitude_e7, found.household.longitude_e7) == (-61_234_567, 1_069_876_543)
        assert found.occupation is None

    @pytest.mark.parametrize("protected", ['="3175065708841001"', "'3175065708841001"])
    def test_a_number_protected_from_the_spreadsheet_is_freed(self, protected: str) -> None:
        assert read(nik=protected).nik.digits == "3175065708841001"

    def test_a_short_row_has_empty_cells_at_its_end(self) -> None:
        reader = RowReader(read_heading(["area_code", "no_kk", "name", "sex"]), scope=Scope.of([""]), today=TODAY)

        assert reader.read(2, [GOOD["area_code"], GOOD["no_kk"], "Siti"]).sex is None

    def test_rows_of_one_household_share_what_was_read(self) -> None:
        reader = RowReader(read_heading(FIELDS), scope=Scope.of([""]), today=TODAY)
        cells = [GOOD[field] for field in FIELDS]

        assert reader.read(2, cells).household is reader.read(3, cells).household

    def test_a_bad_household_is_bad_in_every_row(self) -> None:
        reader = RowReader(read_heading(FIELDS), scope=Scope.of([""]), today=TODAY)
        cells = [(GOOD | {"no_kk": "1"})[field] for field in FIELDS]

        for row in (2, 3):
            with pytest.raises(RowRejected):
                reader.read(row, cells)

    @given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40)))
    def test_whatever_stands_in_the_cells_the_row_is_read_or_rejected_with_remedies(
        self, overrides: dict[str, str]
    ) -> None:
        problems: tuple[RowProblem, ...] = ()
        found = None
        try:
            found = read(**overrides)
        except RowRejected as rejected:
            problems = rejected.problems

        assert (found is None) == bool(problems)
        assert all(problem.code and problem.detail and problem.remedy for problem in problems)


class TestReadDay:
    @pytest.mark.parametrize(
        "text", ["1984-08-17", "1984-08-17 00:00:00", "17/08/1984", "17-8-1984", "17.08.1984", "17 08 1984"]
    )
    def test_the_usual_ways_of_writing_are_read_day_first(self, text: str) -> None:
        assert read_day(text) == date(1984, 8, 17)

    @pytest.mark.parametrize("text", ["08/17/1984", "17/08/84", "17 Agustus 1984", "30911", "1984-13-01", ""])
    def test_what_would_have_to_be_guessed_is_no_date(self, text: str) -> None:
        assert read_day(text) is None


class TestReadDegrees:
    @given(st.integers(min_value=-900_000_000, max_value=900_000_000))
    def test_every_position_comes_back_exactly(self, value_e7: int) -> None:
        sign = "-" if value_e7 < 0 else ""
        text = f"{sign}{abs(value_e7) // 10_000_000}.{abs(value_e7) % 10_000_000:07d}"

        assert read_degrees_e7(text, limit=90) == value_e7

    @pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999", "90.1", "6°12'", ""])
    def test_what_is_no_place_on_earth_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidInput):
            read_degrees_e7(text, limit=90)


def test_a_heading_that_names_a_field_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="both mean name") as refused:
        read_heading(["Nama", "name", "no_kk", "area_code"])

    problems: Any = refused.value.problems
    assert [each.code for each in problems] == ["column_twice"]
