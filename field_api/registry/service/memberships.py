"""Where people belong: they move to another household, or leave the one they are in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.errors import Conflict, InvalidInput
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import Membership
from field_api.registry.queries import people as queries
from field_api.registry.rules.kinship import Departure, Relationship
from field_api.registry.service.households import require_household
from field_api.registry.service.people import require_person, start_membership


class MoveDate(InvalidInput):
    """A membership cannot end before it has begun."""

    code = "move_date"


class NotAMember(Conflict):
    """The person belongs to no household on that day."""

    code = "not_a_member"


def move_person(
    session: Session,
    author: Author,
    *,
    person_id: UUID,
    household_id: UUID,
    relationship: Relationship | str,
    moved_on: date,
    at: datetime,
) -> Membership:
    """End the present membership on `moved_on` and start one in another household; both lie within the scope.

    Raises PersonNotFound, HouseholdNotFound, MoveDate.
    """
    person = require_person(session, person_id, lock=True)
    household = require_household(session, household_id)
    before = queries.membership_on(session, person_id, on=moved_on)
    if before is not None and before.household_id == household_id:
        return before
    if before is not None:
        _end(session, before, moved_on)
    person.area_code = household.area_code
    membership = start_membership(session, person, household_id, Relationship(relationship), moved_on)
    journal.append(
        session,
        author,
        Event.MEMBERSHIP_STARTED,
        subject_id=person_id,
        area_code=household.area_code,
        at=at,
        data={"household": str(household_id), "left": str(before.household_id) if before else None},
    )
    return membership


def end_membership(
    session: Session, author: Author, *, person_id: UUID, left_on: date, cause: Departure | str, at: datetime
) -> Membership:
    """End the membership of somebody who died or went away (A6); the person stays in the registry.

    Enrolments are not touched: they end by a decision. Raises PersonNotFound, NotAMember, MoveDate.
    """
    person = require_person(session, person_id, lock=True)
    membership = queries.membership_on(session, person_id, on=left_on)
    if membership is None:
        raise NotAMember(f"The person belongs to no household on {left_on}.")
    _end(session, membership, left_on)
    journal.append(
        session,
        author,
        Event.MEMBERSHIP_ENDED,
        subject_id=person_id,
        area_code=person.area_code,
        at=at,
        data={"household": str(membership.household_id), "cause": Departure(cause).value},
    )
    return membership


def _end(session: Session, membership: Membership, day: date) -> None:
    if day <= membership.valid_from:
        raise MoveDate(f"The membership began on {membership.valid_from}. Give a later day.")
    membership.valid_to = day
    session.flush()
