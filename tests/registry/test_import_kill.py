"""An import whose process is killed, for real, in the middle; then run again by another one."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db
from field_api.config import Config
from field_api.demo.import_file import COLUMNS
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import FamilyCard, Household, Membership, Person
from field_api.registry.service import imports
from field_api.registry.service.import_reading import BATCH_ROWS
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from tests.factories import areas as area_factory
from tests.factories.registry import AT, KEYS, RT

ROOT = Path(__file__).resolve().parents[2]
ROWS = 3 * BATCH_ROWS + 100

WORKER = """
import os, sys
from uuid import UUID
from field_api import clock, db, tables
from field_api.config import Config
from field_api.journal.rules import SystemAuthor
from field_api.registry.service import imports, keys
from field_api.storage import S3Store

TABLES = tables.METADATA
config = Config.from_environment(os.environ)
imports.run_import(
    db.make_session_factory(db.make_engine(config)), S3Store(config.object_store), keys.key_ring(config),
    SystemAuthor(), import_id=UUID(sys.argv[1]), now=clock.now,
    progress=lambda record: print(record.rows_read, flush=True),
)
"""


@pytest.fixture
def own_sessions(own_environment: dict[str, str]) -> Iterator[sessionmaker[Session]]:
    engine = db.make_engine(Config.from_environment(own_environment))
    yield db.make_session_factory(engine)
    engine.dispose()


def a_file(path: Path) -> Path:
    """Households of two people each; no NIK, so that the numbers of these rows need not be distinct."""
    lines = [",".join(COLUMNS)]
    for number in range(ROWS // 2):
        card = f"317506{1 + number % 28:02d}0319{1000 + number:04d}"
        for name in (f"Siti {number}", f"Budi {number}"):
            row = {"no_kk": card, "area_code": RT, "name": name, "relationship": "ANAK"}
            lines.append(",".join(row.get(column, "") for column in COLUMNS))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.stack
def test_what_was_stored_before_the_kill_is_neither_lost_nor_doubled(
    own_environment: dict[str, str], own_sessions: sessionmaker[Session], store: S3Store, tmp_path: Path
) -> None:
    import_id = clock.new_id()
    with db.unit_of_work(own_sessions) as session, a_file(tmp_path / "keluarga.csv").open("rb") as content:
        db.set_scope(session, EVERYWHERE)
        area_factory.area(session)
        imports.request_import(
            session, SystemAuthor(), store, import_id=import_id, area_code="31.75", file_name="keluarga.csv",
            content=content, at=AT,
        )  # fmt: skip

    worker = subprocess.Popen(  # noqa: S603 - our own text
        [sys.executable, "-c", WORKER, str(import_id)], env=own_environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    first = int(worker.stdout.readline())
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    done = imports.run_import(own_sessions, store, KEYS, SystemAuthor(), import_id=import_id, now=lambda: AT)

    assert first == BATCH_ROWS
    assert worker.returncode == -signal.SIGKILL
    assert (done.status, done.rows_read, done.people_stored, done.rows_rejected) == ("finished", ROWS, ROWS, 0)
    with own_sessions() as session:
        db.set_scope(session, EVERYWHERE)
        counts = [
            session.scalar(select(func.count()).select_from(model))
            for model in (Household, FamilyCard, Person, Membership)
        ]
        assert counts == [ROWS // 2, ROWS // 2, ROWS, ROWS]
        batches = session.scalars(select(JournalEntry).where(JournalEntry.event == "import.batch_stored")).all()
        assert sorted(each.data["rows"][0] for each in batches) == list(range(1, ROWS, BATCH_ROWS))
        assert sum(each.data["people"] for each in batches) == ROWS
