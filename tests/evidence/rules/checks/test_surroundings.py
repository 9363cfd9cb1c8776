"""Rows of what stands around an act, read in whatever order the database gave them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from field_api.evidence.rules.checks.surroundings import surroundings_of, within_reach
from field_api.evidence.rules.geodesy import Place

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE = Place(-62_012_345, 1_068_012_346)
HOUSEHOLD = UUID(int=99)


def recent(number: int, accuracy_mm: int) -> tuple[object, ...]:
    return ("recent", UUID(int=number), accuracy_mm, *[None] * 6)


def act(why: str, number: int, *, samples: object = None, same_hand: bool | None = True) -> tuple[object, ...]:
    return (why, UUID(int=number), 5_000, HOUSEHOLD, *HERE, samples, AT, same_hand)


def test_every_row_comes_where_it_says_it_belongs_and_the_newest_accuracy_first() -> None:
    found = surroundings_of(
        [recent(2, 6_437), act("around", 7), recent(3, 9_210), act("near_in_time", 4), recent(1, 4_000)]
    )

    assert [other.act_id.int for other in found.near_in_time] == [4]
    assert [other.act_id.int for other in found.around] == [7]
    assert found.recent_accuracies_mm == [9_210, 6_437, 4_000]


def test_an_act_near_in_time_has_the_time_of_its_sample() -> None:
    sample = {"latitude_e7": HERE.latitude_e7, "longitude_e7": HERE.longitude_e7, "at": "2026-03-02T15:59:00+07:00"}

    (other,) = surroundings_of([act("near_in_time", 4, samples=[sample])]).near_in_time

    assert (other.fix.place, other.fix.at) == (HERE, datetime.fromisoformat("2026-03-02T15:59:00+07:00"))


def test_whether_an_act_by_no_known_device_was_by_the_same_hand_is_no() -> None:
    (other,) = surroundings_of([act("around", 4, same_hand=None)]).around

    assert other.same_hand is False


def test_nothing_is_around_nothing() -> None:
    found = surroundings_of([])

    assert (found.near_in_time, found.around, found.recent_accuracies_mm) == ([], [], [])
    assert within_reach(None)["latitude"] is None


def test_an_act_without_a_position_is_no_neighbour() -> None:
    with pytest.raises(ValueError, match="position"):
        surroundings_of([("around", UUID(int=1), None, HOUSEHOLD, None, None, None, AT, True)])
