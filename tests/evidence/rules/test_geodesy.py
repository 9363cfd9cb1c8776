import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.geodesy import Place, metres_between

MONAS, GAMBIR = Place(-61_753_924, 1_068_271_528), Place(-61_766_000, 1_068_306_000)
places = st.builds(Place, st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000))


def test_a_distance_that_is_known() -> None:
    # ST_Distance on the spheroid says 404.
    assert metres_between(MONAS, GAMBIR) == pytest.approx(404, rel=0.005)


@given(places, places)
def test_it_is_the_same_both_ways_and_nothing_to_itself(one: Place, there: Place) -> None:
    assert metres_between(one, there) == metres_between(there, one)
    assert metres_between(one, one) == 0
    assert 0 <= metres_between(one, there) <= 20_015_200
