"""Finding the traces of a person at the door."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.distribution.models import Allocation, HandOver


def hand_overs_to(session: Session, household_ids: Collection[UUID]) -> Sequence[tuple[HandOver, UUID, UUID | None]]:
    """Hand-overs to these households, each with the household and the person that the package was for."""
    rows = session.execute(
        select(HandOver, Allocation.household_id, Allocation.person_id)
        .join(Allocation, Allocation.id == HandOver.allocation_id)
        .where(Allocation.household_id.in_(household_ids))
    )
    return [(row[0], row[1], row[2]) for row in rows]
