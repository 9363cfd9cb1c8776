"""A visit put to the checks among real rows: what stands around it is found, what was said is kept once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.clock import now
from field_api.errors import DomainError
from field_api.evidence.models.checks import VisitCheck
from field_api.evidence.models.visits import Visit
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.service import checks
from field_api.identity.rules import Role
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from tests.factories import evidence as factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory
from tests.factories.registry import KEYS

AT = now()
POINT: dict[str, Any] = {"latitude_e7": -62_012_345, "longitude_e7": 1_068_012_346, "accuracy_mm": 6_437}


def check(session: Session, visit: Visit) -> VisitCheck:
    return checks.check_visit(session, SystemAuthor(), KEYS, visit_id=visit.id, at=AT)


def codes(checked: VisitCheck) -> set[str]:
    return {flag["code"] for flag in checked.flags}


def lasting(minutes: int, *, ended: datetime = factory.LONG_AGO) -> dict[str, datetime]:
    return {"started_at": ended - timedelta(minutes=minutes), "finished_at": ended, "received_at": ended}


def test_a_run_is_kept_with_its_limits_and_journaled_without_details(session: Session) -> None:
    visit = factory.visit(session, **(POINT | {"accuracy_mm": 80_000}), **lasting(20))

    checked = check(session, visit)

    assert [flag for flag in checked.flags if flag["code"] == "accuracy_low"] == [
        {"code": "accuracy_low", "severity": "doubt", "details": {"metres": 80}}
    ]
    assert (checked.run, checked.thresholds) == (1, Thresholds().to_json())
    entry = session.scalars(select(JournalEntry).where(JournalEntry.event == "visit.checked")).one()
    assert entry.data["codes"] == sorted(codes(checked))
    assert (entry.subject_id, entry.data["weight"]) == (visit.id, checked.weight)


def test_checking_again_adds_a_run_only_when_something_else_is_said(session: Session) -> None:
    visit = factory.visit(session, **POINT, **lasting(20))
    first = check(session, visit)
    assert check(session, visit) is first

    for _ in range(2):
        factory.visit(session, **POINT, **lasting(20))
    second = check(session, visit)

    assert (first.run, second.run) == (1, 2)
    assert codes(second) - codes(first) == {"point_shared"}


def test_an_incomplete_visit_is_not_checked(session: Session) -> None:
    visit = factory.visit(session, complete=False)

    with pytest.raises(checks.VisitNotChecked):
        check(session, visit)


def test_the_visit_before_and_the_one_after_are_measured_against(session: Session) -> None:
    verifier = identity_factory.user(session).id
    far = POINT | {"latitude_e7": POINT["latitude_e7"] + 3_000_000}
    first = factory.visit(session, verifier_id=verifier, **POINT, **lasting(20))
    second = factory.visit(
        session, verifier_id=verifier, **far, **lasting(5, ended=factory.LONG_AGO + timedelta(minutes=6))
    )

    assert "speed_impossible" in codes(check(session, first))
    assert "speed_impossible" in codes(check(session, second))


def test_the_accuracies_before_are_read_from_the_newest_on(session: Session) -> None:
    verifier = identity_factory.user(session).id

    def measured(accuracy_mm: int) -> set[str]:
        fix = POINT | {"accuracy_mm": accuracy_mm}
        return codes(check(session, factory.visit(session, verifier_id=verifier, **fix, **lasting(20))))

    said = [measured(accuracy) for accuracy in (6_437, 6_437, 9_210, *[6_437] * 5)]

    assert ["accuracy_constant" in each for each in said] == [False] * 7 + [True]


def test_a_visit_without_a_position_has_none_around_it(session: Session) -> None:
    verifier = identity_factory.user(session).id
    for _ in range(3):
        factory.visit(session, verifier_id=verifier, **POINT, **lasting(20))
    nowhere = factory.visit(session, verifier_id=verifier, outcome="not_found", **dict.fromkeys(POINT), **lasting(20))

    assert codes(check(session, nowhere)) & {"point_shared", "visits_clustered", "speed_impossible"} == set()


def test_a_member_under_the_same_nik_in_another_household_is_found(session: Session) -> None:
    nik = registry_factory.a_nik()
    first, second = (factory.visit(session, members=0, **POINT, **lasting(20)) for _ in range(2))
    for visit in (first, second):
        factory.member(session, visit, nik=nik)

    assert "members_elsewhere" in codes(check(session, second))
    assert check(session, second).flags == check(session, second).flags


def test_the_same_household_visited_again_is_no_other_one(session: Session) -> None:
    home = registry_factory.household(session)
    nik = registry_factory.a_nik()
    visits = [factory.visit(session, home, members=0, **POINT, **lasting(20)) for _ in range(3)]
    for visit in visits:
        factory.member(session, visit, nik=nik)

    assert codes(check(session, visits[-1])) & {"members_elsewhere", "point_shared", "visits_clustered"} == set()


def test_the_deepest_area_sets_the_limit_from_its_day_on(session: Session) -> None:
    administrator = review_factory.actor(session, Role.ADMINISTRATOR, "")
    for code, day, limit in (("", "2026-01-01", 40_000), ("31", "2026-02-01", 30_000), ("31", "2026-06-01", 20_000)):
        checks.set_thresholds(
            session, administrator, area_code=code, valid_from=date.fromisoformat(day),
            limits={"accuracy_mm": limit}, reason="Pengukuran lapangan", at=AT,
        )  # fmt: skip

    def limit(code: str, day: str) -> int:
        return checks.thresholds_for(session, code, on=date.fromisoformat(day)).accuracy_mm

    assert [limit("31.75.06", day) for day in ("2025-12-31", "2026-01-01", "2026-02-01", "2026-07-01")] == [
        50_000, 40_000, 30_000, 20_000,
    ]  # fmt: skip
    assert limit("35.10", "2026-07-01") == 40_000


@pytest.mark.parametrize(
    ("area", "role_area", "limits", "error"),
    [
        ("", "31", {"accuracy_mm": 1}, "outside_area"),
        ("31", "", {"wrong": 1}, "thresholds_invalid"),
        ("31", "", {"accuracy_mm": -1}, "thresholds_invalid"),
    ],
)
def test_limits_that_cannot_be_set_change_nothing(
    session: Session, area: str, role_area: str, limits: dict[str, Any], error: str
) -> None:
    administrator = review_factory.actor(session, Role.ADMINISTRATOR, role_area)

    with pytest.raises(DomainError) as refused:
        checks.set_thresholds(
            session, administrator, area_code=area, valid_from=date(2026, 1, 1), limits=limits, reason="Coba", at=AT
        )

    assert refused.value.code == error


def test_limits_of_a_day_are_set_once(session: Session) -> None:
    administrator = review_factory.actor(session, Role.ADMINISTRATOR, "")
    given: dict[str, Any] = {
        "area_code": "31", "valid_from": date(2026, 1, 1), "limits": {"accuracy_mm": 1}, "reason": "Coba", "at": AT,
    }  # fmt: skip
    checks.set_thresholds(session, administrator, **given)

    with pytest.raises(checks.ThresholdsExist):
        checks.set_thresholds(session, administrator, **given)
