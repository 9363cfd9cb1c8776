"""When a job that failed is tried again: only for trouble that passes by itself, ever more rarely, and not for ever.

What the domain refused and what nobody expected is final: the job stays in the queue as failed, where /metrics and
`field-api doctor` show it and `field-api jobs retry` starts it again.
"""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from field_api.errors import Unavailable

# With the waits below the last try is about five hours after the first.
MOST_RETRIES = 18
LONGEST_WAIT_SECONDS = 1800


def is_passing(error: BaseException) -> bool:
    """Whether the same job may well succeed later: a service is away, a lock was held, somebody else was faster."""
    if isinstance(
        error, Unavailable | OperationalError | InterfaceError | StaleDataError | ConnectionError | TimeoutError
    ):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def wait_seconds(attempts: int) -> int:
    """How long to wait after a run, when `attempts` runs went before it: 2, 4, 8 ... at most half an hour."""
    return int(min(2 ** (attempts + 1), LONGEST_WAIT_SECONDS))


def will_retry(error: BaseException, attempts: int) -> bool:
    """Whether a run that ended with `error` is followed by another; `attempts` counts the runs before it.

    The queue counts a run when it ends, so the first run has 0 attempts, and a limit of n means n + 1 runs in all.
    """
    return is_passing(error) and attempts < MOST_RETRIES


class Backoff(BaseRetryStrategy):
    """The rules above, as the queue wants them."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not will_retry(exception, job.attempts):
            return None
        return RetryDecision(retry_in={"seconds": wait_seconds(job.attempts)})
