"""Reading households, their family cards and who lives in them; always within the scope of the session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, valid_on, within
from field_api.registry.models import FamilyCard, Household, Membership, Person
from field_api.registry.rules.kinship import Relationship
from field_api.scope import Scope


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the membership that is in force on the day that was asked for."""

    person: Person
    membership: Membership


def visible_ids(session: Session, household_ids: Sequence[UUID]) -> Sequence[UUID]:
    """Those of the households that are within the scope of the session."""
    return session.scalars(select(Household.id).where(Household.id.in_(household_ids)).order_by(Household.id)).all()


def household(session: Session, household_id: UUID, *, lock: bool = False) -> Household | None:
    """The household, when it lies within the scope; `lock` keeps others from changing it until the commit."""
    statement = select(Household).where(Household.id == household_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def households_page(
    session: Session, *, area_code: str | None, after: tuple[Any, ...] | None, limit: int
) -> Page[Household]:
    """Households by area code and id, under `area_code` when given."""
    statement = select(Household)
    if area_code:
        statement = statement.where(within(Household.area_code, Scope.of([area_code])))
    return keyset_page(session, statement, key=[Household.area_code, Household.id], after=after, limit=limit)


def households_by_card(session: Session, *, number_hash: bytes) -> Sequence[Household]:
    """Households that hold, or held, the card of this hash."""
    holders = select(FamilyCard.household_id).where(FamilyCard.number_hash == number_hash)
    return session.scalars(select(Household).where(Household.id.in_(holders)).order_by(Household.id)).all()


def family_cards_of(session: Session, household_id: UUID) -> Sequence[FamilyCard]:
    """All cards of a household, the newest first."""
    return session.scalars(
        select(FamilyCard)
        .where(FamilyCard.household_id == household_id)
        .order_by(FamilyCard.valid_from.desc(), FamilyCard.id)
    ).all()


def members_of(session: Session, household_id: UUID, *, on: date) -> list[Member]:
    """Who belongs to the household that day, the head first."""
    rows = session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.household_id == household_id,
            valid_on(Membership, on),
        )
        .order_by(Membership.relationship != Relationship.HEAD, Person.birth_date, Person.id)
    )
    return [Member(person, membership) for person, membership in rows]


def present_members(household_id: UUID) -> Select[UUID]:
    """A subquery: the ids of those whose membership has no end."""
    return select(Membership.person_id).where(Membership.household_id == household_id, Membership.valid_to.is_(None))
