"""NIK against the shared cases (where public validators disagree) and as round trips."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.registry.rules.nik import KNOWN_PROVINCES, InvalidNik, mask, parse_nik, warnings
from field_api.registry.rules.population_numbers import CodeStanding, RegionLookup, RegionStanding

REGION_WORDS = {
    RegionStanding.DISTRICT: "kecamatan_2025",
    RegionStanding.DISTRICT_RETIRED: "kecamatan_retired",
    RegionStanding.REGENCY_ONLY: "kabkota_only",
    RegionStanding.UNKNOWN: "unknown_province",
}

# Merauke was 91.01 until the province was divided in 2022; the table of 2025 no longer knows the code.
RETIRED = {"91.01.01"}


@pytest.fixture(scope="module")
def cases(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "nik" / "cases.csv").open(encoding="utf-8", newline="") as file:
        return [row | {"nik": unescaped(row["nik"])} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def lookup(shared_data: Path) -> RegionLookup:
    with (shared_data / "areas" / "kemendagri_2025_wilayah.csv").open(encoding="utf-8", newline="") as file:
        current = {row["kode"] for row in csv.DictReader(file) if int(row["level"]) <= 3}

    def standing(code: str) -> CodeStanding | None:
        if code in current:
            return "current"
        return "retired" if code in RETIRED else None

    return standing


def unescaped(text: str) -> str:
    return text.encode("ascii").decode("unicode_escape") if "\\u" in text else text


def refused(cases: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], str]]:
    for case in cases:
        try:
            parse_nik(case["nik"])
        except InvalidNik as refusal:
            yield case, refusal.reason


@st.composite
def niks(draw: st.DrawFn) -> str:
    born = draw(st.dates(min_value=date(1920, 1, 1), max_value=date(2025, 12, 31)))
    day = born.day + draw(st.sampled_from((0, 40)))
    region = draw(st.sampled_from(sorted(KNOWN_PROVINCES))) + draw(st.from_regex(r"\A[0-9]{4}\Z"))
    return f"{region}{day:02d}{born:%m%y}{draw(st.integers(1, 9999)):04d}"


class TestSharedCases:
    def test_there_are_cases_of_both_kinds(self, cases: list[dict[str, str]]) -> None:
        assert {case["verdict"] for case in cases} == {"valid", "invalid"}
        assert len(cases) >= 65

    def test_the_refused_ones_are_refused_for_the_stated_reason(self, cases: list[dict[str, str]]) -> None:
        expected = [(c["nik"], c["reason"]) for c in cases if c["verdict"] == "invalid"]

        assert [(case["nik"], reason) for case, reason in refused(cases)] == expected

    def test_sex_and_birth_dates_agree_wherever_they_are_stated(self, cases: list[dict[str, str]]) -> None:
        for case in cases:
            if case["gender"]:
                nik = parse_nik(case["nik"], provinces=KNOWN_PROVINCES | {case["nik"][:2]})
                dates = "|".join(each.isoformat() for each in nik.birth_dates())
                assert (nik.sex, dates) == (case["gender"], case["birth_dates"]), case["nik"]

    def test_the_region_agrees_wherever_it_is_stated(self, cases: list[dict[str, str]], lookup: RegionLookup) -> None:
        for case in cases:
            if case["region"]:
                nik = parse_nik(case["nik"], provinces=KNOWN_PROVINCES | {case["nik"][:2]})
                assert REGION_WORDS[nik.region(lookup)] == case["region"], case["nik"]

    def test_the_true_birth_date_of_a_case_is_among_the_candidates(self, cases: list[dict[str, str]]) -> None:
        told = [case for case in cases if case["note"].startswith("true birth date")]

        assert len(told) > 10
        for case in told:
            true_date = date.fromisoformat(case["note"].split()[3].rstrip(","))
            assert true_date in parse_nik(case["nik"]).birth_dates(as_of=date(2026, 1, 1))


class TestParseNik:
    def test_a_serial_of_four_zeros_is_refused(self) -> None:
        with pytest.raises(InvalidNik, match="serial 0000"):
            parse_nik("3171011708450000")

    def test_the_refusal_never_shows_the_number(self) -> None:
        with pytest.raises(InvalidNik) as refusal:
            parse_nik("3171011713450001")

        assert "3171011713450001" not in f"{refusal.value!r} {refusal.value.extra}"

    def test_neither_text_nor_representation_shows_the_whole_number(self) -> None:
        nik = parse_nik("3171011708450001")

        assert str(nik) == "3171********0001"
        assert "1708" not in repr(nik)

    @given(niks())
    def test_any_number_built_by_the_rule_is_taken_apart_into_its_parts(self, digits: str) -> None:
        nik = parse_nik(digits)

        encoded_day = nik.day + (40 if nik.sex == "F" else 0)
        rebuilt = (
            nik.district.replace(".", "") + f"{encoded_day:02d}{nik.month:02d}{nik.year_of_century:02d}" + nik.serial
        )
        assert rebuilt == digits

    @given(st.text(max_size=20))
    def test_any_text_is_either_a_nik_or_refused_as_one(self, text: str) -> None:
        try:
            parsed = parse_nik(text)
        except InvalidNik:
            return
        assert parsed.digits == text


class TestBirthDates:
    def test_dates_after_the_reference_date_are_no_candidates(self) -> None:
        nik = parse_nik("3171011708450001")

        assert nik.birth_dates(as_of=date(2025, 1, 1)) == (date(1945, 8, 17),)

    def test_a_leap_day_of_year_00_was_in_2000(self) -> None:
        assert parse_nik("3171012902001234").birth_dates() == (date(2000, 2, 29),)

    @given(niks())
    def test_all_candidates_lie_a_century_apart_on_the_same_day(self, digits: str) -> None:
        dates = parse_nik(digits).birth_dates()

        assert len({(each.day, each.month, each.year % 100) for each in dates}) == 1


class TestWarnings:
    def test_what_agrees_gives_no_warning(self, lookup: RegionLookup) -> None:
        found = warnings(
            parse_nik("3171011708450001"),
            birth_date=date(1945, 8, 17),
            sex="M",
            domicile_area="31.71.01.1001.001.002",
            lookup=lookup,
        )

        assert found == ()

    def test_each_difference_is_a_warning_of_its_own(self, lookup: RegionLookup) -> None:
        found = warnings(
            parse_nik("9101010101809109"),
            birth_date=date(1981, 1, 1),
            sex="F",
            domicile_area="31.71",
            lookup=lookup,
        )

        assert [warning.code for warning in found] == [
            "nik_birth_date_differs",
            "nik_sex_differs",
            "nik_region_differs",
            "nik_region_retired",
        ]

    @pytest.mark.parametrize(
        ("area", "level"),
        [("32.71.01", "province"), ("31.72.01", "regency"), ("31.71.02", "district"), ("32", "province")],
    )
    def test_a_move_is_named_by_its_highest_level(self, area: str, level: str) -> None:
        found = warnings(parse_nik("3171011708450001"), domicile_area=area)

        assert [warning.detail for warning in found] == [f"first registered in another {level}"]

    def test_a_district_in_no_table_is_a_warning(self, lookup: RegionLookup) -> None:
        found = warnings(parse_nik("3273007101010001"), lookup=lookup)

        assert [warning.code for warning in found] == ["nik_region_unknown"]


class TestMask:
    def test_the_middle_of_a_number_is_hidden(self) -> None:
        assert mask("3171011708450001") == "3171********0001"

    def test_text_that_is_no_number_is_hidden_completely(self) -> None:
        assert mask("31710117") == "********"

    @given(niks())
    def test_neither_birth_date_nor_district_can_be_read(self, digits: str) -> None:
        assert mask(digits)[4:12] == "*" * 8
