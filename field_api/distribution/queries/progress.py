"""Counting the packages of a round by place and state, within the scope of the session."""

from uuid import UUID

from sqlalchemy import Subquery, cast, exists, func, select
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.orm import Session, aliased

from field_api.areas.rules.codes import Level
from field_api.distribution.models import Allocation, HandOver
from field_api.distribution.rules.hand_overs import DELIVERED, NOT_DELIVERED
from field_api.distribution.rules.progress import StateCount, states_of_place
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
    """How many packages of each place are in which state, all at one moment.

    A place is an area of `level`, or the area itself where it lies higher. Packages and hand-overs are counted each in
    their own table and subtracted by place, because joining a million of each costs a minute.
    """
    length = _CODE_LENGTH[level]
    planned = _planned(round_id, length)
    delivered = _delivered(round_id, length)
    incomplete = _without_photos(round_id, length)
    failed = _failed(round_id, length)
    rows = session.execute(
        select(
            planned.c.place,
            planned.c.packages,
            func.coalesce(delivered.c.packages, 0),
            func.coalesce(incomplete.c.packages, 0),
            func.coalesce(failed.c.reasons, cast({}, JSONB)),
        )
        .outerjoin(delivered, delivered.c.place == planned.c.place)
        .outerjoin(incomplete, incomplete.c.place == planned.c.place)
        .outerjoin(failed, failed.c.place == planned.c.place)
    )
    return [count for place, *counts in rows for count in states_of_place(place, *counts)]


def _planned(round_id: UUID, length: int) -> Subquery:
    place = func.left(Allocation.area_code, length).label("place")
    counted = select(place, func.count().label("packages")).where(Allocation.round_id == round_id)
    return counted.group_by(place).subquery("planned")


def _delivered(round_id: UUID, length: int) -> Subquery:
    place = func.left(HandOver.area_code, length).label("place")
    counted = select(place, func.count().label("packages")).where(
        HandOver.round_id == round_id, HandOver.outcome == DELIVERED
    )
    return counted.group_by(place).subquery("delivered")


def _without_photos(round_id: UUID, length: int) -> Subquery:
    """Deliveries of which a photo is missing; bundles that lack photos are few and have an index of their own."""
    place = func.left(HandOver.area_code, length).label("place")
    counted = (
        select(place, func.count().label("packages"))
        .join(Bundle, Bundle.id == HandOver.id)
        .where(HandOver.round_id == round_id, HandOver.outcome == DELIVERED, Bundle.completed_at.is_(None))
    )
    return counted.group_by(place).subquery("incomplete")


def _failed(round_id: UUID, length: int) -> Subquery:
    """Packages that were tried and never delivered, by the reason of the newest attempt: {reason: packages}."""
    delivery = aliased(HandOver)
    newest = (
        select(func.left(HandOver.area_code, length).label("place"), HandOver.failure.label("failure"))
        .where(
            HandOver.round_id == round_id,
            HandOver.outcome == NOT_DELIVERED,
            ~exists().where(delivery.allocation_id == HandOver.allocation_id, delivery.outcome == DELIVERED),
        )
        .ext(distinct_on(HandOver.allocation_id))
        .order_by(HandOver.allocation_id, HandOver.handed_over_at.desc(), HandOver.id.desc())
        .subquery()
    )
    by_reason = (
        select(newest.c.place, newest.c.failure, func.count().label("packages"))
        .group_by(newest.c.place, newest.c.failure)
        .subquery()
    )
    reasons = func.jsonb_object_agg(by_reason.c.failure, by_reason.c.packages).label("reasons")
    return select(by_reason.c.place, reasons).group_by(by_reason.c.place).subquery("failed")
