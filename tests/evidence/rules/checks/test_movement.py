from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from field_api.evidence.rules.checks.catalogue import CHECKS
from field_api.evidence.rules.checks.facts import Fix, OtherAct, VisitEvidence
from field_api.evidence.rules.checks.movement import partners_of
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import Place

NOON = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
HERE = Place(-62_000_000, 1_068_000_000)
# Ten kilometres to the east.
THERE = Place(-62_000_000, 1_068_904_600)
LIMITS = Thresholds()


def other(
    number: int, place: Place = HERE, *, minutes: float = 20, accuracy_m: int = 8, same_hand: bool = True
) -> OtherAct:
    at = NOON - timedelta(minutes=minutes)
    return OtherAct(UUID(int=number), UUID(int=100 + number), Fix(place, accuracy_m * 1000, at), at, same_hand)


def visit(*, around: list[OtherAct] = [], before: list[OtherAct] = [], accuracy_m: int = 8) -> VisitEvidence:  # noqa: B006 - only read
    return VisitEvidence(
        household_id=UUID(int=1000),
        outcome="visited",
        recommendation=None,
        channel="api",
        started_at=NOON - timedelta(minutes=10),
        finished_at=NOON,
        received_at=NOON,
        local_day=NOON.date(),
        fix=Fix(HERE, accuracy_m * 1000, NOON),
        around=around,
        near_in_time=before,
    )


def details(code: str, seen: VisitEvidence) -> list[dict[str, object]]:
    return [dict(flag.details) for flag in CHECKS[code].flags(seen, LIMITS)]


class TestSpeed:
    def test_ten_kilometres_in_three_minutes_are_impossible_and_in_twenty_a_ride(self) -> None:
        assert details("speed_impossible", visit(before=[other(1, THERE, minutes=20)])) == []
        (found,) = details("speed_impossible", visit(before=[other(1, THERE, minutes=3)]))
        assert (found["seconds"], found["km_h"]) == (180, 199)

    def test_the_fastest_of_several_is_told(self) -> None:
        seen = visit(before=[other(1, THERE, minutes=3), other(2, THERE, minutes=1), other(3, THERE, minutes=2)])

        (found,) = details("speed_impossible", seen)

        assert found["seconds"] == 60

    @pytest.mark.parametrize("accuracy_m", [501, 900, 5000])
    def test_a_fix_that_may_lie_anywhere_shows_no_movement(self, accuracy_m: int) -> None:
        assert details("speed_impossible", visit(before=[other(1, THERE, minutes=1, accuracy_m=accuracy_m)])) == []
        assert details("speed_impossible", visit(before=[other(1, THERE, minutes=1)], accuracy_m=accuracy_m)) == []

    def test_a_fix_good_to_five_hundred_metres_still_does(self) -> None:
        assert details("speed_impossible", visit(before=[other(1, THERE, minutes=1, accuracy_m=500)])) != []


class TestPartners:
    def test_a_visit_without_neighbours_has_none(self) -> None:
        assert partners_of(visit(), LIMITS) == {}

    def test_whoever_shares_the_point_is_named_and_who_stands_a_step_away_is_not(self) -> None:
        step = Place(HERE.latitude_e7 + 100, HERE.longitude_e7)
        seen = visit(around=[other(1), other(2, step), other(3, same_hand=False)])

        assert partners_of(seen, LIMITS)["point_shared"] == {UUID(int=1), UUID(int=3)}

    def test_a_cluster_is_of_one_hand_and_one_day(self) -> None:
        seen = visit(around=[other(1), other(2, minutes=13 * 60), other(3, same_hand=False)])

        assert partners_of(seen, LIMITS)["visits_clustered"] == {UUID(int=1)}

    def test_the_other_end_of_an_impossible_way_is_named(self) -> None:
        seen = visit(before=[other(1, THERE, minutes=1), other(2, minutes=15)])

        assert partners_of(seen, LIMITS) == {"speed_impossible": {UUID(int=1)}}
