"""The database without Flask: engine, declarative base, unit of work, and the one place where area scope is applied.

Every ORM select of a class that carries `AreaScoped` is narrowed to the scope of its session; a session without a
scope cannot read such a class at all. So a list, a detail, an export and a photo all pass the same gate.
"""

import hmac
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, ClassVar, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Executable,
    MetaData,
    Select,
    String,
    Table,
    and_,
    create_engine,
    event,
    false,
    or_,
    text,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    LoaderCriteriaOption,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    sessionmaker,
    with_loader_criteria,
)

from field_api.config import Config
from field_api.errors import DomainError, InvalidInput
from field_api.scope import Scope
from field_api.waiting_rows import WaitingSession, tables_of

SRID = 4326

Row = TypeVar("Row")

# Byte order makes a prefix search a plain range scan of a btree index.
AreaCodeType = String(40, collation="C")


class Base(DeclarativeBase):
    """Base of every table; names of constraints follow one rule, so that errors can be told apart by name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
    }


class AreaScoped:
    """A personal row: it carries the code of its area and is seen only from within a scope."""

    area_code: Mapped[str] = mapped_column(AreaCodeType, index=True)


class Immutable:
    """A fact: a trigger of the database refuses to change or remove the row. A correction is a new row."""


class Bound:
    """A row that evidence rests on: each write of it leaves its digest in the journal, so that an audit can compare.

    `unbound` names the columns that may change without an entry. A column that is added later must be nullable: an
    empty column is no part of the digest, so that older digests stay true.
    """

    unbound: ClassVar[frozenset[str]] = frozenset()


def bound_models() -> list[type["Base"]]:
    """Every model that is `Bound`, by the name of its table."""
    mappers = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Bound)]
    return sorted((cast("type[Base]", mapper.class_) for mapper in mappers), key=lambda model: model.__tablename__)


@cache
def bound_columns(model: type["Base"]) -> tuple[Column[Any], ...]:
    """The columns that the digest of a row covers; what the database computes from them is left out."""
    unbound = cast("type[Bound]", model).unbound
    columns = cast("Table", model.__table__).columns
    return tuple(column for column in columns if column.computed is None and column.name not in unbound)


class DigestKeyMissing(RuntimeError):
    """A programming error: the session's engine was not made by `make_engine`, so it has no key for digests."""


def digest_key_of(session: Session) -> bytes:
    """The key of the digests of rows (32 bytes)."""
    key = session.connection().get_execution_options().get(_DIGEST_KEY)
    if not isinstance(key, bytes):
        raise DigestKeyMissing("the engine of this session has no digest key")
    return key


# The name under which an engine carries the key of digests.
_DIGEST_KEY = "field_api_digest_key"


def valid_on(model: Any, day: date | BindParameter[date]) -> ColumnElement[bool]:
    """The condition that a dated row (`valid_from`, `valid_to`, the end exclusive) holds on a day."""
    return and_(model.valid_from <= day, or_(model.valid_to.is_(None), model.valid_to > day))


def lock_until_commit(session: Session, name: str) -> None:
    """Wait for one's turn among all who ask for the lock of this name, and keep it until the transaction ends."""
    session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def try_lock_until_commit(session: Session, name: str) -> bool:
    """The same without waiting: whether it was one's turn."""
    lock = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    return bool(session.scalar(lock, {"name": name}))


def keep_plans_until_commit(session: Session) -> None:
    """Plan each statement once, whatever it asks for: in a transaction of look-ups by key, planning costs the most."""
    session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))


# Rows that an export reads at once.
_PAGE_OF_EXPORT = 500


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in the order of their key, and the key of the last one when more follow."""

    items: list[Row]
    next_after: tuple[Any, ...] | None


def keyset_page(
    session: Session,
    statement: Select[Row],
    *,
    key: Sequence[InstrumentedAttribute[Any]],
    after: tuple[Any, ...] | None,
    limit: int,
    newest_first: bool = False,
) -> Page[Row]:
    """One page of ORM rows ordered by `key`, beginning after the key `after`; wants an index over `key`.

    `newest_first` turns the order around, for keys that grow with time.
    """
    ordered = statement.order_by(*(column.desc() if newest_first else column for column in key)).limit(limit + 1)
    if after is not None:
        if len(after) != len(key) or not all(map(isinstance, after, (column.type.python_type for column in key))):
            raise CursorMismatch("This cursor belongs to another list. Begin at the first page.")
        here, there = tuple_(*key), tuple_(*after)
        ordered = ordered.where(here < there if newest_first else here > there)
    rows = list(session.scalars(ordered))
    if len(rows) <= limit:
        return Page(rows, None)
    last = rows[limit - 1]
    return Page(rows[:limit], tuple(getattr(last, column.key) for column in key))


def each_page(read: Callable[..., Page[Row]]) -> Iterator[list[Row]]:
    """The rows of a whole list, page after page, for an export; `read` is its page query without `after` and `limit`.

    An export made this way can hold nothing but what the list shows under the same filters.
    """
    after: tuple[Any, ...] | None = None
    while True:
        page = read(after=after, limit=_PAGE_OF_EXPORT)
        yield page.items
        if page.next_after is None:
            return
        after = page.next_after


class CursorMismatch(InvalidInput):
    """A cursor of another list."""

    code = "bad_cursor"


class ScopeMissing(RuntimeError):
    """A programming error: personal rows were asked for before anybody said on whose behalf."""


def within(column: Any, scope: Scope) -> ColumnElement[bool]:
    """SQL for `scope.covers(column)`: whole segments, as one range of a btree index in byte order for each code."""
    if scope.everywhere:
        return true()
    if not scope.prefixes:
        return false()
    # Codes are digits and dots, and "/" lies between the two: the half-open range holds the code and all below it.
    return or_(*(and_(column >= prefix, column < f"{prefix}/") for prefix in sorted(scope.prefixes)))


def set_scope(session: Session, scope: Scope) -> None:
    """State on whose behalf this session reads from now on."""
    session.info["scope"] = scope


def scope_of(session: Session) -> Scope:
    """The scope that was set; `ScopeMissing` when nobody did."""
    scope = session.info.get("scope")
    if not isinstance(scope, Scope):
        raise ScopeMissing("the session has no area scope")
    return scope


@event.listens_for(Session, "do_orm_execute")
def _narrow_to_scope(state: ORMExecuteState) -> None:
    if not state.is_select or state.is_column_load or state.is_relationship_load:
        return
    known = state.session.info.get("scope")
    if isinstance(known, Scope) and known.everywhere:
        return
    named = tables_of(state.statement)
    scoped = tuple(table for table in _scoped_by_table() if table in named)
    if scoped:
        state.statement = _narrowed(state.statement, scoped, scope_of(state.session))


# What the scopes have made of statements, so that the statements of the hot path are put together once: SQLAlchemy then
# knows them again without looking through them.
_narrowed_by_scope: WeakKeyDictionary[Executable, dict[Scope, Executable]] = WeakKeyDictionary()
_MOST_SCOPES = 1024


def _narrowed(statement: Executable, scoped: tuple[str, ...], scope: Scope) -> Executable:
    known = _narrowed_by_scope.setdefault(statement, {})
    if scope not in known:
        if len(known) >= _MOST_SCOPES:
            known.clear()
        known[scope] = statement.options(*(_narrowing(table, scope) for table in scoped))
    return known[scope]


@lru_cache(maxsize=4096)
def _narrowing(table: str, scope: Scope) -> LoaderCriteriaOption:
    """The condition that a scope adds to a class; the same few come with every request, so they are kept."""
    entity = _scoped_by_table()[table]
    return with_loader_criteria(entity, within(entity.area_code, scope), include_aliases=True)


@cache
def _scoped_by_table() -> dict[str, type[AreaScoped]]:
    # Read once, when every model has been imported: `field_api.tables` sees to that.
    return {
        cast("Table", mapper.local_table).name: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, AreaScoped)
    }


def digest_key(hash_key: bytes) -> bytes:
    """The key of the digests of rows, drawn from the hash key, so that neither can stand in for the other."""
    return hmac.digest(hash_key, b"field-api row digests v1", "sha256")


def make_engine(config: Config) -> Engine:
    """An engine whose connections wait a bounded time for locks and statements."""
    return create_engine(
        config.database_url,
        pool_size=config.database_pool,
        max_overflow=config.database_pool,
        pool_pre_ping=False,
        pool_use_lifo=True,
        # Beside the engine and not in each service: every write needs it, and none has to name it.
        execution_options={_DIGEST_KEY: digest_key(config.hash_key)},
        connect_args={
            "options": "-c timezone=UTC -c lock_timeout=10s -c statement_timeout=60s",
            "connect_timeout": 5,
            "application_name": "field-api",
        },
    )


def make_session_factory(bind: Engine | Connection, **options: Any) -> sessionmaker[Session]:
    """Sessions of an engine, or of one connection; `options` are those of a session."""
    return sessionmaker(bind, class_=WaitingSession, autoflush=False, expire_on_commit=False, **options)


_current: ContextVar[Session] = ContextVar("field_api_session")


def current_session() -> Session:
    """The session of the request at hand; only edges (routes, command line) ask for it."""
    return _current.get()


@contextmanager
def unit_of_work(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """One transaction: all of it or nothing. Only edges open one; services never commit."""
    with sessions() as session:
        token = _current.set(session)
        try:
            yield session
            session.commit()
        except DomainError as error:
            if error.keeps_writes:
                session.commit()
            raise
        finally:
            _current.reset(token)
