import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.instruments.instrument import Instrument
from field_api.evidence.rules.visits import VisitFacts, check_visit, remarks_on
from tests.factories.evidence import INSTRUMENTS, POOR_ANSWERS

BPS = Instrument.from_document(json.loads((INSTRUMENTS / "bps-14@2005.json").read_text(encoding="utf-8")))
BEGAN = datetime(2026, 3, 2, 2, 12, tzinfo=UTC)
WHOLE = VisitFacts(
    outcome="visited",
    recommendation="eligible",
    occupation="Buruh tani",
    note="",
    answers=POOR_ANSWERS,
    member_count=3,
    photo_kinds=["house_front", "house_inside"],
    has_position=True,
    position_missing_reason=None,
    accuracy_mm=6_500,
    started_at=BEGAN,
    finished_at=BEGAN + timedelta(minutes=20),
)


def codes(visit: VisitFacts) -> set[str]:
    return {f"{problem.pointer} {problem.code}" for problem in check_visit(visit, [BPS])}


def remarks(visit: VisitFacts, **given_facts: Any) -> set[str]:
    facts: dict[str, Any] = {
        "received_at": visit.finished_at + timedelta(hours=5),
        "assignment_status": "open",
        "assigned_to_another": False,
    }
    return set(remarks_on(visit, **(facts | given_facts)))


def test_the_six_things_together_are_whole() -> None:
    assert codes(WHOLE) == set()
    assert remarks(WHOLE) == set()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"photo_kinds": ["house_front"]}, "/photos photo_kind_missing"),
        ({"has_position": False}, "/position position_missing"),
        ({"answers": {}}, "/answers/floor_material missing"),
        ({"member_count": 0}, "/members missing"),
        ({"occupation": None}, "/occupation missing"),
        ({"recommendation": None}, "/recommendation missing"),
    ],
)
def test_each_of_the_six_things_is_missed(change: dict[str, Any], problem: str) -> None:
    assert problem in codes(replace(WHOLE, **change))


def test_a_position_may_be_missing_for_a_reason_and_is_remarked() -> None:
    indoors = replace(
        WHOLE, has_position=False, accuracy_mm=None, position_missing_reason="Gang sempit, tidak ada sinyal"
    )

    assert codes(indoors) == set()
    assert remarks(indoors) == {"no_position"}


@pytest.mark.parametrize("outcome", ["not_found", "moved", "deceased", "refused", "not_at_home", "no_access"])
def test_nobody_there_needs_a_photo_and_a_note_and_no_answers(outcome: str) -> None:
    bare = replace(WHOLE, outcome=outcome, answers={}, member_count=0, recommendation=None, occupation=None)

    assert codes(replace(bare, photo_kinds=["surroundings"], note="Kata tetangga sudah pindah")) == set()
    assert codes(replace(bare, photo_kinds=[], note=" ")) == {"/photos photo_missing", "/note note_missing"}


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"accuracy_mm": None}, "accuracy_unknown"),
        ({"accuracy_mm": 0}, "accuracy_zero"),
        ({"accuracy_mm": 50_001}, "accuracy_low"),
        ({"finished_at": BEGAN + timedelta(hours=13)}, "long_visit"),
    ],
)
def test_what_a_reviewer_should_know_is_remarked(change: dict[str, Any], remark: str) -> None:
    assert remarks(replace(WHOLE, **change)) == {remark}


def test_the_limit_of_accuracy_itself_is_no_remark() -> None:
    assert remarks(replace(WHOLE, accuracy_mm=50_000)) == set()


@pytest.mark.parametrize(
    ("facts", "remark"),
    [
        ({"assignment_status": None}, "unassigned"),
        ({"assignment_status": "withdrawn"}, "assignment_withdrawn"),
        ({"assignment_status": "done"}, "assignment_done_before"),
        ({"assigned_to_another": True}, "assigned_to_another"),
        ({"received_at": WHOLE.finished_at - timedelta(days=1)}, "clock_ahead"),
    ],
)
def test_what_the_desk_did_meanwhile_is_remarked(facts: dict[str, Any], remark: str) -> None:
    assert remarks(WHOLE, **facts) == {remark}


@given(skew=st.integers(-600, 600))
def test_a_clock_within_ten_minutes_is_no_remark(skew: int) -> None:
    assert remarks(WHOLE, received_at=WHOLE.finished_at + timedelta(seconds=skew)) == set()
