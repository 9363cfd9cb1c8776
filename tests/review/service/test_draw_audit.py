"""Whoever edits a draw, its second look or the ground it stands on is found by repeating it with the key."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.config import Config
from field_api.journal.rules import SystemAuthor
from field_api.review.models import SampleDraw
from field_api.review.service.draw_audit import audit_draws
from field_api.review.service.sampling import draw_for_case
from script.stack.postgres import EmbeddedPostgres
from tests.factories import review as review_factory
from tests.factories import sampling as factory
from tests.fakes.tampering import owner_session, switch_off_everything

AT = review_factory.AT


@pytest.fixture
def unguarded(postgres: EmbeddedPostgres, config: Config) -> Iterator[Session]:
    """The session of somebody who owns the machine."""
    with owner_session(postgres, config, superuser=True) as session:
        yield session


@pytest.fixture
def draw(unguarded: Session) -> SampleDraw:
    """A drawn decision, beside one with a doubt."""
    factory.shares(unguarded)
    doubted = factory.decided(unguarded)
    factory.checked(unguarded, doubted.visit_id, "doubt")
    factory.draw(unguarded, doubted)
    made = factory.draw(unguarded, factory.decided(unguarded))
    switch_off_everything(unguarded)
    return made


def faults(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    return [(fault.code, fault.subject) for fault in audit_draws(session)]


def test_honest_draws_have_no_faults(unguarded: Session, draw: SampleDraw) -> None:
    assert faults(unguarded) == []


@pytest.mark.parametrize(
    "change",
    [
        "second_review_drawn = false",
        "back_check_drawn = false",
        "clean = false, second_review_drawn = false, back_check_drawn = false",
        "check_id = (SELECT check_id FROM sample_draws WHERE NOT clean)",
    ],
)
def test_a_draw_that_was_changed_is_named(unguarded: Session, draw: SampleDraw, change: str) -> None:
    decision_id = draw.decision_id

    unguarded.execute(text(f"UPDATE sample_draws SET {change} WHERE decision_id = :id"), {"id": decision_id})

    assert faults(unguarded) == [("draw_differs", str(decision_id))]


@pytest.mark.parametrize("table", ["second_reviews", "back_checks"])
def test_a_second_look_that_is_gone_is_named(unguarded: Session, draw: SampleDraw, table: str) -> None:
    decision_id = draw.decision_id

    unguarded.execute(text(f"DELETE FROM {table}"))

    assert faults(unguarded) == [("draw_not_followed", str(decision_id))]


def test_a_decision_that_nobody_drew_about_is_named_once_later_ones_were(unguarded: Session, draw: SampleDraw) -> None:
    left_out = factory.decided(unguarded)
    assert faults(unguarded) == []

    later = factory.decided(unguarded)
    draw_for_case(unguarded, SystemAuthor(), case_id=later.case_id, at=AT + timedelta(hours=2))

    assert faults(unguarded) == [("draw_missing", str(left_out.id))]


def test_a_time_without_samples_is_passed_over(unguarded: Session) -> None:
    factory.decided(unguarded)

    assert faults(unguarded) == []
