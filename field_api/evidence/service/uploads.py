"""Receiving photos: resumable, under their hash, stored once, and never accepted before the hash is checked."""

import hashlib
from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of one photo that begin at `offset`."""

    sha256: str
    offset: int
    content: bytes


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
        completed = _accept(session, actor, store, [(declared, content)], at=at)
        return UploadState(declared.size, declared.size, completed)
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
        completed = _accept(session, actor, store, [(declared, whole)], at=at)
        return UploadState(declared.size, declared.size, completed)
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


def receive_photos(
    session: Session, actor: Actor, store: ObjectStore, *, pieces: Sequence[Piece], at: datetime
) -> tuple[UUID, ...]:
    """Take several photos that arrived in one body; return the bundles that are complete now.

    Whole photos are stored side by side; the last one of a broken connection is kept as far as it came. A photo whose
    bytes are wrong is named by `PhotoHashMismatch`, and the others stay.
    """
    declared = {piece.sha256: _declared(session, actor, piece.sha256) for piece in pieces}
    whole = [
        (declared[piece.sha256], piece.content)
        for piece in pieces
        if piece.offset == 0 and len(piece.content) == declared[piece.sha256].size and not declared[piece.sha256].stored
    ]
    completed = _accept(session, actor, store, whole, at=at) if whole else ()
    taken = {photo.sha256 for photo, _ in whole}
    for piece in pieces:
        if piece.sha256 not in taken:
            state = receive_piece(
                session, actor, store, sha256=piece.sha256, offset=piece.offset, content=piece.content, at=at
            )
            completed += state.completed
    return completed


def _accept(
    session: Session,
    actor: Actor,
    store: ObjectStore,
    photos: Sequence[tuple[DeclaredPhoto, bytes]],
    *,
    at: datetime,
) -> tuple[UUID, ...]:
    """Check the hashes, store the originals, and complete the bundles that waited for them."""
    good = [(photo, content) for photo, content in photos if hashlib.sha256(content).hexdigest() == photo.sha256]
    store.put_many([(original_key(photo.sha256), content) for photo, content in good], content_type=OPAQUE)
    if good:
        _record_stored(session, actor, [photo for photo, _ in good], at=at)
    for photo, _ in photos:
        _drop_pieces(session, actor, store, photo.sha256)
    completed = complete_waiting(session, actor, hashes=[photo.sha256 for photo, _ in good], at=at)
    wrong = [photo for photo, _ in photos if photo not in {kept for kept, _ in good}]
    if wrong:
        raise PhotoHashMismatch(
            f"The photo of kind {wrong[0].kind} arrived with other bytes than its manifest names."
            " Send it from the start.",
            extra={"sha256": wrong[0].sha256, "kind": wrong[0].kind, "offset": 0},
        )
    return tuple(completed)


def _record_stored(session: Session, actor: Actor, photos: Sequence[DeclaredPhoto], *, at: datetime) -> None:
    # In one order for everybody, so that two bundles with the same photos cannot wait for each other.
    rows = [
        {"sha256": photo.sha256, "size": photo.size, "stored_at": at}
        for photo in sorted(photos, key=lambda photo: photo.sha256)
    ]
    new = set(session.scalars(insert(Photo).values(rows).on_conflict_do_nothing().returning(Photo.sha256)))
    for photo in photos:
        if photo.sha256 in new:
            journal.append(
                session,
                actor,
                Event.PHOTO_STORED,
                subject_id=photo.bundle_id,
                area_code=photo.area_code,
                at=at,
                data={"sha256": photo.sha256, "size": photo.size, "kind": photo.kind},
            )


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
