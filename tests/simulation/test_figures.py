"""Arithmetic against tables made by hand."""

from field_api.review.rules.intervals import Share
from field_api.simulation.figures import gains


class TestGains:
    def test_all_frauds_first_are_ten_times_chance(self) -> None:
        first, second, third = gains([True] * 2 + [False] * 18)

        assert (first.found, first.over_chance) == (Share(2, 2), 10)
        assert (second.over_chance, third.over_chance) == (5, 2)

    def test_frauds_at_the_end_are_worse_than_chance(self) -> None:
        assert [gain.over_chance for gain in gains([False] * 8 + [True] * 2)] == [0, 0, 0]

    def test_a_part_of_a_visit_is_a_whole_one(self) -> None:
        (first,) = gains([True, False, False], shares=[0.1])

        assert (first.first, first.found) == (Share(1, 3), Share(1, 1))

    def test_without_frauds_nothing_is_gained(self) -> None:
        assert [gain.over_chance for gain in gains([False] * 10)] == [None] * 3

    def test_an_empty_queue_has_no_gain(self) -> None:
        assert [gain.over_chance for gain in gains([])] == [None] * 3
