"""Two phones at one door: real connections and real commits, because a shared transaction hides what locks do."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from field_api import db
from field_api.clock import new_id
from field_api.config import Config
from field_api.distribution.models import HandOver
from field_api.distribution.rules.rounds import RoundPlan
from field_api.distribution.service.hand_overs import AlreadyHandedOver, confirm_hand_over
from field_api.distribution.service.rounds import RoundOverlaps, open_round
from field_api.errors import DomainError
from field_api.identity.rules import Actor, Grant, Role
from field_api.scope import EVERYWHERE
from tests.factories import areas as areas_factory
from tests.factories import distribution as factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

PHONES = 6


@dataclass(frozen=True)
class Door:
    """What the phones share: committed rows and a way to connect."""

    sessions: sessionmaker[Session]
    package_id: UUID
    officers: list[Actor]


@pytest.fixture
def door(own_environment: dict[str, str]) -> Iterator[Door]:
    """A package and its officers, committed to a database of their own."""
    engine = db.make_engine(Config.from_environment(own_environment | {"FIELD_API_DATABASE_POOL": str(PHONES)}))
    sessions = db.make_session_factory(engine)
    with sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        areas_factory.area(session, factory.KELURAHAN)
        package_id = factory.allocation(session).id
        officers = [_actor(session, Role.RT, "31.75.06.1004.008.003") for _ in range(PHONES)]
    yield Door(sessions, package_id, officers)
    engine.dispose()


def _actor(session: Session, role: Role, area_code: str) -> Actor:
    user = identity_factory.user(session, role, area_code)
    return Actor(user.id, new_id(), None, "test", (Grant(role, area_code),))


def at_once(sessions: sessionmaker[Session], acts: list[Callable[[Session], Any]]) -> list[Any]:
    """Run each act in a transaction of its own, all beginning together; errors of the domain come back as values."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[Session], Any]) -> Any:
        with sessions() as session:
            db.set_scope(session, EVERYWHERE)
            ready.wait(timeout=10)
            try:
                answer = act(session)
                session.commit()
            except DomainError as error:
                session.rollback()
                return error
            return answer

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def confirming(door: Door, officer: Actor, hand_over_id: UUID) -> Callable[[Session], Any]:
    return lambda session: confirm_hand_over(
        session,
        officer,
        hand_over_id=hand_over_id,
        report=factory.report(door.package_id),
        photos=[factory.photo(hand_over_id)],
        content={"hand_over": str(hand_over_id)},
        at=factory.AT_THE_DOOR,
    )


def test_of_several_phones_exactly_one_hands_the_package_over(door: Door) -> None:
    answers = at_once(door.sessions, [confirming(door, officer, new_id()) for officer in door.officers])
    refused = [answer for answer in answers if isinstance(answer, AlreadyHandedOver)]
    [accepted] = [answer for answer in answers if answer not in refused]

    assert len(refused) == PHONES - 1
    assert {error.extra["hand_over_id"] for error in refused} == {str(accepted.bundle_id)}
    with door.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        assert session.scalars(select(HandOver.id)).all() == [accepted.bundle_id]


def test_one_phone_that_sends_the_same_thing_on_many_connections_gets_one_receipt(door: Door) -> None:
    hand_over_id = new_id()
    receipts = at_once(door.sessions, [confirming(door, door.officers[0], hand_over_id)] * PHONES)

    assert sorted(receipt.repeated for receipt in receipts) == [False] + [True] * (PHONES - 1)
    with door.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        assert session.scalars(select(HandOver.id)).all() == [hand_over_id]


def test_two_clicks_at_once_open_one_round(door: Door) -> None:
    with door.sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        # The programme of its own keeps the round of the fixture out of the way.
        registry_factory.active_enrolment(session, programme_code="klj-keluarga")
        manager = _actor(session, Role.DINSOS_REVIEWER, factory.KELURAHAN)
    plan = RoundPlan(
        "klj-keluarga", factory.KELURAHAN, "Tahap 1", "uang", factory.STARTS_ON, factory.ENDS_ON
    )  # fmt: skip

    def opening(session: Session) -> Any:
        return open_round(session, manager, round_id=new_id(), plan=plan, at=factory.OPENED_AT)

    answers = at_once(door.sessions, [opening, opening])

    assert [isinstance(answer, RoundOverlaps) for answer in answers].count(True) == 1


def test_the_database_refuses_a_second_delivery_even_without_the_application(door: Door) -> None:
    with door.sessions() as session:
        db.set_scope(session, EVERYWHERE)
        package = session.get_one(factory.Allocation, door.package_id)
        factory.hand_over(session, package)
        with pytest.raises(Exception, match="uq_hand_overs_delivered"):
            factory.hand_over(session, package)
        session.rollback()
