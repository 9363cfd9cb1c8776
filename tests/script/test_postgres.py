"""The private cluster against a real PostgreSQL: killed, restarted, closed in, and always with its data."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from script.stack.failures import StackError
from script.stack.postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(tmp_path_factory.mktemp("cluster"), durable=False) as running:
        yield running


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def kill_and_wait(postgres: EmbeddedPostgres) -> int:
    killed = postgres.pid
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while postgres.exit_code() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert postgres.exit_code() == -signal.SIGKILL
    return killed


def ask_when_ready(url: str, statement: str) -> list[tuple[object, ...]]:
    deadline = time.monotonic() + 30
    while True:
        try:
            return ask(url, statement)
        except psycopg.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_it_has_the_extensions_the_product_needs(postgres: EmbeddedPostgres) -> None:
    found = {row[0] for row in ask(postgres.url(), "SELECT extname FROM pg_extension")}

    assert {"postgis", "pg_trgm", "btree_gist", "pgcrypto"} <= found


def test_the_application_may_write_rows_but_change_no_table(postgres: EmbeddedPostgres) -> None:
    ask(postgres.url("field_owner"), "CREATE TABLE guarded (id integer)")
    ask(postgres.url("field_app"), "INSERT INTO guarded VALUES (1)")

    assert ask(postgres.url("field_app"), "SELECT id FROM guarded") == [(1,)]
    for forbidden in ("ALTER TABLE guarded ADD COLUMN extra integer", "DROP TABLE guarded", "TRUNCATE guarded"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(postgres.url("field_app"), forbidden)


def test_neither_role_is_a_superuser(postgres: EmbeddedPostgres) -> None:
    statement = "SELECT rolname FROM pg_roles WHERE rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication"

    assert ask(postgres.admin_url(), statement) == [("postgres",)]


def test_a_wrong_password_is_refused(postgres: EmbeddedPostgres) -> None:
    wrong = f"postgresql://field_app:wrong@127.0.0.1:{postgres.port}/field_api"

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_the_superuser_cannot_come_in_over_tcp(postgres: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{postgres.port}/field_api")


def test_a_killed_server_comes_back_with_its_data_and_another_id(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as postgres:
        ask(postgres.url("field_owner"), "CREATE TABLE fact AS SELECT 7 AS id")
        killed = kill_and_wait(postgres)

        postgres.spawn()

        assert ask_when_ready(postgres.url(), "SELECT id FROM fact") == [(7,)]
        assert postgres.pid != killed


def test_a_stale_note_with_the_id_of_a_living_stranger_does_not_block_the_start(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, durable=False) as postgres:
        ask(postgres.url("field_owner"), "CREATE TABLE fact AS SELECT 8 AS id")
        kill_and_wait(postgres)
    note = tmp_path / "data" / "postmaster.pid"
    lines = note.read_text(encoding="utf-8").splitlines()
    note.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n", encoding="utf-8")

    with EmbeddedPostgres(tmp_path, durable=False) as restarted:
        assert ask(restarted.url(), "SELECT id FROM fact") == [(8,)]


def test_two_servers_never_share_one_cluster(postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("script.stack.postgres._GOING_SECONDS", 0.1)
    second = EmbeddedPostgres(postgres.directory, durable=False)

    with pytest.raises(StackError, match=f"already served by process {postgres.pid}"):
        second.start()

    assert ask(postgres.url(), "SELECT 1") == [(1,)]


def test_it_runs_under_a_long_path_that_is_closed_to_other_users(tmp_path: Path) -> None:
    closed = tmp_path / ("a" * 120)
    closed.mkdir(mode=0o700)

    with EmbeddedPostgres(closed / "cluster", durable=False) as postgres:
        assert ask(postgres.url(), "SELECT current_user::text") == [("field_app",)]


def test_a_copied_database_starts_with_the_rows_of_its_template(postgres: EmbeddedPostgres) -> None:
    ask(postgres.url("field_owner"), "CREATE TABLE copied AS SELECT 9 AS id")

    postgres.create_database("copy")
    ask(postgres.url("field_app", "copy"), "DELETE FROM copied")

    assert ask(postgres.url(), "SELECT id FROM copied") == [(9,)]
    postgres.drop_database("copy")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(postgres.url("field_app", "copy"))


def test_a_refused_row_leaves_no_value_in_the_log(postgres: EmbeddedPostgres) -> None:
    ask(postgres.url("field_owner"), "CREATE TABLE person (nik text UNIQUE)")
    ask(postgres.url(), "INSERT INTO person VALUES ('3175069999990001')")

    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(postgres.url(), "INSERT INTO person VALUES ('3175069999990001')")

    log = (postgres.directory / "postgresql.log").read_text(encoding="utf-8")
    assert "duplicate key value" in log
    assert "3175069999990001" not in log
