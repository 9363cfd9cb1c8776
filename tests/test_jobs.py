"""The queue: deferred with the transaction, seen as it is, put in order."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.clock import new_id


def put(session: Session, status: str = "todo", *, age: timedelta = timedelta(0), attempts: int = 0) -> int:
    """A job of some age, written past the queue's own functions; returns its id."""
    job_id: int = session.execute(
        text(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts)"
            " VALUES ('test', 'test.some', CAST(:status AS procrastinate_job_status), :attempts) RETURNING id"
        ),
        {"status": status, "attempts": attempts},
    ).scalar_one()
    session.execute(text("DELETE FROM procrastinate_events WHERE job_id = :id"), {"id": job_id})
    session.execute(
        text("INSERT INTO procrastinate_events (job_id, type, at) VALUES (:id, 'deferred', now() - :age)"),
        {"id": job_id, "age": age},
    )
    return job_id


def test_a_job_goes_into_the_queue_of_its_area_with_ids_as_text(session: Session) -> None:
    visit_id = new_id()

    jobs.defer(session, "review.open_case", lock="one", visit_id=visit_id, count=3)

    row = session.execute(text("SELECT queue_name, task_name, lock, args FROM procrastinate_jobs")).one()
    assert tuple(row) == ("review", "review.open_case", "one", {"visit_id": str(visit_id), "count": "3"})


def test_a_rollback_takes_the_job_with_it(session: Session) -> None:
    savepoint = session.begin_nested()
    jobs.defer(session, "review.open_case")

    savepoint.rollback()

    assert jobs.queue_state(session).depth == {}


def test_the_state_tells_depth_age_and_workers(session: Session) -> None:
    put(session, age=timedelta(minutes=5))
    put(session, age=timedelta(minutes=1))
    put(session, "failed")
    put(session, "doing")
    session.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()), (now() - interval '1 h')"))

    state = jobs.queue_state(session)

    assert state.depth == {("test", "todo"): 2, ("test", "failed"): 1, ("test", "doing"): 1}
    assert state.count("todo") == 2
    assert state.oldest_seconds == pytest.approx(300, abs=5)
    assert (state.stalled, state.workers) == (1, 1)


def test_an_empty_queue_has_no_age(session: Session) -> None:
    assert jobs.queue_state(session).oldest_seconds == 0


def test_a_job_that_waits_for_its_retry_is_not_late(session: Session) -> None:
    put(session, age=timedelta(hours=1))
    session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'"))

    assert jobs.queue_state(session).oldest_seconds == 0


def test_failed_jobs_start_again_and_others_stay(session: Session) -> None:
    put(session, "failed", attempts=19)
    put(session, "doing")

    assert jobs.retry_failed(session) == 1

    assert jobs.queue_state(session).depth == {("test", "todo"): 1, ("test", "doing"): 1}


def test_only_ended_jobs_are_forgotten_and_only_old_ones(session: Session) -> None:
    put(session, "failed", age=timedelta(days=31))
    kept = {
        put(session, "failed", age=timedelta(days=29)),
        put(session, "todo", age=timedelta(days=90)),
        put(session, "doing", age=timedelta(days=90)),
    }

    jobs.forget_old(session, days=30)

    assert set(session.scalars(text("SELECT id FROM procrastinate_jobs"))) == kept
