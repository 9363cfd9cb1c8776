import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.clock import new_id, now
from field_api.evidence.models.photos import Photo, PhotoArrival
from field_api.evidence.queries.photos import DeclaredPhoto
from field_api.evidence.rules.photos.captures import original_key
from field_api.evidence.service import originals
from field_api.journal.models import JournalEntry
from field_api.journal.rules import Event, SystemAuthor
from field_api.storage import ObjectMissing, S3Store
from tests.factories import evidence as factory


@pytest.fixture
def arrived(session: Session) -> tuple[str, bytes]:
    content = b"\xff\xd8 bytes of a photo"
    return factory.stored_photo(session, content, at=now()), content


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def received(content: bytes) -> originals.Received:
    """A photo of a manifest, and its bytes."""
    declared = DeclaredPhoto(new_id(), "31", hash_of(content), len(content), "other", stored=False, received=0)
    return declared, content


def waiting(session: Session) -> Any:
    return session.scalar(select(func.count()).select_from(PhotoArrival))


def test_a_photo_is_read_the_same_before_and_after_it_was_moved(
    session: Session, store: S3Store, arrived: tuple[str, bytes]
) -> None:
    sha256, content = arrived

    before = originals.move_to_bucket(session, store, sha256=sha256)
    after = originals.move_to_bucket(session, store, sha256=sha256)

    assert (before, after, waiting(session)) == (content, content, 0)
    assert store.get(original_key(sha256)) == content


def test_a_photo_that_is_here_is_neither_stored_nor_recorded_again(
    session: Session, arrived: tuple[str, bytes]
) -> None:
    factory.stored_photo(session, arrived[1], at=now())

    assert waiting(session) == 1
    assert session.scalars(select(Photo.size).where(Photo.sha256 == arrived[0])).all() == [len(arrived[1])]
    assert len(session.scalars(select(JournalEntry).where(JournalEntry.event == Event.PHOTO_STORED)).all()) == 1


def test_of_several_photos_only_the_new_ones_are_taken_in(session: Session, arrived: tuple[str, bytes]) -> None:
    another = b"\xff\xd8 bytes of another photo"
    photos = [received(content) for content in (arrived[1], another)]

    originals.store_originals(session, SystemAuthor("test"), photos, at=now())

    assert waiting(session) == 2
    assert session.scalars(select(Photo.size).where(Photo.sha256 == hash_of(another))).all() == [len(another)]
    recorded = session.scalars(select(JournalEntry.data).where(JournalEntry.event == Event.PHOTO_STORED)).all()
    assert sorted(data["sha256"] for data in recorded) == sorted([arrived[0], hash_of(another)])


def test_of_new_photos_those_are_told_that_a_manifest_waits_for(session: Session) -> None:
    factory.visit(session, contents=[b"declared"], complete=False)
    photos = [received(content) for content in (b"declared", b"of nobody")]

    waited_for = originals.store_originals(session, SystemAuthor("test"), photos, at=now())

    assert waited_for == {hash_of(b"declared")}


def test_what_waits_too_long_is_moved_although_nobody_inspects_it(
    session: Session, store: S3Store, arrived: tuple[str, bytes]
) -> None:
    early = originals.move_stragglers(session, store, older_than=now() - timedelta(hours=1))
    late = originals.move_stragglers(session, store, older_than=now() + timedelta(hours=1))

    assert (early, late, waiting(session)) == (0, 1, 0)
    assert store.get(original_key(arrived[0])) == arrived[1]


def test_a_photo_that_is_nowhere_is_missing(session: Session, store: S3Store) -> None:
    with pytest.raises(ObjectMissing):
        originals.move_to_bucket(session, store, sha256="0" * 64)
