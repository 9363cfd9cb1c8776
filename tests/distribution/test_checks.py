"""A hand-over put to the checks among real rows: what stands around it is found, said once, and orders the round."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from field_api.clock import now
from field_api.distribution.models import HandOver, HandOverCheck, HandOverRank, Round
from field_api.distribution.queries.hand_overs import hand_overs_by_flags
from field_api.distribution.service import checks
from field_api.evidence.models.reuse import PhotoMatch
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from tests.factories import distribution as factory
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

AT = now()
POINT: dict[str, Any] = {"latitude_e7": -62_012_345, "longitude_e7": 1_068_012_346, "accuracy_mm": 6_437}
A_KILOMETRE_E7 = 90_000
# When the photos of the factory were taken.
MOMENT = evidence_factory.LONG_AGO
AT_ONCE: dict[str, Any] = {"handed_over_at": MOMENT, "received_at": MOMENT}


def check(session: Session, hand_over: HandOver) -> HandOverCheck:
    return checks.check_hand_over(session, SystemAuthor(), hand_over_id=hand_over.id, at=AT)


def codes(checked: HandOverCheck) -> set[str]:
    return {flag["code"] for flag in checked.flags}


def delivered(session: Session, opened: Round, *, metres_from_home: float = 5, **overrides: Any) -> HandOver:
    """A delivery at the registered point of a household of its own, a few metres off."""
    off = round(metres_from_home * 90)
    home = registry_factory.household(
        session, latitude_e7=POINT["latitude_e7"] + off, longitude_e7=POINT["longitude_e7"]
    )
    package = factory.allocation(session, opened, home)
    return factory.hand_over(session, package, **(POINT | AT_ONCE | {"card_check": "matches"} | overrides))


@pytest.fixture
def opened(session: Session) -> Round:
    return factory.round_(session)


@pytest.fixture
def officer_id(session: Session) -> UUID:
    return identity_factory.user(session).id


def waiting(session: Session) -> list[UUID]:
    rows = session.execute(
        text("SELECT args ->> 'hand_over_id' FROM procrastinate_jobs WHERE task_name = :name ORDER BY id"),
        {"name": "distribution.check_hand_over"},
    )
    return [UUID(each) for (each,) in rows]


def test_an_honest_delivery_has_no_flag(session: Session, opened: Round) -> None:
    assert check(session, delivered(session, opened)).flags == []


def test_a_run_is_kept_with_its_limits_journaled_without_details_and_ranks_the_hand_over(
    session: Session, opened: Round
) -> None:
    hand_over = delivered(session, opened, metres_from_home=3000)

    checked = check(session, hand_over)

    assert [(flag["code"], flag["severity"]) for flag in checked.flags] == [("far_from_household", "doubt")]
    assert (checked.run, checked.thresholds, checked.weight) == (1, Thresholds().to_json(), 4)
    entry = session.scalars(select(JournalEntry).where(JournalEntry.event == "hand_over.checked")).one()
    assert (entry.subject_id, entry.data["codes"]) == (hand_over.id, ["far_from_household"])
    rank = session.get(HandOverRank, hand_over.id, populate_existing=True)
    assert rank is not None
    assert rank.rank == -4
    assert check(session, hand_over) is checked


def test_a_photo_of_another_hand_over_is_an_alarm_and_two_pictures_of_one_place_are_not(
    session: Session, opened: Round
) -> None:
    first, second = delivered(session, opened), delivered(session, opened)
    match: dict[str, Any] = {
        "bundle_id": second.id, "number": 0, "other_bundle_id": first.id, "other_number": 0, "other_came_first": True,
        "area_code": second.area_code, "layer": "scene", "pair": "full/full", "symmetry": "none",
        "standing": "reuse", "found_at": AT,
    }  # fmt: skip
    with session.begin_nested() as savepoint:
        session.add(PhotoMatch(**match, distance=54))
        session.flush()
        assert check(session, second).flags == []
        savepoint.rollback()
    session.add(PhotoMatch(**match, distance=30))
    session.flush()

    checked = check(session, second)

    assert [flag["details"] for flag in checked.flags if flag["code"] == "photo_similar"] == [
        {"photo": 1, "distance": 30}
    ]


def test_the_officers_hand_over_before_is_measured_against(session: Session, opened: Round, officer_id: UUID) -> None:
    far = POINT["latitude_e7"] + 30 * A_KILOMETRE_E7
    first = delivered(session, opened, officer_id=officer_id)
    second = delivered(
        session, opened, officer_id=officer_id, latitude_e7=far, handed_over_at=MOMENT + timedelta(minutes=4)
    )

    assert "speed_impossible" in codes(check(session, first))
    assert "speed_impossible" in codes(check(session, second))


def test_the_first_ones_of_a_shared_point_are_looked_at_again(
    session: Session, opened: Round, officer_id: UUID
) -> None:
    early = [delivered(session, opened, officer_id=officer_id) for _ in range(2)]
    assert all("point_shared" not in codes(check(session, each)) for each in early[:1])
    check(session, early[1])
    third = delivered(session, opened, officer_id=officer_id)

    assert "point_shared" in codes(check(session, third))
    assert waiting(session) == sorted(each.id for each in early)
    assert all((check(session, each).run, "point_shared" in codes(check(session, each))) == (2, True) for each in early)


def test_another_round_is_not_looked_at(session: Session, opened: Round) -> None:
    for _ in range(2):
        delivered(session, factory.round_(session))

    assert check(session, delivered(session, opened)).flags == []


def test_one_name_that_collects_for_several_households_is_flagged(
    session: Session, opened: Round, officer_id: UUID
) -> None:
    by_proxy = {"received_by": "proxy", "receiver_relationship": "tetangga", "officer_id": officer_id}
    for number, name in enumerate(("Sari", " sari ", "Wati")):
        delivered(
            session, opened, receiver_name=name, **by_proxy, latitude_e7=POINT["latitude_e7"] + 300 * (number + 1)
        )
    last = delivered(session, opened, receiver_name="SARI", **by_proxy)

    found = {flag["code"]: flag["details"] for flag in check(session, last).flags}

    assert found["receiver_repeated"] == {"households": 2}
    assert "received_by_proxy" in found


def test_a_delivery_after_the_recipient_was_reported_dead(session: Session, opened: Round) -> None:
    home = registry_factory.household(session, latitude_e7=POINT["latitude_e7"], longitude_e7=POINT["longitude_e7"])
    package = factory.allocation(session, opened, home)
    factory.hand_over(session, package, failure="deceased", handed_over_at=MOMENT - timedelta(days=1))
    afterwards = factory.hand_over(session, package, card_check="matches", **POINT, **AT_ONCE)

    assert codes(check(session, afterwards)) == {"delivered_to_deceased"}


def test_a_card_that_nobody_compared_is_a_note(session: Session, opened: Round) -> None:
    assert codes(check(session, delivered(session, opened, card_check=None))) == {"card_not_compared"}


def test_a_hand_over_without_its_photos_is_not_checked(session: Session, opened: Round) -> None:
    with pytest.raises(checks.HandOverNotChecked):
        check(session, delivered(session, opened, complete=False))


def test_only_hand_overs_are_queued(session: Session, opened: Round) -> None:
    hand_over = delivered(session, opened)

    checks.queue_check(session, bundle_id=hand_over.id)
    checks.queue_check(session, bundle_id=opened.id)

    assert waiting(session) == [hand_over.id]


def test_the_weightiest_of_a_round_come_first_page_after_page(session: Session, opened: Round) -> None:
    honest, far, mocked = (
        delivered(session, opened, metres_from_home=metres, **changes)
        for metres, changes in ((5, {}), (3000, {"latitude_e7": -62_019_999}), (5, {"accuracy_mm": 0}))
    )
    delivered(session, factory.round_(session), accuracy_mm=0)
    for each in (honest, far, mocked):
        check(session, each)
    session.expire_all()

    first = hand_overs_by_flags(session, round_id=opened.id, area_code=None, after=None, limit=2)
    rest = hand_overs_by_flags(session, round_id=opened.id, area_code=None, after=first.next_after, limit=2)

    assert [each.id for each in first.items] == [mocked.id, far.id]
    assert [each.id for each in rest.items] == [honest.id]
    assert rest.next_after is None
