"""Reading the enrolments that an endorsed list speaks of, many at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from field_api.registry.models import Enrolment, EnrolmentStatus

Subject = tuple[str, UUID, UUID | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """An enrolment, the number of its newest status (0 before the first one), and the status that takes effect last.

    The two may differ: what was recorded last may begin on an earlier day than what was recorded before.
    """

    enrolment_id: UUID
    area_code: str
    number: int = 0
    last_status: str | None = None
    last_list_id: UUID | None = None
    last_from: date | None = None


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
    last = _last_statuses(session, [row.id for row in found])
    nothing = (0, None, None, None)
    return {
        (row.component, row.household_id, row.person_id): Standing(row.id, row.area_code, *last.get(row.id, nothing))
        for row in found
    }


def _last_statuses(
    session: Session, enrolment_ids: Collection[UUID]
) -> dict[UUID, tuple[int, str | None, UUID | None, date | None]]:
    """The highest number, and status, list and day of what takes effect last, for each enrolment that has a status."""
    statuses = EnrolmentStatus.__table__.c
    highest = func.max(statuses.number).over(partition_by=statuses.enrolment_id)
    rows = session.execute(
        select(statuses.enrolment_id, highest, statuses.status, statuses.list_id, statuses.effective_from)
        .where(statuses.enrolment_id.in_(enrolment_ids))
        .ext(distinct_on(statuses.enrolment_id))
        .order_by(statuses.enrolment_id, statuses.effective_from.desc(), statuses.number.desc())
    )
    return {enrolment_id: (number, status, list_id, day) for enrolment_id, number, status, list_id, day in rows}
