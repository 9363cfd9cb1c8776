"""Reading and locking the order in which photos came to be searched; only workers do, and they see the whole country."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from field_api.db import lock_until_commit
from field_api.evidence.models.photos import Bundle, Capture, PhotoInspection
from field_api.evidence.models.reuse import PhotoScene
from field_api.evidence.models.visits import Assignment, Visit
from field_api.evidence.rules.reuse.standing import MOST_PER_PHOTO, Origin

# Whoever holds it gives out the next positions; the commit releases it, so positions follow the order of commits.
_LOCK = "field_api.photo_scenes"

HashRow = tuple[int, tuple[bytes | None, bytes | None, bytes | None]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A photo of a bundle in the order of the search, with what its newest inspection found."""

    number: int
    area_code: str
    position: int
    trimmed: bool
    sha256: str
    stripped_sha256: str | None
    findings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """The capture at a position, and whether bars were cut off its picture."""

    bundle_id: UUID
    number: int
    trimmed: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A photo that came before: which capture it is, and the hash by which it was asked for."""

    asked: str
    bundle_id: UUID
    number: int


def lock_order(session: Session) -> int:
    """Wait for one's turn to place photos, until the commit; the next free position."""
    lock_until_commit(session, _LOCK)
    free: int = session.scalars(select(func.coalesce(func.max(PhotoScene.position) + 1, 0))).one()
    return free


def is_placed(session: Session, bundle_id: UUID) -> bool:
    return session.scalar(select(PhotoScene.position).where(PhotoScene.bundle_id == bundle_id).limit(1)) is not None


def placed(session: Session, bundle_id: UUID) -> list[Placed]:
    """The photos of a bundle in their positions, each with its newest inspection."""
    rows = session.execute(
        select(
            Capture.number,
            Capture.area_code,
            PhotoScene.position,
            PhotoScene.trimmed,
            Capture.sha256,
            PhotoInspection.stripped_sha256,
            PhotoInspection.findings,
        )
        .join(Capture, _captured(PhotoScene))
        .join(
            PhotoInspection,
            and_(PhotoInspection.sha256 == Capture.sha256, PhotoInspection.inspection_version == _newest()),
        )
        .where(PhotoScene.bundle_id == bundle_id)
        .order_by(PhotoScene.position)
    )
    return [Placed(*row) for row in rows]


def hashes_from(session: Session, position: int, *, limit: int) -> Sequence[HashRow]:
    """Positions and hashes from a position on, in their order."""
    rows = session.execute(
        select(PhotoScene.position, PhotoScene.hash_full, PhotoScene.hash_crop5, PhotoScene.hash_crop10)
        .where(PhotoScene.position >= position)
        .order_by(PhotoScene.position)
        .limit(limit)
    )
    return [(position, (full, crop5, crop10)) for position, full, crop5, crop10 in rows]


def capture_at(session: Session, position: int) -> str | None:
    """Bundle and number of the capture at a position, as one text; None when the order does not reach so far."""
    row = session.execute(
        select(PhotoScene.bundle_id, PhotoScene.number).where(PhotoScene.position == position)
    ).first()
    return None if row is None else f"{row.bundle_id}/{row.number}"


def captures_at(session: Session, positions: Collection[int]) -> dict[int, Place]:
    """The captures at these positions."""
    rows = session.execute(
        select(PhotoScene.position, PhotoScene.bundle_id, PhotoScene.number, PhotoScene.trimmed).where(
            PhotoScene.position.in_(positions)
        )
    )
    return {row.position: Place(row.bundle_id, row.number, row.trimmed) for row in rows}


def earlier_files(session: Session, hashes: Collection[str], *, before: int) -> list[Earlier]:
    """Captures of the same files below a position, the first ones of each."""
    return _earliest(session, Capture.sha256, hashes, before=before)


def earlier_stripped(session: Session, hashes: Collection[str], *, before: int) -> list[Earlier]:
    """Captures below a position whose files are the same without metadata, the first ones of each."""
    return _earliest(session, PhotoInspection.stripped_sha256, hashes, before=before)


def _earliest(session: Session, asked: Any, hashes: Collection[str], *, before: int) -> list[Earlier]:
    if not hashes:
        return []
    place = func.row_number().over(partition_by=asked, order_by=PhotoScene.position)
    statement = (
        select(asked.label("asked"), PhotoScene.bundle_id, PhotoScene.number, place.label("place"))
        .join(Capture, _captured(PhotoScene))
        .where(asked.in_(hashes), PhotoScene.position < before, PhotoScene.trimmed.is_(False))
    )
    if asked is not Capture.sha256:
        statement = statement.join(
            PhotoInspection,
            and_(PhotoInspection.sha256 == Capture.sha256, PhotoInspection.inspection_version == _newest()),
        )
    ranked = statement.subquery()
    rows = session.execute(
        select(ranked).where(ranked.c.place <= MOST_PER_PHOTO).order_by(ranked.c.asked, ranked.c.place)
    )
    return [Earlier(row.asked, row.bundle_id, row.number) for row in rows]


def origins_of(session: Session, bundle_ids: Collection[UUID]) -> dict[UUID, Origin]:
    """Who brought these bundles, where and when, and which earlier visits each continues."""
    rows = session.execute(
        select(Bundle, Visit.household_id, Visit.started_at, Visit.finished_at)
        .outerjoin(Visit, Visit.id == Bundle.id)
        .where(Bundle.id.in_(bundle_ids))
    ).all()
    before = _visits_before(session, bundle_ids)
    return {
        bundle.id: Origin(
            bundle_id=bundle.id,
            author_id=bundle.author_id,
            area_code=bundle.area_code,
            device_id=bundle.device_id,
            household_id=household_id,
            started_at=started_at,
            finished_at=finished_at,
            continues=_all_before(bundle.id, before),
        )
        for bundle, household_id, started_at, finished_at in rows
    }


def _visits_before(session: Session, visit_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For these visits and all that come up: the visit that each replaces, and the one whose return it answers."""
    known: dict[UUID, set[UUID]] = {}
    asked = set(visit_ids)
    while asked:
        rows = session.execute(
            select(Visit.id, Visit.replaces_visit_id, Assignment.returns_visit_id)
            .outerjoin(Assignment, Assignment.id == Visit.assignment_id)
            .where(Visit.id.in_(asked))
        ).all()
        known |= {visit_id: set() for visit_id in asked}
        known |= {visit_id: {each for each in named if each is not None} for visit_id, *named in rows}
        asked = {each for visit_id in asked for each in known[visit_id]} - known.keys()
    return known


def _all_before(visit_id: UUID, before: dict[UUID, set[UUID]]) -> frozenset[UUID]:
    found: set[UUID] = set()
    asked = set(before[visit_id])
    while asked:
        found |= asked
        asked = {each for visit in asked for each in before[visit]} - found
    return frozenset(found)


def _captured(scene: type[PhotoScene]) -> Any:
    return and_(Capture.bundle_id == scene.bundle_id, Capture.number == scene.number)


def _newest() -> Any:
    inspected = PhotoInspection.__table__.alias("inspected")
    return (
        select(func.max(inspected.c.inspection_version))
        .where(inspected.c.sha256 == Capture.sha256)
        .correlate(Capture)
        .scalar_subquery()
    )
