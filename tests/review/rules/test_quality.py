"""Estimates against counts made by hand, and over many draws against a truth that is known."""

import random
from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.areas.rules.zones import WIB
from field_api.review.rules.intervals import Share
from field_api.review.rules.quality import (
    Estimate,
    PeriodInvalid,
    SampledDecision,
    area_group,
    estimate,
    period_of,
    qualities,
)
from field_api.review.rules.sampling import Finding, SampleKind, is_drawn

DRAWS = 200


class TestEstimate:
    def test_within_one_share_it_is_the_plain_proportion_with_wilsons_interval(self) -> None:
        found = estimate([(50, number < 15) for number in range(148)])

        assert (found.part, found.whole, found.weighted) == (15, 148, False)
        assert (found.low, found.high) == Share(15, 148).interval

    def test_a_look_that_was_drawn_rarely_stands_for_more(self) -> None:
        # One of a hundred stands for ten of a thousand: (10 x 1) / (10 x 2 + 1 x 2).
        found = estimate([(100, True), (100, False), (1000, False), (1000, False)])

        assert found.value == pytest.approx(10 / 22)
        assert found.weighted

    def test_of_nothing_everything_is_possible(self) -> None:
        assert estimate([]) == Estimate(0, 0, None, 0.0, 1.0, weighted=False)

    @given(st.lists(st.tuples(st.integers(1, 1000), st.booleans()), min_size=1, max_size=60))
    def test_the_interval_holds_the_value(self, looks: list[tuple[int, bool]]) -> None:
        found = estimate(looks)

        assert found.value is not None
        assert 0 <= found.low <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high <= 1

    def test_unequal_weights_make_it_less_sure(self) -> None:
        even = estimate([(100, number % 4 == 0) for number in range(80)])
        uneven = estimate([(20 if number % 2 else 500, number % 4 in {0, 1}) for number in range(80)])

        assert uneven.high - uneven.low > even.high - even.low

    @settings(max_examples=4)
    @given(seed=st.integers(0, 2**32 - 1), permilles=st.sampled_from([(100, 100), (50, 400), (200, 1000)]))
    def test_over_many_draws_it_is_right_on_average(self, seed: int, permilles: tuple[int, int]) -> None:
        """Half of the decisions were drawn with one share, half with another, and the two differ in their faults."""
        chance = random.Random(seed)  # noqa: S311 - a truth that can be made again
        population = [
            (UUID(int=chance.getrandbits(128)), permille, chance.random() < rate)
            for permille, rate in zip(permilles, (0.3, 0.05), strict=True)
            for _ in range(400)
        ]
        truth = sum(wrong for *_, wrong in population) / len(population)

        values = []
        for _ in range(DRAWS):
            key = chance.randbytes(32)
            looks = [
                (permille, wrong)
                for decision_id, permille, wrong in population
                if is_drawn(key, SampleKind.SECOND_REVIEW, decision_id, permille=permille)
            ]
            values.append(estimate(looks).value or 0.0)

        mean = sum(values) / DRAWS
        spread = (sum((value - mean) ** 2 for value in values) / (DRAWS - 1) / DRAWS) ** 0.5
        # A ratio of two sums is off by about one part in the size of the sample beside the chance of the draws.
        assert abs(mean - truth) < 4 * spread + 0.01

    def test_without_weights_it_would_be_wrong(self) -> None:
        """The shares differ and so do the faults: what was drawn often would outvote what was drawn rarely."""
        looks = [(50, number < 6) for number in range(20)] + [(400, number < 8) for number in range(160)]

        assert estimate(looks).value == pytest.approx((6 * 20 + 8 * 2.5) / (400 + 400))
        assert Share(14, 180).value == pytest.approx(0.078, abs=0.001)


def sampled(
    finding: Finding | None, *, accepted: bool = True, group: str = "31", kind: SampleKind = SampleKind.SECOND_REVIEW,
    recommendation: str | None = "eligible",
) -> SampledDecision:  # fmt: skip
    return SampledDecision(group, kind, 100, accepted, recommendation, finding)


class TestQualities:
    def test_each_group_and_kind_has_its_row_with_counts(self) -> None:
        sample = [
            sampled(Finding.ELIGIBLE),
            sampled(Finding.NOT_ELIGIBLE),
            sampled(Finding.CANNOT_TELL),
            sampled(None),
            sampled(Finding.ELIGIBLE, accepted=False, recommendation="unsure"),
            sampled(Finding.NOT_ELIGIBLE, group="32", kind=SampleKind.BACK_CHECK),
        ]

        rows = qualities({"31": 40, "32": 9}, sample)

        assert [(row.group, row.kind.value, row.decisions, row.drawn) for row in rows] == [
            ("31", "second_review", 40, 5),
            ("31", "back_check", 40, 0),
            ("32", "second_review", 9, 0),
            ("32", "back_check", 9, 1),
        ]
        first = rows[0]
        assert (first.answered, first.cannot_tell) == (4, 1)
        assert (first.wrong_inclusion.part, first.wrong_inclusion.whole) == (1, 2)
        assert (first.wrong_exclusion.part, first.wrong_exclusion.whole) == (1, 1)
        assert (first.recommendation_differs.part, first.recommendation_differs.whole) == (1, 2)

    def test_without_decisions_there_is_no_row(self) -> None:
        assert qualities({}, []) == []


@pytest.mark.parametrize(
    ("below", "group"),
    [("", "31"), ("31", "31.75"), ("31.75.06", "31.75.06.1004"), ("31.75.06.1004.008.003", "31.75.06.1004.008.003")],
)
def test_a_group_is_one_level_below_the_area(below: str, group: str) -> None:
    assert area_group("31.75.06.1004.008.003", below=below) == group


class TestPeriod:
    @pytest.mark.parametrize(
        ("text", "first", "after"),
        [
            ("2026", (2026, 1), (2027, 1)),
            ("2026-03", (2026, 3), (2026, 4)),
            ("2026-12", (2026, 12), (2027, 1)),
        ],
    )
    def test_a_month_or_a_year(self, text: str, first: tuple[int, int], after: tuple[int, int]) -> None:
        assert period_of(text) == (datetime(*first, 1, tzinfo=WIB), datetime(*after, 1, tzinfo=WIB))

    @pytest.mark.parametrize(
        "text", ["", "26", "2026-13", "2026-00", "2026-", "2026-3", "0000", "9999", "2026-03-01", "x"]
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(PeriodInvalid):
            period_of(text)
