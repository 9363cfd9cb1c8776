"""What is asked before anything is written: whose token this is, what is known under an id, where a household lies.

Past the ORM and SQLAlchemy's own way to the driver, with statements that were built once: what they add to a question costs
as much as asking it. Where no transaction has begun yet a look-up goes without one, for around a single one BEGIN and COMMIT
would cost the same again; what follows in the session begins one as always.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Dialect, Select, select, true
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from field_api.db import scope_of

AnySelect = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """A statement that was built once, and the values that it is asked with."""

    statement: AnySelect
    values: Mapping[str, Any]


def look_up(session: Session, question: Question) -> Sequence[Any]:
    """The rows that answer a question, wherever they lie; one that was announced is asked along with it."""
    known, answer = session.info.pop(_ANSWERED, (None, ()))
    if known == question:
        return cast("Sequence[Any]", answer)
    announced = session.info.pop(_ANNOUNCED, None)
    if announced is None:
        return _ask(session, question.statement, question.values)
    together = _together(question.statement, announced.statement)
    rows = _ask(session, together.statement, {**question.values, **announced.values})
    if rows:
        session.info[_ANSWERED] = announced, together.second(rows[0])
    return rows


def look_up_in_scope(session: Session, question: Question) -> Any:
    """The one row that answers, whose `area_code` lies within the scope of the session; None when there is none."""
    scope = scope_of(session)
    return next((row for row in look_up(session, question) if scope.covers(row.area_code)), None)


def announce(session: Session, question: Question) -> None:
    """Have a question asked with the next look-up, in one way to the database; the look-up after that has its answer.

    It must find one row at most, with a column that is never empty.
    """
    session.info[_ANNOUNCED] = question


_ANNOUNCED, _ANSWERED = "announced_question", "answered_question"


@dataclass(frozen=True, slots=True)
class _Together:
    """Two questions in one statement: the columns of the second stand behind those of the first, in each row."""

    statement: AnySelect
    width_of_first: int
    row_of_second: Callable[[Sequence[Any]], Any]

    def second(self, row: Sequence[Any]) -> Sequence[Any]:
        """The rows of the second question, of which there is one at most."""
        columns = row[self.width_of_first :]
        return [] if all(value is None for value in columns) else [self.row_of_second(columns)]


@cache
def _together(first: AnySelect, second: AnySelect) -> _Together:
    one, other = first.subquery("one"), second.subquery("other")
    # Both may have a column of the same name.
    columns = [each.label(f"other_{each.key}") for each in other.columns]
    statement = select(*one.columns, *columns).select_from(one.outerjoin(other, true()))
    return _Together(statement, len(one.columns), _row_of(second))


def _row_of(statement: AnySelect) -> Callable[[Sequence[Any]], Any]:
    """What makes of a row, as the driver gives it, one whose columns have names."""
    row = namedtuple("Row", statement.selected_columns.keys())  # type: ignore[misc]  # noqa: PYI024 - known to it only
    return row._make


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A statement as the driver takes it, the values that it brings itself, and what makes a row of an answer."""

    sql: str
    own_values: Mapping[str, Any]
    row: Callable[[Sequence[Any]], Any]


@cache
def _spell(statement: AnySelect, dialect: Dialect) -> _Spelled:
    compiled = statement.compile(dialect=dialect)
    return _Spelled(str(compiled), compiled.params, _row_of(statement))


def _ask(session: Session, statement: AnySelect, values: Mapping[str, Any]) -> Sequence[Any]:
    connection = session.connection()
    spelled = _spell(statement, connection.dialect)
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    alone = driver.pgconn.transaction_status == TransactionStatus.IDLE
    try:
        if alone:
            driver.autocommit = True
        return [
            spelled.row(found) for found in driver.execute(spelled.sql, {**spelled.own_values, **values}).fetchall()
        ]
    except psycopg.OperationalError as error:
        if driver.closed:
            # Asked in its own way, SQLAlchemy sees that the connection is dead, says so, and forgets it and its like.
            return connection.execute(statement, values).all()
        raise OperationalError(spelled.sql, None, error) from error
    finally:
        if alone and not driver.closed:
            driver.autocommit = False
