from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from field_api import db
from field_api.areas.rules.codes import Level
from field_api.distribution.models import Allocation, Round
from field_api.distribution.queries.allocations import (
    allocations_in_batches,
    allocations_page,
    recipients_of,
    standings_of,
)
from field_api.distribution.queries.hand_overs import hand_overs_page
from field_api.distribution.queries.progress import count_states
from field_api.distribution.queries.rounds import find_round, rounds_page
from field_api.distribution.rules.hand_overs import AllocationState
from field_api.distribution.rules.progress import Tally, by_place
from field_api.scope import EVERYWHERE, Scope
from tests.factories import distribution as factory
from tests.factories import registry as registry_factory

RT_3, RT_4 = "31.75.06.1004.008.003", "31.75.06.1004.008.004"
RW_9 = "31.75.06.1004.009.001"
TODAY = date(2026, 3, 4)


def package_in(session: Session, opened: Round, area_code: str) -> Allocation:
    return factory.allocation(session, opened, registry_factory.household(session, area_code))


def found_states(session: Session, opened: Round, states: Collection[AllocationState]) -> set[UUID]:
    page = allocations_page(session, round_id=opened.id, area_code=None, states=states, after=None, limit=500)
    return {package.id for package in page.items}


class TestRounds:
    @pytest.mark.parametrize("area_code", ["31", "31.75.06.1004", RT_3])
    def test_a_round_is_seen_from_above_and_from_below(self, session: Session, area_code: str) -> None:
        opened = factory.round_(session, "31.75.06.1004")
        db.set_scope(session, Scope.of([area_code]))

        assert find_round(session, opened.id) is opened

    @pytest.mark.parametrize("area_code", ["31.75.06.1005", "31.75.06.1005.001.001", "35"])
    def test_a_neighbour_does_not_see_it(self, session: Session, area_code: str) -> None:
        opened = factory.round_(session, "31.75.06.1004")
        db.set_scope(session, Scope.of([area_code]))

        assert find_round(session, opened.id) is None
        assert rounds_page(session, programme_code=None, state=None, after=None, limit=50).items == []

    def test_pages_follow_each_other_and_can_be_narrowed(self, session: Session) -> None:
        opened = [factory.round_(session) for _ in range(3)]
        closed = factory.round_(session, state="closed", closed_at=factory.AT_THE_DOOR)
        first = rounds_page(session, programme_code="sembako", state="open", after=None, limit=2)
        second = rounds_page(session, programme_code="sembako", state="open", after=first.next_after, limit=2)

        assert [*first.items, *second.items] == opened
        assert rounds_page(session, programme_code=None, state="closed", after=None, limit=2).items == [closed]


class TestAllocations:
    def test_each_state_finds_its_own_packages(self, session: Session) -> None:
        opened = factory.round_(session)
        packages = {state: factory.allocation(session, opened) for state in AllocationState}
        factory.hand_over(session, packages[AllocationState.FAILED], failure="moved")
        factory.hand_over(session, packages[AllocationState.PHOTOS_PENDING], complete=False)
        factory.hand_over(session, packages[AllocationState.CONFIRMED], failure="not_at_home")
        factory.hand_over(session, packages[AllocationState.CONFIRMED])

        for state, package in packages.items():
            assert found_states(session, opened, {state}) == {package.id}
        assert found_states(session, opened, set(AllocationState)) == {each.id for each in packages.values()}

    def test_a_neighbour_sees_neither_the_package_nor_what_became_of_it(self, session: Session) -> None:
        opened = factory.round_(session)
        package = package_in(session, opened, RT_3)
        factory.hand_over(session, package)
        db.set_scope(session, Scope.of([RW_9]))

        assert found_states(session, opened, set(AllocationState)) == set()
        assert hand_overs_page(session, round_id=opened.id, area_code=None, after=None, limit=50).items == []
        assert count_states(session, round_id=opened.id, level=Level.RW) == []

    def test_an_area_narrows_the_list_to_whole_segments(self, session: Session) -> None:
        opened = factory.round_(session)
        inside = package_in(session, opened, RT_3)
        package_in(session, opened, RW_9)
        page = allocations_page(
            session,
            round_id=opened.id,
            area_code="31.75.06.1004.008",
            states=set(AllocationState),
            after=None,
            limit=50,
        )

        assert page.items == [inside]

    def test_batches_hold_every_package_once(self, session: Session) -> None:
        opened = factory.round_(session)
        packages = {factory.allocation(session, opened).id for _ in range(3)}
        batches = list(allocations_in_batches(session, round_id=opened.id))

        assert sorted(package.id for batch in batches for package in batch) == sorted(packages)

    def test_the_standing_names_the_newest_reason(self, session: Session) -> None:
        package = factory.allocation(session)
        later = factory.AT_THE_DOOR + timedelta(hours=3)
        factory.hand_over(session, package, failure="refused", handed_over_at=later)
        factory.hand_over(session, package, failure="not_at_home")
        standing = standings_of(session, [package.id])[package.id]

        assert (standing.state, standing.failure, standing.attempts_failed) == (AllocationState.FAILED, "refused", 2)


class TestRecipients:
    def test_the_door_shows_the_person_of_the_enrolment_and_masked_numbers(self, session: Session) -> None:
        home = registry_factory.household(session)
        registry_factory.person(session, home, name="Kepala")
        member = registry_factory.person(session, home, name="Nenek", relationship="parent")
        old = registry_factory.family_card(session, home, valid_to=TODAY)
        card = registry_factory.family_card(session, home, valid_from=TODAY)
        enrolled = registry_factory.active_enrolment(session, home, member=member, programme_code="klj")
        package = factory.allocation(session, home=home, enrolled=enrolled)
        shown = recipients_of(session, [package], on=TODAY)[package.id]

        assert (shown.name, shown.nik_masked, shown.address) == ("Nenek", member.nik_masked, home.address)
        assert shown.family_cards_masked == (card.number_masked,)
        assert old.number_masked not in shown.family_cards_masked
        assert (shown.latitude_e7, shown.longitude_e7) == (home.latitude_e7, home.longitude_e7)

    def test_a_household_is_known_by_its_head_of_that_day(self, session: Session) -> None:
        home = registry_factory.household(session)
        registry_factory.person(session, home, name="Anak", relationship="child")
        registry_factory.person(session, home, name="Kepala Baru", member_from=date(2026, 2, 1))
        registry_factory.person(session, home, name="Kepala Kelak", member_from=date(2026, 4, 1))
        package = factory.allocation(session, home=home)

        assert recipients_of(session, [package], on=TODAY)[package.id].name == "Kepala Baru"

    def test_a_household_that_moved_out_of_the_area_is_not_shown(self, session: Session) -> None:
        package = factory.allocation(session, home=registry_factory.household(session, RW_9), area_code=RT_3)
        db.set_scope(session, Scope.of([RT_3]))
        shown = recipients_of(session, [package], on=TODAY)[package.id]

        assert (shown.name, shown.address, shown.family_cards_masked) == (None, None, ())


class TestProgress:
    def test_places_are_counted_at_the_level_that_was_asked_for(self, session: Session) -> None:
        opened = factory.round_(session)
        for area_code in (RT_3, RT_4, RW_9):
            package_in(session, opened, area_code)

        places = {level: by_place(count_states(session, round_id=opened.id, level=level)) for level in Level}

        assert {code: tally.planned for code, tally in places[Level.RW].items()} == {
            "31.75.06.1004.008": 2,
            "31.75.06.1004.009": 1,
        }
        assert list(places[Level.RT]) == [RT_3, RT_4, RW_9]
        assert list(places[Level.PROVINCE]) == ["31"]

    def test_a_round_does_not_count_another_one(self, session: Session) -> None:
        opened, other = factory.round_(session), factory.round_(session)
        home = registry_factory.household(session)
        enrolled = registry_factory.active_enrolment(session, home)
        for each in (opened, other):
            factory.allocation(session, each, home, enrolled=enrolled)
        factory.hand_over(session, factory.allocation(session, other))

        assert Tally.of(count_states(session, round_id=opened.id, level=Level.RW)) == Tally(pending=1)

    @given(
        stories=st.lists(
            st.tuples(
                st.sampled_from([RT_3, RT_4, RW_9]),
                st.sampled_from([None, "pending", "complete"]),
                st.lists(st.sampled_from(["moved", "not_at_home"]), max_size=2),
            ),
            max_size=8,
        )
    )
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_sql_and_rules_agree_on_every_package_and_the_counts_add_up(
        self, session: Session, stories: list[tuple[str, str | None, list[str]]]
    ) -> None:
        opened = factory.round_(session)
        packages = [package_in(session, opened, area_code) for area_code, _, _ in stories]
        for package, (_, delivery, failures) in zip(packages, stories, strict=True):
            if delivery:
                factory.hand_over(session, package, complete=delivery == "complete")
            for hours, failure in enumerate(failures):
                factory.hand_over(
                    session, package, failure=failure, handed_over_at=factory.AT_THE_DOOR + timedelta(hours=hours)
                )

        whole = Tally.of(count_states(session, round_id=opened.id, level=Level.RW))
        standings = standings_of(session, [package.id for package in packages])

        assert whole.planned == len(stories)
        for state in AllocationState:
            ids = {package_id for package_id, standing in standings.items() if standing.state is state}
            assert found_states(session, opened, {state}) == ids
            assert getattr(whole, state.value) == len(ids)
        reasons = [standing.failure for standing in standings.values() if standing.failure]
        assert whole.failures == {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def test_the_page_of_an_officer_costs_the_same_number_of_reads_whatever_its_length(
    session: Session, statements: list[str]
) -> None:
    opened = factory.round_(session)
    packages = [factory.allocation(session, opened) for _ in range(5)]
    db.set_scope(session, EVERYWHERE)
    statements.clear()

    recipients_of(session, packages[:1], on=TODAY)
    one = len(statements)
    recipients_of(session, packages, on=TODAY)

    assert len(statements) == 2 * one
