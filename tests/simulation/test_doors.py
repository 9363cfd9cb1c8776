import itertools
from datetime import UTC, datetime, timedelta

import pytest

from field_api.clock import new_id
from field_api.demo.people import Household
from field_api.evidence.rules.geodesy import metres_between
from field_api.simulation.doors import Fate, PlannedHandOver, Pretence, plan_hand_overs
from field_api.simulation.pictures import Edit
from field_api.simulation.plan import make_plan

NOON = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
JUST_AFTER_MIDNIGHT = datetime(2026, 3, 3, 17, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def households() -> list[Household]:
    """Of one kelurahan, as many as one officer has on a day."""
    plan = make_plan(7, count=240, made_at=NOON)
    area = f"{plan.sites[0].code}."
    homes = {each.household.household_id: each.household for each in plan.visits}
    return [home for home in homes.values() if home.area_code.startswith(area)][:40]


def planned(households: list[Household], made_at: datetime = NOON) -> list[PlannedHandOver]:
    return plan_hand_overs(7, [(str(new_id()), each) for each in households], made_at)


def test_every_fate_and_every_way_to_pretend_comes_up(households: list[Household]) -> None:
    found = planned(households)

    assert len(found) == len(households)
    assert {each.fate for each in found} == set(Fate)
    assert {each.pretence for each in found if each.pretence} == set(Pretence)
    assert all((each.photo is not None) == (each.fate in {Fate.DELIVERED, Fate.PRETENDED}) for each in found)


def test_he_walks_from_door_to_door_and_ends_before_now(households: list[Household]) -> None:
    found = planned(households)

    assert found[-1].at < NOON
    for before, after in itertools.pairwise(found):
        if Pretence.AT_HOME not in {before.pretence, after.pretence}:
            seconds = (after.at - before.at).total_seconds()
            assert metres_between(before.samples[-1].place, after.samples[-1].place) < 2 * seconds + 50


def test_all_is_done_on_one_day_even_after_midnight(households: list[Household]) -> None:
    moments = [each.at + timedelta(hours=7) for each in planned(households, JUST_AFTER_MIDNIGHT)]

    assert {moment.date() for moment in moments} == {(JUST_AFTER_MIDNIGHT + timedelta(hours=7)).date()}
    assert moments == sorted(moments)


def test_a_copied_photo_is_one_of_an_honest_delivery_before(households: list[Household]) -> None:
    found = planned(households)

    for number, each in enumerate(found):
        if each.pretence in {Pretence.COPIED, Pretence.EDITED} and each.photo:
            assert (each.photo.edit is Edit.NONE) == (each.pretence is Pretence.COPIED)
            assert each.photo.scene in [
                earlier.photo.scene for earlier in found[:number] if earlier.fate is Fate.DELIVERED and earlier.photo
            ]
