"""Making the allocations of a round: at once for a district, batch by batch through the queue for a province."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.distribution.models import Allocation, Round
from field_api.distribution.queries import rounds as queries
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import Enrolment, Household

# Lower than any id, so the first batch begins after it.
FIRST_BATCH = UUID(int=0)
BATCH = 20_000


def allocate_at_once(session: Session, opened: Round) -> None:
    """Make all allocations of a round as one set, and count them on the round."""
    # Rows of one RT lie together, because they are read together.
    made = _insert(session, queries.new_allocations(opened).order_by(Household.area_code, Enrolment.id))
    # Part of opening, so it does not count as a change of the round.
    session.connection().execute(update(Round).where(Round.id == opened.id).values(planned=made))
    session.refresh(opened)


def allocate_batch(
    session: Session, author: Author, *, round_id: UUID, after: UUID, at: datetime, size: int = BATCH
) -> None:
    """Allocate to the next `size` enrolments of the programme after an id, and queue what follows.

    One batch is one transaction that also queues the next one, so a worker may die at any moment: the batch is done
    with what follows, or not at all. A batch that runs twice makes nothing twice. The last one opens the round.
    """
    opened = queries.round_with_id(session, round_id)
    if opened is None or opened.state != "preparing":
        return
    last = queries.last_of_batch(session, programme_code=opened.programme_code, after=after, size=size)
    rows = queries.new_allocations(opened).where(Enrolment.id > after)
    _insert(session, rows if last is None else rows.where(Enrolment.id <= last))
    if last is not None:
        jobs.defer(session, "distribution.allocate_round", round_id=round_id, after=last)
        return
    opened.planned = queries.count_allocations(session, round_id)
    opened.state = "open"
    session.flush()
    journal.append(
        session,
        author,
        Event.ROUND_ALLOCATED,
        subject_id=round_id,
        area_code=opened.area_code,
        at=at,
        data={"planned": opened.planned},
    )


def _insert(session: Session, rows: Select[*tuple[object, ...]]) -> int:
    made = session.connection().execute(
        insert(Allocation)
        .from_select(queries.ALLOCATION_COLUMNS, rows)
        .on_conflict_do_nothing(index_elements=["round_id", "enrolment_id"]),
        execution_options={"preserve_rowcount": True},
    )
    return made.rowcount
