"""Reading the enrolments that an endorsed list speaks of, many at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from field_api.registry.models import Enrolment, EnrolmentStatus

Subject = tuple[str, UUID, UUID | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """An enrolment and the status recorded last; `number` is 0 before the first one."""

    enrolment_id: UUID
    area_code: str
    number: int = 0
    newest_status: str | None = None
    newest_list_id: UUID | None = None


def standings(session: Session, *, programme_code: str, household_ids: Collection[UUID]) -> dict[Subject, Standing]:
    """The enrolments of these households in one programme by (component, household, person), locked until the commit.

    Asks the plain tables on purpose, without scope: an enrolment keeps the area in which it was granted, and a list
    speaks of the same people wherever that was. Nothing of it is shown to anybody.
    """
    enrolments, statuses = Enrolment.__table__, EnrolmentStatus.__table__
    theirs = and_(enrolments.c.programme_code == programme_code, enrolments.c.household_id.in_(household_ids))
    # Locked first and read afterwards, so that what is read is the newest.
    session.execute(select(enrolments.c.id).where(theirs).order_by(enrolments.c.id).with_for_update())
    highest = (
        select(func.max(statuses.c.number))
        .where(statuses.c.enrolment_id == enrolments.c.id)
        .correlate(enrolments)
        .scalar_subquery()
    )
    newest = and_(statuses.c.enrolment_id == enrolments.c.id, statuses.c.number == highest)
    rows = session.execute(
        select(
            enrolments.c.component,
            enrolments.c.household_id,
            enrolments.c.person_id,
            enrolments.c.id,
            enrolments.c.area_code,
            func.coalesce(statuses.c.number, 0),
            statuses.c.status,
            statuses.c.list_id,
        )
        .outerjoin(statuses, newest)
        .where(theirs)
    )
    return {(component, household, person): Standing(*rest) for component, household, person, *rest in rows}
