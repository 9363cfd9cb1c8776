"""Appending to the journal. The only writer of its tables; nothing here ever changes a row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.db import add_rows
from field_api.journal.models import AccessRecord, JournalEntry, JournalPosition
from field_api.journal.queries import Waiting, last_position, take_pending, waiting
from field_api.journal.rules import Access, Author, Entry, Event

# Any number will do; it names the lock under which positions are given out.
_SEQUENCER_LOCK = 7_120_031


def append(
    session: Session,
    author: Author,
    event: Event,
    *,
    subject_id: UUID,
    at: datetime,
    area_code: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Record that something happened, in the transaction in which it happens.

    `data` may hold ids, codes, counts and hashes, never a NIK, a name or a coordinate.
    """
    append_all(session, author, [Entry(event, subject_id, area_code, data or {})], at=at)


def append_all(session: Session, author: Author, entries: Sequence[Entry], *, at: datetime) -> None:
    """Record several things that happen in one transaction, in one statement."""
    add_rows(
        session,
        JournalEntry,
        [
            {
                "id": new_id(),
                "event": entry.event.value,
                "subject_id": entry.subject_id,
                "area_code": entry.area_code,
                "actor_id": author.user_id,
                "device_id": author.device_id,
                "request_id": author.request_id,
                "recorded_at": at,
                "data": dict(entry.data),
            }
            for entry in entries
        ],
    )


def record_access(
    session: Session,
    author: Author,
    action: Access,
    *,
    subject: str,
    area_code: str,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Record a look at something personal: `subject` is an id or a hash."""
    session.execute(
        insert(AccessRecord),
        [
            {
                "action": action.value,
                "subject": subject,
                "area_code": area_code,
                "actor_id": author.user_id,
                "device_id": author.device_id,
                "request_id": author.request_id,
                "accessed_at": at,
                "data": dict(data or {}),
            }
        ],
    )


def sequence(
    session: Session,
    *,
    at: datetime,
    react: Callable[[Session, JournalEntry], None],
    limit: int = 1000,
) -> int:
    """Give the next positions to entries that have none, and let `react` defer what follows from each.

    Positions are given under one lock and in one transaction with the deferred jobs, so each entry is reacted to
    exactly once, whatever dies in between. Returns how many entries were taken: 0 also when another sequencer is at it.
    """
    if not session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _SEQUENCER_LOCK}):
        return 0
    entries = take_pending(session, limit=limit)
    start = last_position(session) + 1
    if entries:
        rows = [
            {"position": start + offset, "seq": entry.seq, "sequenced_at": at} for offset, entry in enumerate(entries)
        ]
        session.execute(insert(JournalPosition), rows)
    for entry in entries:
        react(session, entry)
    return len(entries)


def waiting_entries(session: Session) -> Waiting:
    """How many entries have no position yet, and for how long the oldest of them has waited."""
    return waiting(session)
