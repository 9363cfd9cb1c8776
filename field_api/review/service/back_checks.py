"""Back-checks: another verifier visits the household of a drawn decision, and does not know that it is one."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.errors import Conflict, NotFound
from field_api.evidence.models.visits import Visit
from field_api.evidence.service.assignments import assign_visit
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.permissions import Permission
from field_api.review.models import BackCheck, BackCheckAssignment
from field_api.review.queries import cases as case_queries
from field_api.review.queries import sampling as queries
from field_api.review.queries.sampling import BackCheckLine
from field_api.review.rules.sampling import check_back_checker, finding_of_visit


class BackCheckNotFound(NotFound):
    """There is no such back-check in the actor's area."""

    code = "back_check_not_found"


class BackCheckNotWaiting(Conflict):
    """Somebody is on the way, or the answer is there."""

    code = "back_check_not_waiting"


def assign_back_check(
    session: Session,
    actor: Actor,
    *,
    back_check_id: UUID,
    assignment_id: UUID,
    verifier_id: UUID,
    due_on: date | None,
    at: datetime,
) -> BackCheckLine:
    """Send another verifier with an ordinary assignment; the same id again changes nothing.

    He is asked with the instrument of the first visit, so that both can be compared. Raises `BackCheckNotFound`,
    `BackCheckNotWaiting`, `VerifierIsFirst`, and what `assign_visit` raises.
    """
    back_check = queries.back_check(session, back_check_id, lock=True)
    if back_check is None:
        raise BackCheckNotFound("There is no such back-check in your area.")
    actor.require(Permission.ASSIGNMENT_MANAGE, back_check.area_code)
    check_back_checker(verifier_id, first_verifier_id=back_check.first_verifier_id)
    known = queries.back_check_of(session, assignment_id)
    if known is not None and known.id != back_check.id:
        raise Conflict("This assignment was made for another back-check. Make a new id.", code="assignment_taken")
    [line] = queries.back_check_lines(session, [back_check])
    if known is None and line.state != "waiting":
        raise BackCheckNotWaiting(f"This back-check is {line.state}. Withdraw its assignment to send somebody else.")
    case, decision = queries.case_of_decision(session, back_check.decision_id)
    first = case_queries.visit(session, decision.visit_id)
    assignment = assign_visit(
        session,
        actor,
        assignment_id=assignment_id,
        household_id=case.household_id,
        verifier_id=verifier_id,
        instrument_code=first.instrument_code,
        instrument_version=first.instrument_version,
        due_on=due_on,
        at=at,
    )
    if known is None:
        _record_assignment(session, actor, back_check, assignment.id, at=at)
    [line] = queries.back_check_lines(session, [back_check])
    return line


def answer_by_visit(session: Session, author: Author, visit: Visit, *, at: datetime) -> bool:
    """Let a complete visit answer the back-check that its assignment was made for; whether it did, or had before.

    A visit by the first verifier, and one that comes after the answer, is evidence like any other.
    """
    back_check = queries.back_check_of(session, visit.assignment_id) if visit.assignment_id else None
    if back_check is None or visit.verifier_id == back_check.first_verifier_id:
        return False
    if back_check.visit_id is not None:
        return back_check.visit_id == visit.id
    back_check.visit_id, back_check.verifier_id, back_check.answered_at = visit.id, visit.verifier_id, at
    session.flush()
    journal.append(
        session,
        author,
        Event.BACK_CHECK_ANSWERED,
        subject_id=back_check.decision_id,
        area_code=back_check.area_code,
        at=at,
        data={
            "visit": str(visit.id),
            "finding": finding_of_visit(outcome=visit.outcome, recommendation=visit.recommendation).value,
        },
        rows=[back_check],
    )
    return True


def _record_assignment(
    session: Session, actor: Actor, back_check: BackCheck, assignment_id: UUID, *, at: datetime
) -> None:
    made = BackCheckAssignment(
        assignment_id=assignment_id,
        area_code=back_check.area_code,
        back_check_id=back_check.id,
        first_verifier_id=back_check.first_verifier_id,
        assigned_at=at,
    )
    session.add(made)
    session.flush()
    journal.append(
        session,
        actor,
        Event.BACK_CHECK_ASSIGNED,
        subject_id=back_check.decision_id,
        area_code=back_check.area_code,
        at=at,
        data={"assignment": str(assignment_id)},
        rows=[made],
    )
