"""Reading the journal and the access log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from typing import cast as typing_cast
from uuid import UUID

from sqlalchemy import Select, Table, Text, and_, case, cast, delete, exists, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from field_api.db import Base, Page, bound_columns, keyset_page, within
from field_api.journal.models import AccessRecord, EntrySalt, JournalEntry, JournalPosition, PendingEntry
from field_api.journal.rules import ROWS, Event
from field_api.scope import Scope

# Rows that an export holds in memory at once.
_EXPORT_BATCH = 1000


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What entries are asked for; None asks for all. `since` is inclusive, `until` exclusive."""

    event: str | None = None
    subject_id: UUID | None = None
    actor_id: UUID | None = None
    area: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """What looks are asked for; None asks for all. `since` is inclusive, `until` exclusive."""

    action: str | None = None
    subject: str | None = None
    actor_id: UUID | None = None
    area: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Entries without a position."""

    count: int
    oldest_seconds: float


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


@dataclass(frozen=True, slots=True)
class Committed:
    """An entry with its place in the log and the salt of its commitment; no salt when it was erased."""

    entry: JournalEntry
    position: int
    salt: bytes | None


def _committed() -> Select[JournalEntry, int, bytes]:
    return (
        select(JournalEntry, JournalPosition.position, EntrySalt.salt)
        .join(JournalPosition, JournalPosition.seq == JournalEntry.seq)
        .outerjoin(EntrySalt, EntrySalt.position == JournalPosition.position)
    )


def newest_committed(session: Session, *, subject_id: UUID, event: str) -> Committed | None:
    """The newest entry of this kind about a subject, within the scope of the session, once it has a position."""
    row = session.execute(
        _committed()
        .where(JournalEntry.subject_id == subject_id, JournalEntry.event == event)
        .order_by(JournalPosition.position.desc())
        .limit(1)
    ).first()
    return None if row is None else Committed(*row)


def committed_from(session: Session, *, position: int, limit: int) -> list[Committed]:
    """Entries with their salts from `position` on, in the order of their positions."""
    rows = session.execute(
        _committed().where(JournalPosition.position >= position).order_by(JournalPosition.position).limit(limit)
    )
    return [Committed(*row) for row in rows]


def erasures(session: Session, *, since: int) -> Iterator[tuple[int, list[str]]]:
    """Number and subjects of every entry from number `since` on that tells of an erasure."""
    rows = session.execute(
        select(JournalEntry.seq, JournalEntry.data["subjects"]).where(
            JournalEntry.event == Event.PERSON_ERASED.value, JournalEntry.seq >= since
        )
    )
    for seq, subjects in rows:
        yield seq, subjects or []


# Counts say nothing of a person, so this one may be asked without a scope.
_WAITING = text("""
    SELECT (SELECT count(*) FROM journal_pending),
           (SELECT extract(epoch FROM now() - recorded_at)::float FROM journal_entries
            WHERE seq = (SELECT min(seq) FROM journal_pending))
""")


def key_of(model: type[Base], values: Mapping[str, Any]) -> str:
    """The primary key of a row, as the digests of an entry are named by it; `recorded_rows` spells it the same in SQL."""
    return "/".join(str(values[column.name]) for column in _table(model).primary_key)


def recorded_rows(session: Session, model: type[Base]) -> Iterator[tuple[str, str | None, Mapping[str, Any] | None]]:
    """Every row of a `Bound` model beside the newest digest that an entry holds of it, in flat memory.

    Key, digest (None: no entry names the row) and the columns that a digest covers (None: the row is gone).
    """
    table, columns = _table(model), bound_columns(model)
    key = func.concat_ws("/", *(cast(column, Text) for column in table.primary_key)).label("row_key")
    rows = select(key, *columns).subquery()
    held = JournalEntry.data[ROWS][table.name]
    # A value that was put there by hand and is no object holds no digest.
    each = (
        func.jsonb_each_text(case((func.jsonb_typeof(held) == "object", held))).table_valued("key", "value").lateral()
    )
    digests = (
        select(each.c.key, each.c.value)
        .select_from(JournalEntry)
        .join(each, text("true"))
        .ext(distinct_on(each.c.key))
        .order_by(each.c.key, JournalEntry.seq.desc())
        .subquery()
    )
    joined = rows.join(digests, rows.c.row_key == digests.c.key, full=True)
    found = session.execute(
        select(rows.c.row_key, digests.c.key, digests.c.value, *(rows.c[column.name] for column in columns))
        .select_from(joined)
        .execution_options(yield_per=_EXPORT_BATCH)
    )
    names = [column.name for column in columns]
    for row_key, named, digest, *values in found:
        yield row_key or named, digest, None if row_key is None else dict(zip(names, values, strict=True))


def rows_before_digests(session: Session) -> Mapping[str, int]:
    """How many rows each table had when digests began to be kept; empty for a database that always had them.

    An entry that says so later than the first digest is not believed.
    """
    earlier = aliased(JournalEntry)
    found = session.scalar(
        select(JournalEntry.data)
        .where(
            JournalEntry.event == Event.DIGESTS_BEGUN.value,
            ~exists().where(and_(earlier.seq < JournalEntry.seq, earlier.data.has_key(ROWS))),
        )
        .order_by(JournalEntry.seq)
        .limit(1)
    )
    before = (found or {}).get("rows_before")
    return before if isinstance(before, dict) else {}


def _table(model: type[Base]) -> Table:
    return typing_cast("Table", model.__table__)


def waiting(session: Session) -> Waiting:
    """How many entries have no position yet, and the age of the first of them in seconds."""
    count, oldest = session.execute(_WAITING).one()
    return Waiting(count, max(oldest or 0.0, 0.0))


def entries_page(
    session: Session, *, asked: EntryFilter, after: tuple[Any, ...] | None, limit: int, newest_first: bool = False
) -> Page[JournalEntry]:
    """One page of entries in the order of writing within the scope of the session; of a period, in that of time."""
    key = _order(asked, JournalEntry.recorded_at, JournalEntry.seq)
    return keyset_page(session, _entries(asked), key=key, after=after, limit=limit, newest_first=newest_first)


def positions_of(session: Session, entries: Sequence[JournalEntry]) -> dict[int, int]:
    """The positions of those entries that have one, by entry number."""
    found = session.execute(
        select(JournalPosition.seq, JournalPosition.position).where(
            JournalPosition.seq.in_([entry.seq for entry in entries])
        )
    )
    return {seq: position for seq, position in found}  # noqa: C416 - rows are no pairs to the type checker


def each_entry(session: Session, *, asked: EntryFilter) -> Iterator[JournalEntry]:
    """All entries asked for, oldest first, in flat memory."""
    order = _order(asked, JournalEntry.recorded_at, JournalEntry.seq)
    yield from _in_batches(session, _entries(asked).order_by(*order))


def access_page(
    session: Session, *, asked: AccessFilter, after: tuple[Any, ...] | None, limit: int, newest_first: bool = False
) -> Page[AccessRecord]:
    """One page of looks in the order of looking within the scope of the session; of a period, in that of time."""
    key = _order(asked, AccessRecord.accessed_at, AccessRecord.seq)
    return keyset_page(session, _looks(asked), key=key, after=after, limit=limit, newest_first=newest_first)


def each_access(session: Session, *, asked: AccessFilter) -> Iterator[AccessRecord]:
    """All looks asked for, oldest first, in flat memory."""
    yield from _in_batches(session, _looks(asked).order_by(*_order(asked, AccessRecord.accessed_at, AccessRecord.seq)))


def _order(
    asked: EntryFilter | AccessFilter, moment: InstrumentedAttribute[datetime], seq: InstrumentedAttribute[int]
) -> list[InstrumentedAttribute[Any]]:
    """Of a period by time, which has an index; in the order of numbers it would be looked for from one end of the record."""
    return [seq] if asked.since is None and asked.until is None else [moment, seq]


def _entries(asked: EntryFilter) -> Select[JournalEntry]:
    statement: Select[JournalEntry] = select(JournalEntry)
    if asked.event is not None:
        statement = statement.where(JournalEntry.event == asked.event)
    if asked.subject_id is not None:
        statement = statement.where(JournalEntry.subject_id == asked.subject_id)
    if asked.actor_id is not None:
        statement = statement.where(JournalEntry.actor_id == asked.actor_id)
    if asked.since is not None:
        statement = statement.where(JournalEntry.recorded_at >= asked.since)
    if asked.until is not None:
        statement = statement.where(JournalEntry.recorded_at < asked.until)
    if asked.area is not None:
        statement = statement.where(within(JournalEntry.area_code, Scope.of([asked.area])))
    return statement


def _looks(asked: AccessFilter) -> Select[AccessRecord]:
    statement: Select[AccessRecord] = select(AccessRecord)
    if asked.action is not None:
        statement = statement.where(AccessRecord.action == asked.action)
    if asked.subject is not None:
        statement = statement.where(AccessRecord.subject == asked.subject)
    if asked.actor_id is not None:
        statement = statement.where(AccessRecord.actor_id == asked.actor_id)
    if asked.since is not None:
        statement = statement.where(AccessRecord.accessed_at >= asked.since)
    if asked.until is not None:
        statement = statement.where(AccessRecord.accessed_at < asked.until)
    if asked.area is not None:
        statement = statement.where(within(AccessRecord.area_code, Scope.of([asked.area])))
    return statement


def _in_batches(session: Session, statement: Select[Any]) -> Iterator[Any]:
    for batch in session.scalars(statement, execution_options={"yield_per": _EXPORT_BATCH}).partitions():
        yield from batch
        # What has been written out need not be remembered.
        session.expunge_all()
