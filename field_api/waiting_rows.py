"""Rows that are only added: they wait in their session, and one statement writes all of them.

An act in the field adds rows to half a dozen tables and reads none of them again. One table at a time, the round trips
cost more than the rows. So they wait until a statement asks for one of their tables, or the transaction ends. Rows of
several tables go as data-modifying CTEs, each read from one JSON parameter; foreign keys are checked behind all of them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import (
    JSON,
    ColumnElement,
    Executable,
    Insert,
    Table,
    TableClause,
    Text,
    UpdateBase,
    bindparam,
    cast,
    column,
    event,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, SessionTransaction
from sqlalchemy.sql.visitors import iterate

# Then they are written at once, so that a long import holds few of them in memory.
MOST_WAITING = 1000

_WAITING = "waiting_rows"


class RowsStillWait(RuntimeError):
    """A programming error: rows from before a savepoint would be lost with it. Use a `WaitingSession`."""


class WaitingSession(Session):
    """A session that writes what waits before it begins a savepoint, so that going back to it loses no more than that."""

    def begin_nested(self) -> SessionTransaction:
        write_waiting(self)
        return super().begin_nested()


def add_rows(session: Session, model: type[DeclarativeBase] | Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert plain rows of a model or a table, without objects in the session: the way for what is only added.

    All rows of a call name the same columns; a column that is not named takes the default of the database. What is
    wrong with a row is said when it is written, at the latest by the commit.
    """
    if not rows:
        return
    table = model if isinstance(model, Table) else model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is one table.
    if not session.in_transaction():
        # Else a rollback would not hear of them.
        session.begin()
    waiting = _waiting_in(session)
    waiting.setdefault((table, tuple(rows[0])), []).extend(rows)
    if sum(map(len, waiting.values())) > MOST_WAITING:
        write_waiting(session)


def write_waiting(session: Session) -> None:
    """Write the rows that wait; nothing when there are none."""
    waiting = _waiting_in(session)
    if not waiting:
        return
    session.info[_WAITING] = {}
    statement = _insert_of(tuple(waiting))
    values = {_parameter(place): json.dumps(rows, default=_plain) for place, rows in enumerate(waiting.values())}
    session.connection().execute(statement, values)


def _waiting_in(session: Session) -> dict[tuple[Table, tuple[str, ...]], list[Mapping[str, Any]]]:
    waiting: dict[tuple[Table, tuple[str, ...]], list[Mapping[str, Any]]] = session.info.setdefault(_WAITING, {})
    return waiting


def _plain(value: Any) -> str:
    """A value that JSON has no form for, as PostgreSQL reads it from a text."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot wait among rows")


def _parameter(place: int) -> str:
    return f"rows_{place}"


@cache
def _insert_of(parts: tuple[tuple[Table, tuple[str, ...]], ...]) -> Insert:
    """One statement for these columns of these tables; an application has a few dozen of them."""
    inserts = [_insert_into(table, names, _parameter(place)) for place, (table, names) in enumerate(parts)]
    whole = inserts.pop()
    return whole.add_cte(*(part.cte(f"part_{place}") for place, part in enumerate(inserts)))


def _insert_into(table: Table, names: Sequence[str], parameter: str) -> Insert:
    rows = cast(bindparam(parameter, type_=Text()), JSON)
    empty: ColumnElement[Any] = literal_column(f'NULL::"{table.name}"')
    given = func.json_populate_recordset(empty, rows).table_valued(*(column(name) for name in names), name=parameter)
    return insert(table).from_select(list(names), select(*(given.c[name] for name in names)))


@event.listens_for(Session, "do_orm_execute")
def _write_what_is_asked_for(state: ORMExecuteState) -> None:
    waiting = _waiting_in(state.session)
    if not waiting:
        return
    seen = tables_of(state.statement)
    # One that is written as text names no table, and may see any.
    if not seen or not seen.isdisjoint(table.name for table, _ in waiting):
        write_waiting(state.session)


@event.listens_for(Session, "before_flush")
def _write_before_objects(session: Session, _context: object, _instances: object) -> None:
    write_waiting(session)


@event.listens_for(Session, "before_commit")
def _write_before_commit(session: Session) -> None:
    write_waiting(session)


@event.listens_for(Session, "after_transaction_create")
def _refuse_savepoints(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested and _waiting_in(session):
        raise RowsStillWait("write the waiting rows before a savepoint")


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    session.info[_WAITING] = {}


# A statement that is built once (the hot path) is walked once.
_walked: WeakKeyDictionary[Executable, frozenset[str]] = WeakKeyDictionary()


def tables_of(statement: Executable) -> frozenset[str]:
    """The tables that a statement names, joins and subqueries too, and those that the rows which it writes must refer to."""
    known = _walked.get(statement)
    if known is None:
        known = _walked[statement] = frozenset(_named_in(statement))
    return known


def _named_in(statement: Executable) -> Iterator[str]:
    for element in iterate(statement):  # type: ignore[arg-type]  # every statement can be walked
        if isinstance(element, TableClause):
            yield element.name
    if isinstance(statement, UpdateBase) and isinstance(statement.table, Table):
        yield statement.table.name
        yield from (key.column.table.name for key in statement.table.foreign_keys)
