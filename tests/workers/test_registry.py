from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock
from field_api.demo.import_file import COLUMNS
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Person
from field_api.registry.service import imports
from field_api.storage import S3Store
from tests.factories import areas as area_factory
from tests.factories import registry as registry_factory
from tests.factories.registry import AT, KEYS, RT
from workers.job import Tools
from workers.registry import run_import


@pytest.fixture
def tools(sessions: sessionmaker[Session], store: S3Store) -> Tools:
    return Tools(config=None, sessions=sessions, store=store, keys=KEYS, darkroom=None, scenes=None)


def a_file(folder: Path, people: int) -> Path:
    cells = {"area_code": RT, "name": "Siti Aminah", "sex": "P", "relationship": "ANAK"}
    lines = [",".join(COLUMNS)]
    for _ in range(people):
        row: dict[str, Any] = cells | {"no_kk": registry_factory.a_family_card(), "nik": registry_factory.a_nik()}
        lines.append(",".join(row.get(column, "") for column in COLUMNS))
    path = folder / "keluarga.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_import_is_run_once_however_often_the_job_runs(
    session: Session, store: S3Store, tools: Tools, tmp_path: Path
) -> None:
    area_factory.area(session)
    with a_file(tmp_path, people=3).open("rb") as content:
        record = imports.request_import(
            session,
            SystemAuthor(),
            store,
            import_id=clock.new_id(),
            area_code="31.75",
            file_name="keluarga.csv",
            content=content,
            at=AT,
        )
    session.commit()

    for _ in range(3):
        run_import.run(tools, SystemAuthor("job"), {"import_id": str(record.id)})

    session.refresh(record)
    assert (record.status, record.people_stored) == ("finished", 3)
    assert session.scalar(select(func.count()).select_from(Person)) == 3
