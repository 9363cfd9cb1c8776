"""Opening and closing rounds. A round holds one allocation per enrolment that is active on its first day."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api import jobs
from field_api.areas import service as areas
from field_api.areas.rules.zones import local_day
from field_api.distribution.models import Round
from field_api.distribution.queries import rounds as queries
from field_api.distribution.rules.rounds import RoundPlan, RoundTerms, check_days, would_give_twice
from field_api.distribution.service.allocating import FIRST_BATCH, allocate_at_once
from field_api.errors import Conflict, NotFound
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.permissions import Permission
from field_api.registry.service.programmes import require_programme

# So many packages take a second; a province has a million and is left to a worker.
AT_ONCE = 20_000


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


class RoundPreparing(Conflict):
    """The packages of the round are still being allocated."""

    code = "round_preparing"


def open_round(
    session: Session, actor: Actor, *, round_id: UUID, plan: RoundPlan, at: datetime, at_once: int = AT_ONCE
) -> tuple[Round, bool]:
    """Open a round under an id its author made, and allocate a package to every enrolment active on its first day.

    Returns the round and whether it was there before: the same id with the same plan is a repeat. More than `at_once`
    packages are allocated by a worker; the round is `preparing` until all are there. Raises RoundConflict, OutsideArea,
    UnknownArea, ProgrammeNotFound, RoundOverlaps, NobodyEnrolled (E5, F1).
    """
    actor.require(Permission.ROUND_MANAGE, plan.area_code)
    # Rounds of one programme are opened one after the other, so that two cannot miss each other.
    queries.lock_programme(session, plan.programme_code)
    known = queries.round_with_id(session, round_id)
    if known is not None:
        if any(getattr(known, name) != value for name, value in asdict(plan).items()):
            raise RoundConflict("This id belongs to another round. Make a new id.", extra={"round_id": str(round_id)})
        return known, True
    _check_plan(session, plan, at=at)
    large = _count(session, plan, limit=at_once + 1) > at_once
    opened = Round(
        id=round_id,
        **asdict(plan),
        planned=0,
        state="preparing" if large else "open",
        opened_by=actor.user_id,
        opened_at=at,
        closed_at=None,
    )
    session.add(opened)
    session.flush()
    if large:
        jobs.defer(session, "distribution.allocate_round", round_id=round_id, after=FIRST_BATCH)
    else:
        allocate_at_once(session, actor, opened)
    _announce(session, actor, opened)
    return opened, False


def close_round(session: Session, actor: Actor, opened: Round, *, at: datetime) -> Round:
    """Close a round; closing it again changes nothing.

    Hand-overs that happened before and arrive later are still taken (`rules.rounds.check_moment`).
    """
    actor.require(Permission.ROUND_MANAGE, opened.area_code)
    if opened.state == "closed":
        return opened
    require_prepared(opened)
    opened.state = "closed"
    opened.closed_at = at
    session.flush()
    journal.append(
        session, actor, Event.ROUND_CLOSED, subject_id=opened.id, area_code=opened.area_code, at=at, rows=[opened]
    )
    return opened


def require_round(session: Session, round_id: UUID, *, lock: bool = False) -> Round:
    """The round, when it reaches the scope of the session; `RoundNotFound` otherwise."""
    found = queries.find_round(session, round_id, lock=lock)
    if found is None:
        raise RoundNotFound("There is no such round in your area.")
    return found


def require_prepared(opened: Round) -> None:
    """Raise RoundPreparing while packages are being allocated."""
    if opened.state == "preparing":
        raise RoundPreparing("The packages of this round are still being allocated. Try again in a minute.")


def terms_of(opened: Round) -> RoundTerms:
    """What decides whether a hand-over belongs to the round."""
    return RoundTerms(opened.area_code, opened.starts_on, opened.ends_on, opened.closed_at)


def _check_plan(session: Session, plan: RoundPlan, *, at: datetime) -> None:
    check_days(plan.starts_on, plan.ends_on)
    require_programme(session, plan.programme_code)
    areas.require_area(session, plan.area_code, on=local_day(at, plan.area_code))
    terms = RoundTerms(plan.area_code, plan.starts_on, plan.ends_on, None)
    for other in queries.open_rounds_of(
        session, programme_code=plan.programme_code, starts_on=plan.starts_on, ends_on=plan.ends_on
    ):
        if would_give_twice(terms, terms_of(other)):
            raise RoundOverlaps(
                "An open round of this programme covers the same people on the same days. Close it first.",
                extra={"round_id": str(other.id)},
            )


def _count(session: Session, plan: RoundPlan, *, limit: int) -> int:
    """How many packages the round would have, up to `limit`; NobodyEnrolled for none."""
    found = queries.count_enrolled(
        session, programme_code=plan.programme_code, area_code=plan.area_code, on=plan.starts_on, limit=limit
    )
    if found == 0:
        raise NobodyEnrolled(
            f"Nobody in {plan.area_code} is actively enrolled in {plan.programme_code} on {plan.starts_on}.",
            extra={"area_code": plan.area_code, "programme_code": plan.programme_code},
        )
    return found


def _announce(session: Session, actor: Actor, opened: Round) -> None:
    journal.append(
        session,
        actor,
        Event.ROUND_OPENED,
        subject_id=opened.id,
        area_code=opened.area_code,
        at=opened.opened_at,
        data={
            "programme": opened.programme_code,
            "starts_on": opened.starts_on.isoformat(),
            "ends_on": opened.ends_on.isoformat(),
            # None: a worker counts them in `round.allocated`.
            "planned": opened.planned or None,
        },
        rows=[opened],
    )
