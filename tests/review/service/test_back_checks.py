from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.errors import Conflict
from field_api.evidence.models.visits import Assignment, Visit
from field_api.evidence.service.assignments import NotAVerifierHere, withdraw_assignment
from field_api.identity.rules import Actor, Role
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Household
from field_api.review.models import BackCheck, Case, Decision
from field_api.review.queries import sampling as queries
from field_api.review.rules.sampling import VerifierIsFirst
from field_api.review.service.back_checks import BackCheckNotFound, BackCheckNotWaiting, assign_back_check
from field_api.review.service.cases import review_visit
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import review as review_factory
from tests.factories import sampling as factory

AT = review_factory.AT


@pytest.fixture(autouse=True)
def everything_is_drawn(session: Session) -> None:
    factory.shares(session)


@pytest.fixture
def desk(session: Session) -> Actor:
    return review_factory.actor(session)


def verifier(session: Session) -> UUID:
    return identity_factory.user(session, Role.VERIFIER, "31.75.06").id


def assign(session: Session, desk: Actor, check: BackCheck, verifier_id: UUID, **changes: Any) -> Assignment:
    asked = {"assignment_id": new_id(), "verifier_id": verifier_id, "due_on": None} | changes
    line = assign_back_check(session, desk, back_check_id=check.id, **asked, at=AT)
    assert line.assignment is not None
    return line.assignment


def visited(session: Session, assignment: Assignment, verifier_id: UUID | None = None, **changes: Any) -> Visit:
    """A complete visit under the assignment, which is done by it."""
    assignment.status = "done"
    home = session.get_one(Household, assignment.household_id)
    return evidence_factory.visit(
        session, home, verifier_id or assignment.verifier_id, assignment_id=assignment.id, **changes
    )


def state_of(session: Session, check: BackCheck) -> str:
    [line] = queries.back_check_lines(session, [check])
    by_state = {
        state: queries.back_checks_page(session, state=state, area=None, after=None, limit=50).items
        for state in ("waiting", "assigned", "answered")
    }
    assert by_state[line.state] == [check]
    assert sum(map(len, by_state.values())) == 1
    return line.state


class TestAssigning:
    def test_another_verifier_gets_an_assignment_like_any_other(self, session: Session, desk: Actor) -> None:
        check, other = factory.back_check(session), verifier(session)
        first = session.get_one(Visit, session.get_one(Decision, check.decision_id).visit_id)
        assert state_of(session, check) == "waiting"

        made = assign(session, desk, check, other)

        assert (made.household_id, made.verifier_id, made.status) == (first.household_id, other, "open")
        assert (made.instrument_code, made.instrument_version) == (first.instrument_code, first.instrument_version)
        assert (made.returns_visit_id, made.return_reason, made.return_photo_kinds) == (None, None, [])
        assert state_of(session, check) == "assigned"

    def test_the_same_again_changes_nothing(self, session: Session, desk: Actor) -> None:
        check, other, assignment_id = factory.back_check(session), verifier(session), new_id()

        once = assign(session, desk, check, other, assignment_id=assignment_id)
        twice = assign(session, desk, check, other, assignment_id=assignment_id)

        assert once is twice

    def test_never_the_first_verifier(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session, factory.decided(session, verifier_id=verifier(session)))

        with pytest.raises(VerifierIsFirst):
            assign(session, desk, check, check.first_verifier_id)

    def test_nobody_who_does_not_verify_there(self, session: Session, desk: Actor) -> None:
        with pytest.raises(NotAVerifierHere):
            assign(session, desk, factory.back_check(session), identity_factory.user(session).id)

    def test_nobody_else_while_somebody_is_on_the_way(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session)
        assign(session, desk, check, verifier(session))

        with pytest.raises(BackCheckNotWaiting):
            assign(session, desk, check, verifier(session))

    def test_one_that_is_withdrawn_waits_again(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session)
        withdrawn = assign(session, desk, check, verifier(session))
        withdraw_assignment(session, desk, withdrawn, at=AT)
        assert state_of(session, check) == "waiting"

        assert assign(session, desk, check, verifier(session)) is not withdrawn
        assert state_of(session, check) == "assigned"

    def test_an_assignment_serves_one_back_check(self, session: Session, desk: Actor) -> None:
        one, other = factory.back_check(session), factory.back_check(session)
        made = assign(session, desk, one, verifier(session))

        with pytest.raises(Conflict):
            assign(session, desk, other, made.verifier_id, assignment_id=made.id)

    def test_an_unknown_one_is_not_found(self, session: Session, desk: Actor) -> None:
        with pytest.raises(BackCheckNotFound):
            assign_back_check(
                session, desk, back_check_id=new_id(), assignment_id=new_id(), verifier_id=new_id(), due_on=None, at=AT
            )


class TestAnswering:
    def test_the_visit_answers_and_opens_no_case(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session)
        visit = visited(session, assign(session, desk, check, verifier(session)))

        for _ in range(2):
            assert review_visit(session, SystemAuthor(), visit_id=visit.id, at=AT) is None

        assert (check.visit_id, check.verifier_id, check.answered_at) == (visit.id, visit.verifier_id, AT)
        assert state_of(session, check) == "answered"
        assert session.scalars(select(Case.visit_id).where(Case.visit_id == visit.id)).all() == []

    def test_a_visit_that_is_still_sending_is_on_the_way(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session)
        visited(session, assign(session, desk, check, verifier(session)), complete=False)

        assert state_of(session, check) == "assigned"

    def test_a_visit_by_the_first_verifier_is_evidence_like_any_other(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session)
        visit = visited(session, assign(session, desk, check, verifier(session)), check.first_verifier_id)

        case = review_visit(session, SystemAuthor(), visit_id=visit.id, at=AT)

        assert case is not None
        assert case.visit_id == visit.id
        assert state_of(session, check) == "waiting"

    def test_the_first_answer_counts_and_a_later_visit_opens_a_case(self, session: Session, desk: Actor) -> None:
        check = factory.back_check(session)
        made = assign(session, desk, check, verifier(session))
        first, later = visited(session, made), visited(session, made)
        review_visit(session, SystemAuthor(), visit_id=first.id, at=AT)

        case = review_visit(session, SystemAuthor(), visit_id=later.id, at=AT)

        assert check.visit_id == first.id
        assert case is not None

    def test_a_visit_that_came_after_its_assignment_was_withdrawn_still_answers(
        self, session: Session, desk: Actor
    ) -> None:
        check = factory.back_check(session)
        made = assign(session, desk, check, verifier(session))
        visit = visited(session, made)
        made.status = "withdrawn"
        session.flush()
        assign(session, desk, check, verifier(session))

        assert review_visit(session, SystemAuthor(), visit_id=visit.id, at=AT) is None
        assert check.visit_id == visit.id

    def test_any_other_visit_opens_a_case_as_ever(self, session: Session) -> None:
        visit = evidence_factory.visit(session, assignment_id=evidence_factory.assignment(session).id)

        assert review_visit(session, SystemAuthor(), visit_id=visit.id, at=AT) is not None
