"""Opening and closing rounds. Opening makes one allocation per enrolment that is active on the first day."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.distribution.models import Allocation, Round
from field_api.distribution.queries import rounds as queries
from field_api.distribution.rules.rounds import RoundPlan, RoundTerms, would_give_twice
from field_api.errors import Conflict, FieldProblem, InvalidInput, NotFound
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.permissions import Permission
from field_api.registry.service.programmes import require_programme

# A round of a whole province is one statement over a million rows, longer than a request may otherwise take.
_ALLOCATION_TIMEOUT = text("SET LOCAL statement_timeout = '10min'")


class RoundNotFound(NotFound):
    code = "round_not_found"


class RoundConflict(Conflict):
    """The id belongs to a round with other content."""

    code = "round_conflict"


class RoundOverlaps(Conflict):
    """An open round of the programme shares a day and households with this one: people would be given twice."""

    code = "round_overlaps"


class NobodyEnrolled(Conflict):
    """No enrolment of the programme is active in the area on the first day, so there is nothing to hand over."""

    code = "nobody_enrolled"


def open_round(session: Session, actor: Actor, *, round_id: UUID, plan: RoundPlan, at: datetime) -> tuple[Round, bool]:
    """Open a round under an id its author made, and allocate a package to every enrolment active on its first day.

    Returns the round and whether it was there before: the same id with the same plan is a repeat. One transaction, so
    there is never half a round. Raises RoundConflict, OutsideArea, UnknownArea, ProgrammeNotFound, RoundOverlaps,
    NobodyEnrolled (E5, F1).
    """
    actor.require(Permission.ROUND_MANAGE, plan.area_code)
    # Rounds of one programme are opened one after the other, so that two cannot miss each other.
    queries.lock_programme(session, plan.programme_code)
    known = queries.round_with_id(session, round_id)
    if known is not None:
        if any(getattr(known, name) != value for name, value in asdict(plan).items()):
            raise RoundConflict("This id belongs to another round. Make a new id.", extra={"round_id": str(round_id)})
        return known, True
    _check_plan(session, plan)
    opened = Round(
        id=round_id, **asdict(plan), planned=0, state="open", opened_by=actor.user_id, opened_at=at, closed_at=None
    )
    session.add(opened)
    session.flush()
    planned = _allocate(session, opened)
    session.refresh(opened)
    journal.append(
        session,
        actor,
        Event.ROUND_OPENED,
        subject_id=round_id,
        area_code=plan.area_code,
        at=at,
        data={
            "programme": plan.programme_code,
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
            "planned": planned,
        },
    )
    return opened, False


def close_round(session: Session, actor: Actor, opened: Round, *, at: datetime) -> Round:
    """Close a round; closing it again changes nothing.

    Hand-overs that happened before and arrive later are still taken (`rules.rounds.check_moment`).
    """
    actor.require(Permission.ROUND_MANAGE, opened.area_code)
    if opened.state == "closed":
        return opened
    opened.state = "closed"
    opened.closed_at = at
    session.flush()
    journal.append(session, actor, Event.ROUND_CLOSED, subject_id=opened.id, area_code=opened.area_code, at=at)
    return opened


def require_round(session: Session, round_id: UUID, *, lock: bool = False) -> Round:
    """The round, when it reaches the scope of the session; `RoundNotFound` otherwise."""
    found = queries.find_round(session, round_id, lock=lock)
    if found is None:
        raise RoundNotFound("There is no such round in your area.")
    return found


def terms_of(opened: Round) -> RoundTerms:
    """What decides whether a hand-over belongs to the round."""
    return RoundTerms(opened.area_code, opened.starts_on, opened.ends_on, opened.closed_at)


def _check_plan(session: Session, plan: RoundPlan) -> None:
    if plan.ends_on < plan.starts_on:
        raise InvalidInput(
            "The round ends before it begins.",
            problems=[FieldProblem("/ends_on", "period_order", "This lies before starts_on.", "Give a later day.")],
        )
    require_programme(session, plan.programme_code)
    areas.require_area(session, plan.area_code, on=plan.starts_on)
    terms = RoundTerms(plan.area_code, plan.starts_on, plan.ends_on, None)
    for other in queries.open_rounds_of(
        session, programme_code=plan.programme_code, starts_on=plan.starts_on, ends_on=plan.ends_on
    ):
        if would_give_twice(terms, terms_of(other)):
            raise RoundOverlaps(
                "An open round of this programme covers the same people on the same days. Close it first.",
                extra={"round_id": str(other.id)},
            )


def _allocate(session: Session, opened: Round) -> int:
    """Make the allocations of a new round as one set, and count them on the round."""
    session.execute(_ALLOCATION_TIMEOUT)
    rows = queries.new_allocations(
        round_id=opened.id,
        programme_code=opened.programme_code,
        area_code=opened.area_code,
        on=opened.starts_on,
        at=opened.opened_at,
    )
    made = session.connection().execute(
        insert(Allocation).from_select(queries.ALLOCATION_COLUMNS, rows),
        execution_options={"preserve_rowcount": True},
    )
    planned = made.rowcount
    if planned == 0:
        raise NobodyEnrolled(
            f"Nobody in {opened.area_code} is actively enrolled in {opened.programme_code} on {opened.starts_on}.",
            extra={"area_code": opened.area_code, "programme_code": opened.programme_code},
        )
    # Part of opening, so it does not count as a change of the round.
    session.connection().execute(update(Round).where(Round.id == opened.id).values(planned=planned))
    return planned
