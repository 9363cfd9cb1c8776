from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import column, func, select, values
from sqlalchemy.orm import Session, aliased, sessionmaker

from field_api.clock import new_id
from field_api.db import (
    AreaCodeType,
    CursorMismatch,
    Page,
    ScopeMissing,
    each_page,
    keyset_page,
    set_scope,
    unit_of_work,
    within,
)
from field_api.errors import DomainError
from field_api.identity.models import User
from field_api.registry.models import Household, Membership, Person
from field_api.scope import NOWHERE, Scope
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

OWN, NEXT_DOOR = "31.75.06.1004.008.003", "31.75.06.1005.001.001"


@pytest.fixture
def both(session: Session) -> tuple[Household, Household]:
    """A household here and one next door, each with a person."""
    own, other = (registry_factory.household(session, area) for area in (OWN, NEXT_DOOR))
    for household in (own, other):
        registry_factory.person(session, household)
    return own, other


Statement = Callable[[], object]
DOORS: dict[str, Statement] = {
    "entity": lambda: select(Household.area_code),
    "column": lambda: select(Household.area_code).order_by(Household.id),
    "alias": lambda: select(aliased(Household).area_code),
    "join from elsewhere": lambda: (
        select(Household.area_code).select_from(Membership).join(Household, Household.id == Membership.household_id)
    ),
    "in a subquery": lambda: select(Person.area_code).where(
        Person.id.in_(select(Membership.person_id).join(Household, Household.id == Membership.household_id))
    ),
    "union": lambda: select(Household.area_code).union_all(select(Person.area_code)),
}


@pytest.mark.parametrize("door", DOORS)
def test_however_a_personal_row_is_asked_for_only_the_own_area_is_seen(
    session: Session, both: tuple[Household, Household], door: str
) -> None:
    set_scope(session, Scope.of(["31.75.06.1004"]))

    found = set(session.scalars(DOORS[door]()))  # type: ignore[call-overload] - any statement

    assert found == {OWN}


def test_counting_counts_the_own_area_only(session: Session, both: tuple[Household, Household]) -> None:
    set_scope(session, Scope.of(["31.75.06.1004"]))

    assert session.scalar(select(func.count()).select_from(Household)) == 1


def test_a_row_next_door_cannot_be_had_by_its_key(session: Session, both: tuple[Household, Household]) -> None:
    session.expunge_all()
    set_scope(session, Scope.of(["31.75.06.1004"]))

    assert session.get(Household, both[0].id) is not None
    assert session.get(Household, both[1].id) is None


CODES = [
    "3",
    "31",
    "310",
    "31.7",
    "31.75",
    "31.750",
    "31.75.0",
    "31.75.06",
    "31.75.06.1004.001.001",
    "31.76",
    "32",
    "9",
]


@pytest.mark.parametrize("prefixes", [["31"], ["31.75"], ["31.75.06", "31.76"], ["31.75.06.1004.001.001"], [""], []])
def test_the_database_covers_what_a_scope_covers(session: Session, prefixes: list[str]) -> None:
    scope = Scope.of(prefixes) if prefixes else NOWHERE
    given = values(column("code", AreaCodeType), name="given").data([(code,) for code in CODES])

    found = session.scalars(select(given.c.code).where(within(given.c.code, scope))).all()

    assert set(found) == {code for code in CODES if scope.covers(code)}


def test_nowhere_sees_nothing(session: Session, both: tuple[Household, Household]) -> None:
    set_scope(session, NOWHERE)

    assert session.scalars(select(Household)).all() == []


def test_without_a_scope_personal_rows_cannot_be_read_at_all(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert session.scalars(select(User).limit(1)).all() == []
        with pytest.raises(ScopeMissing):
            session.scalars(select(Household)).all()


def test_pages_follow_each_other_without_gap_or_repeat(session: Session) -> None:
    ids = sorted(registry_factory.household(session).id for _ in range(7))
    seen: list[UUID] = []
    after = None

    for _ in range(4):
        page = keyset_page(session, select(Household), key=[Household.area_code, Household.id], after=after, limit=2)
        seen += [household.id for household in page.items]
        after = page.next_after

    assert (seen, after) == (ids, None)


def test_an_export_reads_every_page_of_its_list(session: Session) -> None:
    ids = sorted(registry_factory.household(session).id for _ in range(7))
    asked: list[int] = []

    def read(*, after: tuple[Any, ...] | None, limit: int) -> Page[Household]:
        asked.append(limit)
        return keyset_page(session, select(Household), key=[Household.id], after=after, limit=3)

    pages = [[household.id for household in page] for page in each_page(read)]

    assert (pages, len(asked)) == ([ids[:3], ids[3:6], ids[6:]], 3)


def test_pages_from_the_newest_on_follow_each_other_too(session: Session) -> None:
    ids = sorted((registry_factory.household(session).id for _ in range(5)), reverse=True)
    seen: list[UUID] = []
    after = None

    for _ in range(3):
        page = keyset_page(session, select(Household), key=[Household.id], after=after, limit=2, newest_first=True)
        seen += [household.id for household in page.items]
        after = page.next_after

    assert (seen, after) == (ids, None)


@pytest.mark.parametrize("after", [("a", "b"), ("a",), (7,)])
def test_a_cursor_of_another_list_is_refused(session: Session, after: tuple[Any, ...]) -> None:
    with pytest.raises(CursorMismatch):
        keyset_page(session, select(Household), key=[Household.id], after=after, limit=2)


class Counted(DomainError):
    keeps_writes = True


@pytest.mark.parametrize(("error", "kept"), [(Counted("x"), True), (DomainError("x"), False), (RuntimeError(), False)])
def test_a_failure_undoes_everything_unless_it_says_otherwise(
    sessions: sessionmaker[Session],
    error: Exception,
    kept: bool,  # noqa: FBT001 - what is expected
) -> None:
    user_id = new_id()

    def write_and_fail() -> None:
        with unit_of_work(sessions) as session:
            identity_factory.user(session, id=user_id, username=f"u{user_id.hex[-10:]}")
            raise error

    with pytest.raises(type(error)):
        write_and_fail()

    with sessions() as session:
        assert (session.get(User, user_id) is not None) == kept
