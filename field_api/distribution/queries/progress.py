"""Counting the packages of a round by place and state, within the scope of the session."""

from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from field_api.areas.rules.codes import Level
from field_api.distribution.models import Allocation, HandOver
from field_api.distribution.rules.hand_overs import DELIVERED, AllocationState
from field_api.distribution.rules.progress import StateCount
from field_api.evidence.models.photos import Bundle

# Codes have a fixed form (ck_areas_code_form), so the beginning of a code is the code of an area above.
_CODE_LENGTH = {
    Level.PROVINCE: 2,
    Level.REGENCY: 5,
    Level.DISTRICT: 8,
    Level.VILLAGE: 13,
    Level.RW: 17,
    Level.RT: 21,
}


def count_states(session: Session, *, round_id: UUID, level: Level) -> list[StateCount]:
    """How many packages of each place are in which state; a place is an area of `level`, or the area itself where it lies higher.

    One pass over the round: its deliveries and the newest failure of each package are joined as whole sets.
    """
    failure = (
        select(HandOver.allocation_id, HandOver.failure)
        .where(HandOver.round_id == round_id, HandOver.outcome != DELIVERED)
        .ext(distinct_on(HandOver.allocation_id))
        .order_by(HandOver.allocation_id, HandOver.handed_over_at.desc(), HandOver.id.desc())
        .subquery()
    )
    state = case(
        (Bundle.completed_at.is_not(None), AllocationState.CONFIRMED.value),
        (HandOver.id.is_not(None), AllocationState.PHOTOS_PENDING.value),
        (failure.c.allocation_id.is_not(None), AllocationState.FAILED.value),
        else_=AllocationState.PENDING.value,
    )
    reason = case((HandOver.id.is_(None), failure.c.failure))
    place = func.left(Allocation.area_code, _CODE_LENGTH[level])
    rows = session.execute(
        select(place.label("place"), state.label("state"), reason.label("reason"), func.count())
        .outerjoin(
            HandOver,
            (HandOver.allocation_id == Allocation.id)
            & (HandOver.round_id == round_id)
            & (HandOver.outcome == DELIVERED),
        )
        .outerjoin(Bundle, Bundle.id == HandOver.id)
        .outerjoin(failure, failure.c.allocation_id == Allocation.id)
        .where(Allocation.round_id == round_id)
        .group_by("place", "state", "reason")
    )
    return [StateCount(where, AllocationState(which), why, packages) for where, which, why, packages in rows]
