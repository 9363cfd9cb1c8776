"""What the doctor finds, line by line, when something is broken."""

from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import Engine, text

Run = Callable[..., Result]


def line_about(subject: str, result: Result) -> str:
    (line,) = [line for line in result.output.splitlines() if line[6:].startswith(subject)]
    return line


def alter(owner: Engine, statement: str) -> None:
    with owner.begin() as connection:
        connection.execute(text(statement))


def a_worker(owner: Engine) -> None:
    alter(owner, "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def test_with_a_worker_nothing_fails(run: Run, owner: Engine) -> None:
    a_worker(owner)

    result = run("doctor")

    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if line.startswith("fail")] == []
    assert line_about("rights", result).startswith("ok")
    assert line_about("object store", result).startswith("ok")


def test_without_a_worker_it_fails_and_says_what_to_start(run: Run) -> None:
    result = run("doctor")

    assert result.exit_code == 1
    assert line_about("worker", result) == "fail  worker         none reports  ->  Start one: field-api worker"


@pytest.mark.parametrize(
    ("statement", "subject", "verdict"),
    [
        ("UPDATE alembic_version SET version_num = '0003'", "migrations", "fail"),
        ("DROP TABLE alembic_version", "migrations", "fail"),
        (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('a', 'a.b', 'failed')",
            "failed jobs",
            "warn",
        ),
        (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('a', 'a.b', 'doing')",
            "stalled jobs",
            "warn",
        ),
        (
            (
                "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at)"
                " VALUES ('a', 'a.b', now() - interval '1 hour')"
            ),
            "queue",
            "warn",
        ),
        (
            (
                "INSERT INTO journal_entries (id, event, subject_id, area_code, recorded_at, data)"
                " VALUES (gen_random_uuid(), 'a.b', gen_random_uuid(), '', now() - interval '1 hour', '{}')"
            ),
            "journal",
            "warn",
        ),
    ],
)
def test_each_trouble_has_its_line_with_a_remedy(
    run: Run, owner: Engine, statement: str, subject: str, verdict: str
) -> None:
    a_worker(owner)
    alter(owner, statement)

    line = line_about(subject, run("doctor"))

    assert line.startswith(verdict)
    assert "->" in line


def test_the_owner_s_role_is_told_to_be_too_mighty(
    run: Run, own_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", own_environment["MIGRATION_DATABASE_URL"])

    assert line_about("rights", run("doctor")).startswith("warn")


def test_a_database_that_is_away_is_one_line_and_the_rest_is_still_examined(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://field_app:secret-of-the-house@127.0.0.1:1/field_api")

    result = run("doctor")

    assert result.exit_code == 1
    assert line_about("database", result).startswith("fail")
    assert line_about("object store", result).startswith("ok")
    assert "secret-of-the-house" not in result.output


def test_a_store_that_is_away_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBJECT_STORE_URL", "http://key:secret@127.0.0.1:1/bucket")

    assert line_about("object store", run("doctor")).startswith("fail")


def test_a_damaged_key_ring_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELD_API_SEAL_KEYS", "k1:short")

    line = line_about("keys", run("doctor"))

    assert line.startswith("fail")
    assert "short" not in line.replace("shorter", "")
