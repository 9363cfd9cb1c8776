"""Households and their family cards: register, correct, record a new card."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.codes import Level
from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.errors import Conflict, InvalidInput, NotFound
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Access, Author, Event
from field_api.permissions import Permission
from field_api.registry.models import FamilyCard, Household, Membership, Person
from field_api.registry.queries import households as queries
from field_api.registry.rules.family_card import parse_family_card
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import seal_family_card

_CORRECTABLE = ("area_code", "address", "latitude_e7", "longitude_e7")


class HouseholdNotFound(NotFound):
    code = "household_not_found"


class HouseholdConflict(Conflict):
    """The id belongs to a household with other content; a household is changed by a correction."""

    code = "household_conflict"


class FamilyCardPeriod(InvalidInput):
    """A card cannot begin before the one it replaces."""

    code = "family_card_period"


def register_household(
    session: Session,
    author: Author,
    *,
    household_id: UUID,
    area_code: str,
    address: str,
    latitude_e7: int | None,
    longitude_e7: int | None,
    at: datetime,
) -> Household:
    """Register a household under the id its author made; the same again is no error, other content is.

    `area_code` is a village or deeper and in force; coordinates are integers of 1e-7 degree, both or none.
    Raises UnknownArea, OutsideArea, HouseholdConflict.
    """
    _check_area(session, author, area_code, at=at)
    content = {
        "area_code": area_code,
        "address": address.strip(),
        "latitude_e7": latitude_e7,
        "longitude_e7": longitude_e7,
    }
    known = queries.household(session, household_id)
    if known is not None:
        if any(getattr(known, name) != value for name, value in content.items()):
            raise HouseholdConflict("This id belongs to a household with other content. Correct that one instead.")
        return known
    household = Household(id=household_id, **content, registered_at=at, import_id=None)
    session.add(household)
    session.flush()
    journal.append(session, author, Event.HOUSEHOLD_REGISTERED, subject_id=household_id, area_code=area_code, at=at)
    return household


def correct_household(
    session: Session, author: Author, household: Household, *, changes: dict[str, Any], at: datetime
) -> Household:
    """Correct address, position or area (B5). Members and cards follow the household into its new area.

    `changes` holds any of area_code, address, latitude_e7, longitude_e7. Enrolments keep the area they were granted in.
    """
    changed = [name for name in _CORRECTABLE if name in changes and getattr(household, name) != changes[name]]
    if not changed:
        return household
    if "area_code" in changed:
        _check_area(session, author, changes["area_code"], at=at)
    for name in changed:
        setattr(household, name, changes[name])
    session.flush()
    if "area_code" in changed:
        _take_along(session, household)
    journal.append(
        session,
        author,
        Event.HOUSEHOLD_CHANGED,
        subject_id=household.id,
        area_code=household.area_code,
        at=at,
        data={"fields": changed, "version": household.version},
    )
    return household


def record_family_card(
    session: Session,
    author: Author,
    keys: KeyRing,
    *,
    household_id: UUID,
    number: str,
    valid_from: date,
    at: datetime,
    replaces: UUID | None = None,
) -> FamilyCard:
    """Record a No. KK that the household holds from a day on; the card `replaces` ends that day (domain 2.2).

    Without `replaces` the card stands beside the others, for one household may hold several. The same current number
    again is no error. Raises HouseholdNotFound, InvalidFamilyCard, FamilyCardPeriod.
    """
    household = require_household(session, household_id, lock=True)
    sealed = seal_family_card(keys, parse_family_card(number.strip()).digits)
    current = [card for card in queries.family_cards_of(session, household_id) if card.valid_to is None]
    for card in current:
        if card.number_hash == sealed.hash:
            return card
    ended = _end_card(current, replaces, valid_from)
    card = FamilyCard(
        id=new_id(),
        household_id=household_id,
        area_code=household.area_code,
        number_sealed=sealed.sealed,
        number_hash=sealed.hash,
        number_masked=sealed.masked,
        valid_from=valid_from,
        valid_to=None,
    )
    session.add(card)
    session.flush()
    journal.append(
        session,
        author,
        Event.FAMILY_CARD_RECORDED,
        subject_id=household_id,
        area_code=household.area_code,
        at=at,
        data={"card": str(card.id), "replaces": str(ended.id) if ended else None},
    )
    return card


def view_household(session: Session, author: Author, *, household_id: UUID, at: datetime) -> Household:
    """The household, for showing it with everybody in it; the look is recorded (A3). Raises HouseholdNotFound."""
    household = require_household(session, household_id)
    journal.record_access(
        session,
        author,
        Access.DOSSIER_VIEWED,
        subject=str(household_id),
        area_code=household.area_code,
        at=at,
    )
    return household


def require_household(session: Session, household_id: UUID, *, lock: bool = False) -> Household:
    """The household within the scope of the session, or HouseholdNotFound."""
    found = queries.household(session, household_id, lock=lock)
    if found is None:
        raise HouseholdNotFound("There is no such household in your area.")
    return found


def _end_card(current: list[FamilyCard], replaces: UUID | None, day: date) -> FamilyCard | None:
    if replaces is None:
        return None
    ended = next((card for card in current if card.id == replaces), None)
    if ended is None:
        raise Conflict("The card to replace is not a current card of this household.", code="family_card_not_current")
    if day < ended.valid_from:
        raise FamilyCardPeriod(f"The card it replaces began on {ended.valid_from}. Give that day or a later one.")
    ended.valid_to = day
    return ended


def _check_area(session: Session, author: Author, area_code: str, *, at: datetime) -> None:
    areas.require_area(session, area_code, on=local_day(at, area_code), minimum_level=Level.VILLAGE)
    if isinstance(author, Actor):
        author.require(Permission.HOUSEHOLD_WRITE, area_code)


def _take_along(session: Session, household: Household) -> None:
    """Give cards, memberships and present members the area of their household."""
    members = queries.present_members(household.id)
    for statement in (
        update(FamilyCard).where(FamilyCard.household_id == household.id),
        update(Person).where(Person.id.in_(members)),
        update(Membership).where(Membership.household_id == household.id),
    ):
        session.execute(
            statement.values(area_code=household.area_code), execution_options={"synchronize_session": "fetch"}
        )
