"""Looking at photos: derivatives only, within the actor's area, each look on the record and in the picture."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.errors import NotFound
from field_api.evidence.models.photos import Capture, PhotoInspection
from field_api.evidence.queries import photos as queries
from field_api.evidence.rules.photos.captures import derivative_key
from field_api.evidence.rules.photos.watermark import viewer_words, with_watermark
from field_api.identity import service as identity
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Access
from field_api.storage import ObjectStore


class PhotoNotShown(NotFound):
    """No such photo in the actor's area, or none that can be shown: not inspected yet, refused, or erased."""

    code = "photo_not_shown"


def inspected_photos(session: Session, *, bundle_id: UUID) -> list[tuple[Capture, PhotoInspection | None]]:
    """The photos of a visit or hand-over by their number, each with the newest inspection if it has one."""
    return queries.inspected_captures_of(session, bundle_id)


def view_photo(
    session: Session, actor: Actor, store: ObjectStore, *, bundle_id: UUID, number: int, size: str, at: datetime
) -> bytes:
    """The derivative `size` ("large" or "thumb") of one photo, marked with who looks; leaves an access record (A3)."""
    found = queries.capture_with_inspection(session, bundle_id=bundle_id, number=number)
    if found is None:
        raise PhotoNotShown("There is no such photo in your area.")
    capture, inspection = found
    if inspection is None or not inspection.has_derivatives:
        raise PhotoNotShown(
            "This photo has not been inspected yet, was refused or erased, so there is nothing to show."
        )
    content = store.get(derivative_key(capture.sha256, size))
    journal.record_access(
        session,
        actor,
        Access.PHOTO_VIEWED,
        subject=capture.sha256,
        area_code=capture.area_code,
        at=at,
        data={"bundle": str(bundle_id), "size": size},
    )
    return with_watermark(content, viewer_words(identity.username_of(session, actor.user_id), at, capture.area_code))
