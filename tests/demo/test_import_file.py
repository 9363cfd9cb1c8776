import csv
import itertools
import tracemalloc
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.district import synthetic_district
from field_api.demo.import_file import COLUMNS, FaultRates, degrees, write_import_csv
from field_api.demo.people import Household, households
from field_api.registry.rules.family_card import InvalidFamilyCard, parse_family_card
from field_api.registry.rules.nik import InvalidNik, parse_nik

NO_FAULTS = {
    "nik_invalid": 0.0,
    "nik_absent": 0.0,
    "nik_double": 0.0,
    "no_kk_invalid": 0.0,
    "name_empty": 0.0,
    "person_double": 0.0,
}


@pytest.fixture(scope="module")
def sample() -> list[Household]:
    made_at = datetime(2025, 11, 3, tzinfo=UTC)
    return list(households(synthetic_district(2), count=700, seed=1, made_at=made_at))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_valid(number: str, parse: Callable[[str], object], error: type[Exception]) -> bool:
    try:
        parse(number)
    except error:
        return False
    return True


class TestAFaultlessFile:
    def test_has_the_columns_of_the_importer(self, sample: list[Household], tmp_path: Path) -> None:
        write_import_csv(tmp_path / "people.csv", sample)

        assert (tmp_path / "people.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)

    def test_brings_back_every_person(self, sample: list[Household], tmp_path: Path) -> None:
        written = write_import_csv(tmp_path / "people.csv", sample)

        rows = read(tmp_path / "people.csv")
        people = [(home, person) for home in sample for person in home.members]
        assert written.households == len(sample)
        assert written.rows == len(rows) == len(people)
        assert not written.faults
        for row, (home, person) in zip(rows, people, strict=True):
            assert row["household_id"] == str(home.household_id)
            assert (row["no_kk"], row["nik"], row["name"]) == (home.family_card, person.nik, person.name)
            assert (row["birth_date"], row["sex"]) == (person.birth_date.isoformat(), person.sex)
            assert round(float(row["lat"]) * 1e7) == home.latitude_e7
            assert round(float(row["lon"]) * 1e7) == home.longitude_e7


class TestAFileWithFaults:
    def test_is_the_same_for_the_same_seed(self, sample: list[Household], tmp_path: Path) -> None:
        for name in ("first.csv", "second.csv"):
            write_import_csv(tmp_path / name, sample, faults=FaultRates(), seed=5)

        assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "second.csv").read_bytes()

    def test_carries_about_the_share_of_invalid_numbers_that_was_asked_for(
        self, sample: list[Household], tmp_path: Path
    ) -> None:
        write_import_csv(tmp_path / "faulty.csv", sample, faults=FaultRates())

        rows = read(tmp_path / "faulty.csv")
        spoiled_nik = sum(bool(row["nik"]) and not is_valid(row["nik"], parse_nik, InvalidNik) for row in rows)
        spoiled_kk = sum(not is_valid(row["no_kk"], parse_family_card, InvalidFamilyCard) for row in rows)
        assert spoiled_nik / len(rows) == pytest.approx(0.112, abs=0.03)
        assert spoiled_kk / len(rows) == pytest.approx(0.168, abs=0.03)

    def test_counts_exactly_the_invalid_numbers_it_wrote(self, sample: list[Household], tmp_path: Path) -> None:
        written = write_import_csv(tmp_path / "faulty.csv", sample, faults=FaultRates())

        rows = read(tmp_path / "faulty.csv")
        spoiled = sum(bool(row["nik"]) and not is_valid(row["nik"], parse_nik, InvalidNik) for row in rows)
        assert spoiled == written.faults["nik_invalid"]
        assert sum(not row["nik"] for row in rows) == written.faults["nik_absent"]

    @pytest.mark.parametrize(("fault", "column"), [("nik_absent", "nik"), ("name_empty", "name")])
    def test_leaves_cells_empty_when_told_to(
        self, sample: list[Household], tmp_path: Path, fault: str, column: str
    ) -> None:
        rates = FaultRates(**{**NO_FAULTS, fault: 1.0})

        write_import_csv(tmp_path / "empty.csv", sample, faults=rates)

        assert not any(row[column] for row in read(tmp_path / "empty.csv"))

    @pytest.mark.parametrize(
        ("fault", "cells"), [("nik_double", ("nik",)), ("person_double", ("nik", "name", "birth_date"))]
    )
    def test_doubles_come_from_another_household(
        self, sample: list[Household], tmp_path: Path, fault: str, cells: tuple[str, ...]
    ) -> None:
        rates = FaultRates(**{**NO_FAULTS, fault: 0.1})

        written = write_import_csv(tmp_path / "double.csv", sample, faults=rates)

        homes = {}
        for row in read(tmp_path / "double.csv"):
            homes.setdefault(tuple(row[cell] for cell in cells), []).append(row["household_id"])
        surplus = sum(len(ids) - 1 for ids in homes.values())
        assert surplus == written.faults[fault] > 0
        assert all(len(set(ids)) > 1 for ids in homes.values() if len(ids) > 1)


def test_a_damaged_file_ends_every_number_in_zero(sample: list[Household], tmp_path: Path) -> None:
    write_import_csv(tmp_path / "excel.csv", sample, spreadsheet_damage=True)

    endings = Counter(row[column][-1] for row in read(tmp_path / "excel.csv") for column in ("nik", "no_kk"))
    assert set(endings) == {"0"}


def test_writing_needs_no_more_memory_for_more_households(sample: list[Household], tmp_path: Path) -> None:
    def peak_for(repeats: int) -> int:
        stream = itertools.chain.from_iterable(itertools.repeat(sample, repeats))
        tracemalloc.start()
        write_import_csv(tmp_path / "flat.csv", stream, faults=FaultRates())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak_for(8) < peak_for(1) + 50_000


@given(st.integers(-1_800_000_000, 1_800_000_000))
def test_degrees_are_written_exactly(value_e7: int) -> None:
    text = degrees(value_e7)

    assert round(float(text) * 10_000_000) == value_e7
    assert len(text.partition(".")[2]) == 7
