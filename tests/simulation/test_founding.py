from datetime import UTC, datetime

import pytest

from field_api.simulation.founding import found_areas, require_catalogues
from field_api.simulation.plan import make_plan
from field_api.simulation.product import ProductRefused
from tests.fakes.recorded_product import Recorded

NOW = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
THERE, NOT_THERE = (200, {}), (404, {})


def test_a_product_with_its_catalogues_will_do() -> None:
    product = Recorded(THERE, THERE, THERE)

    require_catalogues(product)

    assert [path for _, path in product.asked] == [
        "/v1/instruments/bps-14/2005",
        "/v1/instruments/kepmensos-262/2022",
        "/v1/programmes/sembako",
    ]


@pytest.mark.parametrize(
    ("answers", "remedy"),
    [
        ([NOT_THERE], "field-api instruments load"),
        ([THERE, NOT_THERE], "field-api instruments load"),
        ([THERE, THERE, NOT_THERE], "field-api programmes load"),
    ],
)
def test_a_catalogue_that_is_missing_is_named_with_its_command(
    answers: list[tuple[int, dict[str, str]]], remedy: str
) -> None:
    with pytest.raises(ProductRefused, match=remedy):
        require_catalogues(Recorded(*answers))


def test_areas_are_imported_without_the_province_when_that_is_there() -> None:
    report = (200, {"findings": []})
    product = Recorded(NOT_THERE, THERE, *[report] * 4)

    found_areas(product, make_plan(1, count=12, made_at=NOW))

    assert [method for method, _ in product.asked] == ["GET", "GET", *["POST"] * 4]


def test_a_file_that_was_not_taken_whole_stops_the_simulation() -> None:
    product = Recorded(NOT_THERE, THERE, (200, {"findings": [{"finding": "overlap"}]}))

    with pytest.raises(ProductRefused, match="not all taken"):
        found_areas(product, make_plan(1, count=12, made_at=NOW))
