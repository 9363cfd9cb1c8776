"""Intervals against a published table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.review.rules.intervals import Share


class TestShare:
    # Wilson's interval without continuity correction: Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3.
    @pytest.mark.parametrize(
        ("part", "whole", "low", "high"),
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_the_interval_is_that_of_the_published_table(self, part: int, whole: int, low: float, high: float) -> None:
        assert Share(part, whole).interval == pytest.approx((low, high), abs=0.00005)

    def test_of_nothing_everything_is_possible(self) -> None:
        assert (Share(0, 0).value, Share(0, 0).interval, str(Share(0, 0))) == (None, (0.0, 1.0), "none")

    @given(whole=st.integers(1, 10_000), data=st.data())
    def test_the_interval_holds_the_share_and_stays_within_none_and_all(self, whole: int, data: st.DataObject) -> None:
        share = Share(data.draw(st.integers(0, whole)), whole)

        low, high = share.interval

        assert 0 <= low <= (share.value or 0) + 1e-12
        assert (share.value or 0) - 1e-12 <= high <= 1

    @given(part=st.integers(0, 50))
    def test_more_of_the_same_is_surer(self, part: int) -> None:
        few, many = Share(part, 50).interval, Share(10 * part, 500).interval

        assert many[1] - many[0] < few[1] - few[0]

    @pytest.mark.parametrize(("part", "whole"), [(3, 2), (-1, 2)])
    def test_what_is_no_share_is_refused(self, part: int, whole: int) -> None:
        with pytest.raises(ValueError, match="is no share"):
            Share(part, whole)

    def test_it_is_written_with_its_interval(self) -> None:
        assert str(Share(15, 148)) == "15/148  10 % (6-16)"
        assert Share(15, 148).to_json() == {"part": 15, "whole": 148, "value": 0.1014, "from": 0.0624, "to": 0.1605}
