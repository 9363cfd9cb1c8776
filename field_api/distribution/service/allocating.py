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
ENTRY_ROWS = 1000


def allocate_at_once(session: Session, author: Author, opened: Round) -> None:
    """Make all allocations of a round as one set, and count them on the round."""
    # Rows of one RT lie together, because they are read together.
    rows = queries.new_allocations(opened).order_by(Household.area_code, Enrolment.id)
    made = _insert(session, author, opened, rows, at=opened.opened_at)
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
    _insert(session, author, opened, rows if last is None else rows.where(Enrolment.id <= last), at=at)
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
        rows=[opened],
    )


def _insert(session: Session, author: Author, opened: Round, rows: Select[*tuple[object, ...]], *, at: datetime) -> int:
    """Make allocations and record them, a thousand in an entry, so that no entry grows without bound."""
    made = (
        session.connection()
        .execute(
            insert(Allocation)
            .from_select(queries.ALLOCATION_COLUMNS, rows)
            .on_conflict_do_nothing(index_elements=["round_id", "enrolment_id"])
            .returning(*(getattr(Allocation, name) for name in queries.ALLOCATION_COLUMNS))
        )
        .mappings()
        .all()
    )
    for start in range(0, len(made), ENTRY_ROWS):
        batch = made[start : start + ENTRY_ROWS]
        journal.append(
            session,
            author,
            Event.ROUND_BATCH_ALLOCATED,
            subject_id=opened.id,
            area_code=opened.area_code,
            at=at,
            data={"count": len(batch)},
            rows=[(Allocation, dict(row)) for row in batch],
        )
    return len(made)
