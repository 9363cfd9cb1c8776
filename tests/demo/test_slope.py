import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.slope import Slope


@given(st.floats(0, 1), st.floats(1, 4))
def test_a_slope_begins_at_its_far_edge_and_ends_at_its_near_edge(across: float, depth: float) -> None:
    floor = Slope(((100, 0), (200, 0)), ((0, 100), (300, 100)), depth=depth)

    assert floor.at(across, 0) == pytest.approx((100 + 100 * across, 0))
    assert floor.at(across, 1) == pytest.approx((300 * across, 100))
