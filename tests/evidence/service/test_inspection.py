import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from field_api import db
from field_api.clock import new_id
from field_api.config import Config
from field_api.erasure.service import erase_person
from field_api.evidence.models.photos import Photo, PhotoInspection
from field_api.evidence.models.reuse import PhotoScene
from field_api.evidence.rules.photos.captures import derivative_key, original_key
from field_api.evidence.rules.photos.inspection import PhotoInspection as Inspected
from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.evidence.service import checks, originals, reuse
from field_api.evidence.service.bundles import complete_waiting
from field_api.evidence.service.erasure import remove_photo
from field_api.evidence.service.inspection import inspect_bundle, queue_uninspected
from field_api.evidence.service.scene_index import SceneIndex
from field_api.journal import service as journal
from field_api.journal.rules import SystemAuthor
from field_api.scope import EVERYWHERE
from field_api.storage import ObjectMissing, S3Store
from tests.factories import evidence as factory
from tests.factories import registry as registry_factory
from tests.factories.photos import drawn, encoded, exif_segment, gps_entries, segment, tiff, with_segments
from tests.fakes.worker import until

AT = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
AUTHOR = SystemAuthor("test")


def receive(session: Session, content: bytes) -> str:
    """A photo arrives whole; its hash."""
    sha256 = factory.stored_photo(session, content, at=AT)
    complete_waiting(session, AUTHOR, hashes=[sha256], at=AT)
    return sha256


def erase(session: Session, person_id: UUID) -> None:
    reason = "Surat permohonan 12/XI/2026"
    erase_person(
        session, AUTHOR, person_id=person_id, legal_basis="subject_request", reason=reason, at=AT, with_photos=True
    )


def test_a_visit_of_which_a_photo_was_erased_before_the_last_one_came_is_inspected_and_checked(
    session: Session, store: S3Store
) -> None:
    home = registry_factory.household(session)
    person = registry_factory.person(session, home)
    first, last = encoded(drawn(seed=3)), encoded(drawn(seed=4))
    visit = factory.visit(session, home, complete=False, contents=[first, last])
    receive(session, first)
    erase(session, person.id)
    kept = receive(session, last)

    inspected = inspect_bundle(session, AUTHOR, store, develop=inspect_photo, bundle_id=visit.id, at=AT)
    with SceneIndex() as index:
        reuse.find_reuse(session, AUTHOR, index, bundle_id=visit.id, at=AT)
    checked = checks.check_visit(session, AUTHOR, registry_factory.KEYS, visit_id=visit.id, at=AT)

    assert (inspected, checked.run) == (1, 1)
    assert session.scalars(select(PhotoInspection.sha256)).all() == [kept]
    assert [(row.position, row.number) for row in session.scalars(select(PhotoScene))] == [(0, 1)]
    assert queue_uninspected(session) == 0


@dataclass(frozen=True)
class Home:
    """Somebody who lives alone, and visits to him whose photos have all come; committed to a database of its own."""

    sessions: sessionmaker[Session]
    store: S3Store
    person_id: UUID
    visit_ids: list[UUID]
    hashes: list[str]

    def inspect(self, visit_id: UUID, develop: Callable[[bytes], Inspected] = inspect_photo) -> int:
        with db.unit_of_work(self.sessions) as session:
            db.set_scope(session, EVERYWHERE)
            return inspect_bundle(session, AUTHOR, self.store, develop=develop, bundle_id=visit_id, at=AT)

    def erase(self) -> None:
        with db.unit_of_work(self.sessions) as session:
            db.set_scope(session, EVERYWHERE)
            erase(session, self.person_id)

    def somebody_waits(self) -> bool:
        """Whether a transaction waits for another one to end."""
        with self.sessions() as session:
            return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

    def until_waiting(self, running: Future[object]) -> None:
        until(lambda: running.done() or self.somebody_waits())

    def in_bucket(self) -> set[str]:
        """The keys of these photos under which there are bytes."""
        keys = {key for each in self.hashes for key in (original_key(each), derivative_key(each, "large"))}
        for key in list(keys):
            with suppress(ObjectMissing):
                self.store.get(key)
                continue
            keys.remove(key)
        return keys


@pytest.fixture
def home(own_environment: dict[str, str], store: S3Store) -> Iterator[Home]:
    engine = db.make_engine(Config.from_environment(own_environment))
    sessions = db.make_session_factory(engine)
    # Files that say where they were taken, and that no other test has, for the bucket is shared.
    added = (exif_segment(tiff(gps=gps_entries())), segment(0xFE, new_id().bytes))
    contents = [with_segments(encoded(drawn(seed=seed)), *added) for seed in (1, 2)]
    with sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        house = registry_factory.household(session)
        person = registry_factory.person(session, house)
        orders = (contents, contents[::-1])
        visits = [factory.visit(session, house, complete=False, contents=each) for each in orders]
        hashes = [receive(session, content) for content in contents]
        made = Home(sessions, store, person.id, [visit.id for visit in visits], hashes)
    yield made
    engine.dispose()


def test_an_erasure_waits_for_an_inspection_and_takes_what_it_found(home: Home) -> None:
    developing, go_on = threading.Event(), threading.Event()

    def develop(content: bytes) -> Inspected:
        developing.set()
        assert go_on.wait(30)
        return inspect_photo(content)

    with ThreadPoolExecutor(2) as threads:
        inspecting = threads.submit(home.inspect, home.visit_ids[0], develop)
        assert developing.wait(30)
        erasing = threads.submit(home.erase)
        home.until_waiting(erasing)
        go_on.set()
        assert inspecting.result() == 2
        erasing.result()

    with home.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        found = session.scalars(select(PhotoInspection)).all()
        assert [(each.findings, each.hash_full, each.has_derivatives) for each in found] == [({}, None, False)] * 2
        assert list(journal.audit_rows(session, [Photo, PhotoInspection])) == []
        for sha256 in home.hashes:
            remove_photo(session, home.store, sha256=sha256)
    assert home.in_bucket() == set()


def test_an_inspection_waits_for_an_erasure_and_passes_over_what_is_gone(home: Home) -> None:
    developed: list[bytes] = []

    def develop(content: bytes) -> Inspected:
        developed.append(content)
        return inspect_photo(content)

    with ThreadPoolExecutor(1) as threads, home.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        erase(session, home.person_id)
        inspecting = threads.submit(home.inspect, home.visit_ids[0], develop)
        home.until_waiting(inspecting)
        # Whoever moves many photos at once does not wait for one of them.
        with home.sessions.begin() as another:
            assert originals.move_stragglers(another, home.store, older_than=AT.replace(year=2027)) == 0
        session.commit()
        assert inspecting.result() == 0

    assert developed == []
    assert home.in_bucket() == set()


def test_two_visits_with_the_same_photos_in_another_order_are_inspected_at_once(home: Home) -> None:
    both = threading.Barrier(2)

    def develop(content: bytes) -> Inspected:
        # Who has one photo waits for the other to have one as well, for a while.
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)
        return inspect_photo(content)

    with ThreadPoolExecutor(2) as threads:
        inspecting = [threads.submit(home.inspect, visit_id, develop) for visit_id in home.visit_ids]
        inspected = sorted(each.result() for each in inspecting)

    assert inspected == [0, 2]
