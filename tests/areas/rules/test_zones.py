import pytest

from field_api.areas.rules.zones import WIB, WIT, WITA, zone_of


@pytest.mark.parametrize(
    ("code", "zone"),
    [("31.75.06", WIB), ("35.10", WIB), ("51.71", WITA), ("73.71.01", WITA), ("91.71", WIT), ("", WIB)],
)
def test_the_province_tells_the_zone(code: str, zone: object) -> None:
    assert zone_of(code) == zone
