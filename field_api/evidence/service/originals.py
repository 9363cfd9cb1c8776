"""Where the original bytes of a photo are: first in the database, then in the bucket.

They arrive with the transaction that accepts them, so an acknowledged photo needs no second system to be up, and a
rollback leaves nothing behind. A worker moves them on; whoever reads need not know how far it is.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from field_api.db import add_rows
from field_api.evidence.models.photos import PhotoArrival
from field_api.evidence.queries import photos as queries
from field_api.evidence.rules.photos.captures import original_key
from field_api.storage import ObjectStore

OPAQUE = "application/octet-stream"


def take_in(session: Session, originals: Sequence[tuple[str, bytes]], *, at: datetime) -> None:
    """Keep the bytes of photos that were recorded just now: SHA-256 and content of each."""
    rows = [{"sha256": sha256, "content": content, "arrived_at": at} for sha256, content in originals]
    add_rows(session, PhotoArrival, rows)


def move_to_bucket(session: Session, store: ObjectStore, *, sha256: str) -> bytes:
    """See to it that an original is in the bucket and no longer in the database, and return its bytes.

    Doing it twice changes nothing; `ObjectMissing` when it is nowhere.
    """
    arrived = queries.arrival_of(session, sha256)
    if arrived is None:
        # It leaves the database after it is in the bucket, so there is no moment in which it is in neither.
        return store.get(original_key(sha256))
    store.put(original_key(sha256), arrived, content_type=OPAQUE)
    session.execute(delete(PhotoArrival).where(PhotoArrival.sha256 == sha256))
    return arrived


def move_stragglers(session: Session, store: ObjectStore, *, older_than: datetime, limit: int = 200) -> int:
    """Move photos whose bundle is still incomplete, so that nobody inspects them yet; return how many."""
    waiting = queries.arrivals_before(session, older_than=older_than, limit=limit)
    for sha256 in waiting:
        move_to_bucket(session, store, sha256=sha256)
    return len(waiting)
