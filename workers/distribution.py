"""Jobs of the distribution: thin, idempotent, one service call each."""

from uuid import UUID

from field_api.distribution.service import allocating, checks, returns
from workers.job import Work, job


@job("distribution.correct_registry")
def correct_registry(work: Work, *, hand_over_id: str) -> None:
    """Suspend the enrolment of a package that came back for a reason that speaks against it."""
    returns.correct_registry(work.session, work.author, hand_over_id=UUID(hand_over_id), at=work.at)


@job("distribution.allocate_round")
def allocate_round(work: Work, *, round_id: str, after: str) -> None:
    """Allocate one batch of a large round, which queues the next one."""
    allocating.allocate_batch(work.session, work.author, round_id=UUID(round_id), after=UUID(after), at=work.at)


@job("distribution.check_hand_over")
def check_hand_over(work: Work, *, hand_over_id: str) -> None:
    """Put a complete hand-over to every check."""
    checks.check_hand_over(work.session, work.author, hand_over_id=UUID(hand_over_id), at=work.at)
