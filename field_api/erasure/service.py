"""Erasing what is known of a person in every area, in one transaction, and telling it in the journal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.distribution.service.erasure import erase_hand_overs
from field_api.erasure.models import Erasure
from field_api.erasure.rules import LegalBasis
from field_api.errors import FieldProblem, InvalidInput
from field_api.evidence.service.erasure import erase_visits
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.service.erasure import erase_from_registry, find_erasable
from field_api.review.service.erasure import erase_list_items

_SHORTEST_REASON = 5


class ReasonMissing(InvalidInput):
    """Nobody is erased without a reason in words."""

    code = "reason_missing"


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was erased: counts by kind of row, and how many journal entries lost their salt."""

    person_id: UUID
    erased_at: datetime
    counts: dict[str, int]


def erase_person(
    session: Session,
    author: Author,
    *,
    person_id: UUID,
    legal_basis: LegalBasis | str,
    reason: str,
    at: datetime,
    with_photos: bool = False,
) -> ErasureReport:
    """Erase what names a person in registry, visits, lists and hand-overs, and the salts of the entries about him.

    Ids, hashes, counts and outcomes stay; log, seals and every other receipt stay valid; the entry `person.erased`
    explains to an audit what is missing. `with_photos` erases the photos of households in which he was alone. Once more
    erases what has come since, and leaves no entry when that is nothing. The caller has checked the permission. Raises
    ReasonMissing, PersonNotFound, TracesElsewhere.
    """
    if len(reason.strip()) < _SHORTEST_REASON:
        problem = FieldProblem("/reason", "missing", "Erasing cannot be undone.", "Say why, without naming the person.")
        raise ReasonMissing("An erasure needs a reason.", problems=[problem])
    basis = LegalBasis(legal_basis)
    person, found = find_erasable(session, person_id=person_id)
    is_first = person.erased_at is None
    if is_first:
        session.add(
            Erasure(
                person_id=person_id,
                area_code=person.area_code,
                legal_basis=basis.value,
                reason=reason.strip(),
                with_photos=with_photos,
                erased_by=author.user_id,
                erased_at=at,
            )
        )
        session.flush()
    traces = erase_hand_overs(session, found, with_photos=with_photos, at=at)
    traces += erase_list_items(session, found)
    traces += erase_visits(session, found, with_photos=with_photos, at=at)
    traces += erase_from_registry(session, author, person, found, at=at)
    salts = journal.erase_salts(session, person_id=person_id, subject_ids=traces.subjects)
    counts = {**traces.counts, "salts": salts}
    if not is_first and not any(counts.values()):
        return ErasureReport(person_id, at, counts)
    journal.append(
        session,
        author,
        Event.PERSON_ERASED,
        subject_id=person_id,
        area_code=person.area_code,
        at=at,
        data={
            "legal_basis": basis.value,
            "with_photos": with_photos,
            "counts": counts,
            "subjects": sorted(map(str, traces.subjects)),
        },
        rows=traces.rows,
    )
    return ErasureReport(person_id, at, counts)
