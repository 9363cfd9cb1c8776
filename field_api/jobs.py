"""Deferring jobs by name, in the transaction that needs them: a rollback takes the job with it.

The queue lies in PostgreSQL (procrastinate). Areas know the names of jobs and never their code, which belongs to
the workers; a house test checks that every name deferred here is registered there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, MetaData, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from field_api.waiting_rows import add_rows

# What a new job says of itself; all else the library's table knows by itself.
_JOBS = Table(
    "procrastinate_jobs",
    MetaData(),
    Column("queue_name", Text),
    Column("task_name", Text),
    Column("lock", Text),
    Column("args", JSONB),
)


def defer(session: Session, name: str, *, lock: str | None = None, **ids: Any) -> None:
    """Queue the job `name`, which starts after the commit of `session` and receives `ids` as text.

    It goes to the database with whatever else waits to be written (`waiting_rows`). Jobs with the same `lock` run one
    after the other. Each area has a queue of its own, the first part of the name, so that photos never keep an import
    waiting, and a deployment may give an area workers of its own.
    """
    arguments = {key: str(value) for key, value in ids.items()}
    job = {"queue_name": name.partition(".")[0], "task_name": name, "lock": lock, "args": arguments}
    add_rows(session, _JOBS, [job])


# A worker reports every few seconds; one that was killed stops doing so.
STALLED_AFTER_SECONDS = 15.0

_DEPTH = text("SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2 ORDER BY 1, 2")
_OLDEST = text("""
    SELECT extract(epoch FROM now() - coalesce(job.scheduled_at, min(event.at)))::float
    FROM (
      SELECT id, scheduled_at FROM procrastinate_jobs
      WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id LIMIT 1
    ) AS job JOIN procrastinate_events AS event ON event.job_id = job.id
    GROUP BY job.scheduled_at
""")
_STALLED = text("""
    SELECT count(*) FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))
""")
_WORKERS = text(
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
)
_RETRY = text("""
    SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL)
    FROM (SELECT id FROM procrastinate_jobs WHERE status = 'failed' ORDER BY id) AS job
""")


_TAKE_STALLED = text("""
    SELECT job.id, job.attempts
    FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))
      AND (job.worker_id IS NULL OR job.worker_id <> ALL(:living))
    FOR UPDATE OF job SKIP LOCKED
""")
_RETRY_ONE = text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)")
_FAIL_ONE = text("SELECT procrastinate_finish_job_v1(:id, 'failed', false)")
_FORGET = text("""
    DELETE FROM procrastinate_jobs AS job
    WHERE job.status IN ('failed', 'cancelled', 'aborted', 'succeeded')
      AND NOT EXISTS (
        SELECT FROM procrastinate_events AS event
        WHERE event.job_id = job.id AND event.at > now() - make_interval(days => :days)
      )
""")


@dataclass(frozen=True, slots=True)
class QueueState:
    """What waits, runs and failed, by queue and status; jobs that succeed leave the table."""

    depth: dict[tuple[str, str], int]
    oldest_seconds: float
    stalled: int
    workers: int

    def count(self, status: str) -> int:
        """How many jobs of all queues have this status: todo, doing, failed."""
        return sum(count for (_, each), count in self.depth.items() if each == status)


def queue_state(session: Session) -> QueueState:
    """The queue at this moment; `oldest_seconds` is how long the first job waits that could run, 0 when none."""
    seconds = {"seconds": STALLED_AFTER_SECONDS}
    return QueueState(
        depth={(queue, status): count for queue, status, count in session.execute(_DEPTH)},
        oldest_seconds=session.scalar(_OLDEST) or 0.0,
        stalled=session.scalar(_STALLED, seconds) or 0,
        workers=live_workers(session),
    )


def live_workers(session: Session) -> int:
    """How many lanes of workers reported within the last seconds."""
    return session.scalar(_WORKERS, {"seconds": STALLED_AFTER_SECONDS}) or 0


def retry_failed(session: Session) -> int:
    """Queue every failed job again, when what made them fail is repaired; returns how many."""
    return len(session.execute(_RETRY).all())


def rescue_stalled(session: Session, *, living: Collection[int], most_runs: int) -> tuple[int, int]:
    """Queue the jobs again whose worker was killed; returns how many, and how many were given up.

    `living` are the workers of the caller, which are alive even if the machine slept through their reports. A job that
    was under way at the death of `most_runs` workers is taken for the cause of it and fails.
    """
    stalled = session.execute(_TAKE_STALLED, {"seconds": STALLED_AFTER_SECONDS, "living": list(living)}).all()
    given_up = [job_id for job_id, attempts in stalled if attempts + 1 >= most_runs]
    for job_id, _ in stalled:
        session.execute(_FAIL_ONE if job_id in given_up else _RETRY_ONE, {"id": job_id})
    return len(stalled) - len(given_up), len(given_up)


def forget_old(session: Session, *, days: int) -> None:
    """Remove ended jobs to which nothing has happened for `days`."""
    session.execute(_FORGET, {"days": days})
