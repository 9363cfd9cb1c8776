"""Jobs that keep the queue itself in order."""

from field_api import jobs
from workers.job import Work, job

# Long enough for a holiday, short enough for a table that every look at the queue reads.
KEEP_FAILED_DAYS = 30


@job("upkeep.forget_old_jobs", cron="23 * * * *")
def forget_old_jobs(work: Work) -> None:
    """Remove failed jobs that nobody started again; those that succeed leave the table at once."""
    jobs.forget_old(work.session, days=KEEP_FAILED_DAYS)
