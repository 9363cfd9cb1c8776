from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.registry.rules.population_numbers import (
    CodeStanding,
    RegionStanding,
    has_sixteen_digits,
    possible_dates,
    region_standing,
)

FULL_WIDTH = "".join(chr(0xFF10 + int(digit)) for digit in "3171011708450001")

CODES: dict[str, CodeStanding] = {
    "31": "current",
    "31.71": "current",
    "31.71.01": "current",
    "31.71.99": "retired",
}


@pytest.mark.parametrize(
    ("digits", "standing"),
    [
        ("3171010000000000", RegionStanding.DISTRICT),
        ("3171990000000000", RegionStanding.DISTRICT_RETIRED),
        ("3171020000000000", RegionStanding.REGENCY_ONLY),
        ("3172010000000000", RegionStanding.PROVINCE_ONLY),
        ("9971010000000000", RegionStanding.UNKNOWN),
    ],
)
def test_a_region_is_looked_up_from_the_district_upwards(digits: str, standing: RegionStanding) -> None:
    assert region_standing(digits, CODES.get) is standing


@pytest.mark.parametrize(
    "text",
    ["", "317101170845000", "31710117084500011", FULL_WIDTH, "3171011708450001\n"],
)
def test_only_sixteen_ascii_digits_count(text: str) -> None:
    assert not has_sixteen_digits(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_of_both_centuries_is_among_its_own_candidates(born: date) -> None:
    assert born in possible_dates(day=born.day, month=born.month, year_of_century=born.year % 100)
