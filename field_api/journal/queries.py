"""Reading the journal."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from field_api.journal.models import AccessRecord, JournalEntry, JournalPosition, PendingEntry


def take_pending(session: Session, *, limit: int) -> list[JournalEntry]:
    """Remove up to `limit` entries from the waiting room and return them in the order of their numbers."""
    oldest = select(PendingEntry.seq).order_by(PendingEntry.seq).limit(limit)
    taken = session.scalars(
        delete(PendingEntry).where(PendingEntry.seq.in_(oldest)).returning(PendingEntry.seq),
        execution_options={"synchronize_session": False},
    ).all()
    if not taken:
        return []
    return list(session.scalars(select(JournalEntry).where(JournalEntry.seq.in_(taken)).order_by(JournalEntry.seq)))


def last_position(session: Session) -> int:
    """The highest position given so far, -1 when none."""
    highest = session.scalar(select(func.max(JournalPosition.position)))
    return -1 if highest is None else highest


def entries_page(
    session: Session, *, after: int, limit: int, event: str | None = None, subject_id: UUID | None = None
) -> Sequence[JournalEntry]:
    """Entries numbered above `after`, oldest first, within the scope of the session."""
    statement = select(JournalEntry).where(JournalEntry.seq > after).order_by(JournalEntry.seq).limit(limit)
    if event is not None:
        statement = statement.where(JournalEntry.event == event)
    if subject_id is not None:
        statement = statement.where(JournalEntry.subject_id == subject_id)
    return session.scalars(statement).all()


def access_page(
    session: Session, *, after: int, limit: int, subject: str | None = None, actor_id: UUID | None = None
) -> Sequence[AccessRecord]:
    """Looks numbered above `after`, oldest first, within the scope of the session."""
    statement = select(AccessRecord).where(AccessRecord.seq > after).order_by(AccessRecord.seq).limit(limit)
    if subject is not None:
        statement = statement.where(AccessRecord.subject == subject)
    if actor_id is not None:
        statement = statement.where(AccessRecord.actor_id == actor_id)
    return session.scalars(statement).all()
