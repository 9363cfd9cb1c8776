"""Jobs of the review: thin, idempotent, one service call each."""

from uuid import UUID

from field_api.review.service import cases
from workers.job import Work, job


@job("review.open_case")
def open_case(work: Work, *, visit_id: str) -> None:
    """Put a complete visit before the reviewers."""
    cases.open_case(work.session, work.author, visit_id=UUID(visit_id), at=work.at)


@job("review.rank_case")
def rank_case(work: Work, *, visit_id: str) -> None:
    """Let the flags on a visit decide how early its case is looked at."""
    cases.rank_case(work.session, visit_id=UUID(visit_id))
