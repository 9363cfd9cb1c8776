"""Declaring what an act in the field brings, and completing it when the last photo is here."""

import base64
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as insert_or_skip
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from field_api import jobs
from field_api.errors import Conflict, InvalidInput, NotFound
from field_api.evidence.models.photos import Bundle, Capture
from field_api.evidence.queries import photos as queries
from field_api.evidence.queries.photos import DeclaredPhoto, KnownBundle
from field_api.evidence.rules.photos.captures import CaptureDeclaration, check_manifest
from field_api.evidence.rules.photos.envelopes import envelope_remarks, held_by, signed_after
from field_api.evidence.service.originals import store_originals, with_right_hash
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event, canonical_json
from field_api.look_ups import Question
from field_api.transparency import service as log
from field_api.waiting_rows import add_rows

BundleKind = Literal["visit", "hand_over"]

# A bundle that is declared alone; its photos follow.
NOTHING_BROUGHT: Mapping[str, bytes] = MappingProxyType({})

_COMPLETED = {"visit": Event.VISIT_COMPLETED, "hand_over": Event.HAND_OVER_COMPLETED}


class BundleConflict(Conflict):
    """The id is taken by other content: a correction needs an id of its own and names what it replaces."""

    code = "other_content"


class BundleNotFound(NotFound):
    code = "bundle_not_found"


@dataclass(frozen=True, slots=True)
class BundleReceipt:
    """What the server holds of a bundle. The phone deletes nothing before `completed_at` is set."""

    bundle_id: UUID
    content_sha256: str
    repeated: bool
    received_at: datetime
    completed_at: datetime | None
    photo_count: int
    missing: tuple[DeclaredPhoto, ...]
    # What was written just now, for the entry of the act; nothing for a repeat.
    rows: Sequence[journal.Row] = ()


def content_sha256(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of what was sent."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def repeat_question(bundle_id: UUID) -> Question:
    """What `find_repeat` will look up, for a door that has it asked along with the token."""
    return queries.about_bundle(bundle_id)


def find_repeat(
    session: Session, actor: Actor, *, bundle_id: UUID, content: Mapping[str, Any], at: datetime
) -> BundleReceipt | None:
    """The receipt of a bundle that was declared before with the same content; None when the id is new.

    Asked before the content is read: what was taken once is not judged again, not even by rules that came since, and a
    repeat costs one look-up. Raises `BundleConflict` when the id belongs to other content or to another author.
    """
    known = queries.known_bundle(session, bundle_id)
    if known is None:
        return None
    if known.author_id != actor.user_id or known.content_sha256 != content_sha256(content):
        raise BundleConflict(
            "This id was sent before with other content. What was sent first stays;"
            " send a correction under a new id that names this one.",
            extra={"bundle_id": str(known.id)},
        )
    return receipt_of(session, actor, known, at=at)


_DECLARE = insert_or_skip(Bundle).on_conflict_do_nothing(index_elements=["id"]).returning(Bundle.id)


def declare_bundle(
    session: Session,
    actor: Actor,
    *,
    bundle_id: UUID,
    kind: BundleKind,
    area_code: str,
    content: Mapping[str, Any],
    captures: Sequence[CaptureDeclaration],
    brought: Mapping[str, bytes],
    at: datetime,
) -> BundleReceipt:
    """Record a bundle and its manifest, and say which photos are missing.

    The same id with the same content is a repeat and changes nothing; with other content it is a `BundleConflict`.
    Of what came along (`brought`, by SHA-256) whole photos are stored at once, and the rest is left. A bundle whose photos
    are all here is complete from the beginning.
    """
    problems = check_manifest(captures)
    if problems:
        raise InvalidInput("The manifest of photos is not valid.", code="manifest_invalid", problems=problems)
    photos = [_declared(bundle_id, area_code, capture) for capture in captures]
    missing = _missing_after(session, actor, photos, brought, at=at)
    declared: dict[str, Any] = {
        "id": bundle_id,
        "kind": kind,
        "area_code": area_code,
        "author_id": actor.user_id,
        "device_id": actor.device_id,
        "content_sha256": content_sha256(content),
        "photo_count": len(captures),
        "received_at": at,
        "completed_at": None if missing else at,
        "signed_after": _signed_after(session, actor.user_id, captures),
    }
    if session.connection().execute(_DECLARE, declared).first() is None:
        # Two requests with one id met; the other one has committed by now.
        repeat = find_repeat(session, actor, bundle_id=bundle_id, content=content, at=at)
        if repeat is None:
            raise BundleConflict("This id is being sent twice at once. Send it again.")
        return repeat
    bundle = Bundle(**declared)
    rows = [_capture_row(bundle_id, area_code, *each) for each in enumerate(captures)]
    add_rows(session, Capture, rows)
    if not missing:
        _announce(session, actor, [bundle], at=at)
    receipt = _receipt(bundle, missing, repeated=False)
    return replace(receipt, rows=(bundle, *journal.rows_of(Capture, rows)))


def _missing_after(
    session: Session, actor: Actor, photos: Sequence[DeclaredPhoto], brought: Mapping[str, bytes], *, at: datetime
) -> tuple[DeclaredPhoto, ...]:
    """Store the photos that came along whole; return those that are still missing, each with what is here of it."""
    whole = [(photo, brought[photo.sha256]) for photo in photos if len(brought.get(photo.sha256, b"")) == photo.size]
    arrived = with_right_hash(whole)
    if arrived:
        waited_for = store_originals(session, actor, arrived, at=at)
        complete_waiting(session, actor, hashes=waited_for, at=at)
    here = {photo.sha256 for photo, _ in arrived}
    others = [photo for photo in photos if photo.sha256 not in here]
    if not others:
        return ()
    stored, received = queries.held_of(session, [photo.sha256 for photo in others], author_id=actor.user_id)
    return tuple(
        replace(photo, received=received.get(photo.sha256, 0)) for photo in others if photo.sha256 not in stored
    )


def remarks_on_signatures(
    session: Session, author_id: UUID, captures: Sequence[CaptureDeclaration], *, expected: bool
) -> tuple[str, ...]:
    """Codes of what is wrong with the capture envelopes of a manifest; `expected` where the field app sent it."""
    signed = any("signature" in capture.envelope for capture in captures)
    keys = queries.keys_of_phones(session, author_id) if signed else {}
    known = log.signed_among(session, held_by(captures))
    return envelope_remarks(captures, keys, signed=known, expected=expected)


def _signed_after(session: Session, author_id: UUID, captures: Sequence[CaptureDeclaration]) -> dict[str, Any] | None:
    """The checkpoint after which every photo was signed, as the bundle and its receipt keep it."""
    known = log.signed_among(session, held_by(captures))
    held = signed_after(captures, queries.keys_of_phones(session, author_id), signed=known) if known else None
    if held is None:
        return None
    return {
        "size": held.size,
        "root": base64.b64encode(held.root).decode(),
        "signed_at": known[held].astimezone(UTC).isoformat(timespec="seconds"),
    }


def complete_waiting(session: Session, author: Author, *, hashes: Collection[str], at: datetime) -> tuple[UUID, ...]:
    """Complete every bundle for which one of these photos was the last one; return their ids.

    The caller must have inserted the photos before: the lock taken here then lets exactly one of two last photos see
    the other. A trigger of the database checks once more that a completed bundle is complete.
    """
    waiting = queries.lock_bundles_waiting_for(session, hashes) if hashes else ()
    if not waiting:
        return ()
    ready = queries.complete_locked(session, [bundle.id for bundle in waiting], at=at)
    done = [bundle for bundle in waiting if bundle.id in ready]
    for bundle in done:
        set_committed_value(bundle, "completed_at", at)
    _announce(session, author, done, at=at)
    return tuple(sorted(ready))


def require_own_manifest(session: Session, actor: Actor, *, bundle_id: UUID) -> tuple[Bundle, list[DeclaredPhoto]]:
    """A bundle that this actor declared and its photos, each with what is here of it; `BundleNotFound` for any other."""
    found = queries.bundle_and_manifest(session, bundle_id)
    if found is None or found[0].author_id != actor.user_id:
        raise BundleNotFound("You declared no visit or hand-over with this id.")
    return found


def receipt_of(session: Session, actor: Actor, bundle: Bundle | KnownBundle, *, at: datetime) -> BundleReceipt:
    """What is here of a bundle that was declared before, and what is missing.

    Its last photo may have come through another manifest, sent by somebody who cannot see this area; then nothing is
    missing, nobody has completed it, and it is completed now.
    """
    if bundle.completed_at is not None:
        return _receipt(bundle, (), repeated=True)
    manifest = queries.manifest_of(session, bundle.id)
    receipt = _receipt(bundle, _missing(manifest), repeated=True)
    if receipt.missing:
        return receipt
    completed = complete_waiting(session, actor, hashes=[photo.sha256 for photo in manifest], at=at)
    return replace(receipt, completed_at=at) if bundle.id in completed else receipt


def _receipt(bundle: Bundle | KnownBundle, missing: tuple[DeclaredPhoto, ...], *, repeated: bool) -> BundleReceipt:
    return BundleReceipt(
        bundle_id=bundle.id,
        content_sha256=bundle.content_sha256,
        repeated=repeated,
        received_at=bundle.received_at,
        completed_at=bundle.completed_at,
        photo_count=bundle.photo_count,
        missing=missing,
    )


def _declared(bundle_id: UUID, area_code: str, capture: CaptureDeclaration) -> DeclaredPhoto:
    return DeclaredPhoto(bundle_id, area_code, capture.sha256, capture.size, capture.kind, stored=False, received=0)


def _missing(manifest: Sequence[DeclaredPhoto]) -> tuple[DeclaredPhoto, ...]:
    return tuple(photo for photo in manifest if not photo.stored)


def _announce(session: Session, author: Author, bundles: Sequence[Bundle], *, at: datetime) -> None:
    for bundle in bundles:
        journal.append(
            session,
            author,
            _COMPLETED[bundle.kind],
            subject_id=bundle.id,
            area_code=bundle.area_code,
            at=at,
            data={
                "content_sha256": bundle.content_sha256,
                "photos": bundle.photo_count,
                **({"after": bundle.signed_after} if bundle.signed_after else {}),
            },
            rows=[bundle],
        )
        if bundle.photo_count > 0:
            jobs.defer(session, "evidence.inspect_bundle", bundle_id=bundle.id)


def _capture_row(bundle_id: UUID, area_code: str, number: int, capture: CaptureDeclaration) -> dict[str, Any]:
    return {
        "bundle_id": bundle_id,
        "area_code": area_code,
        "number": number,
        "sha256": capture.sha256,
        "size": capture.size,
        "kind": capture.kind,
        "taken_at": capture.taken_at,
        "latitude_e7": capture.latitude_e7,
        "longitude_e7": capture.longitude_e7,
        "accuracy_mm": capture.accuracy_mm,
        "envelope": dict(capture.envelope),
    }
