"""Finding the traces of a person on lists and in cases."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from field_api.review.models import Case, Determination, ListItem


def items_about(
    session: Session, person_id: UUID, household_ids: Collection[UUID]
) -> Sequence[tuple[ListItem, Determination]]:
    """Sealed items of the person or of these households that are not erased, each with what it determines."""
    rows = session.execute(
        select(ListItem, Determination)
        .join(Determination, Determination.id == ListItem.determination_id)
        .where(
            ListItem.salt.is_not(None),
            or_(Determination.person_id == person_id, Determination.household_id.in_(household_ids)),
        )
    )
    return [(row[0], row[1]) for row in rows]


def cases_of(session: Session, household_ids: Collection[UUID]) -> Sequence[UUID]:
    return session.scalars(select(Case.id).where(Case.household_id.in_(household_ids))).all()
