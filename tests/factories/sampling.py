"""Builders of samples: checks on visits, shares of the whole, and decisions that were drawn by the service."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.evidence.models.checks import CheckThresholds, VisitCheck
from field_api.evidence.models.visits import Visit
from field_api.journal.rules import SystemAuthor
from field_api.review.models import BackCheck, Case, Decision, SampleDraw, SecondReview
from field_api.review.service import sampling
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory


def checked(session: Session, visit_id: UUID, *severities: str) -> VisitCheck:
    """The next run of the checks over a visit, with a flag of each severity."""
    runs = session.scalars(select(VisitCheck.run).where(VisitCheck.visit_id == visit_id)).all()
    made = VisitCheck(
        id=new_id(),
        visit_id=visit_id,
        area_code=session.get_one(Visit, visit_id).area_code,
        run=max(runs, default=0) + 1,
        checks_version=1,
        flags=[{"code": f"uji_{severity}", "severity": severity, "details": {}} for severity in severities],
        weight=len(severities),
        thresholds={},
        checked_at=review_factory.AT,
    )
    session.add(made)
    session.flush()
    return made


def shares(
    session: Session, *, second_review: int = 1000, back_check: int = 1000, area_code: str = "",
    valid_from: date = date(2020, 1, 1),
) -> None:  # fmt: skip
    """The shares of an area from a day on; at first the whole of the country."""
    limits = {"second_review_permille": second_review, "back_check_permille": back_check}
    session.add(
        CheckThresholds(
            id=new_id(), area_code=area_code, valid_from=valid_from, limits=limits, reason="uji coba", set_by=None,
            set_at=review_factory.AT,
        )
    )  # fmt: skip
    session.flush()


def decided(
    session: Session, area_code: str = registry_factory.RT, *, verdict: str = "accept", recommendation: str = "eligible",
    verifier_id: UUID | None = None, reviewer_id: UUID | None = None,
) -> Decision:  # fmt: skip
    """A decision on a visit of which no check says anything, not drawn about yet."""
    home = registry_factory.household(session, area_code)
    visit = evidence_factory.visit(session, home, verifier_id, recommendation=recommendation)
    checked(session, visit.id)
    return review_factory.decision(
        session, review_factory.case(session, visit), verdict=verdict, reviewer_id=reviewer_id
    )


def draw(session: Session, decision: Decision) -> SampleDraw:
    """What a worker would do after the decision."""
    sampling.draw_for_case(session, SystemAuthor(), case_id=decision.case_id, at=review_factory.AT)
    return session.get_one(SampleDraw, decision.id)


def second_review(session: Session, decision: Decision | None = None) -> SecondReview:
    """A second review that waits; the shares must be the whole."""
    decision = decision or decided(session)
    draw(session, decision)
    return session.scalars(select(SecondReview).where(SecondReview.decision_id == decision.id)).one()


def back_check(session: Session, decision: Decision | None = None) -> BackCheck:
    """A back-check that waits; the shares must be the whole."""
    decision = decision or decided(session)
    draw(session, decision)
    return session.scalars(select(BackCheck).where(BackCheck.decision_id == decision.id)).one()


def case_of(session: Session, look: SecondReview | BackCheck) -> Case:
    return session.get_one(Case, session.get_one(Decision, look.decision_id).case_id)
