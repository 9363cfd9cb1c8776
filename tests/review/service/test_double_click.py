"""Two clicks at once: real connections and real commits, because a shared transaction hides what locks do."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db
from field_api.errors import DomainError
from field_api.identity.rules import Actor, Role
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Enrolment, EnrolmentStatus
from field_api.review.models import Case, Decision, Determination
from field_api.review.rules.decisions import NewDecision
from field_api.review.rules.determinations import NewDetermination
from field_api.review.rules.verdicts import CaseNotAwaitingReview, Verdict
from field_api.review.service.cases import open_case
from field_api.review.service.decisions import Decided, decide_case
from field_api.review.service.endorsements import endorse_list
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from script.stack.postgres import EmbeddedPostgres
from tests.factories import database
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """What two requests share: committed rows, and a way to connect."""

    sessions: sessionmaker[Session]
    case_id: UUID
    visit_ids: tuple[UUID, UUID]
    reviewer: Actor


@pytest.fixture
def desk(engine: Engine, postgres: EmbeddedPostgres) -> Iterator[Desk]:
    sessions = db.make_session_factory(engine)
    with sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        registry_factory.programme(session)
        home = registry_factory.household(session)
        visits = (evidence_factory.visit(session, home), evidence_factory.visit(session, home))
        made = Desk(
            sessions,
            review_factory.case(session).id,
            (visits[0].id, visits[1].id),
            review_factory.actor(session),
        )
    yield made
    database.empty(postgres)


def accepting() -> NewDecision:
    return NewDecision(
        decision_id=clock.new_id(),
        verdict=Verdict.ACCEPT,
        reason_code="evidence_supports",
        reason="sesuai bukti",
        determinations=(NewDetermination("sembako", "package", None, eligible=True, reason="sesuai"),),
    )


def click(desk: Desk, decisions: list[NewDecision]) -> list[Decided | DomainError]:
    """Send the decisions in transactions of their own, all at once."""
    ready = threading.Barrier(len(decisions))

    def send(decision: NewDecision) -> Decided | DomainError:
        with desk.sessions() as session:
            db.set_scope(session, EVERYWHERE)
            ready.wait(timeout=10)
            try:
                decided = decide_case(
                    session,
                    desk.reviewer,
                    case_id=desk.case_id,
                    decision=decision,
                    content={"id": str(decision.decision_id)},
                    match_version=review_factory.any_version,
                    at=AT,
                )
                session.commit()
            except DomainError as error:
                return error
            return decided

    with ThreadPoolExecutor(len(decisions)) as pool:
        return list(pool.map(send, decisions))


def recorded(desk: Desk) -> tuple[int, int]:
    """How many decisions and determinations the case has."""
    with desk.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        decisions = select(func.count()).where(Decision.case_id == desk.case_id)
        determinations = (
            select(func.count()).select_from(Determination).join(Decision).where(Decision.case_id == desk.case_id)
        )
        return session.scalar(decisions) or 0, session.scalar(determinations) or 0


def test_the_same_decision_sent_twice_at_once_is_recorded_once(desk: Desk) -> None:
    decision = accepting()

    answers = click(desk, [decision, decision])

    assert sorted(answer.repeated for answer in answers if isinstance(answer, Decided)) == [False, True]
    assert recorded(desk) == (1, 1)


def test_of_two_decisions_at_once_one_is_recorded_and_the_other_refused(desk: Desk) -> None:
    decision = accepting()

    answers = click(desk, [decision, replace(decision, decision_id=clock.new_id())])

    assert sum(isinstance(answer, Decided) for answer in answers) == 1
    assert sum(isinstance(answer, CaseNotAwaitingReview) for answer in answers) == 1
    assert recorded(desk) == (1, 1)


def test_two_visits_of_one_household_completed_at_once_open_one_case(desk: Desk) -> None:
    ready = threading.Barrier(2)

    def open_for(visit_id: UUID) -> UUID:
        with desk.sessions() as session:
            db.set_scope(session, EVERYWHERE)
            ready.wait(timeout=10)
            case = open_case(session, SystemAuthor(), visit_id=visit_id, at=AT)
            session.commit()
            return case.id

    with ThreadPoolExecutor(2) as pool:
        opened = list(pool.map(open_for, desk.visit_ids))

    assert opened[0] == opened[1]
    with desk.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        case = session.get_one(Case, opened[0])
        assert case.visit_id == max(desk.visit_ids)


@pytest.mark.parametrize("enrolled", [False, True])
def test_of_two_letters_at_once_the_older_decision_does_not_undo_the_newer(
    desk: Desk,
    store: S3Store,
    enrolled: bool,  # noqa: FBT001
) -> None:
    with desk.sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        older = review_factory.determined_household(session)
        home = session.get_one(registry_factory.Household, older.household_id)
        if enrolled:
            registry_factory.active_enrolment(session, home)
        first = review_factory.sealed_list(session, older).id
        case = review_factory.case(session, evidence_factory.visit(session, home))
        newer = review_factory.determination(session, review_factory.decision(session, case), eligible=False)
        second = review_factory.sealed_list(session, newer).id
        approver = review_factory.actor(session, Role.DINSOS_APPROVER)

    def endorse(session: Session, list_id: UUID) -> None:
        db.set_scope(session, EVERYWHERE)
        endorse_list(
            session, approver, store, list_id=list_id, letter=review_factory.letter(),
            origin=review_factory.ORIGIN, match_version=review_factory.any_version, at=AT,
        )  # fmt: skip

    def endorse_the_older() -> None:
        with desk.sessions.begin() as session:
            endorse(session, first)

    with desk.sessions.begin() as session, ThreadPoolExecutor(1) as pool:
        endorse(session, second)
        late = pool.submit(endorse_the_older)
        wait_for_a_lock(desk, late)
        session.commit()
        late.result(timeout=10)

    with desk.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        history = select(EnrolmentStatus.status).join(Enrolment).where(Enrolment.household_id == home.id)
        assert session.scalars(history.order_by(EnrolmentStatus.number)).all() == (
            ["active", "ended"] if enrolled else []
        )


def wait_for_a_lock(desk: Desk, waiting: Future[None]) -> None:
    """Until the other transaction waits for this one, or is through."""
    with desk.sessions() as session:
        while not waiting.done() and not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            time.sleep(0.01)
