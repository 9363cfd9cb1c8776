from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.identity_numbers import NumberRegister
from field_api.demo.person_names import Sex
from field_api.demo.randomness import seeded
from field_api.registry.rules.family_card import parse_family_card
from field_api.registry.rules.nik import parse_nik

BIRTH_DATES = st.dates(date(1925, 1, 1), date(2025, 11, 1))


@given(BIRTH_DATES, st.sampled_from("LP"), st.integers())
def test_a_nik_says_region_birth_date_and_sex(birth_date: date, sex: Sex, seed: int) -> None:
    nik = NumberRegister(seeded(seed)).nik("35.99.01", birth_date, sex)

    day = birth_date.day + (40 if sex == "P" else 0)
    assert nik[:6] == "359901"
    assert nik[6:12] == f"{day:02d}{birth_date:%m%y}"


@given(BIRTH_DATES, st.sampled_from("LP"), st.integers())
def test_a_nik_passes_the_rules_of_the_registry(birth_date: date, sex: Sex, seed: int) -> None:
    parsed = parse_nik(NumberRegister(seeded(seed)).nik("35.99.01", birth_date, sex))

    assert birth_date in parsed.birth_dates(as_of=date(2025, 11, 1))


@given(BIRTH_DATES, st.integers())
def test_serials_begin_where_no_living_person_is_likely(birth_date: date, seed: int) -> None:
    assert int(NumberRegister(seeded(seed)).nik("35.99.01", birth_date, "L")[12:]) >= 9000


def test_a_family_card_has_the_true_day_of_its_issue() -> None:
    number = NumberRegister(seeded(1)).family_card("35.99.02", date(2019, 3, 7))

    assert number.startswith("359902070319")
    assert parse_family_card(number)


def test_a_thousand_people_of_one_place_day_and_sex_differ_and_the_next_is_refused() -> None:
    register = NumberRegister(seeded(1))

    numbers = {register.nik("35.99.01", date(1980, 5, 6), "L") for _ in range(1000)}

    assert len(numbers) == 1000
    with pytest.raises(ValueError, match="used up"):
        register.nik("35.99.01", date(1980, 5, 6), "L")


def test_people_born_a_century_apart_do_not_share_a_number() -> None:
    register = NumberRegister(seeded(1))

    old, young = (register.nik("35.99.01", date(year, 5, 6), "L") for year in (1925, 2025))

    assert old != young
