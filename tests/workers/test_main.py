"""The worker as a real process: killed in the middle, stopped in good order, with a store that is away."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.config import Config, ConfigurationError, sqlalchemy_url
from field_api.journal.rules import Event
from tests.factories import journal as factory
from tests.fakes.worker import RunningWorker, until
from workers import main

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.stack

# A failed job so old that the upkeep removes it; whoever holds a lock on its row keeps the upkeep waiting.
OLD_JOB = text("""
    WITH job AS (
      INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('none', 'test.old', 'failed') RETURNING id
    )
    INSERT INTO procrastinate_events (job_id, type, at) SELECT id, 'failed', now() - interval '90 days' FROM job
    RETURNING job_id
""")


StartWorker = Callable[..., RunningWorker]


@pytest.fixture
def start_worker(own_environment: dict[str, str], tmp_path: Path) -> Iterator[StartWorker]:
    started: list[RunningWorker] = []

    def start(*command: str) -> RunningWorker:
        log = tmp_path / f"worker-{len(started)}.log"
        started.append(RunningWorker(own_environment, log, command or ("-m", "workers")))
        started[-1].wait_for(event="worker_started")
        return started[-1]

    yield start
    for worker in started:
        if worker.process.poll() is None:
            worker.kill()


@pytest.fixture
def engine(own_environment: dict[str, str]) -> Iterator[Engine]:
    made = create_engine(sqlalchemy_url(own_environment["DATABASE_URL"]), poolclass=NullPool)
    yield made
    made.dispose()


def defer(engine: Engine, name: str, **ids: Any) -> None:
    with Session(engine) as session, session.begin():
        jobs.defer(session, name, **ids)


def rows_of(engine: Engine, name: str) -> list[tuple[str, int]]:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = :name"), {"name": name}
        )
        return [(row.status, row.attempts) for row in found]


@pytest.fixture(autouse=True)
def nothing_by_the_clock(engine: Engine) -> None:
    """What the worker starts by the clock counts as started, so that these tests pass at any time of the day."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)"
                " SELECT :name, '', extract(epoch FROM date_trunc('minute', now()))::bigint + minute * 60"
                " FROM generate_series(-20, 20) AS minute"
            ),
            [{"name": name} for name, each in main.registered_jobs().items() if each.cron is not None],
        )


def old_job(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(OLD_JOB).scalar_one())


def test_a_job_that_succeeds_leaves_the_queue_and_one_line(start_worker: StartWorker, engine: Engine) -> None:
    old_job(engine)
    worker = start_worker()

    defer(engine, "upkeep.forget_old_jobs")

    line = worker.wait_for(event="job", job="upkeep.forget_old_jobs")
    assert line["result"] == "succeeded"
    assert line["attempt"] == 1
    until(lambda: not rows_of(engine, "upkeep.forget_old_jobs"))
    assert rows_of(engine, "test.old") == []
    assert worker.stop() == 0


def test_what_a_killed_worker_was_doing_is_done_once_by_the_next(start_worker: StartWorker, engine: Engine) -> None:
    held = old_job(engine)
    first = start_worker()
    with engine.connect() as holder:
        holder.execute(text("SELECT FROM procrastinate_jobs WHERE id = :id FOR UPDATE"), {"id": held})
        defer(engine, "upkeep.forget_old_jobs")
        until(lambda: rows_of(engine, "upkeep.forget_old_jobs") == [("doing", 0)])

        first.kill()

    assert rows_of(engine, "upkeep.forget_old_jobs") == [("doing", 0)]
    assert rows_of(engine, "test.old") == [("failed", 0)]
    second = start_worker()
    second.wait_for(event="jobs_rescued", again=1)
    assert second.wait_for(event="job", job="upkeep.forget_old_jobs")["attempt"] == 2
    until(lambda: not rows_of(engine, "upkeep.forget_old_jobs"))
    assert rows_of(engine, "test.old") == []
    assert [line["result"] for line in second.lines() if line["event"] == "job"] == ["succeeded"]


def test_a_stopped_worker_finishes_the_job_at_hand(start_worker: StartWorker, engine: Engine) -> None:
    held = old_job(engine)
    worker = start_worker()
    with engine.connect() as holder:
        holder.execute(text("SELECT FROM procrastinate_jobs WHERE id = :id FOR UPDATE"), {"id": held})
        defer(engine, "upkeep.forget_old_jobs")
        until(lambda: rows_of(engine, "upkeep.forget_old_jobs") == [("doing", 0)])

        worker.process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            worker.process.wait(timeout=1)

    assert worker.process.wait(timeout=20) == 0
    assert rows_of(engine, "upkeep.forget_old_jobs") == []
    assert rows_of(engine, "test.old") == []
    assert worker.wait_for(event="worker_stopped")["left_behind"] == 0


def test_a_job_that_does_not_end_is_left_to_the_next_worker_at_once(start_worker: StartWorker, engine: Engine) -> None:
    held = old_job(engine)
    impatient = start_worker("-c", "from workers import main; main.PATIENCE_SECONDS = 1; main.main()")
    with engine.connect() as holder:
        holder.execute(text("SELECT FROM procrastinate_jobs WHERE id = :id FOR UPDATE"), {"id": held})
        defer(engine, "upkeep.forget_old_jobs")
        until(lambda: rows_of(engine, "upkeep.forget_old_jobs") == [("doing", 0)])

        assert impatient.stop() == 1

    assert impatient.wait_for(event="worker_stopped")["left_behind"] == 1
    with Session(engine) as session:
        assert jobs.queue_state(session).stalled == 1
    start_worker().wait_for(event="job", job="upkeep.forget_old_jobs", result="succeeded", attempt=2)


def test_what_the_domain_refuses_is_final_and_seen(start_worker: StartWorker, engine: Engine) -> None:
    worker = start_worker()

    # There is no such visit: the review refuses to open a case for it.
    defer(engine, "review.open_case", visit_id="01930000-0000-7000-8000-000000000000")

    line = worker.wait_for(event="job", job="review.open_case")
    assert line["result"] == "failed"
    until(lambda: rows_of(engine, "review.open_case") == [("failed", 1)])
    with Session(engine) as session:
        assert jobs.queue_state(session).count("failed") == 1


def test_a_job_that_nobody_knows_how_to_do_stays_in_sight(start_worker: StartWorker, engine: Engine) -> None:
    start_worker()

    defer(engine, "review.no_such_job")

    until(lambda: rows_of(engine, "review.no_such_job") == [("failed", 1)])


def test_the_journal_is_sequenced_and_reacted_to_beside_the_jobs(start_worker: StartWorker, engine: Engine) -> None:
    worker = start_worker()

    with Session(engine) as session, session.begin():
        factory.entry(session, Event.VISIT_COMPLETED)

    worker.wait_for(event="job", job="review.open_case")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT array_agg(position) FROM journal_positions")) == [0]
        assert connection.scalar(text("SELECT count(*) FROM journal_pending")) == 0


def test_no_line_of_the_log_quotes_a_message(start_worker: StartWorker, engine: Engine) -> None:
    worker = start_worker()

    defer(engine, "evidence.inspect_bundle", bundle_id="3175061504910002 is no id")

    line = worker.wait_for(event="job", job="evidence.inspect_bundle")
    assert line["result"] == "failed"
    assert line["kinds"] == ["builtins.ValueError"]
    assert "3175061504910002" not in worker.log.read_text("utf-8")


class TestRescue:
    def test_a_job_at_which_several_workers_died_is_given_up(self, session: Session) -> None:
        session.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts)"
                " VALUES ('none', 'test.deadly', 'doing', 2), ('none', 'test.unlucky', 'doing', 0)"
            )
        )

        assert jobs.rescue_stalled(session, living=[], most_runs=main.MOST_DEATHS) == (1, 1)

        rows = session.execute(text("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY task_name"))
        assert [tuple(row) for row in rows] == [("test.deadly", "failed"), ("test.unlucky", "todo")]

    def test_the_rescuer_s_own_jobs_are_left_alone_however_long_the_machine_slept(self, session: Session) -> None:
        asleep = session.scalar(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id")
        )
        session.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
                " VALUES ('none', 'test.mine', 'doing', :id)"
            ),
            {"id": asleep},
        )

        assert jobs.rescue_stalled(session, living=[int(asleep or 0)], most_runs=3) == (0, 0)
        assert jobs.rescue_stalled(session, living=[], most_runs=3) == (1, 0)


def test_two_jobs_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two jobs"):
        main.registered_jobs([*main.AREAS, TwiceNamed])  # type: ignore[list-item]  # a class has attributes like a module


def do_nothing(*_: object) -> None:
    """Be a job."""


class TwiceNamed:
    """Stands in for a file of jobs that takes a name which is taken."""

    again = main.Job("upkeep.forget_old_jobs", print, do_nothing)


def test_a_worker_that_cannot_sign_the_log_says_so_and_does_not_start(config: Config) -> None:
    with pytest.raises(ConfigurationError, match="FIELD_API_LOG_KEY is not set"):
        main.log_signer(replace(config, log_key=None))
    assert main.log_signer(config).name == "localhost/field-api"
