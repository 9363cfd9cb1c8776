"""Jobs of the distribution: thin, idempotent, one service call each."""

from uuid import UUID

from field_api.distribution.service import returns
from workers.job import Work, job


@job("distribution.correct_registry")
def correct_registry(work: Work, *, hand_over_id: str) -> None:
    """Suspend the enrolment of a package that came back for a reason that speaks against it."""
    returns.correct_registry(work.session, work.author, hand_over_id=UUID(hand_over_id), at=work.at)
