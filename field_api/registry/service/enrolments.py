"""Enrolments: who gets what from which day on. Statuses are appended; what was in force on a day stays answerable."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.errors import InvalidInput, NotFound
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import Enrolment, EnrolmentStatus, Programme
from field_api.registry.queries import enrolments as queries
from field_api.registry.queries.enrolments import ActiveEnrolment
from field_api.registry.rules.enrolments import Status
from field_api.registry.service.programmes import require_programme

__all__ = ["ActiveEnrolment", "Status", "activate_enrolment", "active_enrolments", "change_status"]


class EnrolmentNotFound(NotFound):
    code = "enrolment_not_found"


class UnknownComponent(InvalidInput):
    """The programme has no such component."""

    code = "component_unknown"


class WrongUnit(InvalidInput):
    """A programme for people needs a person, one for households must not name one."""

    code = "wrong_unit"


def activate_enrolment(
    session: Session,
    author: Author,
    *,
    programme_code: str,
    component: str,
    household_id: UUID,
    person_id: UUID | None,
    area_code: str,
    list_id: UUID | None,
    effective_from: date,
    reason: str,
    at: datetime,
) -> Enrolment:
    """Make the enrolment when there is none, and append the status `active` from a day on (B2, B10).

    The same list activating the same enrolment again changes nothing. One journal entry: enrolment.created for a new
    one, enrolment.status_changed otherwise. Raises ProgrammeNotFound, UnknownComponent, WrongUnit.
    """
    _check_component(require_programme(session, programme_code), component, person_id)
    subject: dict[str, Any] = {
        "programme_code": programme_code,
        "component": component,
        "household_id": household_id,
        "person_id": person_id,
    }
    enrolment = queries.enrolment_of(session, **subject)
    event = Event.ENROLMENT_STATUS_CHANGED
    if enrolment is None:
        enrolment = Enrolment(id=new_id(), area_code=area_code, created_at=at, **subject)
        session.add(enrolment)
        session.flush()
        event = Event.ENROLMENT_CREATED
    else:
        newest = queries.newest_status(session, enrolment.id)
        if list_id is not None and newest and newest.status == Status.ACTIVE and newest.list_id == list_id:
            return enrolment
    status = _append(
        session, enrolment, Status.ACTIVE, effective_from=effective_from, reason=reason, list_id=list_id, at=at
    )
    _report(session, author, event, enrolment, status)
    return enrolment


def change_status(
    session: Session,
    author: Author,
    *,
    enrolment_id: UUID,
    status: Status | str,
    effective_from: date,
    reason: str,
    at: datetime,
    list_id: UUID | None = None,
) -> EnrolmentStatus:
    """Append a status from a day on; earlier days keep what was in force. Raises EnrolmentNotFound."""
    enrolment = queries.enrolment(session, enrolment_id, lock=True)
    if enrolment is None:
        raise EnrolmentNotFound("There is no such enrolment in your area.")
    appended = _append(
        session, enrolment, Status(status), effective_from=effective_from, reason=reason, list_id=list_id, at=at
    )
    _report(session, author, Event.ENROLMENT_STATUS_CHANGED, enrolment, appended)
    return appended


def active_enrolments(session: Session, *, programme_code: str, area_code: str, on: date) -> Iterator[ActiveEnrolment]:
    """Stream what is in force that day under an area (a prefix), by area and id; memory stays flat."""
    return queries.active_enrolments(session, programme_code=programme_code, area_code=area_code, on=on)


def _check_component(programme: Programme, component: str, person_id: UUID | None) -> None:
    if all(each["code"] != component for each in programme.components):
        raise UnknownComponent(f"The programme {programme.code} has no component {component}.")
    if (programme.unit == "person") != (person_id is not None):
        raise WrongUnit(f"The programme {programme.code} is for a {programme.unit}; name one accordingly.")


def _append(
    session: Session,
    enrolment: Enrolment,
    status: Status,
    *,
    effective_from: date,
    reason: str,
    list_id: UUID | None,
    at: datetime,
) -> EnrolmentStatus:
    row = EnrolmentStatus(
        id=new_id(),
        number=queries.next_number(session, enrolment.id),
        enrolment_id=enrolment.id,
        area_code=enrolment.area_code,
        status=status.value,
        effective_from=effective_from,
        reason=reason,
        list_id=list_id,
        recorded_at=at,
    )
    session.add(row)
    session.flush()
    return row


def _report(session: Session, author: Author, event: Event, enrolment: Enrolment, status: EnrolmentStatus) -> None:
    journal.append(
        session,
        author,
        event,
        subject_id=enrolment.id,
        area_code=enrolment.area_code,
        at=status.recorded_at,
        data={
            "programme": enrolment.programme_code,
            "component": enrolment.component,
            "status": status.status,
            "effective_from": status.effective_from.isoformat(),
            "list": str(status.list_id) if status.list_id else None,
        },
        rows=[enrolment, status],
    )
