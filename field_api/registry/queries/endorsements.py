"""Reading the enrolments that an endorsed list speaks of, many at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
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
    enrolments = Enrolment.__table__
    found = session.execute(
        select(
            enrolments.c.component,
            enrolments.c.household_id,
            enrolments.c.person_id,
            enrolments.c.id,
            enrolments.c.area_code,
        )
        .where(enrolments.c.programme_code == programme_code, enrolments.c.household_id.in_(household_ids))
        .order_by(enrolments.c.id)
        .with_for_update()
    ).all()
    # Asked for apart, after the lock: so the answer is the newest, and the planner cannot go wrong over rows that this
    # very transaction has added.
    newest = _newest_statuses(session, [row.id for row in found])
    nothing = (0, None, None)
    return {
        (row.component, row.household_id, row.person_id): Standing(row.id, row.area_code, *newest.get(row.id, nothing))
        for row in found
    }


def _newest_statuses(
    session: Session, enrolment_ids: Collection[UUID]
) -> dict[UUID, tuple[int, str | None, UUID | None]]:
    """Number, status and list of the status recorded last, for each enrolment that has one."""
    statuses = EnrolmentStatus.__table__.c
    rows = session.execute(
        select(statuses.enrolment_id, statuses.number, statuses.status, statuses.list_id)
        .where(statuses.enrolment_id.in_(enrolment_ids))
        .ext(distinct_on(statuses.enrolment_id))
        .order_by(statuses.enrolment_id, statuses.number.desc())
    )
    return {enrolment_id: (number, status, list_id) for enrolment_id, number, status, list_id in rows}
