from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.distribution.rules.rounds import (
    OutsideRound,
    RoundClosed,
    RoundTerms,
    check_days,
    check_moment,
    would_give_twice,
)
from field_api.errors import InvalidInput

JAKARTA, MAKASSAR, JAYAPURA = "31.75.06.1004", "73.71.01.1001", "91.71.01.1001"
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)


def terms(
    area_code: str = JAKARTA, starts_on: date = FIRST, ends_on: date = LAST, closed_at: datetime | None = None
) -> RoundTerms:
    return RoundTerms(area_code, starts_on, ends_on, closed_at)


class TestCheckDays:
    def test_a_round_lasts_a_day_or_a_leap_year(self) -> None:
        check_days(FIRST, FIRST)
        check_days(date(2028, 1, 1), date(2029, 1, 1))

    @pytest.mark.parametrize(
        ("last", "code"), [(FIRST - timedelta(days=1), "period_order"), (date(9999, 12, 31), "round_too_long")]
    )
    def test_it_does_not_end_before_it_begins_nor_for_ever(self, last: date, code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            check_days(FIRST, last)

        assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [("/ends_on", code)]


class TestCheckMoment:
    def test_the_first_and_the_last_local_second_belong_to_the_round(self) -> None:
        check_moment(terms(), datetime(2026, 3, 1, 17, 0, 0, tzinfo=UTC))
        check_moment(terms(), datetime(2026, 3, 13, 16, 59, 59, tzinfo=UTC))

    @pytest.mark.parametrize(
        "moment", [datetime(2026, 3, 1, 16, 59, 59, tzinfo=UTC), datetime(2026, 3, 13, 17, 0, 0, tzinfo=UTC)]
    )
    def test_a_second_earlier_or_later_does_not(self, moment: datetime) -> None:
        with pytest.raises(OutsideRound):
            check_moment(terms(), moment)

    def test_what_happened_before_the_closing_belongs_to_the_round(self) -> None:
        closed_at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

        check_moment(terms(closed_at=closed_at), closed_at)
        with pytest.raises(RoundClosed):
            check_moment(terms(closed_at=closed_at), datetime(2026, 3, 10, 9, 0, 1, tzinfo=UTC))


class TestWouldGiveTwice:
    def test_a_round_inside_another_on_the_same_day_would(self) -> None:
        assert would_give_twice(terms("31.75"), terms(JAKARTA, LAST, LAST))

    def test_neighbours_would_not(self) -> None:
        assert not would_give_twice(terms("31.75.06.1004.008"), terms("31.75.06.1004.009"))

    def test_the_day_after_would_not(self) -> None:
        assert not would_give_twice(terms(), terms(starts_on=date(2026, 3, 14), ends_on=date(2026, 3, 20)))

    @given(
        areas=st.tuples(*[st.sampled_from(["31", "31.75", JAKARTA, MAKASSAR])] * 2),
        days=st.tuples(*[st.dates(FIRST, LAST)] * 4),
    )
    def test_it_does_not_matter_which_round_comes_first(
        self, areas: tuple[str, str], days: tuple[date, date, date, date]
    ) -> None:
        one = terms(areas[0], min(days[:2]), max(days[:2]))
        other = terms(areas[1], min(days[2:]), max(days[2:]))

        assert would_give_twice(one, other) == would_give_twice(other, one)
