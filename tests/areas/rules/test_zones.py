from datetime import UTC, date, datetime

import pytest

from field_api.areas.rules.zones import local_day, zone_of

JAKARTA, MAKASSAR, JAYAPURA = "31.75.06.1004", "73.71.01.1001", "91.71.01.1001"


@pytest.mark.parametrize(("area_code", "name"), [(JAKARTA, "WIB"), (MAKASSAR, "WITA"), (JAYAPURA, "WIT")])
def test_the_zone_comes_from_the_province(area_code: str, name: str) -> None:
    assert zone_of(area_code).tzname(None) == name


def test_one_moment_is_two_days_in_two_zones() -> None:
    late_evening = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)

    assert local_day(late_evening, JAKARTA) == date(2026, 3, 1)
    assert local_day(late_evening, MAKASSAR) == date(2026, 3, 2)
