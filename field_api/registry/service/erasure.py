"""Erasing a person from the registry: the row stays with its id, and names nobody any more.

What stands in higher areas is theirs to erase; `erasure.service` is the use case that goes through all of them.
"""

from collections import Counter
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.db import scope_of
from field_api.errors import Forbidden
from field_api.journal.rules import Author
from field_api.registry.models import Enrolment, Person
from field_api.registry.queries import enrolments as enrolment_queries
from field_api.registry.queries import erasure as queries
from field_api.registry.queries import people
from field_api.registry.rules.enrolments import Status
from field_api.registry.rules.erasure import ErasedPerson, ErasedTraces
from field_api.registry.rules.nik_standing import NikStatus
from field_api.registry.service.enrolments import change_status
from field_api.registry.service.people import PersonNotFound

REASON = "Penghapusan data pribadi"
_EMPTIED = (
    "nik_sealed", "nik_hash", "nik_masked", "sex", "birth_place", "birth_date", "mother_name", "occupation", "education",
)  # fmt: skip


class TracesElsewhere(Forbidden):
    """The person belonged to a household of another area, too; somebody who answers for both must do this."""

    code = "traces_elsewhere"


def find_erasable(session: Session, *, person_id: UUID) -> tuple[Person, ErasedPerson]:
    """The person, locked, and what others need to find his traces. Raises PersonNotFound, TracesElsewhere.

    Somebody who was erased before may be erased again: a phone that was offline brings what names him by id.
    """
    person = people.person(session, person_id, lock=True)
    if person is None:
        raise PersonNotFound("There is no such person in your area.")
    places = queries.places_of(session, person_id)
    scope = scope_of(session)
    if not all(scope.covers(area_code) for area_code in places.values()):
        raise TracesElsewhere("The person has lived in another area, too. Ask an administrator of both areas.")
    shared = queries.shared_with_others(session, person_id, places)
    found = ErasedPerson(
        person_id=person_id,
        nik_hash=person.nik_hash,
        search_name=person.search_name,
        households=frozenset(places),
        alone=frozenset(places) - shared,
    )
    return person, found


def erase_from_registry(
    session: Session, author: Author, person: Person, found: ErasedPerson, *, at: datetime
) -> ErasedTraces:
    """Empty what names the person, end what is in force for him, and empty the households where he was alone.

    The id stays, so that statistics and the record keep their reference, and so that an import of the same file does not
    bring him back.
    """
    if person.erased_at is None:
        _empty(person, at=at)
    for membership in queries.open_memberships(session, person.id):
        membership.valid_to = max(local_day(at, membership.area_code), membership.valid_from)
    named = [each for each in queries.households(session, found.alone) if each.address or each.latitude_e7 is not None]
    for household in named:
        household.address, household.latitude_e7, household.longitude_e7 = "", None, None
    cards = queries.family_cards(session, found.alone)
    for card in cards:
        session.delete(card)
    session.flush()
    enrolled = queries.enrolments(session, person.id, found.alone)
    ended = sum(_end(session, author, enrolment, at=at) for enrolment in enrolled)
    return ErasedTraces(
        Counter(households=len(named), family_cards=len(cards), enrolments_ended=ended),
        frozenset({person.id, *found.alone, *(enrolment.id for enrolment in enrolled)}),
    )


def _empty(person: Person, *, at: datetime) -> None:
    for column in _EMPTIED:
        setattr(person, column, None)
    person.name = person.search_name = ""
    person.nik_status, person.findings, person.erased_at = NikStatus.ABSENT.value, [], at


def _end(session: Session, author: Author, enrolment: Enrolment, *, at: datetime) -> bool:
    """End what is in force today and whatever is to begin later, each on its day; say whether there was anything."""
    today = local_day(at, enrolment.area_code)
    statuses = enrolment_queries.statuses_of(session, [enrolment.id])[enrolment.id]
    # In the order in which they take effect, so the last one of each day remains; past days all come down to today.
    in_force = {max(each.effective_from, today): each.status for each in statuses}
    served = [day for day, status in in_force.items() if status != Status.ENDED]
    for day in served:
        change_status(
            session, author, enrolment_id=enrolment.id, status=Status.ENDED, effective_from=day, reason=REASON, at=at
        )
    return bool(served)
