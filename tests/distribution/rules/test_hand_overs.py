from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.clock import new_id
from field_api.distribution.rules.hand_overs import (
    FAILURES,
    SUSPENDING_FAILURES,
    AllocationState,
    HandOverReport,
    check_hand_over,
    moment_of,
    remarks_on,
    state_of,
)
from tests.factories.distribution import failed_report, report

AT = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)


def faults(said: HandOverReport, *kinds: str) -> set[tuple[str, str]]:
    return {(problem.pointer, problem.code) for problem in check_hand_over(said, kinds)}


def delivered(**overrides: Any) -> HandOverReport:
    return report(new_id(), **overrides)


def failed(**overrides: Any) -> HandOverReport:
    return failed_report(new_id(), **overrides)


class TestCheckHandOver:
    def test_a_delivery_with_photo_and_position_is_whole(self) -> None:
        assert faults(delivered(), "hand_over") == set()

    @pytest.mark.parametrize("said", ["matches", "no_number", None])
    def test_a_card_that_does_not_differ_needs_no_words(self, said: str | None) -> None:
        assert faults(delivered(card_check=said), "hand_over") == set()

    def test_a_card_that_differs_is_explained_in_the_note(self) -> None:
        assert faults(delivered(card_check="differs", note="  "), "hand_over") == {("/note", "missing")}
        assert faults(delivered(card_check="differs", note="Kartu lama."), "hand_over") == set()

    def test_no_card_is_compared_where_nothing_was_delivered(self) -> None:
        assert faults(failed(card_check="matches")) == {("/card_check", "contradiction")}

    def test_a_delivery_without_a_photo_of_the_hand_over_is_not_whole(self) -> None:
        assert faults(delivered(), "package", "family_card") == {("/photos", "photo_kind_missing")}

    def test_a_delivery_without_a_position_needs_the_reason(self) -> None:
        nowhere = {"latitude_e7": None, "longitude_e7": None, "accuracy_mm": None}

        assert faults(delivered(**nowhere), "hand_over") == {("/position", "position_missing")}
        assert faults(delivered(**nowhere, position_missing_reason=" "), "hand_over") == {
            ("/position", "position_missing")
        }
        assert faults(delivered(**nowhere, position_missing_reason="gang sempit"), "hand_over") == set()

    @pytest.mark.parametrize("receiver", ["family_member", "proxy"])
    def test_another_receiver_has_a_name_and_a_relationship(self, receiver: str) -> None:
        assert faults(delivered(received_by=receiver), "hand_over") == {
            ("/receiver_name", "missing"),
            ("/receiver_relationship", "missing"),
        }
        assert (
            faults(delivered(received_by=receiver, receiver_name="Budi", receiver_relationship="anak"), "hand_over")
            == set()
        )

    def test_a_delivery_to_nobody_is_not_whole(self) -> None:
        assert ("/received_by", "missing") in faults(delivered(received_by=None), "hand_over")

    def test_a_delivery_carries_no_reason_of_failure(self) -> None:
        assert faults(delivered(failure="moved"), "hand_over") == {("/failure", "contradiction")}

    def test_a_failed_attempt_needs_its_reason_and_no_photo(self) -> None:
        assert faults(failed()) == set()
        assert faults(failed(failure=None)) == {("/failure", "missing")}

    def test_a_failed_attempt_names_no_receiver(self) -> None:
        assert faults(failed(received_by="self")) == {("/received_by", "contradiction")}

    def test_every_problem_says_what_to_do(self) -> None:
        nothing = delivered(received_by=None, latitude_e7=None, longitude_e7=None)

        assert all(problem.remedy for problem in check_hand_over(nothing, []))


class TestMoments:
    def test_a_phone_ahead_of_time_is_corrected_by_the_receipt(self) -> None:
        assert moment_of(AT + timedelta(days=1), received_at=AT) == AT

    def test_what_arrives_late_happened_when_it_says(self) -> None:
        assert moment_of(AT, received_at=AT + timedelta(days=3)) == AT


class TestRemarks:
    def test_an_ordinary_delivery_has_none(self) -> None:
        assert remarks_on(delivered(handed_over_at=AT), received_at=AT, round_closed_at=None) == ()

    @pytest.mark.parametrize(
        ("said", "remark"),
        [
            ({"handed_over_at": AT + timedelta(minutes=11)}, "clock_ahead"),
            ({"handed_over_at": AT - timedelta(hours=25)}, "sent_late"),
            ({"accuracy_mm": 0}, "accuracy_zero"),
            ({"accuracy_mm": None}, "accuracy_unknown"),
            ({"accuracy_mm": 50_001}, "accuracy_low"),
            ({"latitude_e7": None, "longitude_e7": None, "accuracy_mm": None}, "no_position"),
            ({"received_by": "proxy"}, "received_by_proxy"),
            ({"card_check": "differs", "note": "Kartu lama."}, "card_differs"),
        ],
    )
    def test_what_is_no_fault_and_still_matters_is_said(self, said: dict[str, Any], remark: str) -> None:
        assert remarks_on(delivered(**{"handed_over_at": AT} | said), received_at=AT, round_closed_at=None) == (remark,)

    def test_a_clock_ten_minutes_ahead_is_not_worth_a_word(self) -> None:
        early = delivered(handed_over_at=AT + timedelta(minutes=10))

        assert remarks_on(early, received_at=AT, round_closed_at=None) == ()

    def test_arriving_after_the_closing_is_remarked(self) -> None:
        said = remarks_on(delivered(handed_over_at=AT), received_at=AT, round_closed_at=AT - timedelta(seconds=1))

        assert said == ("sent_after_closing",)

    def test_a_failed_attempt_without_a_position_is_ordinary(self) -> None:
        nowhere = failed(handed_over_at=AT, latitude_e7=None, longitude_e7=None, accuracy_mm=None)

        assert remarks_on(nowhere, received_at=AT, round_closed_at=None) == ()


class TestStateOf:
    @given(photos_complete=st.booleans(), attempts_failed=st.integers(0, 9))
    def test_a_delivery_outweighs_any_number_of_failed_attempts(
        self, *, photos_complete: bool, attempts_failed: int
    ) -> None:
        state = state_of(delivered=True, photos_complete=photos_complete, attempts_failed=attempts_failed)

        assert state is (AllocationState.CONFIRMED if photos_complete else AllocationState.PHOTOS_PENDING)

    def test_without_any_attempt_a_package_is_pending(self) -> None:
        assert state_of(delivered=False, photos_complete=False, attempts_failed=0) is AllocationState.PENDING
        assert state_of(delivered=False, photos_complete=False, attempts_failed=1) is AllocationState.FAILED


def test_only_known_failures_suspend() -> None:
    assert set(FAILURES) > SUSPENDING_FAILURES
    assert "not_at_home" not in SUSPENDING_FAILURES
