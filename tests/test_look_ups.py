from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, bindparam, func, literal, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.db import make_session_factory, set_scope
from field_api.look_ups import Question, announce, look_up, look_up_in_scope
from field_api.registry.models import Household
from field_api.scope import Scope
from script.stack.postgres import EmbeddedPostgres
from tests.factories import registry as registry_factory

OWN, NEXT_DOOR = "31.75.06.1004.008.003", "31.75.06.1005.001.001"
BACKEND = Question(select(func.pg_backend_pid().label("pid"), func.now().label("moment")), {})

_HOUSE = select(Household.id, Household.area_code, Household.address).where(Household.id == bindparam("household_id"))
_NUMBERS = select(func.generate_series(1, bindparam("numbers")).label("id"), literal("elsewhere").label("area_code"))


def about(household: Household) -> Question:
    return Question(_HOUSE, {"household_id": household.id})


def numbers(count: int) -> Question:
    return Question(_NUMBERS, {"numbers": count})


@pytest.fixture
def own(session: Session) -> Household:
    return registry_factory.household(session, OWN)


@pytest.fixture
def other(session: Session) -> Household:
    return registry_factory.household(session, NEXT_DOOR)


def is_idle(session: Session) -> bool:
    driver: Any = session.connection().connection.driver_connection
    return bool(driver.pgconn.transaction_status == TransactionStatus.IDLE)


def test_a_look_up_begins_no_transaction_and_what_follows_does(engine: Engine) -> None:
    with make_session_factory(engine)() as session:
        [first] = look_up(session, BACKEND)
        assert is_idle(session)

        begun = session.scalar(select(func.now()))
        assert not is_idle(session)
        [within_it] = look_up(session, BACKEND)
        session.rollback()

    assert first.moment < begun == within_it.moment


def test_a_look_up_in_scope_finds_what_lies_there(session: Session, own: Household, other: Household) -> None:
    set_scope(session, Scope.of([OWN]))

    found = [look_up_in_scope(session, about(household)) for household in (own, other)]

    assert [row and row.area_code for row in found] == [OWN, None]


class TestAnnounced:
    """A question that goes along with the next look-up."""

    def test_both_are_answered_by_one_statement(self, session: Session, own: Household, statements: list[str]) -> None:
        announce(session, about(own))
        before = len(statements)

        rows = look_up(session, numbers(3))
        [house] = look_up(session, about(own))

        assert len(statements) == before + 1
        assert [(row.id, row.area_code) for row in rows] == [(1, "elsewhere"), (2, "elsewhere"), (3, "elsewhere")]
        assert (*house,) == (house.id, house.area_code, house.address) == (own.id, OWN, own.address)

    def test_that_there_is_nothing_is_an_answer_too(self, session: Session, statements: list[str]) -> None:
        nobody = Household(id=new_id())
        announce(session, about(nobody))
        look_up(session, numbers(1))
        before = len(statements)

        assert look_up(session, about(nobody)) == []
        assert len(statements) == before

    def test_the_scope_is_asked_when_the_answer_is_used(self, session: Session, other: Household) -> None:
        announce(session, about(other))
        look_up(session, numbers(1))
        set_scope(session, Scope.of([OWN]))

        assert look_up_in_scope(session, about(other)) is None

    def test_an_answer_is_given_once(self, session: Session, own: Household) -> None:
        announce(session, about(own))
        look_up(session, numbers(1))
        [before] = look_up(session, about(own))
        own.address = "Jl. Baru"
        session.flush()

        [after] = look_up(session, about(own))

        assert (before.address, after.address) == ("Jl. Melati No. 7 RT 003 RW 008", "Jl. Baru")

    def test_another_question_does_not_get_its_answer(self, session: Session, own: Household, other: Household) -> None:
        announce(session, about(own))
        look_up(session, numbers(1))

        assert [row.id for row in look_up(session, about(other))] == [other.id]

    def test_where_the_first_finds_nothing_it_is_asked_itself(self, session: Session, own: Household) -> None:
        announce(session, about(own))

        assert look_up(session, numbers(0)) == []
        assert [row.id for row in look_up(session, about(own))] == [own.id]


def test_a_connection_that_dies_in_a_look_up_is_said_to_be_dead_and_never_used_again(
    engine: Engine, postgres: EmbeddedPostgres
) -> None:
    sessions = make_session_factory(engine)
    with sessions() as session:
        [before] = look_up(session, BACKEND)
        with psycopg.connect(postgres.admin_url(), autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", [before.pid])
        with pytest.raises(OperationalError):
            look_up(session, BACKEND)

    with sessions() as session:
        [after] = look_up(session, BACKEND)
    assert after.pid != before.pid


def test_a_question_that_takes_too_long_is_told_as_any_statement_is(engine: Engine) -> None:
    with make_session_factory(engine)() as session:
        session.execute(text("SET LOCAL statement_timeout = '20ms'"))

        with pytest.raises(OperationalError, match="statement timeout"):
            look_up(session, Question(select(func.pg_sleep(5).label("slept")), {}))

        session.rollback()
        assert len(look_up(session, BACKEND)) == 1
