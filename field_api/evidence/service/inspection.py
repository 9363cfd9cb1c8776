"""What the worker does with a complete bundle: look at every photo once, keep two derivatives and the findings."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.evidence.models.photos import PhotoInspection as InspectionRow
from field_api.evidence.queries import photos as queries
from field_api.evidence.rules.photos.captures import derivative_key
from field_api.evidence.rules.photos.inspection import INSPECTION_VERSION, PhotoInspection
from field_api.evidence.service import scenes
from field_api.evidence.service.originals import move_to_bucket
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.storage import ObjectStore

JPEG = "image/jpeg"
Develop = Callable[[bytes], PhotoInspection]


def inspect_bundle(
    session: Session, author: Author, store: ObjectStore, *, develop: Develop, bundle_id: UUID, at: datetime
) -> int:
    """Inspect the photos of a bundle that this version of the inspection has not seen; return how many.

    Afterwards the search for re-use knows them. Running it twice, or twice at once, gives the same rows and the same derivatives.
    """
    captures = queries.captures_of(session, bundle_id)
    # An erasure waits until what is found here is there to be emptied, or it was first and its photos are passed over.
    queries.lock_photos(session, [capture.sha256 for capture in captures])
    waiting = queries.uninspected(session, bundle_id=bundle_id, version=INSPECTION_VERSION)
    for sha256, area_code in waiting:
        inspection = develop(move_to_bucket(session, store, sha256=sha256))
        for size, content in inspection.derivatives.items():
            store.put(derivative_key(sha256, size), content, content_type=JPEG)
        row = _row(sha256, inspection, at)
        new = session.execute(
            insert(InspectionRow).values(**row).on_conflict_do_nothing().returning(InspectionRow.sha256)
        ).first()
        if new is not None:
            journal.append(
                session,
                author,
                Event.PHOTO_INSPECTED,
                subject_id=bundle_id,
                area_code=area_code,
                at=at,
                data={
                    "sha256": sha256,
                    "verdict": inspection.verdict,
                    "reasons": list(inspection.reasons),
                    "version": inspection.version,
                },
                rows=journal.rows_of(InspectionRow, [row]),
            )
    scenes.place_bundle(session, bundle_id=bundle_id)
    return len(waiting)


def queue_uninspected(session: Session) -> int:
    """Queue the inspection of every complete bundle that this version has not inspected or placed; return how many."""
    waiting = queries.bundles_uninspected(session, version=INSPECTION_VERSION)
    for bundle_id in waiting:
        jobs.defer(session, "evidence.inspect_bundle", bundle_id=bundle_id)
    return len(waiting)


def _row(sha256: str, inspection: PhotoInspection, at: datetime) -> dict[str, object]:
    hashes = inspection.hashes
    return {
        "sha256": sha256,
        "inspection_version": inspection.version,
        "verdict": inspection.verdict,
        "reasons": list(inspection.reasons),
        "remarks": list(inspection.remarks),
        "findings": inspection.to_json(),
        "stripped_sha256": inspection.stripped_sha256,
        "hash_full": bytes.fromhex(hashes.full) if hashes else None,
        "hash_crop5": bytes.fromhex(hashes.crop5) if hashes else None,
        "hash_crop10": bytes.fromhex(hashes.crop10) if hashes else None,
        "fingerprint": inspection.fingerprint,
        "has_derivatives": bool(inspection.derivatives),
        "inspected_at": at,
    }
