"""Builders of journal entries and looks."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api import clock
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.journal.rules import Access, Event, SystemAuthor
from field_api.transparency.rules.notes import Signer

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)


def entry(session: Session, event: Event = Event.HOUSEHOLD_REGISTERED, **overrides: Any) -> UUID:
    """One entry, written as services write it; returns the id of its subject."""
    subject_id: UUID = overrides.pop("subject_id", None) or clock.new_id()
    values = {"at": NOON, "area_code": "31.75.06.1004.008.003", "data": {}}
    author = overrides.pop("author", SystemAuthor("test"))
    journal.append(session, author, event, subject_id=subject_id, **(values | overrides))
    return subject_id


def log_all(session: Session, signer: Signer, *, limit: int = 1000) -> None:
    """Give every waiting entry its position and put it into the log, at most `limit` under one checkpoint."""
    journal.sequence(session, at=clock.now(), react=lambda *_: None)
    while journal.integrate(session, signer, at=clock.now(), limit=limit):
        pass


def entry_of(session: Session, subject_id: UUID) -> JournalEntry:
    """The only entry of a subject."""
    return session.query(JournalEntry).filter(JournalEntry.subject_id == subject_id).one()


def look(session: Session, action: Access = Access.PHOTO_VIEWED, **overrides: Any) -> str:
    """One look, written as services write it; returns its subject."""
    subject: str = overrides.pop("subject", None) or clock.new_id().hex
    values = {"at": NOON, "area_code": "31.75.06.1004.008.003", "data": {}}
    author = overrides.pop("author", SystemAuthor("test"))
    journal.record_access(session, author, action, subject=subject, **(values | overrides))
    return subject
