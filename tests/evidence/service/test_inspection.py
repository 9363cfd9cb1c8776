import hashlib
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.erasure.service import erase_person
from field_api.evidence.models.photos import PhotoInspection
from field_api.evidence.models.reuse import PhotoScene
from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.evidence.service import checks, originals, reuse
from field_api.evidence.service.bundles import complete_waiting
from field_api.evidence.service.inspection import inspect_bundle, queue_uninspected
from field_api.evidence.service.scene_index import SceneIndex
from field_api.journal.rules import SystemAuthor
from field_api.storage import S3Store
from tests.factories import evidence as factory
from tests.factories import registry as registry_factory
from tests.factories.photos import drawn, encoded

AT = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
AUTHOR = SystemAuthor("test")


def receive(session: Session, content: bytes) -> str:
    """A photo arrives whole; its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    originals.take_in(session, [(sha256, content)], at=AT)
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
