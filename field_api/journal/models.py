"""Tables of the journal; rows are never changed and never removed, not even by the application's own role."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaScoped, Base, Immutable


class JournalEntry(AreaScoped, Immutable, Base):
    """One thing that happened. `data` holds ids, codes, counts and hashes; the empty area code is the country."""

    __tablename__ = "journal_entries"
    __table_args__ = (
        CheckConstraint(r"event ~ '^[a-z_]+\.[a-z_]+$'", name="event_form"),
        Index(None, "subject_id"),
        Index(None, "actor_id", "seq"),
        Index(None, "event", "seq"),
        Index(None, "recorded_at", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    event: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    request_id: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    data: Mapped[dict[str, Any]]


class PendingEntry(Base):
    """An entry that waits for its position; a trigger on `journal_entries` puts it here."""

    __tablename__ = "journal_pending"

    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("journal_entries.seq"), primary_key=True, autoincrement=False
    )


class JournalPosition(Immutable, Base):
    """The place of an entry in the sealed order: dense, from 0, in the order in which commits became visible."""

    __tablename__ = "journal_positions"
    __table_args__ = (CheckConstraint("position >= 0", name="not_negative"),)

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger, ForeignKey("journal_entries.seq"), unique=True)
    sequenced_at: Mapped[datetime]


class EntrySalt(Base):
    """What hides an entry behind its leaf in the log. Without it nobody can tell any more what the leaf stood for."""

    __tablename__ = "journal_salts"
    __table_args__ = (CheckConstraint("octet_length(salt) = 16", name="size"),)

    position: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("journal_positions.position"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class AccessRecord(AreaScoped, Immutable, Base):
    """A look at something personal: who, what, when, and under which request."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index(None, "subject"),
        Index(None, "actor_id", "seq"),
        Index(None, "action", "seq"),
        Index(None, "accessed_at", "seq"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    request_id: Mapped[str | None] = mapped_column(Text)
    accessed_at: Mapped[datetime]
    data: Mapped[dict[str, Any]]
