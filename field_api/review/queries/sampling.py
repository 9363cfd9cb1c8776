"""Reading draws, second reviews and back-checks; always within the scope of the session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from typing import cast as cast_to
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, Text, and_, cast, exists, or_, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, within
from field_api.evidence.models.visits import Assignment, Visit
from field_api.journal.models import AccessRecord
from field_api.journal.rules import Access
from field_api.registry.models import Household
from field_api.review.models import BackCheck, BackCheckAssignment, Case, Decision, SampleDraw, SecondReview
from field_api.review.rules.sampling import TAKEN_FOR
from field_api.scope import Scope

_FINAL = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class BackCheckLine:
    """A back-check with the house to visit, the assignment that was made last, and where it stands."""

    back_check: BackCheck
    address: str
    assignment: Assignment | None
    state: str


def undrawn_decisions(
    session: Session, *, case_id: UUID | None = None, visit_id: UUID | None = None
) -> Sequence[Decision]:
    """Final decisions of a case or on a visit about which no draw was made yet."""
    statement = select(Decision).where(
        Decision.verdict.in_(_FINAL), ~exists().where(SampleDraw.decision_id == Decision.id)
    )
    if case_id is not None:
        statement = statement.where(Decision.case_id == case_id)
    if visit_id is not None:
        # Found by the case, which has an index for it and stays with the visit that was decided.
        decided = select(Case.id).where(Case.visit_id == visit_id)
        statement = statement.where(Decision.visit_id == visit_id, Decision.case_id.in_(decided))
    return session.scalars(statement.order_by(Decision.id)).all()


def second_review(session: Session, review_id: UUID, *, lock: bool = False) -> SecondReview | None:
    statement = select(SecondReview).where(SecondReview.id == review_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def second_reviews_page(
    session: Session,
    *,
    reviewer_id: UUID,
    answered: bool,
    area: Scope | None,
    at: datetime,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[SecondReview]:
    """What this reviewer has taken and may take, or with `answered` what he has answered; the longest waiting first."""
    statement = select(SecondReview)
    if answered:
        statement = statement.where(SecondReview.reviewer_id == reviewer_id, SecondReview.answered_at.is_not(None))
    else:
        free = or_(SecondReview.reviewer_id.is_(None), SecondReview.taken_at < at - TAKEN_FOR)
        another = and_(SecondReview.first_reviewer_id != reviewer_id, SecondReview.first_verifier_id != reviewer_id)
        statement = statement.where(
            SecondReview.answered_at.is_(None),
            or_(
                SecondReview.reviewer_id == reviewer_id,
                and_(free, another, ~_looked(reviewer_id, SecondReview.decision_id)),
            ),
        )
    if area is not None:
        statement = statement.where(within(SecondReview.area_code, area))
    return keyset_page(session, statement, key=[SecondReview.id], after=after, limit=limit)


def has_looked(session: Session, user_id: UUID, decision_id: UUID) -> bool:
    """Whether somebody has opened a dossier of the household that a decision is about."""
    return bool(session.scalar(select(_looked(user_id, Decision.id)).where(Decision.id == decision_id)))


def _looked(user_id: UUID, decision_id: Any) -> ColumnElement[bool]:
    """Plain tables, past the scope: a look counts wherever it was made.

    The dossiers of a household show one another's decisions, so a look at any of them counts.
    """
    cases, decisions, looks = (cast_to("Table", model.__table__) for model in (Case, Decision, AccessRecord))
    decision, decided, opened = decisions.alias("drawn"), cases.alias("decided"), cases.alias("opened")
    return exists(
        select(looks.c.seq)
        .join(opened, looks.c.subject == cast(opened.c.id, Text))
        .join(decided, decided.c.household_id == opened.c.household_id)
        .join(decision, decision.c.case_id == decided.c.id)
        .where(
            decision.c.id == decision_id,
            looks.c.actor_id == user_id,
            looks.c.action == Access.DOSSIER_VIEWED.value,
        )
    )


def households_looked_at_blind(reviewer_id: UUID) -> Select[UUID]:
    """The households whose second review somebody has taken and not answered."""
    return (
        select(Case.household_id)
        .join(Decision, Decision.case_id == Case.id)
        .join(SecondReview, SecondReview.decision_id == Decision.id)
        .where(SecondReview.reviewer_id == reviewer_id, SecondReview.answered_at.is_(None))
    )


def open_second_review(session: Session, reviewer_id: UUID, household_id: UUID) -> bool:
    """Whether this reviewer has taken a second review of the household and not answered it."""
    blind = households_looked_at_blind(reviewer_id).where(Case.household_id == household_id)
    return session.scalar(blind.limit(1)) is not None


def case_of_decision(session: Session, decision_id: UUID) -> tuple[Case, Decision]:
    """A decision that is visible, with its case."""
    row = session.execute(
        select(Case, Decision).join(Decision, Decision.case_id == Case.id).where(Decision.id == decision_id)
    ).one()
    return row[0], row[1]


def lock_case(session: Session, case_id: UUID) -> None:
    """Let those who draw about one case take turns."""
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update())


def back_check(session: Session, back_check_id: UUID, *, lock: bool = False) -> BackCheck | None:
    statement = select(BackCheck).where(BackCheck.id == back_check_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def back_check_of(session: Session, assignment_id: UUID) -> BackCheck | None:
    """The back-check for which an assignment was made, locked."""
    return session.scalar(
        select(BackCheck)
        .join(BackCheckAssignment, BackCheckAssignment.back_check_id == BackCheck.id)
        .where(BackCheckAssignment.assignment_id == assignment_id)
        .with_for_update(of=BackCheck)
    )


def back_check_lines(session: Session, back_checks: Sequence[BackCheck]) -> list[BackCheckLine]:
    """The back-checks as they are listed, in one statement for the whole page.

    The address comes from the plain table, without scope, as in the queue.
    """
    houses = Household.__table__
    rows = session.execute(
        select(BackCheck.id, houses.c.address, Assignment, _state())
        .join(Decision, Decision.id == BackCheck.decision_id)
        .join(Case, Case.id == Decision.case_id)
        .join(houses, houses.c.id == Case.household_id)
        .outerjoin(Assignment, Assignment.id == _newest_assignment())
        .where(BackCheck.id.in_([each.id for each in back_checks]))
    )
    found = {back_check_id: (address, assignment, state) for back_check_id, address, assignment, state in rows}
    return [BackCheckLine(each, *found[each.id]) for each in back_checks]


def back_checks_page(
    session: Session, *, state: str | None, area: Scope | None, after: tuple[Any, ...] | None, limit: int
) -> Page[BackCheck]:
    """Back-checks by how long they wait; `state` is waiting, assigned or answered."""
    statement = select(BackCheck)
    if state is not None:
        statement = statement.where(_state() == state)
    if area is not None:
        statement = statement.where(within(BackCheck.area_code, area))
    return keyset_page(session, statement, key=[BackCheck.id], after=after, limit=limit)


def _newest_assignment() -> ScalarSelect[UUID]:
    return (
        select(BackCheckAssignment.assignment_id)
        .where(BackCheckAssignment.back_check_id == BackCheck.id)
        .order_by(BackCheckAssignment.assigned_at.desc(), BackCheckAssignment.assignment_id.desc())
        .limit(1)
        .correlate(BackCheck)
        .scalar_subquery()
    )


def _state() -> ColumnElement[str]:
    """Under way is an open assignment, or a visit on its way by whoever may answer; a withdrawn one waits again."""
    under_way = exists(
        select(BackCheckAssignment.assignment_id)
        .join(Assignment, Assignment.id == BackCheckAssignment.assignment_id)
        .outerjoin(Visit, Visit.assignment_id == Assignment.id)
        .where(
            BackCheckAssignment.back_check_id == BackCheck.id,
            or_(
                Assignment.status == "open",
                and_(Assignment.status == "done", Visit.verifier_id != BackCheckAssignment.first_verifier_id),
            ),
        )
        .correlate(BackCheck)
    )
    return sql_case((BackCheck.answered_at.is_not(None), "answered"), (under_way, "assigned"), else_="waiting")
