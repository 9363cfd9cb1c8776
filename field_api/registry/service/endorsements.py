"""What an endorsed list does to enrolments, a thousand subjects at a time: a list may hold 50,000.

The same rules as `service.enrolments`, in few statements. Each batch leaves one journal entry with the count and the
hash of the statuses it appended; the items themselves are under the seal of the list.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import Enrolment, EnrolmentStatus
from field_api.registry.queries.endorsements import Standing, Subject, standings
from field_api.registry.service.enrolments import Status

BATCH = 1000


@dataclass(frozen=True, slots=True)
class EndorsedSubject:
    """One line of the list: `person_id` is None for a household programme."""

    component: str
    household_id: UUID
    person_id: UUID | None
    area_code: str
    eligible: bool

    @property
    def key(self) -> Subject:
        return (self.component, self.household_id, self.person_id)


@dataclass(frozen=True, slots=True)
class Effect:
    """How many enrolments became active, and how many ended."""

    activated: int
    ended: int


def apply_endorsement(
    session: Session,
    author: Author,
    *,
    list_id: UUID,
    area_code: str,
    programme_code: str,
    subjects: Sequence[EndorsedSubject],
    effective_from: date,
    reason: str,
    at: datetime,
) -> Effect:
    """Activate who was endorsed as eligible, and end what was in force for who was not (B2, B10).

    `effective_from` is the day of the letter; a status takes effect later where an older decision came into force on a
    later day, so that the newer letter has the last word. The same list again changes nothing. Components and units
    were checked when the determinations were made. Nobody gets an enrolment by being found not eligible.
    """
    activated = ended = 0
    for start in range(0, len(subjects), BATCH):
        batch = subjects[start : start + BATCH]
        known = standings(
            session,
            programme_code=programme_code,
            household_ids={subject.household_id for subject in batch},
        )
        made = _new_enrolments([each for each in batch if each.eligible and each.key not in known], programme_code, at)
        if made:
            session.execute(insert(Enrolment), list(made.values()))
        known |= {key: Standing(row["id"], row["area_code"]) for key, row in made.items()}
        changes = list(_changes(batch, known, list_id))
        if not changes:
            continue
        rows = [
            _row(standing, status, list_id=list_id, effective_from=effective_from, reason=reason, at=at)
            for standing, status in changes
        ]
        session.execute(insert(EnrolmentStatus), rows)
        activated += sum(status is Status.ACTIVE for _, status in changes)
        ended += sum(status is Status.ENDED for _, status in changes)
        recorded = [*journal.rows_of(Enrolment, made.values()), *journal.rows_of(EnrolmentStatus, rows)]
        _report(
            session, author, rows, recorded, list_id, area_code=area_code, programme_code=programme_code,
            effective_from=effective_from, at=at,
        )  # fmt: skip
    return Effect(activated, ended)


def _new_enrolments(
    subjects: Sequence[EndorsedSubject], programme_code: str, at: datetime
) -> dict[Subject, dict[str, Any]]:
    return {
        subject.key: {
            "id": new_id(),
            "area_code": subject.area_code,
            "programme_code": programme_code,
            "component": subject.component,
            "household_id": subject.household_id,
            "person_id": subject.person_id,
            "created_at": at,
        }
        for subject in subjects
    }


def _changes(
    subjects: Sequence[EndorsedSubject], known: dict[Subject, Standing], list_id: UUID
) -> Iterator[tuple[Standing, Status]]:
    for subject in subjects:
        standing = known.get(subject.key)
        if standing is None:
            continue
        if subject.eligible and (standing.last_status, standing.last_list_id) != (Status.ACTIVE, list_id):
            yield standing, Status.ACTIVE
        elif not subject.eligible and standing.last_status not in {None, Status.ENDED}:
            yield standing, Status.ENDED


def _row(
    standing: Standing, status: Status, *, list_id: UUID, effective_from: date, reason: str, at: datetime
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "number": standing.number + 1,
        "enrolment_id": standing.enrolment_id,
        "area_code": standing.area_code,
        "status": status.value,
        "effective_from": _takes_effect(standing, status, effective_from),
        "reason": reason,
        "list_id": list_id,
        "recorded_at": at,
    }


def _takes_effect(standing: Standing, status: Status, letter_date: date) -> date:
    """The day of the letter, or the day from which something else would otherwise go on in spite of it."""
    if standing.last_from is None:
        return letter_date
    if status is Status.ACTIVE and standing.last_status == Status.SUSPENDED:
        # Doubt that arose at the door after the letter is not settled by it.
        return letter_date
    return max(letter_date, standing.last_from)


def _report(
    session: Session,
    author: Author,
    rows: Sequence[dict[str, Any]],
    recorded: Sequence[journal.Row],
    list_id: UUID,
    *,
    area_code: str,
    programme_code: str,
    effective_from: date,
    at: datetime,
) -> None:
    digest = hashlib.sha256(b"".join(row["id"].bytes for row in rows)).hexdigest()
    journal.append(
        session,
        author,
        Event.ENROLMENT_STATUS_CHANGED,
        subject_id=list_id,
        area_code=area_code,
        at=at,
        data={
            "programme": programme_code,
            "list": str(list_id),
            "count": len(rows),
            "active": sum(row["status"] == Status.ACTIVE for row in rows),
            "ended": sum(row["status"] == Status.ENDED for row in rows),
            "effective_from": effective_from.isoformat(),
            "effective_later": sum(row["effective_from"] > effective_from for row in rows),
            "statuses_sha256": digest,
        },
        rows=recorded,
    )
