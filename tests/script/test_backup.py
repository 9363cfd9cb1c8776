"""The documented way to back up and restore: rows come back, and so do the rights that were taken away."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from script.stack.postgres import EmbeddedPostgres

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
APPEND_ONLY_TABLE = """
    CREATE TABLE fact (id integer PRIMARY KEY, place geometry(Point, 4326));
    INSERT INTO fact VALUES (1, ST_SetSRID(ST_MakePoint(106.8, -6.2), 4326));
    REVOKE UPDATE, DELETE ON fact FROM field_app;
"""
RIGHTS = """
    SELECT array_agg(privilege_type::text ORDER BY privilege_type) FROM information_schema.role_table_grants
     WHERE grantee = 'field_app' AND table_name = %s
"""


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(tmp_path_factory.mktemp("cluster"), durable=False) as running:
        # Taken before anything else, it is what the bootstrap leaves.
        running.create_database("restored")
        yield running


def run(program: str, dump: Path, url: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.defpath, "MIGRATION_DATABASE_URL": url}
    return subprocess.run(  # noqa: S603 - our own program
        [DEPLOY / program, dump], env=environment, capture_output=True, text=True, check=False
    )


def test_a_restored_database_has_its_rows_and_its_restrictions(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    dump = tmp_path / "field-api.dump"
    with psycopg.connect(postgres.url("field_owner")) as source:
        source.execute(APPEND_ONLY_TABLE)

    saved = run("backup.sh", dump, postgres.url("field_owner"))
    restored = run("restore.sh", dump, postgres.url("field_owner", "restored"))

    assert (saved.returncode, restored.returncode) == (0, 0), saved.stderr + restored.stderr
    assert dump.stat().st_mode & 0o077 == 0
    with psycopg.connect(postgres.url("field_owner", "restored")) as target:
        assert target.execute("SELECT id, ST_X(place) FROM fact").fetchall() == [(1, 106.8)]
        assert target.execute(RIGHTS, ["fact"]).fetchall() == [(["INSERT", "SELECT"],)]
        target.execute("CREATE TABLE later (id integer)")
        assert target.execute(RIGHTS, ["later"]).fetchall() == [(["DELETE", "INSERT", "SELECT", "UPDATE"],)]

    again = run("restore.sh", dump, postgres.url("field_owner", "restored"))

    assert again.returncode != 0
    assert "the database is not empty" in again.stderr
