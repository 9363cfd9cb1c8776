"""What must lie in the bucket, in the order in which the bucket lists it: for an audit, in flat memory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import collate, func, select
from sqlalchemy.orm import Session

from field_api.evidence.models.photos import Photo, PhotoArrival, PhotoInspection

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class PhotoOnRecord:
    """A stored photo; `arrived` while its bytes are still in the database."""

    sha256: str
    size: int
    arrived: bool


def photos_on_record(session: Session) -> Iterator[PhotoOnRecord]:
    """Every stored photo that was not erased, by its hash."""
    found = session.execute(
        select(Photo.sha256, Photo.size, PhotoArrival.sha256.is_not(None))
        .outerjoin(PhotoArrival, PhotoArrival.sha256 == Photo.sha256)
        .where(Photo.erased_at.is_(None))
        .order_by(collate(Photo.sha256, "C"))
        .execution_options(yield_per=_BATCH)
    )
    for row in found:
        yield PhotoOnRecord(*row)


def damaged_arrivals(session: Session) -> Iterator[str]:
    """The photos whose bytes in the database have another hash; the database itself computes it."""
    found = func.encode(func.sha256(PhotoArrival.content), "hex")
    yield from session.scalars(select(PhotoArrival.sha256).where(found != PhotoArrival.sha256))


def shown_photos(session: Session) -> Iterator[str]:
    """The hash of every photo of which an inspection says that it has derivatives."""
    yield from session.scalars(
        select(Photo.sha256)
        .where(
            select(PhotoInspection.sha256)
            .where(PhotoInspection.sha256 == Photo.sha256, PhotoInspection.has_derivatives)
            .exists()
        )
        .order_by(collate(Photo.sha256, "C"))
        .execution_options(yield_per=_BATCH)
    )


def known_photos(session: Session, hashes: Collection[str]) -> set[str]:
    """Those of the hashes under which a photo is on record now."""
    return set(session.scalars(select(Photo.sha256).where(Photo.sha256.in_(hashes))))
