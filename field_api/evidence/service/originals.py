"""Where the original bytes of a photo are: first in the database, then in the bucket.

They arrive with the transaction that accepts them, so an acknowledged photo needs no second system to be up, and a
rollback leaves nothing behind. A worker moves them on; whoever reads need not know how far it is.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import DateTime, Insert, Integer, LargeBinary, Text, bindparam, delete, func, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Session

from field_api.evidence.models.photos import Photo, PhotoArrival
from field_api.evidence.queries import photos as queries
from field_api.evidence.rules.photos.captures import original_key
from field_api.storage import ObjectStore

OPAQUE = "application/octet-stream"


def take_in(session: Session, originals: Sequence[tuple[str, bytes]], *, at: datetime) -> set[str]:
    """Store photos, SHA-256 and content of each, and return the hashes of those that were not stored before."""
    # In one order for everybody, so that two bundles with the same photos cannot wait for each other.
    ordered = sorted(originals)
    parameters = {
        "hashes": [sha256 for sha256, _ in ordered],
        "sizes": [len(content) for _, content in ordered],
        "at": at,
    }
    for place, (sha256, content) in enumerate(ordered):
        parameters |= {f"sha256_{place}": sha256, f"content_{place}": content}
    return set(session.connection().execute(_taking_in(len(ordered)), parameters).scalars())


@cache
def _taking_in(count: int) -> Insert:
    """The statement for so many photos, which are as many as a manifest may name: the row and the bytes of each new one.

    The bytes are parameters of their own, for within an array they would be spelled as text.
    """
    at = bindparam("at", type_=DateTime(timezone=True))
    hashes, sizes = bindparam("hashes", type_=ARRAY(Text)), bindparam("sizes", type_=ARRAY(Integer))
    new = (
        insert(Photo)
        .from_select(["sha256", "size", "stored_at"], select(func.unnest(hashes), func.unnest(sizes), at))
        .on_conflict_do_nothing()
        .returning(Photo.sha256)
        .cte("new")
    )
    given = union_all(
        *(
            select(
                bindparam(f"sha256_{place}", type_=Text()).label("sha256"),
                bindparam(f"content_{place}", type_=LargeBinary()).label("content"),
            )
            for place in range(count)
        )
    ).subquery("given")
    fresh = select(given.c.sha256, given.c.content, at).where(given.c.sha256.in_(select(new.c.sha256)))
    return insert(PhotoArrival).from_select(["sha256", "content", "arrived_at"], fresh).returning(PhotoArrival.sha256)


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
