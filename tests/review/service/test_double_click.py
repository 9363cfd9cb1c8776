"""Two clicks at once: real connections and real commits, because a shared transaction hides what locks do."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db
from field_api.errors import DomainError
from field_api.identity.rules import Actor
from field_api.journal.rules import SystemAuthor
from field_api.review.models import Case, Decision, Determination
from field_api.review.rules.decisions import NewDecision
from field_api.review.rules.determinations import NewDetermination
from field_api.review.rules.verdicts import CaseNotAwaitingReview, Verdict
from field_api.review.service.cases import open_case
from field_api.review.service.decisions import Decided, decide_case
from field_api.scope import EVERYWHERE
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
