"""Finding the traces of a person in the evidence."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from field_api.evidence.models.photos import Capture, Photo, PhotoInspection
from field_api.evidence.models.visits import Assignment, Visit, VisitMember


def members_met(session: Session, person_id: UUID, household_ids: Collection[UUID]) -> Sequence[VisitMember]:
    """Members of visits to these households, and wherever the person is named by id."""
    return session.scalars(
        select(VisitMember)
        .join(Visit, Visit.id == VisitMember.visit_id)
        .where(or_(Visit.household_id.in_(household_ids), VisitMember.person_id == person_id))
    ).all()


def visits_to(session: Session, household_ids: Collection[UUID]) -> Sequence[UUID]:
    return session.scalars(select(Visit.id).where(Visit.household_id.in_(household_ids))).all()


def assignments_to(session: Session, household_ids: Collection[UUID]) -> Sequence[UUID]:
    return session.scalars(select(Assignment.id).where(Assignment.household_id.in_(household_ids))).all()


def stored_photos_of(session: Session, bundle_ids: Collection[UUID]) -> Sequence[str]:
    """The photos of these bundles that ever came, erased or not, and which no other bundle of the country names."""
    other = Capture.__table__.alias("other")
    elsewhere = exists().where(other.c.sha256 == Capture.sha256, other.c.bundle_id.not_in(bundle_ids))
    return session.scalars(
        select(Capture.sha256)
        .join(Photo, Photo.sha256 == Capture.sha256)
        .where(Capture.bundle_id.in_(bundle_ids), ~elsewhere)
        .distinct()
    ).all()


def count_telling(session: Session, hashes: Collection[str]) -> int:
    """How many inspections of these photos still tell what they found."""
    telling = or_(PhotoInspection.findings != {}, PhotoInspection.has_derivatives)
    return session.scalars(select(func.count()).where(PhotoInspection.sha256.in_(hashes), telling)).one()


def rows_of_visits(session: Session, visit_ids: Collection[UUID]) -> Sequence[Visit]:
    return session.scalars(select(Visit).where(Visit.id.in_(visit_ids))).all()


def rows_of_captures(session: Session, bundle_ids: Collection[UUID]) -> Sequence[Capture]:
    return session.scalars(select(Capture).where(Capture.bundle_id.in_(bundle_ids))).all()


def rows_of_photos(session: Session, hashes: Collection[str]) -> list[Photo | PhotoInspection]:
    """These photos and every inspection of them."""
    photos = session.scalars(select(Photo).where(Photo.sha256.in_(hashes)))
    return [*photos, *session.scalars(select(PhotoInspection).where(PhotoInspection.sha256.in_(hashes)))]


def photo(session: Session, sha256: str) -> Photo | None:
    return session.get(Photo, sha256)
