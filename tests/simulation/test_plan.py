from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.demo.district import REGENCY_CODE
from field_api.evidence.rules.geodesy import Place, metres_between
from field_api.simulation.habits import ROTATION, Habit, Trick
from field_api.simulation.outings import VISITS_A_DAY
from field_api.simulation.plan import Plan, make_plan, sites_of

NOW = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(1, count=300, made_at=NOW)


def test_the_same_seed_gives_the_same_truth() -> None:
    assert make_plan(4, count=60, made_at=NOW).visits == make_plan(4, count=60, made_at=NOW).visits


def test_another_seed_gives_another_truth_in_other_places() -> None:
    one, other = make_plan(4, count=60, made_at=NOW), make_plan(5, count=60, made_at=NOW)

    assert {each.household.household_id for each in one.visits}.isdisjoint(
        each.household.household_id for each in other.visits
    )
    assert {site.code for site in one.sites}.isdisjoint(site.code for site in other.sites)


def test_no_site_bears_the_code_of_a_real_regency_or_of_the_demo(shared_data: Path) -> None:
    listed = (shared_data / "areas" / "kemendagri_2025_wilayah.csv").read_text(encoding="utf-8")

    codes = {site.code for seed in range(9) for site in sites_of(seed)}

    assert len(codes) == 18
    assert REGENCY_CODE not in codes
    assert [code for code in codes if f"\n{code}," in listed] == []


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000), count=st.integers(12, 90))
def test_every_household_is_visited_once_and_everything_lies_in_the_past(seed: int, count: int) -> None:
    plan = make_plan(seed, count=count, made_at=NOW)

    assert Counter(visit.household.household_id for visit in plan.visits) == Counter(
        {household.household_id: 1 for household in plan.households}
    )
    assert len(plan.visits) == len({visit.visit_id for visit in plan.visits}) == count
    assert all(visit.started_at < visit.finished_at for visit in plan.visits)
    # A phone's clock may be ahead; what is sent is not.
    assert all(visit.sent_at <= NOW for visit in plan.visits)


@pytest.mark.parametrize("count", [11, 5001])
def test_what_is_too_small_or_too_large_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="from 12 to 5000"):
        make_plan(1, count=count, made_at=NOW)


def test_every_habit_and_every_trick_occurs(plan: Plan) -> None:
    assert {visit.habit for visit in plan.visits} == set(Habit) == set(ROTATION)
    assert {visit.trick for visit in plan.visits} == {None, *Trick}


def test_only_who_deceives_has_tricks_and_not_from_the_first_day_on(plan: Plan) -> None:
    assert {visit.habit for visit in plan.visits if visit.trick}.isdisjoint(habit for habit in Habit if habit.honest)
    for habit in (habit for habit in Habit if not habit.honest):
        assert any(visit.trick is None for visit in plan.visits if visit.habit is habit)


def test_an_honest_verifier_walks(plan: Plan) -> None:
    by_user = defaultdict(list)
    for visit in plan.visits:
        if visit.habit.honest:
            by_user[visit.username].append(visit)

    for visits in by_user.values():
        visits.sort(key=lambda visit: visit.started_at)
        assert max(Counter(visit.started_at.date() for visit in visits).values()) <= VISITS_A_DAY * 2
        for before, after in pairwise(visits):
            assert before.finished_at < after.started_at
            metres = metres_between(before.samples[-1].place, after.samples[-1].place)
            assert metres < 10 * (after.started_at - before.finished_at).total_seconds()


def test_flats_are_one_building(plan: Plan) -> None:
    homes = {
        Place(visit.household.latitude_e7, visit.household.longitude_e7)
        for visit in plan.visits
        if visit.habit is Habit.FLATS and visit.username == f"sim1-{ROTATION.index(Habit.FLATS) + 1:02}"
    }

    assert len(homes) >= 10
    assert max(metres_between(one, other) for one in homes for other in homes) < 18


def test_late_ones_wait_for_days(plan: Plan) -> None:
    waits = [visit.sent_at - visit.finished_at for visit in plan.visits if visit.habit is Habit.LATE]

    assert min(waits) > timedelta(days=9)


def test_a_wrong_clock_is_wrong_by_the_same_on_all_visits_of_a_phone_and_sends_at_once(plan: Plan) -> None:
    visits = [visit for visit in plan.visits if visit.habit is Habit.WRONG_CLOCK]

    ahead = {round((visit.finished_at - visit.sent_at).total_seconds()) for visit in visits}

    assert len(ahead) == 1
    assert abs(ahead.pop()) <= 41 * 60
    assert max(visit.sent_at for visit in visits) == NOW - timedelta(minutes=1)


def test_some_visits_never_leave_the_phone_and_some_papers_are_wrong(plan: Plan) -> None:
    networks = Counter(visit.network for visit in plan.visits)

    assert set(networks) == {"good", "repeated", "cut", "none"}
    assert networks["good"] > 200
    assert 10 < sum(bool(visit.faults) for visit in plan.visits) < 100
