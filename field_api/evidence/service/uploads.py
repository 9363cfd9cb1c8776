"""Receiving photos: resumable, under their hash, stored once, and never accepted before the hash is checked."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from field_api.errors import Conflict, NotFound, TooLarge
from field_api.evidence.models.photos import Photo, UploadPart
from field_api.evidence.queries import photos as queries
from field_api.evidence.queries.photos import DeclaredPhoto
from field_api.evidence.rules.captures import original_key, part_key
from field_api.evidence.service.bundles import complete_waiting
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.storage import ObjectMissing, ObjectStore

OPAQUE = "application/octet-stream"


class PhotoNotDeclared(NotFound):
    """No manifest of this author names the photo, so its bytes are not wanted."""

    code = "photo_not_declared"


class OffsetMismatch(Conflict):
    """The piece does not begin where the last one ended; `extra["offset"]` says where that is."""

    code = "offset_mismatch"


class PiecesLost(OffsetMismatch):
    """Pieces that were received are no longer there; the photo begins again at 0."""

    keeps_writes = True


class PhotoHashMismatch(Conflict):
    """The bytes are not those that the manifest names; all received pieces are dropped, so begin again at 0."""

    code = "photo_hash_mismatch"
    # The pieces are dropped although the request fails.
    keeps_writes = True


class PhotoTooLong(TooLarge):
    """More bytes than the manifest says."""

    code = "photo_too_long"


@dataclass(frozen=True, slots=True)
class UploadState:
    """How much of a photo is here, in bytes, and which bundles it has just completed."""

    offset: int
    size: int
    completed: tuple[UUID, ...] = ()


def upload_state(session: Session, actor: Actor, *, sha256: str) -> UploadState:
    """How much of a declared photo the server holds."""
    declared = _declared(session, actor, sha256)
    if declared.stored:
        return UploadState(declared.size, declared.size)
    received = queries.received_bytes(session, hashes=[sha256], author_id=actor.user_id)
    return UploadState(received.get(sha256, 0), declared.size)


def receive_piece(
    session: Session, actor: Actor, store: ObjectStore, *, sha256: str, offset: int, content: bytes, at: datetime
) -> UploadState:
    """Append a piece of a photo; the last byte triggers the hash check, and only then is the photo accepted.

    A photo that is stored already is left alone. A piece that does not continue what is here is an `OffsetMismatch`.
    """
    declared = _declared(session, actor, sha256)
    if declared.stored:
        return UploadState(declared.size, declared.size)
    if offset + len(content) > declared.size:
        raise PhotoTooLong(f"The manifest says {declared.size} bytes for this photo.", extra={"sha256": sha256})
    if offset == 0 and len(content) == declared.size:
        return _accept(session, actor, store, declared, content, at=at)
    parts = queries.parts_of(session, sha256=sha256, author_id=actor.user_id)
    received = sum(part.size for part in parts)
    if offset != received:
        raise OffsetMismatch(
            f"The server holds {received} bytes of this photo; continue there.", extra={"offset": received}
        )
    if received + len(content) == declared.size:
        try:
            whole = b"".join([*(store.get(part.object_key) for part in parts), content])
        except ObjectMissing as error:
            _drop_pieces(session, actor, store, sha256)
            raise PiecesLost("Pieces of this photo were swept. Send it from the start.", extra={"offset": 0}) from error
        return _accept(session, actor, store, declared, whole, at=at)
    if content:
        _keep_piece(session, actor, store, sha256=sha256, start=received, content=content, at=at)
    return UploadState(received + len(content), declared.size)


def _keep_piece(
    session: Session, actor: Actor, store: ObjectStore, *, sha256: str, start: int, content: bytes, at: datetime
) -> None:
    key = part_key(sha256, actor.user_id, start)
    store.put(key, content, content_type=OPAQUE)
    kept = session.execute(
        insert(UploadPart)
        .values(
            sha256=sha256,
            author_id=actor.user_id,
            start=start,
            size=len(content),
            object_key=key,
            received_at=at,
        )
        .on_conflict_do_nothing()
        .returning(UploadPart.start)
    ).first()
    if kept is None:
        raise OffsetMismatch("This piece arrived twice at once. Ask for the offset and continue there.")


def _accept(
    session: Session, actor: Actor, store: ObjectStore, declared: DeclaredPhoto, content: bytes, *, at: datetime
) -> UploadState:
    """Check the hash, store the original, and complete the bundles that waited for it."""
    found = hashlib.sha256(content).hexdigest()
    if found != declared.sha256:
        _drop_pieces(session, actor, store, declared.sha256)
        raise PhotoHashMismatch(
            f"The photo of kind {declared.kind} arrived with other bytes than its manifest names. Send it from the start.",
            extra={"sha256": declared.sha256, "kind": declared.kind, "received_sha256": found, "offset": 0},
        )
    store.put(original_key(declared.sha256), content, content_type=OPAQUE)
    new = session.execute(
        insert(Photo)
        .values(sha256=declared.sha256, size=len(content), stored_at=at)
        .on_conflict_do_nothing()
        .returning(Photo.sha256)
    ).first()
    _drop_pieces(session, actor, store, declared.sha256)
    if new is not None:
        journal.append(
            session,
            actor,
            Event.PHOTO_STORED,
            subject_id=declared.bundle_id,
            area_code=declared.area_code,
            at=at,
            data={"sha256": declared.sha256, "size": len(content), "kind": declared.kind},
        )
    completed = complete_waiting(session, actor, sha256=declared.sha256, at=at)
    return UploadState(declared.size, declared.size, tuple(completed))


def _drop_pieces(session: Session, actor: Actor, store: ObjectStore, sha256: str) -> None:
    """Forget the pieces of a photo that is whole, or wrong."""
    gone = session.scalars(
        delete(UploadPart)
        .where(UploadPart.sha256 == sha256, UploadPart.author_id == actor.user_id)
        .returning(UploadPart.object_key),
        execution_options={"synchronize_session": False},
    ).all()
    for key in gone:
        store.delete(key)


def sweep_pieces(session: Session, store: ObjectStore, *, older_than: datetime) -> int:
    """Remove what is left of uploads that nobody continued since `older_than`; return how many pieces.

    A phone that comes back later begins that photo again at 0.
    """
    stale = queries.pieces_before(session, older_than=older_than)
    for part in stale:
        store.delete(part.object_key)
        session.delete(part)
    session.flush()
    return len(stale)


def _declared(session: Session, actor: Actor, sha256: str) -> DeclaredPhoto:
    declared = queries.declared_photo(session, sha256=sha256, author_id=actor.user_id)
    if declared is None:
        raise PhotoNotDeclared("Send the visit or hand-over whose manifest names this photo first.")
    return declared
