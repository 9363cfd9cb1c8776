"""Reading cases and their decisions; always within the scope of the session."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, valid_on, within
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Assignment, Visit, VisitEvaluation
from field_api.registry.models import Household, Membership, Person, Programme, head_on
from field_api.review.models import Case, Decision, Determination
from field_api.review.queries.sampling import households_looked_at_blind
from field_api.scope import Scope


@dataclass(frozen=True, slots=True)
class CompleteVisit:
    """A visit whose photos are all stored, and the visit that its assignment returned."""

    visit: Visit
    returned_visit_id: UUID | None


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A line of the queue: who lives where, what the verifier recommends, what the instruments say."""

    case: Case
    address: str
    head_name: str | None
    visit: Visit
    evaluations: Sequence[VisitEvaluation]


def complete_visit(session: Session, visit_id: UUID) -> CompleteVisit | None:
    """The visit, when every photo of its manifest is stored."""
    row = session.execute(
        select(Visit, Assignment.returns_visit_id)
        .join(Bundle, Bundle.id == Visit.id)
        .outerjoin(Assignment, Assignment.id == Visit.assignment_id)
        .where(Visit.id == visit_id, Bundle.completed_at.is_not(None))
    ).first()
    return CompleteVisit(*row) if row else None


def visible_case(session: Session, case_id: UUID, *, lock: bool = False) -> Case | None:
    """The case, when within the scope; `lock` makes two reviewers take turns."""
    statement = select(Case).where(Case.id == case_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def case_of_visit(session: Session, visit_id: UUID) -> Case | None:
    """The case under which this visit is, or was, reviewed."""
    decided = select(Decision.case_id).where(Decision.visit_id == visit_id)
    return session.scalar(select(Case).where(or_(Case.visit_id == visit_id, Case.id.in_(decided))).limit(1))


def open_case_of(session: Session, household_id: UUID) -> Case | None:
    """The one case of a household that is not closed, locked: a reviewer may be deciding on it."""
    return session.scalar(
        select(Case)
        .where(Case.household_id == household_id, Case.state.in_(("awaiting_review", "returned")))
        .with_for_update()
    )


def cases_page(  # noqa: PLR0913 - one parameter for each filter of the queue
    session: Session,
    *,
    state: str | None,
    area_code: str | None,
    words: str,
    after: tuple[Any, ...] | None,
    limit: int,
    by_rank: bool = False,
    reader_id: UUID | None = None,
) -> Page[Case]:
    """Cases, the longest waiting or with `by_rank` the weightiest flags first; `words` is a `registry.rules.names.search_name` (no wildcards of LIKE).

    What `reader_id` has taken for a second review is left out, for its state would tell the decision.
    """
    statement = select(Case).where(*_filters(area_code=area_code, words=words, reader_id=reader_id))
    if state:
        statement = statement.where(Case.state == state)
    key = [Case.rank, Case.id] if by_rank else [Case.opened_at, Case.id]
    return keyset_page(session, statement, key=key, after=after, limit=limit)


def case_counts(
    session: Session, *, area_code: str | None, words: str, reader_id: UUID | None = None
) -> dict[str, int]:
    """How many cases stand in each state, under the same filter as the page."""
    filters = _filters(area_code=area_code, words=words, reader_id=reader_id)
    statement = select(Case.state, func.count()).where(*filters).group_by(Case.state)
    return dict(session.execute(statement).all())


def _filters(*, area_code: str | None, words: str, reader_id: UUID | None) -> list[ColumnElement[bool]]:
    filters = [within(Case.area_code, Scope.of([area_code]))] if area_code else []
    if reader_id is not None:
        filters.append(Case.household_id.not_in(households_looked_at_blind(reader_id)))
    if words:
        named = select(Membership.household_id).join(Person, Person.id == Membership.person_id)
        for word in words.split():
            named = named.where(Person.search_name.like(f"%{word}%"))
        filters.append(Case.household_id.in_(named))
    return filters


def summaries_of(session: Session, cases: Sequence[Case], *, on: date) -> list[CaseSummary]:
    """What the queue shows of each case, in two statements for the whole page; the head is that of the day `on`.

    The address comes from the plain table, without scope: a case stays where its visit was made when the household is
    moved, and so does what is to be done about it.
    """
    houses = Household.__table__
    rows = session.execute(
        select(Case.id, houses.c.address, Person.name, Visit)
        .join(houses, houses.c.id == Case.household_id)
        .join(Visit, Visit.id == Case.visit_id)
        .outerjoin(Person, Person.id == head_on(Case.household_id, on))
        .where(Case.id.in_([case.id for case in cases]))
    )
    found = {case_id: (address, head, visit) for case_id, address, head, visit in rows}
    evaluations: dict[UUID, list[VisitEvaluation]] = {case.visit_id: [] for case in cases}
    for evaluation in session.scalars(
        select(VisitEvaluation)
        .where(VisitEvaluation.visit_id.in_(evaluations))
        .order_by(VisitEvaluation.instrument_code, VisitEvaluation.instrument_version)
    ):
        evaluations[evaluation.visit_id].append(evaluation)
    return [CaseSummary(case, *found[case.id], evaluations[case.visit_id]) for case in cases]


def decision(session: Session, decision_id: UUID) -> Decision | None:
    return session.scalar(select(Decision).where(Decision.id == decision_id))


def determinations_of(session: Session, decision_ids: Collection[UUID]) -> dict[UUID, list[Determination]]:
    """The determinations of each decision."""
    found: dict[UUID, list[Determination]] = {decision_id: [] for decision_id in decision_ids}
    for each in session.scalars(
        select(Determination).where(Determination.decision_id.in_(decision_ids)).order_by(Determination.id)
    ):
        found[each.decision_id].append(each)
    return found


def member_ids(session: Session, household_id: UUID, *, on: date) -> frozenset[UUID]:
    """Who belongs to the household that day."""
    return frozenset(
        session.scalars(
            select(Membership.person_id).where(
                Membership.household_id == household_id,
                valid_on(Membership, on),
            )
        )
    )


def programmes(session: Session, codes: Collection[str]) -> Sequence[Programme]:
    return session.scalars(select(Programme).where(Programme.code.in_(codes)).order_by(Programme.code)).all()


def lock_household(session: Session, household_id: UUID) -> None:
    """Keep others from opening a case for this household until the commit."""
    session.scalars(select(Household.id).where(Household.id == household_id).with_for_update(key_share=True)).one()


def visit(session: Session, visit_id: UUID) -> Visit:
    """The visit of a case that is visible: a case lies where its visit was made."""
    return session.scalars(select(Visit).where(Visit.id == visit_id)).one()
