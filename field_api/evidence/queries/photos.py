"""Reading bundles, captures, photos and pieces of photos."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    DateTime,
    Text,
    Uuid,
    any_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from field_api.evidence.models.photos import Bundle, Capture, Photo, PhotoArrival, PhotoInspection, PhotoPiece
from field_api.evidence.models.reuse import PhotoScene
from field_api.identity.models import Device
from field_api.look_ups import Question, look_up_in_scope


@dataclass(frozen=True, slots=True)
class DeclaredPhoto:
    """A photo as its author's manifest names it, whether its bytes are here, and how many of them if not."""

    bundle_id: UUID
    area_code: str
    sha256: str
    size: int
    kind: str
    stored: bool
    received: int


@dataclass(frozen=True, slots=True)
class KnownBundle:
    """What tells whether a bundle that is sent again is the same, and what its receipt says."""

    id: UUID
    area_code: str
    author_id: UUID
    content_sha256: str
    photo_count: int
    received_at: datetime
    completed_at: datetime | None


# Statements of the hot path are built once; a request only binds its values.
_KNOWN_BUNDLE = select(*(getattr(Bundle, each.name) for each in fields(KnownBundle))).where(
    Bundle.id == bindparam("bundle_id")
)


def about_bundle(bundle_id: UUID) -> Question:
    """What `known_bundle` asks, for a door that announces it."""
    return Question(_KNOWN_BUNDLE, {"bundle_id": bundle_id})


def known_bundle(session: Session, bundle_id: UUID) -> KnownBundle | None:
    """A bundle within the scope of the session, without an object in it."""
    row = look_up_in_scope(session, about_bundle(bundle_id))
    return None if row is None else KnownBundle(*row)


_RECEIVED = (
    select(func.coalesce(func.sum(PhotoPiece.size), 0))
    .where(PhotoPiece.sha256 == Capture.sha256, PhotoPiece.author_id == Bundle.author_id)
    .scalar_subquery()
)
_DECLARED = (
    select(Capture.bundle_id, Capture.area_code, Capture.sha256, Capture.size, Capture.kind, Photo.sha256, _RECEIVED)
    .join(Bundle, Bundle.id == Capture.bundle_id)
    .outerjoin(Photo, Photo.sha256 == Capture.sha256)
)
_MANIFEST = _DECLARED.where(Capture.bundle_id == bindparam("bundle_id")).order_by(Capture.number)
_NEWEST_DECLARATION = (
    _DECLARED.where(Capture.sha256 == bindparam("sha256"), Bundle.author_id == bindparam("author_id"))
    .order_by(Capture.bundle_id.desc())
    .limit(1)
)


_HELD: CompoundSelect[Any] = union_all(
    select(Photo.sha256, literal_column("true").label("stored"), literal_column("0").label("received")).where(
        Photo.sha256 == any_(bindparam("hashes", type_=ARRAY(Text)))
    ),
    select(PhotoPiece.sha256, literal_column("false"), func.sum(PhotoPiece.size))
    .where(
        PhotoPiece.sha256 == any_(bindparam("hashes", type_=ARRAY(Text))),
        PhotoPiece.author_id == bindparam("author_id", type_=Uuid()),
    )
    .group_by(PhotoPiece.sha256),
)


def held_of(session: Session, hashes: Collection[str], *, author_id: UUID) -> tuple[set[str], dict[str, int]]:
    """Of photos that this author is about to declare: which are stored, and of which there are how many bytes."""
    rows = session.connection().execute(_HELD, {"hashes": list(hashes), "author_id": author_id}).all()
    return {row.sha256 for row in rows if row.stored}, {row.sha256: row.received for row in rows if not row.stored}


_BUNDLE_AND_MANIFEST = (
    select(Bundle, Capture.sha256, Capture.size, Capture.kind, Photo.sha256, _RECEIVED)
    .outerjoin(Capture, Capture.bundle_id == Bundle.id)
    .outerjoin(Photo, Photo.sha256 == Capture.sha256)
    .where(Bundle.id == bindparam("bundle_id"))
    .order_by(Capture.number)
)


def bundle_and_manifest(session: Session, bundle_id: UUID) -> tuple[Bundle, list[DeclaredPhoto]] | None:
    """A bundle and its photos in their order, each with what is here of it, in one round trip."""
    rows = session.execute(_BUNDLE_AND_MANIFEST, {"bundle_id": bundle_id}).all()
    if not rows:
        return None
    bundle = rows[0][0]
    return bundle, [_declared((bundle.id, bundle.area_code, *row[1:])) for row in rows if row[1] is not None]


def manifest_of(session: Session, bundle_id: UUID) -> list[DeclaredPhoto]:
    """The photos of a bundle in their order, each with what is here of it."""
    return [_declared(row) for row in session.execute(_MANIFEST, {"bundle_id": bundle_id})]


def declared_photo(session: Session, *, sha256: str, author_id: UUID) -> DeclaredPhoto | None:
    """The newest declaration of a photo by this author; None when he never named it."""
    row = session.execute(_NEWEST_DECLARATION, {"sha256": sha256, "author_id": author_id}).first()
    return None if row is None else _declared(row)


def _declared(row: Sequence[Any]) -> DeclaredPhoto:
    bundle_id, area_code, sha256, size, kind, stored, received = row
    return DeclaredPhoto(bundle_id, area_code, sha256, size, kind, stored is not None, int(received))


def keys_of_phones(session: Session, user_id: UUID) -> dict[UUID, dict[str, Any]]:
    """The public keys (JWK) of all phones that a user ever registered, by device id."""
    rows = session.execute(select(Device.id, Device.public_key).where(Device.user_id == user_id))
    return {row.id: row.public_key for row in rows}


def captures_of(session: Session, bundle_id: UUID) -> Sequence[Capture]:
    """The manifest of a bundle, in its order."""
    return session.scalars(select(Capture).where(Capture.bundle_id == bundle_id).order_by(Capture.number)).all()


def stored_among(session: Session, hashes: Collection[str]) -> set[str]:
    """Which of these photos are stored."""
    if not hashes:
        return set()
    return set(session.scalars(select(Photo.sha256).where(Photo.sha256.in_(hashes))))


def pieces_of(session: Session, *, sha256: str, author_id: UUID) -> Sequence[bytes]:
    """The received pieces of a photo, in their order."""
    return session.scalars(
        select(PhotoPiece.content)
        .where(PhotoPiece.sha256 == sha256, PhotoPiece.author_id == author_id)
        .order_by(PhotoPiece.start)
    ).all()


def arrival_of(session: Session, sha256: str) -> bytes | None:
    """The bytes of a photo that is not in the bucket yet; None when it is there, or was never stored."""
    return session.scalar(select(PhotoArrival.content).where(PhotoArrival.sha256 == sha256))


def arrivals_before(session: Session, *, older_than: datetime, limit: int) -> Sequence[str]:
    """Photos that have waited for their way into the bucket since `older_than`, the oldest first, locked.

    Those that somebody inspects or erases at the moment are left out, so that nobody who holds many waits for one.
    """
    return session.scalars(
        select(PhotoArrival.sha256)
        .join(Photo, Photo.sha256 == PhotoArrival.sha256)
        .where(PhotoArrival.arrived_at < older_than, Photo.erased_at.is_(None))
        .order_by(PhotoArrival.arrived_at)
        .limit(limit)
        .with_for_update(of=Photo, key_share=True, skip_locked=True)
    ).all()


_LOCK = (
    select(Photo.sha256)
    .where(Photo.sha256 == any_(bindparam("hashes", type_=ARRAY(Text))))
    .order_by(Photo.sha256)
    .with_for_update(key_share=True)
)


def lock_photos(session: Session, hashes: Collection[str]) -> None:
    """Lock photos in one order, until the commit: who handles their bytes and who erases them take turns.

    The lock is that of an update: rows that refer to a photo can still be added. What is read after it is what whoever
    held it before has left.
    """
    session.execute(_LOCK, {"hashes": list(hashes)}).all()


_WAITING = (
    select(Bundle)
    .where(
        Bundle.completed_at.is_(None),
        Bundle.id.in_(select(Capture.bundle_id).where(Capture.sha256 == any_(bindparam("hashes", type_=ARRAY(Text))))),
    )
    .order_by(Bundle.id)
    .with_for_update()
)


def lock_bundles_waiting_for(session: Session, hashes: Collection[str]) -> Sequence[Bundle]:
    """The incomplete bundles that name such a photo, locked in one order: two last photos cannot both miss it."""
    return session.scalars(_WAITING, {"hashes": list(hashes)}).all()


_MISSING = (
    select(Capture.bundle_id)
    .outerjoin(Photo, Photo.sha256 == Capture.sha256)
    .where(Capture.bundle_id == Bundle.id, Photo.sha256.is_(None))
)
_COMPLETE = (
    update(Bundle)
    .where(
        Bundle.id == any_(bindparam("bundle_ids", type_=ARRAY(Uuid))),
        Bundle.completed_at.is_(None),
        ~_MISSING.exists(),
    )
    .values(completed_at=bindparam("at", type_=DateTime(timezone=True)))
    .returning(Bundle.id)
)


def complete_locked(session: Session, bundle_ids: Collection[UUID], *, at: datetime) -> set[UUID]:
    """Set `completed_at` of those bundles whose photos are all stored; the caller holds their locks."""
    return set(session.connection().execute(_COMPLETE, {"bundle_ids": list(bundle_ids), "at": at}).scalars())


def capture_with_inspection(
    session: Session, *, bundle_id: UUID, number: int
) -> tuple[Capture, PhotoInspection | None] | None:
    """One photo of a bundle, with the newest inspection unless the photo was erased."""
    row = session.execute(
        select(Capture, Photo.erased_at)
        .outerjoin(Photo, Photo.sha256 == Capture.sha256)
        .where(Capture.bundle_id == bundle_id, Capture.number == number)
    ).first()
    if row is None:
        return None
    capture, erased_at = row
    inspections = inspections_of(session, [capture.sha256]) if erased_at is None else {}
    return capture, inspections.get(capture.sha256)


def inspections_of(session: Session, hashes: Collection[str]) -> dict[str, PhotoInspection]:
    """The newest inspection of each photo that has one."""
    rows = session.scalars(
        select(PhotoInspection)
        .where(PhotoInspection.sha256.in_(hashes))
        .order_by(PhotoInspection.sha256, PhotoInspection.inspection_version)
    )
    return {row.sha256: row for row in rows}


def inspected_captures_of(session: Session, bundle_id: UUID) -> list[tuple[Capture, PhotoInspection | None]]:
    """The photos of a bundle in their order, each with the newest inspection if it has one."""
    captures = captures_of(session, bundle_id)
    inspections = inspections_of(session, [capture.sha256 for capture in captures])
    return [(capture, inspections.get(capture.sha256)) for capture in captures]


_ERASED = exists().where(Photo.sha256 == Capture.sha256, Photo.erased_at.is_not(None))


def uninspected(session: Session, *, bundle_id: UUID, version: int) -> Sequence[tuple[str, str]]:
    """Hash and area of the photos of a bundle that this version of the inspection has not seen, and of which there are bytes."""
    seen = exists().where(PhotoInspection.sha256 == Capture.sha256, PhotoInspection.inspection_version == version)
    rows = session.execute(
        select(Capture.sha256, Capture.area_code)
        .where(Capture.bundle_id == bundle_id, ~seen, ~_ERASED)
        .order_by(Capture.number)
    )
    return [(sha256, area_code) for sha256, area_code in rows]


def bundles_uninspected(session: Session, *, version: int) -> Sequence[UUID]:
    """Complete bundles with a photo that this version of the inspection has not seen or that has no place in the search.

    Erased photos do not count, since nothing is left to look at. The oldest first, so that whoever sent a photo first is
    found to have been the first.
    """
    seen = exists().where(PhotoInspection.sha256 == Capture.sha256, PhotoInspection.inspection_version == version)
    placed = exists().where(PhotoScene.bundle_id == Capture.bundle_id, PhotoScene.number == Capture.number)
    waiting = select(Capture.bundle_id).where(~seen | ~placed, ~_ERASED)
    return session.scalars(
        select(Bundle.id)
        .where(Bundle.completed_at.is_not(None), Bundle.id.in_(waiting))
        .order_by(Bundle.completed_at, Bundle.id)
    ).all()
