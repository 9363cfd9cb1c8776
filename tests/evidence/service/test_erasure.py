import hashlib

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.config import Config
from field_api.evidence.rules.photos.captures import derivative_key, original_key
from field_api.evidence.service.erasure import remove_photo
from field_api.storage import ObjectMissing, S3Store
from script.stack.postgres import EmbeddedPostgres
from tests.factories import evidence as evidence_factory
from tests.fakes.tampering import owner_session

CONTENT = b"\xff\xd8 bytes of a photo that will be erased"


def stored_photo(session: Session, store: S3Store) -> tuple[str, tuple[str, ...]]:
    """A photo of a visit with its objects in the bucket: hash and keys."""
    visited = evidence_factory.visit(session, photos=1)
    sha256 = session.scalar(text("SELECT sha256 FROM captures WHERE bundle_id = :id"), {"id": visited.id})
    keys = (original_key(sha256), derivative_key(sha256, "large"), derivative_key(sha256, "thumb"))
    for key in keys:
        store.put(key, CONTENT + hashlib.sha256(key.encode()).digest(), content_type="image/jpeg")
    return sha256, keys


def test_an_erased_photo_leaves_the_bucket_however_often_the_job_runs(
    postgres: EmbeddedPostgres, config: Config, store: S3Store
) -> None:
    with owner_session(postgres, config) as session:
        sha256, keys = stored_photo(session, store)
        session.execute(text("UPDATE photos SET erased_at = now() WHERE sha256 = :sha256"), {"sha256": sha256})

        for _ in range(2):
            remove_photo(session, store, sha256=sha256)

        for key in keys:
            with pytest.raises(ObjectMissing):
                store.get(key)


def test_a_photo_that_is_not_erased_stays(session: Session, store: S3Store) -> None:
    sha256, keys = stored_photo(session, store)

    remove_photo(session, store, sha256=sha256)

    assert all(store.get(key).startswith(CONTENT) for key in keys)
