"""Reading programmes and enrolments. The status of an enrolment on a day is a query, never a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, within
from field_api.registry.models import Enrolment, EnrolmentStatus, Household, Programme
from field_api.scope import Scope

_STREAMED_ROWS = 1000


@dataclass(frozen=True, slots=True)
class ActiveEnrolment:
    """An enrolment in force on a day; `area_code` is where the household lives now."""

    enrolment_id: UUID
    household_id: UUID
    person_id: UUID | None
    component: str
    area_code: str


@dataclass(frozen=True, slots=True)
class EnrolmentFilter:
    """What a list is narrowed to; `status` is the one in force on the day `on`."""

    on: date
    programme_code: str | None = None
    area_code: str | None = None
    household_id: UUID | None = None
    status: str | None = None


def programme(session: Session, code: str, *, lock: bool = False) -> Programme | None:
    statement = select(Programme).where(Programme.code == code)
    return session.scalar(statement.with_for_update() if lock else statement)


def programmes(session: Session) -> Sequence[Programme]:
    """All programmes by code; they are few."""
    return session.scalars(select(Programme).order_by(Programme.code)).all()


def components_in_use(session: Session, programme_code: str) -> set[str]:
    """Components that anybody in the country was ever enrolled in.

    Asks the plain table on purpose, without scope: a definition is one for all areas; only codes come back.
    """
    table = Enrolment.__table__
    statement = select(table.c.component).where(table.c.programme_code == programme_code).distinct()
    return set(session.scalars(statement))


def enrolment(session: Session, enrolment_id: UUID, *, lock: bool = False) -> Enrolment | None:
    statement = select(Enrolment).where(Enrolment.id == enrolment_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def enrolment_of(
    session: Session, *, programme_code: str, component: str, household_id: UUID, person_id: UUID | None
) -> Enrolment | None:
    """The one enrolment of this subject in this component, locked until the commit."""
    return session.scalar(
        select(Enrolment)
        .where(
            Enrolment.programme_code == programme_code,
            Enrolment.component == component,
            Enrolment.household_id == household_id,
            Enrolment.person_id.is_not_distinct_from(person_id),
        )
        .with_for_update()
    )


def status_on(day: date) -> ScalarSelect[str]:
    """A correlated subquery over Enrolment: its status that day, NULL before the first."""
    return (
        select(EnrolmentStatus.status)
        .where(EnrolmentStatus.enrolment_id == Enrolment.id, EnrolmentStatus.effective_from <= day)
        .order_by(EnrolmentStatus.effective_from.desc(), EnrolmentStatus.number.desc())
        .limit(1)
        .correlate(Enrolment)
        .scalar_subquery()
    )


def active_enrolments(session: Session, *, programme_code: str, area_code: str, on: date) -> Iterator[ActiveEnrolment]:
    """Stream the enrolments in force that day under `area_code`, by area and id, over a server-side cursor."""
    statement = (
        select(Enrolment.id, Enrolment.household_id, Enrolment.person_id, Enrolment.component, Household.area_code)
        .join(Household, Household.id == Enrolment.household_id)
        .where(
            Enrolment.programme_code == programme_code,
            within(Household.area_code, Scope.of([area_code])),
            status_on(on) == "active",
        )
        .order_by(Household.area_code, Enrolment.id)
    )
    for row in session.execute(statement, execution_options={"yield_per": _STREAMED_ROWS}):
        yield ActiveEnrolment(*row)


def enrolments_page(
    session: Session, wanted: EnrolmentFilter, *, after: tuple[Any, ...] | None, limit: int
) -> Page[Enrolment]:
    """Enrolments by area code and id."""
    statement = select(Enrolment)
    if wanted.programme_code:
        statement = statement.where(Enrolment.programme_code == wanted.programme_code)
    if wanted.area_code:
        statement = statement.where(within(Enrolment.area_code, Scope.of([wanted.area_code])))
    if wanted.household_id:
        statement = statement.where(Enrolment.household_id == wanted.household_id)
    if wanted.status:
        statement = statement.where(status_on(wanted.on) == wanted.status)
    return keyset_page(session, statement, key=[Enrolment.area_code, Enrolment.id], after=after, limit=limit)


def enrolments_of_household(session: Session, household_id: UUID) -> Sequence[Enrolment]:
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.household_id == household_id)
        .order_by(Enrolment.programme_code, Enrolment.component, Enrolment.id)
    ).all()


def statuses_of(session: Session, enrolment_ids: Sequence[UUID]) -> dict[UUID, list[EnrolmentStatus]]:
    """All statuses of each enrolment in the order in which they take effect."""
    found: dict[UUID, list[EnrolmentStatus]] = {enrolment_id: [] for enrolment_id in enrolment_ids}
    for row in session.scalars(
        select(EnrolmentStatus)
        .where(EnrolmentStatus.enrolment_id.in_(enrolment_ids))
        .order_by(EnrolmentStatus.effective_from, EnrolmentStatus.number)
    ):
        found[row.enrolment_id].append(row)
    return found


def newest_status(session: Session, enrolment_id: UUID) -> EnrolmentStatus | None:
    """The status recorded last, whether or not its day has come."""
    return session.scalar(
        select(EnrolmentStatus)
        .where(EnrolmentStatus.enrolment_id == enrolment_id)
        .order_by(EnrolmentStatus.number.desc())
        .limit(1)
    )


def next_number(session: Session, enrolment_id: UUID) -> int:
    """The number of the next status; the enrolment is locked by the caller."""
    highest = session.scalar(
        select(func.max(EnrolmentStatus.number)).where(EnrolmentStatus.enrolment_id == enrolment_id)
    )
    return (highest or 0) + 1
