"""Reading allocations: who is to receive a package, what became of it, and what an officer may know at the door."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, valid_on, within
from field_api.distribution.models import Allocation, HandOver
from field_api.distribution.rules.hand_overs import DELIVERED, AllocationState, state_of
from field_api.evidence.models.photos import Bundle
from field_api.registry.models import FamilyCard, Household, Person, head_on
from field_api.scope import Scope

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Recipient:
    """What an officer compares at the door (domain 2.9), and nothing more.

    The person of the enrolment, or the head of a household that is enrolled as a whole. None where the household has
    moved out of the officer's area since the round was opened.
    """

    name: str | None
    nik_masked: str | None
    address: str | None
    family_cards_masked: tuple[str, ...]
    latitude_e7: int | None
    longitude_e7: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a package so far; `failure` is the reason of the newest failed attempt."""

    state: AllocationState
    failure: str | None
    attempts_failed: int


def find_allocation(session: Session, allocation_id: UUID, *, lock: bool = False) -> Allocation | None:
    """An allocation within the scope; `lock` lets the hand-overs of one package come one after the other."""
    statement = select(Allocation).where(Allocation.id == allocation_id)
    return session.scalar(statement.with_for_update(key_share=True) if lock else statement)


def allocations_page(
    session: Session,
    *,
    round_id: UUID,
    area_code: str | None,
    states: Collection[AllocationState],
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[Allocation]:
    """Allocations of a round within the scope by area and id, in any of `states`."""
    statement = select(Allocation).where(Allocation.round_id == round_id)
    if area_code is not None:
        statement = statement.where(within(Allocation.area_code, Scope.of([area_code])))
    if set(states) != set(AllocationState):
        statement = statement.where(or_(*(_is_in(state) for state in states)))
    return keyset_page(session, statement, key=[Allocation.area_code, Allocation.id], after=after, limit=limit)


def allocations_in_batches(session: Session, *, round_id: UUID) -> Iterator[list[Allocation]]:
    """All allocations of a round within the scope, a batch at a time, so that memory stays flat."""
    after: tuple[Any, ...] | None = None
    while True:
        page = allocations_page(
            session, round_id=round_id, area_code=None, states=frozenset(AllocationState), after=after, limit=_BATCH
        )
        yield page.items
        if page.next_after is None:
            return
        after = page.next_after


def _is_in(state: AllocationState) -> ColumnElement[bool]:
    """SQL for `rules.hand_overs.state_of`; a test compares the two."""
    of_it = HandOver.allocation_id == Allocation.id
    delivered = exists().where(of_it, HandOver.outcome == DELIVERED)
    complete = exists().where(
        of_it, HandOver.outcome == DELIVERED, Bundle.id == HandOver.id, Bundle.completed_at.is_not(None)
    )
    tried = exists().where(of_it)
    return {
        AllocationState.PENDING: ~tried,
        AllocationState.FAILED: and_(tried, ~delivered),
        AllocationState.PHOTOS_PENDING: and_(delivered, ~complete),
        AllocationState.CONFIRMED: complete,
    }[state]


def standings_of(session: Session, allocation_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """The standing of each allocation."""
    rows = session.execute(
        select(HandOver.allocation_id, HandOver.outcome, HandOver.failure, Bundle.completed_at)
        .join(Bundle, Bundle.id == HandOver.id)
        .where(HandOver.allocation_id.in_(allocation_ids))
        .order_by(HandOver.handed_over_at, HandOver.id)
    )
    told: dict[UUID, list[tuple[str, str | None, bool]]] = {allocation_id: [] for allocation_id in allocation_ids}
    for allocation_id, outcome, failure, completed_at in rows:
        told[allocation_id].append((outcome, failure, completed_at is not None))
    return {allocation_id: _standing(told[allocation_id]) for allocation_id in allocation_ids}


def _standing(told: Sequence[tuple[str, str | None, bool]]) -> Standing:
    deliveries = [complete for outcome, _, complete in told if outcome == DELIVERED]
    failures = [failure for outcome, failure, _ in told if outcome != DELIVERED]
    state = state_of(delivered=bool(deliveries), photos_complete=any(deliveries), attempts_failed=len(failures))
    return Standing(state, failures[-1] if state is AllocationState.FAILED else None, len(failures))


def recipients_of(session: Session, allocations: Sequence[Allocation], *, on: date) -> dict[UUID, Recipient]:
    """The recipient of each allocation, by the registry of that day: a No. KK may have changed since the visit."""
    household_ids = {allocation.household_id for allocation in allocations}
    households = {
        household.id: household
        for household in session.scalars(select(Household).where(Household.id.in_(household_ids)))
    }
    cards = _family_cards(session, household_ids, on=on)
    people = _people(session, {allocation.person_id for allocation in allocations if allocation.person_id})
    heads = _heads(session, {each.household_id for each in allocations if each.person_id is None}, on=on)
    recipients = {}
    for allocation in allocations:
        person = people.get(allocation.person_id) if allocation.person_id else heads.get(allocation.household_id)
        household = households.get(allocation.household_id)
        recipients[allocation.id] = Recipient(
            name=person.name if person else None,
            nik_masked=person.nik_masked if person else None,
            address=household.address if household else None,
            family_cards_masked=tuple(cards.get(allocation.household_id, ())),
            latitude_e7=household.latitude_e7 if household else None,
            longitude_e7=household.longitude_e7 if household else None,
        )
    return recipients


def _people(session: Session, person_ids: Collection[UUID]) -> dict[UUID, Person]:
    if not person_ids:
        return {}
    return {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(person_ids)))}


def _heads(session: Session, household_ids: Collection[UUID], *, on: date) -> dict[UUID, Person]:
    """Who stands for each household that day, its head where one is recorded."""
    if not household_ids:
        return {}
    rows = session.execute(
        select(Household.id, Person)
        .join(Person, Person.id == head_on(Household.id, on))
        .where(Household.id.in_(household_ids))
    )
    return dict(iter(rows))


def _family_cards(session: Session, household_ids: Collection[UUID], *, on: date) -> dict[UUID, list[str]]:
    rows = session.execute(
        select(FamilyCard.household_id, FamilyCard.number_masked)
        .where(
            FamilyCard.household_id.in_(household_ids),
            valid_on(FamilyCard, on),
        )
        .order_by(FamilyCard.valid_from, FamilyCard.id)
    )
    found: dict[UUID, list[str]] = {}
    for household_id, masked in rows:
        found.setdefault(household_id, []).append(masked)
    return found
