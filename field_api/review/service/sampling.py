"""Drawing decisions for a second look: once each, by the server's key and the share of the area on that day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.db import digest_key_of
from field_api.evidence.models.checks import VisitCheck
from field_api.evidence.service import checks
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.review.models import BackCheck, Decision, SampleDraw, SecondReview
from field_api.review.queries import sampling as queries
from field_api.review.rules.sampling import SampleKind, drawing_key, is_clean, is_drawn


def draw_for_case(session: Session, author: Author, *, case_id: UUID, at: datetime) -> None:
    """Draw about the final decision of a case, once; one whose visit was not checked yet waits for its checks."""
    queries.lock_case(session, case_id)
    for decision in queries.undrawn_decisions(session, case_id=case_id):
        check = checks.newest_check(session, decision.visit_id)
        if check is not None:
            _draw(session, author, decision, check, at=at)


def draw_for_visit(session: Session, author: Author, *, visit_id: UUID, at: datetime) -> None:
    """Draw about the decision on a visit that was decided before it was checked; mostly there is none."""
    for decision in queries.undrawn_decisions(session, visit_id=visit_id):
        draw_for_case(session, author, case_id=decision.case_id, at=at)


def _draw(session: Session, author: Author, decision: Decision, check: VisitCheck, *, at: datetime) -> None:
    limits = checks.thresholds_for(session, decision.area_code, on=local_day(decision.decided_at, decision.area_code))
    key, clean = drawing_key(digest_key_of(session)), is_clean({flag["severity"] for flag in check.flags})
    draw = SampleDraw(
        decision_id=decision.id,
        area_code=decision.area_code,
        reviewer_id=decision.reviewer_id,
        verifier_id=decision.verifier_id,
        check_id=check.id,
        clean=clean,
        second_review_permille=limits.second_review_permille,
        second_review_drawn=clean
        and is_drawn(key, SampleKind.SECOND_REVIEW, decision.id, permille=limits.second_review_permille),
        back_check_permille=limits.back_check_permille,
        back_check_drawn=clean
        and is_drawn(key, SampleKind.BACK_CHECK, decision.id, permille=limits.back_check_permille),
        drawn_at=at,
    )
    session.add(draw)
    session.flush()
    looks = _looks_of(draw)
    session.add_all(looks)
    session.flush()
    journal.append(
        session,
        author,
        Event.SAMPLE_DRAWN,
        subject_id=decision.id,
        area_code=decision.area_code,
        at=at,
        data={
            "clean": draw.clean,
            "second_review": {"permille": draw.second_review_permille, "drawn": draw.second_review_drawn},
            "back_check": {"permille": draw.back_check_permille, "drawn": draw.back_check_drawn},
        },
        rows=[draw, *looks],
    )


def _looks_of(draw: SampleDraw) -> list[SecondReview | BackCheck]:
    about = {
        "area_code": draw.area_code,
        "decision_id": draw.decision_id,
        "first_reviewer_id": draw.reviewer_id,
        "first_verifier_id": draw.verifier_id,
    }
    looks: list[SecondReview | BackCheck] = []
    if draw.second_review_drawn:
        looks.append(SecondReview(id=new_id(), **about))
    if draw.back_check_drawn:
        looks.append(BackCheck(id=new_id(), **about))
    return looks
