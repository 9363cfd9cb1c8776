"""Asking a verifier to visit a household, and taking that back."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.errors import Conflict, InvalidInput, NotFound
from field_api.evidence.models.visits import Assignment
from field_api.evidence.queries import visits as queries
from field_api.evidence.rules.readers import Reader
from field_api.evidence.service.instruments import require_instruments
from field_api.identity import service as identity
from field_api.identity.rules import Actor, Role
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.permissions import Permission


class HouseholdNotFound(NotFound):
    """There is no such household in the actor's area."""

    code = "household_not_found"


class AssignmentNotFound(NotFound):
    code = "assignment_not_found"


class NotAVerifierHere(InvalidInput):
    """The user does not hold the role of verifier for the household's area."""

    code = "not_a_verifier_here"


class AssignmentClosed(Conflict):
    """The assignment is done or withdrawn."""

    code = "assignment_closed"


def assign_visit(
    session: Session,
    author: Author,
    *,
    assignment_id: UUID,
    household_id: UUID,
    verifier_id: UUID,
    instrument_code: str,
    instrument_version: str,
    due_on: date | None,
    at: datetime,
    returns_visit_id: UUID | None = None,
    return_reason: str | None = None,
    return_photo_kinds: Sequence[str] = (),
) -> Assignment:
    """Ask one verifier for one visit; the same id with the same content is a repeat.

    A return for more evidence names the visit, the reason and, when only photos are wanted, their kinds.
    """
    known = session.get(Assignment, assignment_id)
    if known is not None:
        if (known.household_id, known.verifier_id) == (household_id, verifier_id):
            return known
        raise Conflict("This assignment id is taken. Make a new one.", code="assignment_taken")
    household = queries.visible_household(session, household_id)
    if household is None:
        raise HouseholdNotFound("There is no such household in your area.")
    require_instruments(session, [(instrument_code, instrument_version)], pointer="/instrument")
    _require_verifier(session, verifier_id, household.area_code, at)
    assignment = Assignment(
        id=assignment_id,
        household_id=household.id,
        area_code=household.area_code,
        verifier_id=verifier_id,
        instrument_code=instrument_code,
        instrument_version=instrument_version,
        due_on=due_on,
        status="open",
        returns_visit_id=returns_visit_id,
        return_reason=return_reason,
        return_photo_kinds=list(return_photo_kinds),
        assigned_by=author.user_id,
        assigned_at=at,
    )
    session.add(assignment)
    session.flush()
    _record(session, author, Event.VISIT_ASSIGNED, assignment, at=at)
    return assignment


def change_assignment(
    session: Session,
    author: Author,
    assignment: Assignment,
    *,
    verifier_id: UUID | None,
    due_on: date | None,
    at: datetime,
) -> Assignment:
    """Give an open assignment to another verifier or move its day; work already done offline is still accepted."""
    _require_open(assignment)
    if verifier_id is not None and verifier_id != assignment.verifier_id:
        _require_verifier(session, verifier_id, assignment.area_code, at)
        assignment.verifier_id = verifier_id
    assignment.due_on = due_on if due_on is not None else assignment.due_on
    session.flush()
    _record(session, author, Event.ASSIGNMENT_CHANGED, assignment, at=at)
    return assignment


def withdraw_assignment(session: Session, author: Author, assignment: Assignment, *, at: datetime) -> Assignment:
    """Take an open assignment back; a visit that is under way all the same is accepted with a remark."""
    _require_open(assignment)
    assignment.status = "withdrawn"
    session.flush()
    _record(session, author, Event.ASSIGNMENT_WITHDRAWN, assignment, at=at)
    return assignment


def require_assignment(session: Session, actor: Actor, *, assignment_id: UUID, lock: bool = False) -> Assignment:
    """An assignment within the scope of the session; where the actor is a verifier and no more he sees his own."""
    assignment = queries.visible_assignment(session, assignment_id, lock=lock)
    if assignment is None or not reader_of(actor).sees(
        verifier_id=assignment.verifier_id, area_code=assignment.area_code
    ):
        raise AssignmentNotFound("There is no such assignment in your area.")
    return assignment


def reader_of(actor: Actor) -> Reader:
    """Whose assignments the actor sees."""
    return Reader(actor.user_id, actor.scope_for(Permission.ASSIGNMENT_MANAGE, Permission.CASE_READ))


def _require_open(assignment: Assignment) -> None:
    if assignment.status != "open":
        raise AssignmentClosed(f"This assignment is {assignment.status} and is not changed any more.")


def _require_verifier(session: Session, verifier_id: UUID, area_code: str, at: datetime) -> None:
    today = local_day(at, area_code)
    if not identity.holds_role(session, user_id=verifier_id, role=Role.VERIFIER, area_code=area_code, day=today):
        raise NotAVerifierHere("This user is not a verifier for the area of the household on this day.")


def _record(session: Session, author: Author, event: Event, assignment: Assignment, *, at: datetime) -> None:
    journal.append(
        session,
        author,
        event,
        subject_id=assignment.id,
        area_code=assignment.area_code,
        at=at,
        data={
            "household": str(assignment.household_id),
            "verifier": str(assignment.verifier_id),
            "returns_visit": str(assignment.returns_visit_id) if assignment.returns_visit_id else None,
        },
        rows=[assignment],
    )
