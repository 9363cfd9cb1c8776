"""Reading hand-overs, always within the scope of the session."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, within
from field_api.distribution.models import HandOver, HandOverRank
from field_api.distribution.rules.hand_overs import DELIVERED
from field_api.evidence.models.photos import Bundle, Capture
from field_api.scope import Scope


def find_hand_over(session: Session, hand_over_id: UUID) -> HandOver | None:
    return session.scalar(select(HandOver).where(HandOver.id == hand_over_id))


def delivery_of(session: Session, allocation_id: UUID) -> HandOver | None:
    """The hand-over that delivered a package, if there is one."""
    return session.scalar(
        select(HandOver).where(HandOver.allocation_id == allocation_id, HandOver.outcome == DELIVERED)
    )


def hand_overs_page(
    session: Session,
    *,
    round_id: UUID | None,
    area_code: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[HandOver]:
    """Hand-overs by area and id, of one round and below one area when given."""
    statement = select(HandOver)
    if round_id is not None:
        statement = statement.where(HandOver.round_id == round_id)
    if area_code is not None:
        statement = statement.where(within(HandOver.area_code, Scope.of([area_code])))
    return keyset_page(session, statement, key=[HandOver.area_code, HandOver.id], after=after, limit=limit)


def hand_overs_by_flags(
    session: Session,
    *,
    round_id: UUID,
    area_code: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[HandOver]:
    """Hand-overs of one round, those with the weightiest flags first."""
    statement = select(HandOverRank).where(HandOverRank.round_id == round_id)
    if area_code is not None:
        statement = statement.where(within(HandOverRank.area_code, Scope.of([area_code])))
    ranks = keyset_page(
        session, statement, key=[HandOverRank.rank, HandOverRank.hand_over_id], after=after, limit=limit
    )
    ids = [each.hand_over_id for each in ranks.items]
    found = {each.id: each for each in session.scalars(select(HandOver).where(HandOver.id.in_(ids)))}
    return Page([found[each] for each in ids if each in found], ranks.next_after)


def bundle_of(session: Session, hand_over_id: UUID) -> Bundle:
    """The bundle of a hand-over; there always is one."""
    return session.scalars(select(Bundle).where(Bundle.id == hand_over_id)).one()


def captures_of(session: Session, hand_over_id: UUID) -> list[Capture]:
    """The photos of a hand-over as its manifest names them."""
    return list(session.scalars(select(Capture).where(Capture.bundle_id == hand_over_id).order_by(Capture.number)))
