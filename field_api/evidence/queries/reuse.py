"""Reading what the search for re-use found; always within the scope of the session."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Row, func, select, tuple_
from sqlalchemy.orm import Session

from field_api.evidence.models.photos import Bundle, Capture, PhotoInspection
from field_api.evidence.models.reuse import PhotoMatch
from field_api.evidence.models.visits import Visit
from field_api.evidence.rules.reuse.findings import OtherPhoto, RareFingerprint, ReusedPhoto
from field_api.evidence.rules.reuse.fingerprints import is_rare


def matches_of(session: Session, bundle_id: UUID) -> Sequence[PhotoMatch]:
    """The matches of a bundle's photos, by photo, the surest first."""
    return session.scalars(
        select(PhotoMatch)
        .where(PhotoMatch.bundle_id == bundle_id)
        .order_by(PhotoMatch.number, PhotoMatch.distance, PhotoMatch.other_bundle_id, PhotoMatch.other_number)
    ).all()


def reused_photos_of(session: Session, bundle_id: UUID) -> list[ReusedPhoto]:
    """The matches of a bundle's photos, each with the other photo where it lies within the scope."""
    matches = matches_of(session, bundle_id)
    others = _others(session, [(match.other_bundle_id, match.other_number) for match in matches])
    return [
        ReusedPhoto(
            number=match.number,
            layer=match.layer,
            distance=match.distance,
            standing=match.standing,
            pair=match.pair,
            symmetry=match.symmetry,
            other_came_first=match.other_came_first,
            found_at=match.found_at,
            other=others.get((match.other_bundle_id, match.other_number)),
        )
        for match in matches
    ]


def _others(session: Session, captures: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], OtherPhoto]:
    """The photos among these that lie within the scope; each of them is scoped by its own capture."""
    if not captures:
        return {}
    shown = (
        select(func.bool_or(PhotoInspection.has_derivatives))
        .where(PhotoInspection.sha256 == Capture.sha256)
        .correlate(Capture)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Capture, Bundle, Visit.household_id, func.coalesce(shown, False).label("shown"))
        .join(Bundle, Bundle.id == Capture.bundle_id)
        .outerjoin(Visit, Visit.id == Bundle.id)
        .where(tuple_(Capture.bundle_id, Capture.number).in_(list(captures)))
    )
    return {
        (capture.bundle_id, capture.number): OtherPhoto(
            bundle_id=capture.bundle_id,
            number=capture.number,
            kind=bundle.kind,
            author_id=bundle.author_id,
            area_code=capture.area_code,
            household_id=household_id,
            received_at=bundle.received_at,
            taken_at=capture.taken_at,
            has_picture=has_picture,
        )
        for capture, bundle, household_id, has_picture in rows
    }


def rare_fingerprints_of(session: Session, bundle_id: UUID) -> list[RareFingerprint]:
    """Photos of a bundle whose fingerprint is rare among the other photos of the phone that sent it.

    Nothing for a bundle that no registered phone sent. A phone is judged by all that it sent, so only a session that
    sees the whole country, as a worker's does, gets the full answer.
    """
    bundle = session.scalar(select(Bundle).where(Bundle.id == bundle_id))
    if bundle is None or bundle.device_id is None:
        return []
    own = _fingerprints_of(session, bundle_id)
    counts = _counts_of_phone(session, bundle)
    return [
        RareFingerprint(row.number, row.sha256, row.fingerprint, counts.get(row.fingerprint, 0), sum(counts.values()))
        for row in own
        if is_rare(row.fingerprint, counts)
    ]


def _fingerprints_of(session: Session, bundle_id: UUID) -> Sequence[Row[int, str, str | None]]:
    return session.execute(
        select(Capture.number, Capture.sha256, PhotoInspection.fingerprint)
        .join(PhotoInspection, PhotoInspection.sha256 == Capture.sha256)
        .where(Capture.bundle_id == bundle_id, PhotoInspection.fingerprint.is_not(None))
        .distinct()
        .order_by(Capture.number)
    ).all()


def _counts_of_phone(session: Session, bundle: Bundle) -> dict[str, int]:
    """How many photos of each fingerprint the phone sent with other bundles, before or after this one."""
    # A phone belongs to one author, and his bundles are found by an index.
    rows = session.execute(
        select(PhotoInspection.fingerprint, func.count(Capture.sha256.distinct()))
        .join(Capture, Capture.sha256 == PhotoInspection.sha256)
        .join(Bundle, Bundle.id == Capture.bundle_id)
        .where(
            Bundle.author_id == bundle.author_id,
            Bundle.device_id == bundle.device_id,
            Bundle.id != bundle.id,
            PhotoInspection.fingerprint.is_not(None),
        )
        .group_by(PhotoInspection.fingerprint)
    )
    return {fingerprint: count for fingerprint, count in rows if fingerprint is not None}
