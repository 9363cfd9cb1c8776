from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api import clock
from field_api.identity.rules import (
    PERMISSIONS,
    Actor,
    Grant,
    OutsideArea,
    Role,
    is_held,
    login_wait_seconds,
)
from field_api.permissions import Permission


def actor(*grants: Grant) -> Actor:
    return Actor(clock.new_id(), clock.new_id(), None, None, grants)


def test_a_role_gives_its_permissions_only_in_its_own_area() -> None:
    both = actor(Grant(Role.VERIFIER, "31.75.06"), Grant(Role.DINSOS_REVIEWER, "35.10"))

    assert both.scope_for(Permission.VISIT_SUBMIT).covers("31.75.06.1004")
    assert not both.scope_for(Permission.VISIT_SUBMIT).covers("35.10.01")
    assert both.scope_for(Permission.CASE_DECIDE).covers("35.10.01")
    assert not both.scope_for(Permission.CASE_DECIDE).covers("31.75.06")


def test_an_actor_without_the_permission_reaches_nowhere() -> None:
    assert not actor(Grant(Role.RT, "31")).scope_for(Permission.CASE_DECIDE)


def test_require_refuses_the_neighbouring_area() -> None:
    with pytest.raises(OutsideArea):
        actor(Grant(Role.VERIFIER, "31.75.06")).require(Permission.VISIT_SUBMIT, "31.75.07")


@pytest.mark.parametrize(
    "permission", [p for p in Permission if p.value.endswith((".write", ".manage", ".decide", ".endorse", ".submit"))]
)
def test_an_auditor_changes_nothing(permission: Permission) -> None:
    assert permission not in PERMISSIONS[Role.AUDITOR]


def test_nobody_both_decides_and_endorses_by_one_role() -> None:
    assert not [role for role, held in PERMISSIONS.items() if {Permission.CASE_DECIDE, Permission.LIST_ENDORSE} <= held]


# By UTC 17:00 ends the day of Jakarta, 16:00 that of Makassar and 15:00 that of Jayapura.
@pytest.mark.parametrize(("area_code", "midnight"), [("", 17), ("31.75", 17), ("73.71", 16), ("91.71", 15)])
def test_a_role_begins_and_ends_with_the_day_of_its_area(area_code: str, midnight: int) -> None:
    def held(at: datetime) -> bool:
        return is_held(at, area_code=area_code, valid_from=date(2026, 2, 1), valid_to=date(2026, 2, 2))

    begin, end = (datetime(2026, month, day, midnight, tzinfo=UTC) for month, day in ((1, 31), (2, 1)))
    instant = timedelta(microseconds=1)
    assert [held(at) for at in (begin - instant, begin, end - instant, end)] == [False, True, True, False]


def test_five_failures_are_free_and_the_sixth_login_waits() -> None:
    assert login_wait_seconds([1.0] * 4) == 0
    assert login_wait_seconds([1.0] * 5) == 14


@given(st.lists(st.floats(0, 10_000), max_size=40))
def test_more_failures_never_shorten_the_wait(ages: list[float]) -> None:
    assert login_wait_seconds([*ages, 0.0]) >= login_wait_seconds(ages)
