"""What the checks must know of a hand-over and of what stands around it, and what they said.

The look-ups around a hand-over ask the whole country on purpose, through plain SQL, as those of visits do; what they
find becomes counts, distances and seconds. They stay within the round, where each household has its package once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from field_api.distribution.models import Allocation, HandOver, HandOverCheck
from field_api.distribution.rules.hand_overs import SUSPENDING_FAILURES
from field_api.evidence.models.photos import Bundle
from field_api.evidence.rules.checks.surroundings import (
    MOST_AROUND,
    RECENT_ACTS,
    Surroundings,
    surroundings_of,
    within_reach,
)
from field_api.evidence.rules.geodesy import Place
from field_api.registry.models import Household


@dataclass(frozen=True, slots=True)
class Subject:
    """A hand-over to be checked, with the rows that belong to it."""

    hand_over: HandOver
    bundle: Bundle
    household: Household


def subject(session: Session, hand_over_id: UUID) -> Subject | None:
    """The hand-over when all its photos are here, else None."""
    row = session.execute(
        select(HandOver, Bundle, Household)
        .join(Bundle, Bundle.id == HandOver.id)
        .join(Allocation, Allocation.id == HandOver.allocation_id)
        .join(Household, Household.id == Allocation.household_id)
        .where(HandOver.id == hand_over_id, Bundle.completed_at.is_not(None))
    ).first()
    return Subject(*row) if row else None


def newest_checks(session: Session, hand_over_ids: Collection[UUID]) -> dict[UUID, HandOverCheck]:
    """The newest run over each of these hand-overs, within the scope of the session; those never checked are left out."""
    rows = session.scalars(
        select(HandOverCheck)
        .where(HandOverCheck.hand_over_id.in_(hand_over_ids))
        .ext(distinct_on(HandOverCheck.hand_over_id))
        .order_by(HandOverCheck.hand_over_id, HandOverCheck.run.desc())
    )
    return {each.hand_over_id: each for each in rows}


def newest_codes(session: Session, hand_over_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Which flags the newest run put on each of these hand-overs; those never checked are left out."""
    if not hand_over_ids:
        return {}
    found = newest_checks(session, hand_over_ids)
    return {each: frozenset(flag["code"] for flag in checked.flags) for each, checked in found.items()}


def reported_before(session: Session, hand_over: HandOver) -> str | None:
    """What an earlier attempt with this package said against the enrolment itself; the newest of several."""
    return session.scalar(
        select(HandOver.failure)
        .where(
            HandOver.allocation_id == hand_over.allocation_id,
            HandOver.failure.in_(SUSPENDING_FAILURES),
            HandOver.handed_over_at < hand_over.handed_over_at,
        )
        .order_by(HandOver.handed_over_at.desc(), HandOver.id.desc())
        .limit(1)
    )


# One statement and neighbours by id, as for visits.
_WITH_HOUSEHOLD = "hand_overs AS other JOIN allocations AS allocation ON allocation.id = other.allocation_id"
_SURROUNDINGS = text(f"""
    SELECT 'near_in_time', other.id, other.accuracy_mm, allocation.household_id, other.latitude_e7, other.longitude_e7,
           other.position_samples, other.handed_over_at, true
      FROM {_WITH_HOUSEHOLD} WHERE other.latitude_e7 IS NOT NULL AND other.id IN (
        (SELECT id FROM hand_overs WHERE officer_id = :officer AND id < :id ORDER BY id DESC LIMIT 1) UNION ALL
        (SELECT id FROM hand_overs WHERE officer_id = :officer AND id > :id ORDER BY id LIMIT 1) UNION ALL
        (SELECT id FROM bundles WHERE device_id = :device AND id < :id AND kind = 'hand_over'
          ORDER BY id DESC LIMIT 1) UNION ALL
        (SELECT id FROM bundles WHERE device_id = :device AND id > :id AND kind = 'hand_over' ORDER BY id LIMIT 1))
    UNION ALL
    (SELECT 'around', other.id, other.accuracy_mm, allocation.household_id, other.latitude_e7, other.longitude_e7,
            NULL, other.handed_over_at, other.officer_id = :officer OR bundle.device_id = :device
       FROM {_WITH_HOUSEHOLD} JOIN bundles AS bundle ON bundle.id = other.id
      WHERE other.point && ST_Expand(ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4326), :degrees)
        AND other.round_id = :round AND allocation.household_id <> :household
      ORDER BY other.point <-> ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4326), other.id
      LIMIT {MOST_AROUND})
    UNION ALL
    (SELECT 'recent', id, accuracy_mm, NULL, NULL, NULL, NULL, NULL, NULL FROM hand_overs
      WHERE officer_id = :officer AND id < :id AND accuracy_mm IS NOT NULL ORDER BY id DESC LIMIT {RECENT_ACTS})
""")  # noqa: S608 - names of tables and two numbers only
_SAME_RECEIVER = text("""
    SELECT count(DISTINCT allocation.household_id)
      FROM hand_overs AS other JOIN allocations AS allocation ON allocation.id = other.allocation_id
     WHERE other.officer_id = :officer AND other.round_id = :round AND other.received_by <> 'self'
       AND lower(btrim(other.receiver_name)) = lower(btrim(:name)) AND allocation.household_id <> :household
""")


def surroundings(session: Session, found: Subject, place: Place | None) -> Surroundings:
    """What stands around a hand-over at a place: acts near in time where they have a position, acts nearby, accuracies.

    Near in time are the hand-overs just before and after by the same officer and by the same device; nearby those of
    the round to other households within twenty metres, the nearest two hundred; accuracies those of the officer's
    hand-overs before.
    """
    hand_over = found.hand_over
    asked = {
        "id": hand_over.id,
        "officer": hand_over.officer_id,
        "device": found.bundle.device_id,
        "round": hand_over.round_id,
        "household": found.household.id,
        **within_reach(place),
    }
    return surroundings_of(session.execute(_SURROUNDINGS, asked))


def receiver_households(session: Session, found: Subject) -> int:
    """For how many other households of the round the same officer named the same receiver in the recipient's place."""
    hand_over = found.hand_over
    if hand_over.received_by in {None, "self"} or not hand_over.receiver_name:
        return 0
    asked = {
        "officer": hand_over.officer_id,
        "round": hand_over.round_id,
        "name": hand_over.receiver_name,
        "household": found.household.id,
    }
    count: int = session.execute(_SAME_RECEIVER, asked).scalar_one()
    return count
