import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.clock import now
from field_api.evidence.models.photos import Photo, PhotoArrival
from field_api.evidence.rules.photos.captures import original_key
from field_api.evidence.service import originals
from field_api.storage import ObjectMissing, S3Store


@pytest.fixture
def arrived(session: Session) -> tuple[str, bytes]:
    content = b"\xff\xd8 bytes of a photo"
    sha256 = hashlib.sha256(content).hexdigest()
    assert originals.take_in(session, [(sha256, content)], at=now()) == {sha256}
    return sha256, content


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


def test_only_photos_that_are_new_are_taken_in(session: Session, arrived: tuple[str, bytes]) -> None:
    another = b"\xff\xd8 bytes of another photo"
    sha256 = hashlib.sha256(another).hexdigest()

    new = originals.take_in(session, [arrived, (sha256, another)], at=now())

    assert (new, waiting(session)) == ({sha256}, 2)
    assert session.scalars(select(Photo.size).where(Photo.sha256 == sha256)).all() == [len(another)]


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
