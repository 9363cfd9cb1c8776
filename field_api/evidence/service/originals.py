"""Where the original bytes of a photo are: first in the database, then in the bucket.

They arrive with the transaction that accepts them, so an acknowledged photo needs no second system to be up, and a
rollback leaves nothing behind. A worker moves them on; whoever reads need not know how far it is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    DateTime,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from field_api.evidence.models.photos import Capture, Photo, PhotoArrival
from field_api.evidence.queries import photos as queries
from field_api.evidence.queries.photos import DeclaredPhoto
from field_api.evidence.rules.photos.captures import original_key
from field_api.journal import service as journal
from field_api.journal.rules import Author, Entry, Event
from field_api.storage import ObjectStore

OPAQUE = "application/octet-stream"

# A photo as a manifest declares it, and all of its bytes.
Received = tuple[DeclaredPhoto, bytes]


def with_right_hash(photos: Sequence[Received]) -> list[Received]:
    """Those whose bytes are the ones that their manifest names."""
    return [(photo, content) for photo, content in photos if hashlib.sha256(content).hexdigest() == photo.sha256]


def store_originals(session: Session, author: Author, photos: Sequence[Received], *, at: datetime) -> set[str]:
    """Keep the bytes of photos whose hash was checked, with an entry for each that was not stored before.

    Returns the hashes of those new ones that a manifest names already, which may have waited for them.
    """
    declared = _take_in(session, {photo.sha256: content for photo, content in photos}, at=at)
    entries = [
        Entry(
            Event.PHOTO_STORED,
            photo.bundle_id,
            photo.area_code,
            {"sha256": photo.sha256, "size": photo.size, "kind": photo.kind},
            journal.rows_of(Photo, [{"sha256": photo.sha256, "size": photo.size, "stored_at": at}]),
        )
        for photo, _ in photos
        if photo.sha256 in declared
    ]
    journal.append_all(session, author, entries, at=at)
    return {sha256 for sha256, is_declared in declared.items() if is_declared}


def _take_in(session: Session, originals: Mapping[str, bytes], *, at: datetime) -> dict[str, bool]:
    """Store photos, and return the hash of each that was not stored before and whether a manifest names it already."""
    # In one order for everybody, so that two bundles with the same photos cannot wait for each other.
    ordered = sorted(originals)
    parameters = {"hashes": ordered, "sizes": [len(originals[sha256]) for sha256 in ordered], "at": at}
    for place, sha256 in enumerate(ordered):
        parameters |= {f"sha256_{place}": sha256, f"content_{place}": originals[sha256]}
    rows = session.connection().execute(_taking_in(len(ordered)), parameters)
    return {row.sha256: row.is_declared for row in rows}


@cache
def _taking_in(count: int) -> ReturningInsert[str, bool]:
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
    # By its name, for SQLAlchemy correlates no subquery with the table of an INSERT.
    of_the_new_row = literal_column(f"{PhotoArrival.__tablename__}.sha256", Text)
    is_declared = exists().where(Capture.sha256 == of_the_new_row).label("is_declared")
    storing = insert(PhotoArrival).from_select(["sha256", "content", "arrived_at"], fresh)
    return storing.returning(PhotoArrival.sha256, is_declared)


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
