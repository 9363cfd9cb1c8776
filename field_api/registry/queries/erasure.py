"""Finding what the registry holds of one person. Asked of the plain tables: an erasure does not stop at the edge of an area."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from field_api.registry.models import Enrolment, FamilyCard, Household, Membership


def places_of(session: Session, person_id: UUID) -> dict[UUID, str]:
    """The households that a person ever belonged to, with their areas, wherever they are."""
    belonged, households = Membership.__table__, Household.__table__
    rows = session.execute(
        select(households.c.id, households.c.area_code)
        .join(belonged, belonged.c.household_id == households.c.id)
        .where(belonged.c.person_id == person_id)
    )
    return {household_id: area_code for household_id, area_code in rows}  # noqa: C416 - rows are no pairs to the type checker


def shared_with_others(session: Session, person_id: UUID, household_ids: Collection[UUID]) -> set[UUID]:
    """Those of the households in which somebody else ever was too."""
    table = Membership.__table__
    return set(
        session.scalars(
            select(table.c.household_id)
            .where(table.c.household_id.in_(household_ids), table.c.person_id != person_id)
            .distinct()
        )
    )


def households(session: Session, household_ids: Collection[UUID]) -> Sequence[Household]:
    return session.scalars(select(Household).where(Household.id.in_(household_ids)).with_for_update()).all()


def family_cards(session: Session, household_ids: Collection[UUID]) -> Sequence[FamilyCard]:
    return session.scalars(select(FamilyCard).where(FamilyCard.household_id.in_(household_ids))).all()


def enrolments(session: Session, person_id: UUID, household_ids: Collection[UUID]) -> Sequence[Enrolment]:
    """The enrolments of the person, and those of these households, locked until the commit."""
    return session.scalars(
        select(Enrolment)
        .where(or_(Enrolment.person_id == person_id, Enrolment.household_id.in_(household_ids)))
        .order_by(Enrolment.id)
        .with_for_update()
    ).all()


def open_memberships(session: Session, person_id: UUID) -> Sequence[Membership]:
    return session.scalars(
        select(Membership).where(Membership.person_id == person_id, Membership.valid_to.is_(None))
    ).all()
