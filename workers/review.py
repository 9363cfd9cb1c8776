"""Jobs of the review: thin, idempotent, one service call each."""

from uuid import UUID

from field_api.review.service import cases, sampling
from workers.job import Work, job


@job("review.open_case")
def open_case(work: Work, *, visit_id: str) -> None:
    """Put a complete visit before the reviewers, or beside the decision that it checks."""
    cases.review_visit(work.session, work.author, visit_id=UUID(visit_id), at=work.at)


@job("review.rank_case")
def rank_case(work: Work, *, visit_id: str) -> None:
    """Let the flags on a visit decide how early its case is looked at."""
    cases.rank_case(work.session, visit_id=UUID(visit_id))


@job("review.draw_for_case")
def draw_for_case(work: Work, *, case_id: str) -> None:
    """Draw whether a decision is looked at a second time."""
    sampling.draw_for_case(work.session, work.author, case_id=UUID(case_id), at=work.at)


@job("review.draw_for_visit")
def draw_for_visit(work: Work, *, visit_id: str) -> None:
    """Draw about a decision that was made before the checks of its visit."""
    sampling.draw_for_visit(work.session, work.author, visit_id=UUID(visit_id), at=work.at)
