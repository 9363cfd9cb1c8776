"""Counting draws and reading what second looks say, for the estimates and for an audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from field_api.db import within
from field_api.evidence.models.checks import VisitCheck
from field_api.evidence.models.visits import Visit
from field_api.review.models import BackCheck, Decision, SampleDraw, SecondReview
from field_api.scope import Scope

_STREAMED_ROWS = 5000


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A decision that was drawn for one or both kinds, with whatever the second looks say by now."""

    draw: SampleDraw
    verdict: str
    recommendation: str | None
    second_review_finding: str | None
    back_check_outcome: str | None
    back_check_recommendation: str | None


@dataclass(frozen=True, slots=True)
class AuditedDraw:
    """A draw, the flags of the run that it rests on, and the visits that draw and run are about."""

    draw: SampleDraw
    check: VisitCheck
    visit_id: UUID


def clean_decisions(
    session: Session, *, since: datetime, until: datetime, area: Scope | None
) -> Sequence[tuple[str, UUID, int]]:
    """How many decisions on clean visits there are, by area code and verifier; `until` is exclusive."""
    statement = (
        select(SampleDraw.area_code, SampleDraw.verifier_id, func.count())
        .join(Decision, Decision.id == SampleDraw.decision_id)
        .where(SampleDraw.clean, Decision.decided_at >= since, Decision.decided_at < until)
        .group_by(SampleDraw.area_code, SampleDraw.verifier_id)
    )
    if area is not None:
        statement = statement.where(within(SampleDraw.area_code, area))
    return [(code, verifier_id, count) for code, verifier_id, count in session.execute(statement)]


def drawn_decisions(session: Session, *, since: datetime, until: datetime, area: Scope | None) -> Iterator[DrawnLine]:
    """Every decision of the period that was drawn; `until` is exclusive."""
    within_period = [Decision.decided_at >= since, Decision.decided_at < until]
    if area is not None:
        within_period.append(within(SampleDraw.area_code, area))
    visited_again = _back_check_visits(session, within_period)
    statement = (
        select(SampleDraw, Decision.verdict, Visit.recommendation, SecondReview.finding)
        .join(Decision, Decision.id == SampleDraw.decision_id)
        .join(Visit, Visit.id == Decision.visit_id)
        .outerjoin(SecondReview, SecondReview.decision_id == SampleDraw.decision_id)
        .where(or_(SampleDraw.second_review_drawn, SampleDraw.back_check_drawn), *within_period)
        .order_by(SampleDraw.decision_id)
        .execution_options(yield_per=_STREAMED_ROWS)
    )
    for draw, verdict, recommendation, finding in session.execute(statement):
        yield DrawnLine(draw, verdict, recommendation, finding, *visited_again.get(draw.decision_id, (None, None)))


def _back_check_visits(
    session: Session, within_period: Sequence[ColumnElement[bool]]
) -> dict[UUID, tuple[str, str | None]]:
    """Outcome and recommendation of the visits that answered, by decision; a few in a hundred of the decisions."""
    rows = session.execute(
        select(SampleDraw.decision_id, Visit.outcome, Visit.recommendation)
        .join(Decision, Decision.id == SampleDraw.decision_id)
        .join(BackCheck, BackCheck.decision_id == SampleDraw.decision_id)
        .join(Visit, Visit.id == BackCheck.visit_id)
        .where(*within_period)
    )
    return {decision_id: (outcome, recommendation) for decision_id, outcome, recommendation in rows}


def audited_draws(session: Session) -> Iterator[AuditedDraw]:
    """Every draw with what it rests on, in flat memory."""
    statement = (
        select(SampleDraw, VisitCheck, Decision.visit_id)
        .join(VisitCheck, VisitCheck.id == SampleDraw.check_id)
        .join(Decision, Decision.id == SampleDraw.decision_id)
        .order_by(SampleDraw.decision_id)
        .execution_options(yield_per=_STREAMED_ROWS)
    )
    for row in session.execute(statement):
        yield AuditedDraw(*row)


def missing_looks(session: Session) -> Sequence[UUID]:
    """Decisions that were drawn for a second look of which there is no row."""
    return session.scalars(
        select(SampleDraw.decision_id)
        .outerjoin(SecondReview, SecondReview.decision_id == SampleDraw.decision_id)
        .outerjoin(BackCheck, BackCheck.decision_id == SampleDraw.decision_id)
        .where(
            or_(
                and_(SampleDraw.second_review_drawn, SecondReview.id.is_(None)),
                and_(SampleDraw.back_check_drawn, BackCheck.id.is_(None)),
            )
        )
        .order_by(SampleDraw.decision_id)
    ).all()


def undrawn_decisions(session: Session) -> Sequence[tuple[UUID, datetime]]:
    """Final decisions on checked visits about which there is no draw, with their times."""
    checked = select(VisitCheck.visit_id)
    rows = session.execute(
        select(Decision.id, Decision.decided_at)
        .outerjoin(SampleDraw, SampleDraw.decision_id == Decision.id)
        .where(
            Decision.verdict.in_(("accept", "reject")), SampleDraw.decision_id.is_(None), Decision.visit_id.in_(checked)
        )
        .order_by(Decision.id)
    )
    return [(decision_id, decided_at) for decision_id, decided_at in rows]


def drawing_period(session: Session) -> tuple[datetime, datetime] | None:
    """When the first and the last draw was made; None before the first."""
    first, last = session.execute(select(func.min(SampleDraw.drawn_at), func.max(SampleDraw.drawn_at))).one()
    return (first, last) if first else None
