"""Putting inspected photos into the order in which they are searched for re-use."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api import jobs
from field_api.evidence.models.photos import Capture, PhotoInspection
from field_api.evidence.models.reuse import PhotoScene
from field_api.evidence.queries import photos, scenes
from field_api.evidence.rules.photos.perceptual_hash import PhotoHashes
from field_api.evidence.rules.photos.quality import FEATURELESS_LIMIT
from field_api.waiting_rows import add_rows


def place_bundle(session: Session, *, bundle_id: UUID) -> None:
    """Give the photos of an inspected bundle their positions, and queue the search for them; the second time nothing.

    Call it last: from here to the commit no other bundle gets positions, so that whoever sees a position sees every
    lower one. Of two bundles inspected at once the one placed later finds the other.
    """
    captures = photos.captures_of(session, bundle_id)
    inspections = photos.inspections_of(session, [capture.sha256 for capture in captures])
    if not captures:
        return
    free = scenes.lock_order(session)
    # Asked under the lock, since the same job may run twice at once.
    if scenes.is_placed(session, bundle_id):
        return
    # A photo that was erased before it was inspected has no inspection, and no place.
    seen = [(capture, inspections[capture.sha256]) for capture in captures if capture.sha256 in inspections]
    rows = [row for capture, inspection in seen for row in _rows(capture, inspection)]
    add_rows(session, PhotoScene, [{"position": position} | row for position, row in enumerate(rows, start=free)])
    jobs.defer(session, "evidence.find_reuse", bundle_id=bundle_id)


def hashes_of(findings: dict[str, Any]) -> Iterator[tuple[bool, PhotoHashes]]:
    """Whether trimmed, and the hashes: of the whole picture and, when it has bars, of what is between them.

    A picture that shows too little to compare (evidence A3) is left out.
    """
    for trimmed, name in ((False, "hashes"), (True, "trimmed_hashes")):
        document = findings.get(name)
        if document is not None and document["quality"] >= FEATURELESS_LIMIT:
            yield trimmed, PhotoHashes.from_json(document)


def _rows(capture: Capture, inspection: PhotoInspection) -> Iterator[dict[str, Any]]:
    """The rows of one capture: always one for the picture as it is, which holds its place even without hashes."""
    hashes = dict(hashes_of(inspection.findings))
    for trimmed in (False, *({True} & hashes.keys())):
        known = hashes.get(trimmed)
        yield {
            "bundle_id": capture.bundle_id,
            "number": capture.number,
            "trimmed": trimmed,
            "hash_full": bytes.fromhex(known.full) if known else None,
            "hash_crop5": bytes.fromhex(known.crop5) if known else None,
            "hash_crop10": bytes.fromhex(known.crop10) if known else None,
        }
