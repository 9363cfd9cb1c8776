"""Opening cases: a complete visit asks for a review."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.errors import Conflict, NotFound
from field_api.evidence.models.visits import Visit
from field_api.evidence.service import checks
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.review.models import Case
from field_api.review.queries import cases as queries
from field_api.review.rules.verdicts import CaseState, VisitMoment, takes_over
from field_api.review.service import back_checks


class CaseNotFound(NotFound):
    """There is no such case in the actor's area."""

    code = "case_not_found"


class VisitNotComplete(Conflict):
    """Photos of the visit are missing, or there is no such visit."""

    code = "visit_incomplete"


def review_visit(session: Session, author: Author, *, visit_id: UUID, at: datetime) -> Case | None:
    """Let a complete visit answer the back-check that it was made for, else open or renew the household's case.

    Returns None for a back-check: its visit judges a decision and asks for none. Raises `VisitNotComplete`.
    """
    found = queries.complete_visit(session, visit_id)
    if found is not None and back_checks.answer_by_visit(session, author, found.visit, at=at):
        return None
    return open_case(session, author, visit_id=visit_id, at=at)


def open_case(session: Session, author: Author, *, visit_id: UUID, at: datetime) -> Case:
    """Put a complete visit before the reviewers, and return the household's case; the same again changes nothing.

    A household has one open case at a time: a newer visit takes the place of the one under review, an older one that
    was only sent late stays in its history. After a final verdict the next visit opens a new case.
    Raises `VisitNotComplete`.
    """
    found = queries.complete_visit(session, visit_id)
    if found is None:
        raise VisitNotComplete("A visit is reviewed when all its photos have arrived.")
    queries.lock_household(session, found.visit.household_id)
    known = queries.case_of_visit(session, visit_id)
    if known is not None:
        return known
    case = queries.open_case_of(session, found.visit.household_id)
    if case is None:
        return _new_case(session, author, found.visit, at=at)
    arrived = VisitMoment(
        visit_id=visit_id,
        finished_at=found.visit.finished_at,
        answers_visit_ids=frozenset({found.visit.replaces_visit_id, found.returned_visit_id}),
    )
    if takes_over(arrived, _moment_under_review(session, case)):
        case.visit_id = visit_id
        case.area_code = found.visit.area_code
        case.rank = _rank_of(session, visit_id)
        case.state = CaseState.AWAITING_REVIEW.value
        session.flush()
        _record(session, author, Event.CASE_RESUBMITTED, case, at=at)
    return case


def rank_case(session: Session, *, visit_id: UUID) -> None:
    """Place the case of a visit in the queue by the weight of its flags; they order and never decide."""
    # Past the version of the case: whoever has it open decides on the same visit as before.
    session.execute(update(Case).where(Case.visit_id == visit_id).values(rank=_rank_of(session, visit_id)))


def require_case(session: Session, case_id: UUID, *, lock: bool = False) -> Case:
    """The case, or `CaseNotFound` outside the scope of the session."""
    case = queries.visible_case(session, case_id, lock=lock)
    if case is None:
        raise CaseNotFound("There is no such case in your area.")
    return case


def _new_case(session: Session, author: Author, visit: Visit, *, at: datetime) -> Case:
    case = Case(
        id=new_id(),
        household_id=visit.household_id,
        # Where the visit was made: whoever sees the case sees its evidence.
        area_code=visit.area_code,
        visit_id=visit.id,
        state=CaseState.AWAITING_REVIEW.value,
        rank=_rank_of(session, visit.id),
        opened_at=at,
    )
    session.add(case)
    session.flush()
    _record(session, author, Event.CASE_OPENED, case, at=at)
    return case


def _rank_of(session: Session, visit_id: UUID) -> int:
    checked = checks.newest_check(session, visit_id)
    return -checked.weight if checked else 0


def _moment_under_review(session: Session, case: Case) -> VisitMoment:
    visit = queries.visit(session, case.visit_id)
    return VisitMoment(visit_id=visit.id, finished_at=visit.finished_at, answers_visit_ids=frozenset())


def _record(session: Session, author: Author, event: Event, case: Case, *, at: datetime) -> None:
    journal.append(
        session,
        author,
        event,
        subject_id=case.id,
        area_code=case.area_code,
        at=at,
        data={"visit": str(case.visit_id), "household": str(case.household_id)},
        rows=[case],
    )
