"""Reading instruments, assignments and visits."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, within
from field_api.evidence.models.instruments import PublishedInstrument
from field_api.evidence.models.visits import Assignment, Visit, VisitEvaluation, VisitMember
from field_api.evidence.rules.readers import Reader
from field_api.look_ups import Question, look_up_in_scope
from field_api.registry.models import Household
from field_api.scope import Scope


def published(session: Session, *, code: str, version: str) -> PublishedInstrument | None:
    return session.get(PublishedInstrument, (code, version))


def all_published(session: Session, *, on: date | None = None) -> Sequence[PublishedInstrument]:
    """Every published version, newest first within an instrument; with `on`, only those valid by that day."""
    statement = select(PublishedInstrument).order_by(PublishedInstrument.code, PublishedInstrument.valid_from.desc())
    if on is not None:
        statement = statement.where(PublishedInstrument.valid_from <= on)
    return session.scalars(statement).all()


# Every submission asks this, so it is built once.
_AREA_OF_HOUSEHOLD = select(Household.area_code).where(Household.id == bindparam("household_id"))


def area_of_household(session: Session, household_id: UUID) -> str | None:
    """Where a household lies; None outside the scope of the session."""
    row = look_up_in_scope(session, Question(_AREA_OF_HOUSEHOLD, {"household_id": household_id}))
    return None if row is None else str(row.area_code)


def visible_household(session: Session, household_id: UUID) -> Household | None:
    """A household within the scope of the session."""
    return session.scalar(select(Household).where(Household.id == household_id))


def assigned_houses(session: Session, assignments: Sequence[Assignment]) -> dict[UUID, Any]:
    """Where these assignments send somebody: address, latitude_e7 and longitude_e7, by household.

    Asks the plain table on purpose, without scope: whoever has the work must find the house, even when the desk has
    since written it down in another area.
    """
    houses = Household.__table__.c
    rows = session.execute(
        select(houses.id, houses.address, houses.latitude_e7, houses.longitude_e7).where(
            houses.id.in_([assignment.household_id for assignment in assignments])
        )
    )
    return {row.id: row for row in rows}


def visible_assignment(session: Session, assignment_id: UUID, *, lock: bool = False) -> Assignment | None:
    """The assignment, when it lies within the scope; `lock` keeps others from changing it until the commit."""
    statement = select(Assignment).where(Assignment.id == assignment_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def assignments_page(
    session: Session,
    *,
    reader: Reader,
    status: str | None,
    household_id: UUID | None,
    area: Scope | None,
    after: tuple[object, ...] | None,
    limit: int,
) -> Page[Assignment]:
    """Assignments within the scope of the session that the reader sees, oldest first."""
    statement = select(Assignment).where(_seen_by(reader, Assignment))
    if status is not None:
        statement = statement.where(Assignment.status == status)
    if household_id is not None:
        statement = statement.where(Assignment.household_id == household_id)
    if area is not None:
        statement = statement.where(within(Assignment.area_code, area))
    return keyset_page(session, statement, key=[Assignment.id], after=after, limit=limit)


def visible_visit(session: Session, visit_id: UUID) -> Visit | None:
    return session.scalar(select(Visit).where(Visit.id == visit_id))


def visits_page(
    session: Session,
    *,
    household_id: UUID | None,
    reader: Reader,
    area: Scope | None,
    after: tuple[object, ...] | None,
    limit: int,
) -> Page[Visit]:
    """Visits within the scope of the session that the reader sees, by id: by the time when the phone made it."""
    statement = select(Visit).where(_seen_by(reader, Visit))
    if household_id is not None:
        statement = statement.where(Visit.household_id == household_id)
    if area is not None:
        statement = statement.where(within(Visit.area_code, area))
    return keyset_page(session, statement, key=[Visit.id], after=after, limit=limit)


def _seen_by(reader: Reader, model: type[Assignment] | type[Visit]) -> ColumnElement[bool]:
    """SQL for `reader.sees(...)`."""
    return or_(model.verifier_id == reader.user_id, within(model.area_code, reader.desk))


def members_of(session: Session, visit_id: UUID) -> Sequence[VisitMember]:
    return session.scalars(
        select(VisitMember).where(VisitMember.visit_id == visit_id).order_by(VisitMember.number)
    ).all()


def evaluations_of(session: Session, visit_id: UUID) -> Sequence[VisitEvaluation]:
    return session.scalars(
        select(VisitEvaluation)
        .where(VisitEvaluation.visit_id == visit_id)
        .order_by(VisitEvaluation.instrument_code, VisitEvaluation.instrument_version)
    ).all()


def sealed_members(session: Session) -> Iterator[tuple[UUID, int, bytes | None, bytes | None]]:
    """Visit, number, sealed NIK and its keyed hash of every member who has one, in flat memory."""
    found = session.execute(
        select(VisitMember.visit_id, VisitMember.number, VisitMember.nik_sealed, VisitMember.nik_hash)
        .where(or_(VisitMember.nik_sealed.is_not(None), VisitMember.nik_hash.is_not(None)))
        .execution_options(yield_per=1000)
    )
    yield from found
