"""Re-use found by the worker as a process of its own, whatever becomes of it and of its copy of the hashes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from field_api.clock import now
from field_api.config import Config
from field_api.db import make_engine, make_session_factory, set_scope
from field_api.evidence.models.checks import VisitCheck
from field_api.evidence.models.reuse import PhotoMatch
from field_api.evidence.models.visits import Visit
from field_api.evidence.service.bundles import complete_waiting
from field_api.journal.rules import SystemAuthor
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from tests.factories import evidence as factory
from tests.fakes.worker import RunningWorker, until

pytestmark = pytest.mark.stack
Sessions = sessionmaker[Session]


@pytest.fixture
def committed(own_environment: dict[str, str]) -> Iterator[Sessions]:
    engine = make_engine(Config.from_environment(own_environment))
    yield make_session_factory(engine)
    engine.dispose()


def send(sessions: Sessions, photo: Path) -> UUID:
    """A visit whose one photo has arrived, and the job that a completed bundle queues."""
    content = photo.read_bytes()
    with sessions.begin() as session:
        set_scope(session, EVERYWHERE)
        visit: Visit = factory.visit(session, contents=[content], complete=False)
        sha256 = factory.stored_photo(session, content, at=now())
        complete_waiting(session, SystemAuthor("test"), hashes=[sha256], at=now())
        return visit.id


def found(sessions: Sessions) -> set[tuple[UUID, UUID, str]]:
    """Pairs that the worker has recorded, each from the side of the later one."""
    with sessions() as session:
        set_scope(session, EVERYWHERE)
        rows = session.execute(
            select(PhotoMatch.bundle_id, PhotoMatch.other_bundle_id, PhotoMatch.symmetry).where(
                PhotoMatch.other_came_first
            )
        )
        return {(later, earlier, str(symmetry)) for later, earlier, symmetry in rows}


def flagged(sessions: Sessions, visit_id: UUID) -> set[str]:
    """The codes that any run of the checks has put on a visit."""
    with sessions() as session:
        set_scope(session, EVERYWHERE)
        runs = session.scalars(select(VisitCheck.flags).where(VisitCheck.visit_id == visit_id))
        return {flag["code"] for flags in runs for flag in flags}


def test_a_photo_of_another_visit_is_found_by_a_worker_that_was_killed_and_lost_its_copy(
    own_environment: dict[str, str], committed: Sessions, store: S3Store, shared_data: Path, tmp_path: Path
) -> None:
    photos, cache = shared_data / "photos" / "reuse", tmp_path / "cache"
    environment = own_environment | {"FIELD_API_CACHE_DIR": str(cache)}
    base, other = send(committed, photos / "a_base.jpg"), send(committed, photos / "n_other_scene_1.jpg")
    worker = RunningWorker(environment, tmp_path / "first.log")
    try:
        until(lambda: len([line for line in worker.lines() if line.get("job") == "evidence.find_reuse"]) == 2)
        mirrored = send(committed, photos / "e_mirror.jpg")
        until(lambda: found(committed))
        # Also of the visit that was checked before anybody copied it.
        until(lambda: "photo_sent_again" in flagged(committed, base))
    finally:
        worker.kill()
    assert found(committed) == {(mirrored, base, "mirrored")}
    assert (cache / "scenes.words").exists()
    shutil.rmtree(cache)

    shrunk = send(committed, photos / "c_half.jpg")
    worker = RunningWorker(environment, tmp_path / "second.log")
    try:
        until(lambda: len(found(committed)) == 3)
        assert worker.stop() == 0
    finally:
        worker.kill()

    assert found(committed) == {
        (mirrored, base, "mirrored"),
        (shrunk, base, "identity"),
        (shrunk, mirrored, "mirrored"),
    }
    assert other not in {visit for pair in found(committed) for visit in pair[:2]}
