from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from statistics import mean

import pytest

from field_api.demo.district import synthetic_district
from field_api.demo.people import Household, households
from field_api.demo.seed.plan import OFFICER_RW, PlannedVisit, Stage, plan_visits
from field_api.demo.seed.timeline import Timeline

TIMELINE = Timeline(datetime(2026, 3, 1, 5, 0, tzinfo=UTC), 2)


@pytest.fixture(scope="module")
def everybody() -> list[Household]:
    return list(households(synthetic_district(2), count=400, seed=2, made_at=TIMELINE.made_at))


@pytest.fixture(scope="module")
def visits(everybody: list[Household]) -> list[PlannedVisit]:
    return plan_visits(everybody, TIMELINE)


def test_there_are_visits_of_every_stage(visits: list[PlannedVisit]) -> None:
    counts = Counter(visit.stage for visit in visits)

    assert set(counts) == set(Stage)
    assert 30 <= len(visits) <= 45


def test_no_household_is_visited_twice(visits: list[PlannedVisit]) -> None:
    assert len({visit.household.household_id for visit in visits}) == len(visits)


def test_everything_happened_before_the_demo_was_made(visits: list[PlannedVisit]) -> None:
    assert all(visit.started_at < visit.finished_at < TIMELINE.made_at for visit in visits)
    assert all(visit.taken_at(len(visit.kinds) - 1) < visit.finished_at for visit in visits)


def test_the_verifier_is_in_one_place_at_a_time(visits: list[PlannedVisit]) -> None:
    town = [visit for visit in visits if visit.household.area_code.startswith("35.99.01")]

    assert all(before.finished_at <= after.started_at for before, after in pairwise(town))


def test_the_accepted_are_poorer_than_the_rejected(visits: list[PlannedVisit]) -> None:
    def decile(stage: Stage) -> float:
        return mean(visit.household.decile for visit in visits if visit.stage is stage)

    assert decile(Stage.ENDORSED) < decile(Stage.REJECTED)


def test_the_officers_have_packages_and_the_newcomer_has_houses_to_visit(
    everybody: list[Household], visits: list[PlannedVisit]
) -> None:
    endorsed = [visit.household.area_code for visit in visits if visit.stage is Stage.ENDORSED]
    visited = {visit.household.household_id for visit in visits}
    waiting = [each for each in everybody if each.area_code.startswith(OFFICER_RW) and each.household_id not in visited]

    assert f"{OFFICER_RW}.001" in endorsed
    assert sum(code.startswith(OFFICER_RW) for code in endorsed) >= 5
    assert len(waiting) >= 5


def test_a_handful_of_households_is_enough_for_a_plan(everybody: list[Household]) -> None:
    assert len(plan_visits(everybody[:3], TIMELINE)) <= 3
