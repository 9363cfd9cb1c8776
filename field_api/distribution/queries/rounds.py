"""Reading rounds: whoever works above or below the area of a round may see it, for it holds nothing personal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, Uuid, cast, func, literal, or_, select, true
from sqlalchemy.orm import Session

from field_api.areas.rules.codes import ancestors_of
from field_api.db import Page, keyset_page, lock_until_commit, scope_of, within
from field_api.distribution.models import Allocation, Round
from field_api.registry.models import Enrolment, EnrolmentStatus, Household
from field_api.scope import Scope

ALLOCATION_COLUMNS = (
    "id", "round_id", "enrolment_id", "household_id", "person_id", "area_code", "packages", "allocated_at",
)  # fmt: skip


def reaches(scope: Scope) -> ColumnElement[bool]:
    """SQL for: the area of the round lies in the scope, or the scope in it."""
    if scope.everywhere:
        return true()
    above = {code for prefix in scope.prefixes for code in ancestors_of(prefix)}
    return or_(within(Round.area_code, scope), Round.area_code.in_(sorted(above)))


def find_round(session: Session, round_id: UUID, *, lock: bool = False) -> Round | None:
    """A round that reaches the scope of the session; `lock` keeps others from changing it until the commit."""
    statement = select(Round).where(Round.id == round_id, reaches(scope_of(session)))
    return session.scalar(statement.with_for_update() if lock else statement)


def rounds_page(
    session: Session,
    *,
    programme_code: str | None,
    state: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[Round]:
    """Rounds that reach the scope of the session, oldest first."""
    statement = select(Round).where(reaches(scope_of(session)))
    if programme_code is not None:
        statement = statement.where(Round.programme_code == programme_code)
    if state is not None:
        statement = statement.where(Round.state == state)
    return keyset_page(session, statement, key=[Round.id], after=after, limit=limit)


def lock_programme(session: Session, programme_code: str) -> None:
    """Let rounds of one programme be opened one after the other, until the commit."""
    lock_until_commit(session, f"field_api.rounds:{programme_code}")


def round_with_id(session: Session, round_id: UUID) -> Round | None:
    """The round of an id wherever it lies, only to tell whether the id is taken."""
    return session.get(Round, round_id)


def open_rounds_of(session: Session, *, programme_code: str, starts_on: date, ends_on: date) -> Sequence[Round]:
    """Rounds of a programme that are not closed and share a day with the period, wherever they lie."""
    return session.scalars(
        select(Round).where(
            Round.programme_code == programme_code,
            Round.state != "closed",
            Round.starts_on <= ends_on,
            Round.ends_on >= starts_on,
        )
    ).all()


def enrolled(*, programme_code: str, area_code: str, on: date) -> Select[UUID]:
    """The ids of enrolments active on `on` whose household lives in the area now.

    The household's area counts, not the one in which the enrolment was granted: the package goes to where people live.
    """
    in_force = (
        select(EnrolmentStatus.status)
        .where(EnrolmentStatus.enrolment_id == Enrolment.id, EnrolmentStatus.effective_from <= on)
        .order_by(EnrolmentStatus.effective_from.desc(), EnrolmentStatus.number.desc())
        .limit(1)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    return (
        select(Enrolment.id)
        .join(Household, Household.id == Enrolment.household_id)
        .where(
            Enrolment.programme_code == programme_code,
            within(Household.area_code, Scope.of([area_code])),
            in_force == "active",
        )
    )


def new_allocations(opened: Round) -> Select[*tuple[Any, ...]]:
    """The rows of a new round, one per enrolment, in the columns of `ALLOCATION_COLUMNS`."""
    wanted = enrolled(programme_code=opened.programme_code, area_code=opened.area_code, on=opened.starts_on)
    return wanted.with_only_columns(
        _new_id(opened.opened_at),
        literal(opened.id, Uuid()),
        Enrolment.id,
        Enrolment.household_id,
        Enrolment.person_id,
        Household.area_code,
        literal(1),
        literal(opened.opened_at),
    )


def count_enrolled(session: Session, *, programme_code: str, area_code: str, on: date, limit: int) -> int:
    """How many packages a round would have, up to `limit`; asked past the scope, as a round is made past it."""
    some = enrolled(programme_code=programme_code, area_code=area_code, on=on).limit(limit).subquery()
    return session.connection().execute(select(func.count()).select_from(some)).scalar_one()


def last_of_batch(session: Session, *, programme_code: str, after: UUID, size: int) -> UUID | None:
    """The id of the last of the next `size` enrolments of a programme after an id; None when fewer are left."""
    return (
        session.connection()
        .execute(
            select(Enrolment.id)
            .where(Enrolment.programme_code == programme_code, Enrolment.id > after)
            .order_by(Enrolment.id)
            .offset(size - 1)
            .limit(1)
        )
        .scalar()
    )


def count_allocations(session: Session, round_id: UUID) -> int:
    """All packages of a round, wherever they go."""
    return (
        session.connection()
        .execute(select(func.count()).select_from(Allocation).where(Allocation.round_id == round_id))
        .scalar_one()
    )


def _new_id(at: datetime) -> ColumnElement[UUID]:
    """A UUIDv7 made by PostgreSQL, which knows them only from version 18 on.

    48 bits of milliseconds are laid over a random UUIDv4; bits 52 and 53 then turn the version 4 into 7.
    """
    milliseconds = func.substring(func.int8send(cast(int(at.timestamp() * 1000), BigInteger)), 3)
    random = func.substring(func.uuid_send(func.gen_random_uuid()), 7)
    versioned = func.set_bit(func.set_bit(milliseconds.op("||")(random), 52, 1), 53, 1)
    return cast(func.encode(versioned, "hex"), Uuid())
