from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from field_api import db
from field_api.areas.service import UnknownArea
from field_api.clock import new_id
from field_api.distribution.models import Allocation, HandOver, Round
from field_api.distribution.rules.rounds import OutsideRound, RoundClosed, RoundPlan
from field_api.distribution.service.allocating import FIRST_BATCH, allocate_batch
from field_api.distribution.service.hand_overs import (
    AllocationNotFound,
    AlreadyHandedOver,
    HandOverIncomplete,
    confirm_hand_over,
    remarks_of,
)
from field_api.distribution.service.returns import correct_registry
from field_api.distribution.service.rounds import (
    NobodyEnrolled,
    RoundConflict,
    RoundOverlaps,
    RoundPreparing,
    close_round,
    open_round,
)
from field_api.errors import InvalidInput
from field_api.evidence.service.bundles import BundleConflict, BundleReceipt
from field_api.identity.rules import Actor, OutsideArea, Role
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.permissions import Permission
from field_api.registry.models import Enrolment, EnrolmentStatus
from field_api.registry.service.enrolments import active_enrolments
from field_api.scope import EVERYWHERE
from tests.factories import areas as areas_factory
from tests.factories import distribution as factory
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories.distribution import AT_THE_DOOR, ENDS_ON, KELURAHAN, OPENED_AT, STARTS_ON

RT_3, RW_8 = "31.75.06.1004.008.003", "31.75.06.1004.008"
RW_9 = "31.75.06.1004.009.001"
ActorMaker = Callable[..., Actor]


def plan(**overrides: Any) -> RoundPlan:
    values: dict[str, Any] = {
        "programme_code": "sembako",
        "area_code": KELURAHAN,
        "title": "Tahap 1",
        "package": "10 kg beras",
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
    }
    return RoundPlan(**(values | overrides))


def entries(session: Session, subject_id: UUID) -> list[str]:
    of_subject = select(JournalEntry.event).where(JournalEntry.subject_id == subject_id)
    return list(session.scalars(of_subject.order_by(JournalEntry.seq)))


@pytest.fixture
def kelurahan(session: Session) -> str:
    areas_factory.area(session, KELURAHAN)
    registry_factory.programme(session)
    return KELURAHAN


@pytest.fixture
def manager(make_actor: ActorMaker, kelurahan: str) -> Actor:
    return make_actor(Role.DINSOS_REVIEWER, kelurahan)


class TestOpenRound:
    def test_every_active_enrolment_gets_one_package_where_its_household_lives_now(
        self, session: Session, manager: Actor
    ) -> None:
        home = registry_factory.household(session, RT_3)
        moved_in = registry_factory.household(session, RW_9)
        enrolled = registry_factory.active_enrolment(session, home)
        # Granted in another kelurahan, before the household moved.
        elsewhere = registry_factory.active_enrolment(session, moved_in, area_code="31.75.06.1005.001.001")
        opened, repeated = open_round(session, manager, round_id=new_id(), plan=plan(), at=OPENED_AT)
        made = session.scalars(select(Allocation).where(Allocation.round_id == opened.id)).all()

        assert {(each.enrolment_id, each.area_code) for each in made} == {(enrolled.id, RT_3), (elsewhere.id, RW_9)}
        assert (opened.planned, opened.state, opened.version, repeated) == (2, "open", 1, False)
        assert all(each.id.version == 7 for each in made)
        assert entries(session, opened.id) == ["round.batch_allocated", "round.opened"]

    def test_only_those_whose_status_of_the_first_day_is_active_are_allocated(
        self, session: Session, manager: Actor
    ) -> None:
        begins_today = registry_factory.active_enrolment(session, effective_from=STARTS_ON)
        registry_factory.active_enrolment(session, effective_from=STARTS_ON + timedelta(days=1))
        suspended = registry_factory.active_enrolment(session)
        registry_factory.enrolment_status(session, suspended, "suspended", effective_from=date(2026, 2, 1))
        restored = registry_factory.active_enrolment(session)
        for status in ("suspended", "active"):
            registry_factory.enrolment_status(session, restored, status, effective_from=STARTS_ON)
        ends_later = registry_factory.active_enrolment(session)
        registry_factory.enrolment_status(session, ends_later, "ended", effective_from=date(2026, 3, 3))
        registry_factory.active_enrolment(session, registry_factory.household(session, "31.75.06.1005.001.001"))
        opened, _ = open_round(session, manager, round_id=new_id(), plan=plan(), at=OPENED_AT)
        made = set(session.scalars(select(Allocation.enrolment_id).where(Allocation.round_id == opened.id)))

        assert made == {begins_today.id, restored.id, ends_later.id}
        registry = active_enrolments(session, programme_code="sembako", area_code=KELURAHAN, on=STARTS_ON)
        assert made == {each.enrolment_id for each in registry}

    def test_the_same_round_sent_again_changes_nothing(self, session: Session, manager: Actor) -> None:
        registry_factory.active_enrolment(session)
        round_id = new_id()
        open_round(session, manager, round_id=round_id, plan=plan(), at=OPENED_AT)
        registry_factory.active_enrolment(session)

        again, repeated = open_round(session, manager, round_id=round_id, plan=plan(), at=OPENED_AT)

        assert (again.planned, repeated) == (1, True)
        assert entries(session, round_id) == ["round.batch_allocated", "round.opened"]

    def test_the_same_id_for_another_plan_is_refused(self, session: Session, manager: Actor) -> None:
        registry_factory.active_enrolment(session)
        round_id = new_id()
        open_round(session, manager, round_id=round_id, plan=plan(), at=OPENED_AT)

        with pytest.raises(RoundConflict):
            open_round(session, manager, round_id=round_id, plan=plan(title="Tahap 2"), at=OPENED_AT)

    def test_a_double_click_with_two_ids_does_not_give_twice(self, session: Session, manager: Actor) -> None:
        registry_factory.active_enrolment(session)
        first, _ = open_round(session, manager, round_id=new_id(), plan=plan(), at=OPENED_AT)

        with pytest.raises(RoundOverlaps) as refused:
            open_round(session, manager, round_id=new_id(), plan=plan(title="Tahap 1 lagi"), at=OPENED_AT)
        assert refused.value.extra == {"round_id": str(first.id)}

    def test_a_closed_round_does_not_stand_in_the_way(self, session: Session, manager: Actor) -> None:
        registry_factory.active_enrolment(session)
        first, _ = open_round(session, manager, round_id=new_id(), plan=plan(), at=OPENED_AT)
        close_round(session, manager, first, at=AT_THE_DOOR)

        second, repeated = open_round(session, manager, round_id=new_id(), plan=plan(), at=AT_THE_DOOR)

        assert (second.planned, repeated) == (1, False)

    def test_a_round_of_nobody_is_refused(self, session: Session, manager: Actor) -> None:
        with pytest.raises(NobodyEnrolled):
            open_round(session, manager, round_id=new_id(), plan=plan(), at=OPENED_AT)

    def test_a_round_outside_the_area_of_its_author_is_refused(self, session: Session, manager: Actor) -> None:
        for area_code in ("31.75.06.1005", "31.75"):
            with pytest.raises(OutsideArea):
                open_round(session, manager, round_id=new_id(), plan=plan(area_code=area_code), at=OPENED_AT)

    def test_an_area_that_is_not_in_force_is_refused(self, session: Session, manager: Actor) -> None:
        with pytest.raises(UnknownArea):
            open_round(session, manager, round_id=new_id(), plan=plan(area_code=f"{KELURAHAN}.099"), at=OPENED_AT)

    def test_a_round_that_ends_before_it_begins_is_refused(self, session: Session, manager: Actor) -> None:
        with pytest.raises(InvalidInput):
            open_round(session, manager, round_id=new_id(), plan=plan(ends_on=date(2026, 3, 1)), at=OPENED_AT)


def queued(session: Session, task: str) -> list[dict[str, str]]:
    """The arguments of the jobs that wait under this name, oldest first."""
    statement = text("SELECT args FROM procrastinate_jobs WHERE task_name = :task ORDER BY id")
    return list(session.execute(statement, {"task": task}).scalars())


class TestLargeRound:
    @pytest.fixture
    def enrolled(self, session: Session) -> set[UUID]:
        home = registry_factory.household(session)
        people = [registry_factory.person(session, home, relationship="child") for _ in range(5)]
        return {
            registry_factory.active_enrolment(session, home, member=member, programme_code="klj").id
            for member in people
        }

    @pytest.fixture
    def preparing(self, session: Session, manager: Actor, enrolled: set[UUID]) -> Round:
        large = plan(programme_code="klj")
        opened, _ = open_round(session, manager, round_id=new_id(), plan=large, at=OPENED_AT, at_once=len(enrolled) - 1)
        return opened

    def run_batches(self, session: Session, opened: Round, size: int) -> int:
        """Run each queued batch twice, as a worker that is killed before it reports would; count the batches."""
        done = 0
        while len(waiting := queued(session, "distribution.allocate_round")) > done:
            after = UUID(waiting[done]["after"])
            done += 1
            for _ in range(2):
                allocate_batch(session, SystemAuthor(), round_id=opened.id, after=after, at=AT_THE_DOOR, size=size)
            waiting = queued(session, "distribution.allocate_round")
            assert {each["round_id"] for each in waiting} == {str(opened.id)}
        return done

    def test_a_worker_allocates_in_batches_and_opens_the_round_at_the_end(
        self, session: Session, preparing: Round, enrolled: set[UUID]
    ) -> None:
        assert (preparing.state, preparing.planned) == ("preparing", 0)

        self.run_batches(session, preparing, size=2)
        made = session.scalars(select(Allocation.enrolment_id).where(Allocation.round_id == preparing.id)).all()

        assert sorted(made) == sorted(enrolled)
        assert (preparing.state, preparing.planned) == ("open", len(enrolled))
        first, *batches, last = entries(session, preparing.id)
        assert (first, set(batches), last) == ("round.opened", {"round.batch_allocated"}, "round.allocated")

    def test_a_batch_that_ends_exactly_with_the_last_enrolment_still_opens_the_round(
        self, session: Session, preparing: Round, enrolled: set[UUID]
    ) -> None:
        self.run_batches(session, preparing, size=len(enrolled))

        assert (preparing.state, preparing.planned) == ("open", len(enrolled))

    def test_nothing_is_handed_over_or_closed_before_it_is_open(
        self, session: Session, preparing: Round, manager: Actor, make_actor: ActorMaker
    ) -> None:
        allocate_batch(session, SystemAuthor(), round_id=preparing.id, after=FIRST_BATCH, at=AT_THE_DOOR, size=2)
        early = session.scalars(select(Allocation).where(Allocation.round_id == preparing.id)).all()

        assert len(early) == 2
        with pytest.raises(RoundPreparing):
            confirm(session, make_actor(Role.RW, RW_8), early[0])
        with pytest.raises(RoundPreparing):
            close_round(session, manager, preparing, at=AT_THE_DOOR)


class TestCloseRound:
    def test_closing_is_recorded_once(self, session: Session, manager: Actor) -> None:
        opened = factory.round_(session)
        close_round(session, manager, opened, at=AT_THE_DOOR)
        close_round(session, manager, opened, at=AT_THE_DOOR + timedelta(days=1))

        assert (opened.state, opened.closed_at, opened.version) == ("closed", AT_THE_DOOR, 2)
        assert entries(session, opened.id) == ["round.closed"]

    def test_a_round_that_reaches_further_than_the_actor_is_not_his_to_close(
        self, session: Session, manager: Actor
    ) -> None:
        with pytest.raises(OutsideArea):
            close_round(session, manager, factory.round_(session, "31.75"), at=AT_THE_DOOR)


@pytest.fixture
def officer(make_actor: ActorMaker) -> Actor:
    return make_actor(Role.RW, RW_8)


@pytest.fixture
def package(session: Session) -> Allocation:
    return factory.allocation(session)


def confirm(
    session: Session,
    officer: Actor,
    package: Allocation,
    *,
    hand_over_id: UUID | None = None,
    failure: str | None = None,
    note: str = "",
    photos: int = 1,
    **times: Any,
) -> BundleReceipt:
    """Send a hand-over as the route would, with the officer's scope."""
    db.set_scope(session, officer.scope_for(Permission.HAND_OVER_CONFIRM))
    said = factory.failed_report(package.id, failure, note=note) if failure else factory.report(package.id, note=note)
    at = times.pop("at", AT_THE_DOOR)
    if times:
        said = factory.report(package.id, **times)
    try:
        return confirm_hand_over(
            session,
            officer,
            hand_over_id=hand_over_id or new_id(),
            report=said,
            photos=[] if failure else [factory.photo((package.id, number)) for number in range(photos)],
            content={"allocation_id": str(package.id), "note": note, "failure": failure},
            at=at,
        )
    finally:
        db.set_scope(session, EVERYWHERE)


class TestConfirmHandOver:
    def test_a_delivery_is_recorded_and_names_the_missing_photo(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        receipt = confirm(session, officer, package)
        stored = session.get_one(HandOver, receipt.bundle_id)

        assert (receipt.repeated, receipt.completed_at, len(receipt.missing)) == (False, None, 1)
        assert (stored.allocation_id, stored.area_code, stored.officer_id) == (package.id, RT_3, officer.user_id)
        assert entries(session, stored.id) == ["package.handed_over"]

    def test_a_failed_attempt_needs_no_photo_and_is_complete_at_once(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        receipt = confirm(session, officer, package, failure="not_at_home")

        assert receipt.completed_at == AT_THE_DOOR
        assert sorted(entries(session, receipt.bundle_id)) == ["hand_over.completed", "package.not_handed_over"]

    def test_twenty_repeats_are_one_hand_over(self, session: Session, officer: Actor, package: Allocation) -> None:
        hand_over_id = new_id()
        receipts = [confirm(session, officer, package, hand_over_id=hand_over_id) for _ in range(20)]

        assert [receipt.repeated for receipt in receipts] == [False] + [True] * 19
        assert {receipt.content_sha256 for receipt in receipts} == {receipts[0].content_sha256}
        assert len(session.scalars(select(HandOver)).all()) == 1
        assert entries(session, hand_over_id) == ["package.handed_over"]

    def test_the_same_id_with_other_content_is_refused(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        hand_over_id = new_id()
        confirm(session, officer, package, hand_over_id=hand_over_id)

        with pytest.raises(BundleConflict):
            confirm(session, officer, package, hand_over_id=hand_over_id, note="lain")

    def test_a_second_delivery_says_when_and_by_whom_it_was_confirmed(
        self, session: Session, officer: Actor, package: Allocation, make_actor: ActorMaker
    ) -> None:
        first = confirm(session, officer, package)

        with pytest.raises(AlreadyHandedOver) as refused:
            confirm(session, make_actor(Role.RT, RT_3), package)
        assert refused.value.extra == {
            "hand_over_id": str(first.bundle_id),
            "handed_over_at": AT_THE_DOOR.isoformat(),
            "officer_id": str(officer.user_id),
        }

    def test_failed_attempts_may_be_many_and_come_before_and_after_the_delivery(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        for failure in ("not_at_home", "refused", None, "not_at_home"):
            confirm(session, officer, package, failure=failure)

        assert len(session.scalars(select(HandOver)).all()) == 4

    def test_a_neighbour_cannot_confirm(self, session: Session, package: Allocation, make_actor: ActorMaker) -> None:
        with pytest.raises(AllocationNotFound):
            confirm(session, make_actor(Role.RW, RW_9), package)

    def test_a_delivery_without_a_photo_is_refused_and_leaves_nothing(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        with pytest.raises(HandOverIncomplete):
            confirm(session, officer, package, photos=0)
        assert session.scalars(select(HandOver)).all() == []

    def test_what_happened_outside_the_round_is_refused(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        with pytest.raises(OutsideRound):
            confirm(session, officer, package, handed_over_at=AT_THE_DOOR - timedelta(days=3))

    def test_a_phone_a_day_ahead_is_taken_with_both_times_and_a_remark(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        tomorrow = AT_THE_DOOR + timedelta(days=1)
        receipt = confirm(session, officer, package, handed_over_at=tomorrow)
        stored = session.get_one(HandOver, receipt.bundle_id)

        assert (stored.handed_over_at, stored.received_at) == (tomorrow, AT_THE_DOOR)
        assert remarks_of(session, stored) == ("clock_ahead",)

    def test_after_the_closing_only_what_happened_before_is_taken(
        self, session: Session, officer: Actor, make_actor: ActorMaker
    ) -> None:
        opened = factory.round_(session)
        offline, late = factory.allocation(session, opened), factory.allocation(session, opened)
        close_round(session, make_actor(Role.DINSOS_APPROVER, "31"), opened, at=AT_THE_DOOR)
        evening = AT_THE_DOOR + timedelta(hours=8)

        receipt = confirm(session, officer, offline, handed_over_at=AT_THE_DOOR - timedelta(hours=1), at=evening)

        assert remarks_of(session, session.get_one(HandOver, receipt.bundle_id)) == ("sent_after_closing",)
        with pytest.raises(RoundClosed):
            confirm(session, officer, late, handed_over_at=AT_THE_DOOR + timedelta(hours=1), at=evening)

    def test_a_repeat_after_the_closing_still_gets_its_receipt(
        self, session: Session, officer: Actor, package: Allocation, make_actor: ActorMaker
    ) -> None:
        sent = confirm(session, officer, package)
        opened = session.get_one(Round, package.round_id)
        close_round(session, make_actor(Role.DINSOS_APPROVER, "31"), opened, at=AT_THE_DOOR - timedelta(hours=1))

        again = confirm(session, officer, package, hand_over_id=sent.bundle_id, at=AT_THE_DOOR + timedelta(days=9))

        assert again.repeated

    def test_a_photo_that_is_here_already_confirms_at_once(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        known = factory.photo((package.id, 0))
        session.add(evidence_factory.Photo(sha256=known.sha256, size=known.size, stored_at=AT_THE_DOOR))
        session.flush()

        assert confirm(session, officer, package).completed_at == AT_THE_DOOR


def correct(session: Session, hand_over: HandOver) -> bool:
    return correct_registry(session, SystemAuthor(), hand_over_id=hand_over.id, at=AT_THE_DOOR)


def statuses(session: Session, package: Allocation) -> list[tuple[str, date]]:
    rows = session.scalars(
        select(EnrolmentStatus)
        .where(EnrolmentStatus.enrolment_id == package.enrolment_id)
        .order_by(EnrolmentStatus.number)
    )
    return [(row.status, row.effective_from) for row in rows]


class TestCorrectRegistry:
    @pytest.mark.parametrize("failure", ["moved", "deceased", "not_entitled"])
    def test_doubt_suspends_the_enrolment_from_the_local_day_of_the_attempt(
        self, session: Session, package: Allocation, failure: str
    ) -> None:
        # Half past six in the morning of the fifth in Jakarta is the evening of the fourth in UTC.
        attempt = factory.hand_over(
            session, package, failure=failure, handed_over_at=AT_THE_DOOR + timedelta(hours=20, minutes=30),
            received_at=AT_THE_DOOR + timedelta(days=2),
        )  # fmt: skip

        assert correct(session, attempt)
        assert statuses(session, package) == [("active", date(2026, 1, 1)), ("suspended", date(2026, 3, 5))]

    def test_it_is_then_missing_from_the_next_round(
        self, session: Session, package: Allocation, manager: Actor
    ) -> None:
        staying = registry_factory.active_enrolment(session)
        correct(session, factory.hand_over(session, package, failure="moved"))
        april = plan(starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9))
        opened, _ = open_round(session, manager, round_id=new_id(), plan=april, at=OPENED_AT)
        made = session.scalars(select(Allocation.enrolment_id).where(Allocation.round_id == opened.id)).all()

        assert made == [staying.id]

    @pytest.mark.parametrize("failure", ["not_at_home", "not_found", "refused", "package_missing"])
    def test_other_failures_leave_the_enrolment_alone(
        self, session: Session, package: Allocation, failure: str
    ) -> None:
        assert not correct(session, factory.hand_over(session, package, failure=failure))
        assert len(statuses(session, package)) == 1

    def test_twice_is_the_same_as_once_even_after_the_enrolment_was_restored_that_day(
        self, session: Session, package: Allocation
    ) -> None:
        attempt = factory.hand_over(session, package, failure="moved")
        correct(session, attempt)
        enrolled = session.get_one(Enrolment, package.enrolment_id)
        registry_factory.enrolment_status(session, enrolled, "active", effective_from=date(2026, 3, 4), number=99_999)

        assert not correct(session, attempt)
        assert [status for status, _ in statuses(session, package)] == ["active", "suspended", "active"]

    def test_an_enrolment_that_has_ended_stays_ended(self, session: Session, package: Allocation) -> None:
        enrolled = session.get_one(Enrolment, package.enrolment_id)
        registry_factory.enrolment_status(session, enrolled, "ended", effective_from=date(2026, 3, 3))

        assert not correct(session, factory.hand_over(session, package, failure="deceased"))

    def test_a_report_sent_late_does_not_undo_a_later_verification(self, session: Session, package: Allocation) -> None:
        enrolled = session.get_one(Enrolment, package.enrolment_id)
        registry_factory.enrolment_status(session, enrolled, "active", effective_from=date(2026, 3, 10))
        correct(session, factory.hand_over(session, package, failure="moved"))
        later = active_enrolments(session, programme_code="sembako", area_code=KELURAHAN, on=date(2026, 3, 10))

        assert [each.enrolment_id for each in later] == [enrolled.id]

    def test_only_doubt_asks_a_worker_to_correct_the_registry(
        self, session: Session, officer: Actor, package: Allocation
    ) -> None:
        confirm(session, officer, package, failure="not_at_home")
        doubted = confirm(session, officer, package, failure="moved")

        assert queued(session, "distribution.correct_registry") == [{"hand_over_id": str(doubted.bundle_id)}]
