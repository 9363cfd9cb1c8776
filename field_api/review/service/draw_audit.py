"""Repeating every draw with the server's key: whoever was passed over, or put in, is named."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from field_api.db import digest_key_of
from field_api.review.queries import quality as queries
from field_api.review.queries.quality import AuditedDraw
from field_api.review.rules.sampling import SampleKind, drawing_key, is_clean, is_drawn
from field_api.transparency.rules.faults import Fault

# A worker draws within seconds; what was decided so long before the last draw is waiting for nothing.
DRAWN_WITHIN = timedelta(hours=1)


def audit_draws(session: Session) -> Iterator[Fault]:
    """Compare every draw with the key and the checks, and name decisions that were left out; the session reads everywhere.

    Decisions from before the first draw are of a time without samples and are passed over. Flat memory.
    """
    key = drawing_key(digest_key_of(session))
    for each in queries.audited_draws(session):
        if not _fits(key, each):
            detail = "The draw is not what the key and the checks lead to."
            yield Fault("draw_differs", str(each.draw.decision_id), detail)
    for decision_id in queries.missing_looks(session):
        yield Fault("draw_not_followed", str(decision_id), "The decision was drawn, and its second look is gone.")
    period = queries.drawing_period(session)
    for decision_id, decided_at in queries.undrawn_decisions(session) if period else ():
        if period and period[0] <= decided_at <= period[1] - DRAWN_WITHIN:
            yield Fault("draw_missing", str(decision_id), "Nobody drew about this decision, and others came after it.")


def _fits(key: bytes, each: AuditedDraw) -> bool:
    draw, clean = each.draw, is_clean({flag["severity"] for flag in each.check.flags})
    second_review = is_drawn(key, SampleKind.SECOND_REVIEW, draw.decision_id, permille=draw.second_review_permille)
    back_check = is_drawn(key, SampleKind.BACK_CHECK, draw.decision_id, permille=draw.back_check_permille)
    return (each.check.visit_id, draw.clean, draw.second_review_drawn, draw.back_check_drawn) == (
        each.visit_id,
        clean,
        clean and second_review,
        clean and back_check,
    )
