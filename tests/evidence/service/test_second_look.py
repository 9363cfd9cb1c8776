"""Visits that were checked before there was anything to see are checked again when there is."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.clock import now
from field_api.config import Config
from field_api.evidence.models.checks import VisitCheck
from field_api.evidence.service.checks import check_visit
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.keys import key_ring
from tests.factories import evidence as factory
from tests.factories import identity as identity_factory

POINT = {"latitude_e7": -62_345_671, "longitude_e7": 1_068_123_457, "accuracy_mm": 8_123}
ELSEWHERE = {"latitude_e7": -62_345_671, "longitude_e7": 1_068_223_457, "accuracy_mm": 9_456}


@pytest.fixture
def verifier_id(session: Session) -> UUID:
    return identity_factory.user(session).id


def check(session: Session, config: Config, visit_id: UUID) -> VisitCheck:
    return check_visit(session, SystemAuthor(), key_ring(config), visit_id=visit_id, at=now())


def codes(checked: VisitCheck) -> set[str]:
    return {flag["code"] for flag in checked.flags}


def waiting(session: Session) -> list[UUID]:
    rows = session.execute(
        text("SELECT args ->> 'visit_id' FROM procrastinate_jobs WHERE task_name = 'evidence.check_visit' ORDER BY id")
    )
    return [UUID(visit_id) for (visit_id,) in rows]


def test_the_first_ones_of_a_shared_point_are_looked_at_again_until_all_have_the_flag(
    session: Session, config: Config, verifier_id: UUID
) -> None:
    early = []
    for _ in range(2):
        early.append(factory.visit(session, verifier_id=verifier_id, **POINT).id)
        assert "point_shared" not in codes(check(session, config, early[-1]))
    assert waiting(session) == []

    third = factory.visit(session, verifier_id=verifier_id, **POINT).id
    assert "point_shared" in codes(check(session, config, third))
    assert waiting(session) == sorted(early)

    # The second look finds what the first could not; once all have the flag, nobody is asked for again.
    for visit_id in early:
        again = check(session, config, visit_id)
        assert ("point_shared" in codes(again), again.run) == (True, 2)
    asked = len(waiting(session))
    for visit_id in (*early, third):
        check(session, config, visit_id)
    assert len(waiting(session)) == asked <= 3


def test_who_was_not_checked_yet_is_not_asked_for_twice(session: Session, config: Config, verifier_id: UUID) -> None:
    for _ in range(2):
        factory.visit(session, verifier_id=verifier_id, **POINT)
    third = factory.visit(session, verifier_id=verifier_id, **POINT).id

    assert "point_shared" in codes(check(session, config, third))
    assert waiting(session) == []


def test_whoever_is_elsewhere_is_left_alone(session: Session, config: Config, verifier_id: UUID) -> None:
    apart = factory.visit(session, **ELSEWHERE).id
    check(session, config, apart)
    for _ in range(3):
        last = check(session, config, factory.visit(session, verifier_id=verifier_id, **POINT).id)

    assert "point_shared" in codes(last)
    assert apart not in waiting(session)
