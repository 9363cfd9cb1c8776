"""Appending to the journal. The only writer of its tables; nothing here ever changes a row."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.db import (
    Base,
    Immutable,
    bound_columns,
    bound_models,
    digest_key_of,
    lock_until_commit,
    scope_of,
    try_lock_until_commit,
)
from field_api.errors import NotFound
from field_api.journal.models import AccessRecord, EntrySalt, JournalEntry, JournalPosition
from field_api.journal.queries import (
    Committed,
    Waiting,
    committed_from,
    erasures,
    key_of,
    last_position,
    newest_committed,
    recorded_rows,
    rows_before_digests,
    take_pending,
    waiting,
)
from field_api.journal.rules import ROWS, Access, Author, Entry, Event, row_digest, statement_of
from field_api.transparency import service as log
from field_api.transparency.rules.faults import Fault
from field_api.transparency.rules.notes import Signer
from field_api.transparency.rules.receipts import SALT_BYTES, Receipt, commitment_of
from field_api.transparency.service import NotInLog
from field_api.waiting_rows import add_rows

# A row of a `Bound` model, or the model and the values of one row.
Row = Base | tuple[type[Base], Mapping[str, Any]]

# Under the one positions are given out, under the other entries come into the log.
_SEQUENCER_LOCK = "field_api.sequencer"
_LOG_LOCK = "field_api.log"
# An entry may hold the digests of a thousand rows.
_AUDIT_BATCH = 500


class ReceiptErased(NotFound):
    """The salt of the entry was erased with a person's data."""

    code = "receipt_erased"


def append(
    session: Session,
    author: Author,
    event: Event,
    *,
    subject_id: UUID,
    at: datetime,
    area_code: str = "",
    data: Mapping[str, Any] | None = None,
    rows: Sequence[Row] = (),
) -> None:
    """Record that something happened, in the transaction in which it happens.

    `data` may hold ids, codes, counts and hashes, never a NIK, a name or a coordinate. `rows` are the rows of `Bound`
    models that this write made or changed, as they are now: the entry keeps a keyed digest of each.
    """
    append_all(session, author, [Entry(event, subject_id, area_code, data or {}, rows)], at=at)


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
                "data": {**entry.data, **_digests(session, entry.rows)},
            }
            for entry in entries
        ],
    )


def rows_of(model: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Plain rows of one model, as `append` takes them."""
    return [(model, row) for row in rows]


def _digests(session: Session, rows: Sequence[Row]) -> dict[str, dict[str, dict[str, str]]]:
    """The digests of rows by table and primary key, under their place in an entry's data; empty for no rows."""
    if not rows:
        return {}
    key = digest_key_of(session)
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        model, given = row if isinstance(row, tuple) else (type(row), None)
        values = {
            column.name: getattr(row, column.name) if given is None else given.get(column.name)
            for column in bound_columns(model)
        }
        found.setdefault(model.__tablename__, {})[key_of(model, values)] = row_digest(key, model.__tablename__, values)
    return {ROWS: found}


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


def record_export(
    session: Session, author: Author, *, subject: str, at: datetime, area_code: str | None = None
) -> None:
    """Record that the rows of a table left as a file; `area_code` is the area asked for, when one was.

    Without it the record lies in the one area of the scope, or in the country when there are several.
    """
    prefixes = scope_of(session).prefixes
    common = next(iter(prefixes)) if len(prefixes) == 1 else ""
    record_access(
        session,
        author,
        Access.EXPORTED,
        subject=subject,
        area_code=area_code or common,
        at=at,
        data={"area": area_code or "", "scope": sorted(prefixes)},
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
    if not try_lock_until_commit(session, _SEQUENCER_LOCK):
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


def integrate(session: Session, signer: Signer, *, at: datetime, limit: int = 5000) -> int:
    """Append the entries that have a position to the log, in that order, and sign what it is then.

    One at a time, under a lock; returns how many were taken. The session reads everywhere: every entry becomes a leaf.
    What was erased while it waited gets its leaf like any other, from a salt that nobody keeps.
    """
    if not try_lock_until_commit(session, _LOG_LOCK):
        return 0
    start = log.log_size(session)
    entries = [each.entry for each in committed_from(session, position=start, limit=limit)]
    if not entries:
        return 0
    salts = [secrets.token_bytes(SALT_BYTES) for _ in entries]
    erased = erased_subjects(session, since=min(entry.seq for entry in entries))
    rows = [
        {"position": start + place, "salt": salt}
        for place, (entry, salt) in enumerate(zip(entries, salts, strict=True))
        if not _is_erased(entry, erased)
    ]
    add_rows(session, EntrySalt, rows)
    commitments = [commitment_of(statement_of(entry), salt) for entry, salt in zip(entries, salts, strict=True)]
    log.append_leaves(session, signer, commitments, at=at)
    return len(entries)


def receipt_for(session: Session, *, subject_id: UUID, event: Event) -> Receipt:
    """The proof that the newest such entry about a subject is in the log: what can be checked without this server.

    Raises `NotInLog` while no checkpoint holds it, and `ReceiptErased` when its salt was erased.
    """
    found = newest_committed(session, subject_id=subject_id, event=event.value)
    if found is None:
        raise NotInLog("The next checkpoint will hold this. Ask again in a few seconds.")
    inclusion = log.prove_inclusion(session, index=found.position)
    if found.salt is None:
        raise ReceiptErased("What was recorded has been erased; its place in the log remains.")
    return Receipt(
        statement=statement_of(found.entry),
        salt=found.salt,
        index=inclusion.index,
        proof=inclusion.proof,
        checkpoint=inclusion.checkpoint,
    )


def erase_salts(session: Session, *, person_id: UUID, subject_ids: Collection[UUID]) -> int:
    """Erase the salts of the entries about these subjects, so that nobody can tell any more what their leaves stood for.

    Returns how many there were; an entry that is not in the log yet never gets one. For an erasure only: the database asks
    for its row, and at the commit for the entry `person.erased` about `person_id`, whose data name the `subjects`.
    """
    # A batch on its way into the log would bring salts that cannot be seen from here; until the commit none begins.
    lock_until_commit(session, _LOG_LOCK)
    return session.scalar(select(func.erase_salts(person_id, list(subject_ids)))) or 0


def erased_subjects(session: Session, *, since: int = 0) -> dict[UUID, int]:
    """What erasures have named so far, each with the number (`seq`) of the last entry that did; only those `since` one.

    What an audit misses about such a subject is explained, as far as it was written before.
    """
    return {UUID(subject): seq for seq, subjects in sorted(erasures(session, since=since)) for subject in subjects}


def _is_erased(entry: JournalEntry, erased: Mapping[UUID, int]) -> bool:
    """Whether an erasure named the subject after the entry was written; the entry that tells of one stays."""
    return entry.event != Event.PERSON_ERASED and erased.get(entry.subject_id, -1) >= entry.seq


def audit_entries(session: Session) -> Iterator[Fault]:
    """Compare every entry with its leaf in the log, and name those that were changed, removed or never logged.

    Those behind the newest checkpoint are said as a number: the next one takes them within seconds, or no worker runs.
    An entry whose salt is gone is named too, unless a later erasure explains it. The session reads everywhere; flat
    memory.
    """
    position, size, waiting_for_log = 0, log.log_size(session), 0
    explained = erased_subjects(session)
    while found := committed_from(session, position=position, limit=_AUDIT_BATCH):
        leaves = dict(log.leaves_from(session, position, limit=found[-1].position - position + 1))
        for each in found:
            if each.position != position:
                yield Fault("entry_missing", str(position), "The entry at this position is gone.")
            if each.position >= size:
                waiting_for_log += 1
            elif fault := _fault_of(each, leaves.get(each.position), explained):
                yield Fault(fault[0], str(each.entry.id), fault[1])
            position = each.position + 1
        session.expunge_all()
    if log.leaves_from(session, position, limit=1):
        yield Fault("entry_missing", str(position), "The log holds more than the journal has.")
    if waiting_for_log:
        yield Fault("entries_waiting", str(waiting_for_log), "So many entries wait for the next checkpoint.")


def _fault_of(each: Committed, leaf: bytes | None, explained: Mapping[UUID, int]) -> tuple[str, str] | None:
    """Code and words of what is wrong with one entry under a checkpoint."""
    if leaf is None:
        return "entry_not_logged", "The entry has a position and no leaf."
    if each.salt is None:
        return (
            None if _is_erased(each.entry, explained) else ("salt_missing", "Nobody can compare this entry any more.")
        )
    if commitment_of(statement_of(each.entry), each.salt) != leaf:
        return "entry_differs", "The entry is not the one that was logged."
    return None


def audit_rows(session: Session, models: Sequence[type[Base]] | None = None) -> Iterator[Fault]:
    """Compare every row that evidence rests on, or those of some `Bound` models, with the newest digest of each.

    Named are rows that were changed (`row_differs`), removed (`row_missing`) or put in beside the journal
    (`row_not_recorded`). Rows written before digests were kept are said once per table, as a number
    (`digest_unknown`). The session reads everywhere, and in one snapshot: else a write that comes between looks wrong.
    Flat memory.
    """
    key, before = digest_key_of(session), rows_before_digests(session)
    for model in bound_models() if models is None else models:
        yield from _audit_table(session, model, key, before.get(model.__tablename__, 0))


def _audit_table(session: Session, model: type[Base], key: bytes, before: int) -> Iterator[Fault]:
    table, unknown = model.__tablename__, 0
    for row_key, digest, values in recorded_rows(session, model):
        if values is None:
            yield Fault("row_missing", f"{table} {row_key}", "An entry recorded this row, and it is gone.")
        elif digest is None:
            unknown += 1
            if not before:
                yield Fault("row_not_recorded", f"{table} {row_key}", "No entry recorded this row.")
        elif row_digest(key, table, values) != digest:
            yield Fault("row_differs", f"{table} {row_key}", "The row is not what its newest entry recorded.")
    if unknown > before > 0:
        detail = f"{unknown} rows have no entry; {before} were there before digests were kept."
        yield Fault("row_not_recorded", table, detail)
    elif unknown < before and issubclass(model, Immutable):
        detail = f"{before} rows were there before digests were kept, and {unknown} of them are left."
        yield Fault("row_missing", table, detail)
    elif unknown and before:
        yield Fault("digest_unknown", table, f"{unknown} rows are older than the digests; nobody can compare them.")


def waiting_entries(session: Session) -> Waiting:
    """How many entries have no position yet, and for how long the oldest of them has waited."""
    return waiting(session)
