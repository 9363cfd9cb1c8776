"""Receiving photos: resumable, under their hash, stored once, and never accepted before the hash is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from field_api.errors import Conflict, NotFound
from field_api.evidence.models.photos import Bundle, PhotoPiece
from field_api.evidence.queries import photos as queries
from field_api.evidence.queries.photos import DeclaredPhoto
from field_api.evidence.rules.photos.captures import PhotoTooLong
from field_api.evidence.service.bundles import BundleReceipt, complete_waiting, receipt_of
from field_api.evidence.service.originals import Received, store_originals, with_right_hash
from field_api.identity.rules import Actor


class PhotoNotDeclared(NotFound):
    """No manifest of this author names the photo, so its bytes are not wanted."""

    code = "photo_not_declared"


class OffsetMismatch(Conflict):
    """The piece does not begin where the last one ended; `extra["offset"]` says where that is."""

    code = "offset_mismatch"


class PhotoHashMismatch(Conflict):
    """The bytes are not those that the manifest names; all received pieces are dropped, so begin again at 0."""

    code = "photo_hash_mismatch"
    # The pieces are dropped although the request fails.
    keeps_writes = True


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
    photo = _declared(session, actor, sha256)
    return UploadState(photo.size if photo.stored else photo.received, photo.size)


def receive_piece(
    session: Session, actor: Actor, *, sha256: str, offset: int, content: bytes, at: datetime
) -> UploadState:
    """Append a piece of a photo; the last byte triggers the hash check, and only then is the photo accepted.

    A photo that is stored already is left alone. A piece that does not continue what is here is an `OffsetMismatch`.
    """
    return _receive(session, actor, _declared(session, actor, sha256), Piece(sha256, offset, content), at=at)


def receive_photos(
    session: Session,
    actor: Actor,
    *,
    manifest: Sequence[DeclaredPhoto],
    pieces: Sequence[Piece],
    at: datetime,
) -> None:
    """Take several photos of one manifest that arrived in one body.

    Whole photos are accepted together; the last one of a broken connection is kept as far as it came. A photo whose
    bytes are wrong is named by `PhotoHashMismatch`, and the others stay.
    """
    photos = {photo.sha256: photo for photo in manifest}
    whole = [piece for piece in pieces if _is_whole(photos[piece.sha256], piece)]
    if whole:
        _accept(session, actor, [(photos[piece.sha256], piece.content) for piece in whole], at=at)
    for piece in pieces:
        if piece not in whole:
            _receive(session, actor, photos[piece.sha256], piece, at=at)


def receive_rest(
    session: Session, actor: Actor, receipt: BundleReceipt, brought: Mapping[str, bytes], *, at: datetime
) -> BundleReceipt:
    """Take what came along with a visit or hand-over and is not here yet; the receipt after that.

    `brought` has the bytes of each photo from its first one on, by SHA-256. Raises `PhotoHashMismatch`, after which the
    visit and its other photos stay.
    """
    pieces = [
        Piece(photo.sha256, photo.received, brought[photo.sha256][photo.received :])
        for photo in receipt.missing
        if len(brought.get(photo.sha256, b"")) > photo.received
    ]
    if not pieces:
        return receipt
    receive_photos(session, actor, manifest=receipt.missing, pieces=pieces, at=at)
    bundle = session.get_one(Bundle, receipt.bundle_id)
    return replace(receipt_of(session, actor, bundle, at=at), repeated=receipt.repeated)


def _is_whole(photo: DeclaredPhoto, piece: Piece) -> bool:
    return not photo.stored and piece.offset == 0 and len(piece.content) == photo.size


def _receive(session: Session, actor: Actor, photo: DeclaredPhoto, piece: Piece, *, at: datetime) -> UploadState:
    if photo.stored:
        # It may have come through another manifest while this one was being declared.
        return UploadState(photo.size, photo.size, complete_waiting(session, actor, hashes=[photo.sha256], at=at))
    end = piece.offset + len(piece.content)
    if end > photo.size:
        raise PhotoTooLong(f"The manifest says {photo.size} bytes for this photo.", extra={"sha256": photo.sha256})
    if _is_whole(photo, piece):
        return UploadState(end, photo.size, _accept(session, actor, [(photo, piece.content)], at=at))
    if piece.offset != photo.received:
        raise OffsetMismatch(
            f"The server holds {photo.received} bytes of this photo; continue there.", extra={"offset": photo.received}
        )
    if end == photo.size:
        earlier = queries.pieces_of(session, sha256=photo.sha256, author_id=actor.user_id)
        content = b"".join((*earlier, piece.content))
        return UploadState(end, photo.size, _accept(session, actor, [(photo, content)], at=at))
    if piece.content:
        _keep_piece(session, actor, piece, at=at)
    return UploadState(end, photo.size)


def _keep_piece(session: Session, actor: Actor, piece: Piece, *, at: datetime) -> None:
    kept = session.execute(
        insert(PhotoPiece)
        .values(
            sha256=piece.sha256,
            author_id=actor.user_id,
            start=piece.offset,
            size=len(piece.content),
            content=piece.content,
            received_at=at,
        )
        .on_conflict_do_nothing()
        .returning(PhotoPiece.start)
    ).first()
    if kept is None:
        raise OffsetMismatch("This piece arrived twice at once. Ask for the offset and continue there.")


def _accept(session: Session, actor: Actor, photos: Sequence[Received], *, at: datetime) -> tuple[UUID, ...]:
    """Check the hashes, keep the originals, and complete the bundles that waited for them."""
    good = with_right_hash(photos)
    if good:
        store_originals(session, actor, good, at=at)
    for photo, _ in photos:
        if photo.received:
            _drop_pieces(session, actor, photo.sha256)
    completed = complete_waiting(session, actor, hashes=[photo.sha256 for photo, _ in good], at=at)
    wrong = [photo for photo, _ in photos if photo not in {kept for kept, _ in good}]
    if wrong:
        raise PhotoHashMismatch(
            f"The photo of kind {wrong[0].kind} arrived with other bytes than its manifest names."
            " Send it from the start.",
            extra={"sha256": wrong[0].sha256, "kind": wrong[0].kind, "offset": 0},
        )
    return completed


def _drop_pieces(session: Session, actor: Actor, sha256: str) -> None:
    """Forget the pieces of a photo that is whole, or wrong."""
    session.execute(delete(PhotoPiece).where(PhotoPiece.sha256 == sha256, PhotoPiece.author_id == actor.user_id))


def sweep_pieces(session: Session, *, older_than: datetime) -> int:
    """Remove what is left of uploads that nobody continued since `older_than`; return how many pieces.

    A phone that comes back later begins that photo again at 0.
    """
    alive = select(PhotoPiece.sha256).where(PhotoPiece.received_at >= older_than)
    gone = session.execute(delete(PhotoPiece).where(PhotoPiece.sha256.not_in(alive)).returning(PhotoPiece.start))
    return len(gone.all())


def _declared(session: Session, actor: Actor, sha256: str) -> DeclaredPhoto:
    declared = queries.declared_photo(session, sha256=sha256, author_id=actor.user_id)
    if declared is None:
        raise PhotoNotDeclared("Send the visit or hand-over whose manifest names this photo first.")
    return declared
