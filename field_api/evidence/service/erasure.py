"""Erasing the traces of a person in the evidence: members of visits, positions, and, when asked, photos.

Facts are immutable; functions of the database's owner empty exactly the columns that name somebody.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.evidence.models.photos import PhotoArrival, PhotoPiece
from field_api.evidence.queries import erasure as queries
from field_api.evidence.queries.photos import lock_photos
from field_api.evidence.rules.photos.captures import derivative_key, original_key
from field_api.registry.rules.erasure import ErasedPerson, ErasedTraces
from field_api.storage import ObjectStore

DERIVATIVES = ("large", "thumb")


def erase_visits(session: Session, person: ErasedPerson, *, with_photos: bool, at: datetime) -> ErasedTraces:
    """Empty the members of visits that are this person, and what visits to him alone say of place and work.

    Answers and captures stay, for decisions rest on them; the photos go only `with_photos`. The row of the erasure is
    there already.
    """
    met = [
        member
        for member in queries.members_met(session, person.person_id, person.households)
        if person.is_meant(person_id=member.person_id, nik_hash=member.nik_hash, name=member.name)
    ]
    visit_ids = list(queries.visits_to(session, person.alone))
    counts = Counter(
        visit_members=session.scalar(
            select(
                func.erase_visit_members(
                    person.person_id, [member.visit_id for member in met], [member.number for member in met]
                )
            )
        )
        or 0,
        visits=session.scalar(select(func.erase_visits(person.person_id, visit_ids))) or 0,
    )
    erased = erase_bundles(session, person, visit_ids, with_photos=with_photos, at=at)
    subjects = frozenset([*visit_ids, *queries.assignments_to(session, person.alone)])
    return ErasedTraces(counts, subjects, (*met, *queries.rows_of_visits(session, visit_ids))) + erased


def erase_bundles(
    session: Session, person: ErasedPerson, bundle_ids: Collection[UUID], *, with_photos: bool, at: datetime
) -> ErasedTraces:
    """Empty the positions of the photos of bundles about this person alone, and erase the photos themselves when asked.

    Rows and bytes in the database go now; a job removes the objects once this is committed, so that nothing is missing
    that is still recorded. A photo that another bundle names too stays. Photos that were erased before are emptied and
    removed again, in case something of them came since.
    """
    ids, hashes = list(bundle_ids), list[str]()
    counts = Counter(captures=session.scalar(select(func.erase_captures(person.person_id, ids))) or 0)
    if with_photos:
        hashes = list(queries.stored_photos_of(session, ids))
        # Whoever inspects one of them is waited for, so that what he found goes as well.
        lock_photos(session, hashes)
        counts["photo_inspections"] = queries.count_telling(session, hashes)
        counts["photos"] = session.scalar(select(func.erase_photos(person.person_id, hashes, at))) or 0
        for kept in (PhotoArrival, PhotoPiece):
            session.execute(
                delete(kept).where(kept.sha256.in_(hashes)), execution_options={"synchronize_session": False}
            )
        for sha256 in hashes:
            jobs.defer(session, "evidence.remove_photo", sha256=sha256)
    session.expire_all()
    rows = (*queries.rows_of_captures(session, ids), *queries.rows_of_photos(session, hashes))
    return ErasedTraces(counts, rows=rows)


def remove_photo(session: Session, store: ObjectStore, *, sha256: str) -> None:
    """Remove the original and the derivatives of an erased photo from the bucket; what is not erased stays."""
    found = queries.photo(session, sha256)
    if found is None or found.erased_at is None:
        return
    for key in (original_key(sha256), *(derivative_key(sha256, size) for size in DERIVATIVES)):
        store.delete(key)
