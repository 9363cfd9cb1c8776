from datetime import date

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
    held_on,
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


def test_the_end_of_a_period_is_exclusive() -> None:
    assert held_on(date(2026, 1, 31), valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
    assert not held_on(date(2026, 2, 1), valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))


def test_five_failures_are_free_and_the_sixth_login_waits() -> None:
    assert login_wait_seconds([1.0] * 4) == 0
    assert login_wait_seconds([1.0] * 5) == 14


@given(st.lists(st.floats(0, 10_000), max_size=40))
def test_more_failures_never_shorten_the_wait(ages: list[float]) -> None:
    assert login_wait_seconds([*ages, 0.0]) >= login_wait_seconds(ages)
