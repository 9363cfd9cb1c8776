"""The one wide SELECT behind the export of households."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.db import valid_on, within
from field_api.registry.models import FamilyCard, Household, Membership, Person
from field_api.scope import Scope

_STREAMED_ROWS = 1000


def people_with_households(
    session: Session, *, area_code: str | None, on: date
) -> Iterator[tuple[Household, Person, str, str | None]]:
    """Stream household, person, relationship and the masked current cards of everybody present that day."""
    cards = (
        select(func.string_agg(FamilyCard.number_masked, " "))
        .where(FamilyCard.household_id == Household.id, FamilyCard.valid_to.is_(None))
        .correlate(Household)
        .scalar_subquery()
    )
    statement = (
        select(Household, Person, Membership.relationship, cards)
        .join(Membership, Membership.household_id == Household.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            within(Household.area_code, Scope.of([area_code or ""])),
            valid_on(Membership, on),
        )
        .order_by(Household.area_code, Household.id, Person.id)
    )
    yield from session.execute(statement, execution_options={"yield_per": _STREAMED_ROWS})
