from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.review.rules.sampling import (
    TAKEN_FOR,
    Finding,
    SampleKind,
    SecondReviewerNotIndependent,
    VerifierIsFirst,
    check_back_checker,
    check_second_reviewer,
    drawing_key,
    finding_of_visit,
    is_clean,
    is_drawn,
    is_free,
)

KEY = drawing_key(b"k" * 32)
ONE, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))
AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


class TestDrawing:
    @given(decision_id=st.uuids(), kind=st.sampled_from(SampleKind))
    def test_the_whole_share_draws_everything_and_none_nothing(self, decision_id: UUID, kind: SampleKind) -> None:
        assert is_drawn(KEY, kind, decision_id, permille=1000)
        assert not is_drawn(KEY, kind, decision_id, permille=0)

    @given(
        decision_id=st.uuids(), kind=st.sampled_from(SampleKind), few=st.integers(0, 1000), many=st.integers(0, 1000)
    )
    def test_a_greater_share_holds_the_smaller_sample(
        self, decision_id: UUID, kind: SampleKind, few: int, many: int
    ) -> None:
        few, many = sorted((few, many))

        assert is_drawn(KEY, kind, decision_id, permille=few) <= is_drawn(KEY, kind, decision_id, permille=many)

    @pytest.mark.parametrize("permille", [20, 50, 500])
    @pytest.mark.parametrize("kind", SampleKind)
    def test_ids_that_follow_one_another_are_drawn_with_the_share(self, kind: SampleKind, permille: int) -> None:
        drawn = sum(is_drawn(KEY, kind, UUID(int=number), permille=permille) for number in range(20_000))

        # Four standard deviations of a binomial.
        expected = 20 * permille
        assert abs(drawn - expected) < 4 * (expected * (1 - permille / 1000)) ** 0.5

    def test_another_key_and_another_kind_draw_others(self) -> None:
        ids = [UUID(int=number) for number in range(1000)]
        samples = {
            frozenset(each for each in ids if is_drawn(key, kind, each, permille=100))
            for key in (KEY, drawing_key(b"o" * 32))
            for kind in SampleKind
        }

        assert len(samples) == 4

    def test_the_draw_is_the_published_arithmetic(self) -> None:
        # Computed with `openssl dgst -sha256 -mac HMAC`, so that an auditor's own tool comes to the same.
        assert KEY.hex() == "4fa7f316e3c3d6fc33d000f9ad3df5e4cac7abe077ad6bab3a02b1880e5400bf"
        assert is_drawn(KEY, SampleKind.SECOND_REVIEW, ONE, permille=958)
        assert not is_drawn(KEY, SampleKind.SECOND_REVIEW, ONE, permille=957)


@pytest.mark.parametrize(
    ("severities", "clean"), [((), True), (("note",), True), (("note", "doubt"), False), (("alarm",), False)]
)
def test_a_visit_is_clean_when_nobody_doubts_it(severities: tuple[str, ...], clean: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_clean(severities) is clean


class TestSecondReviewer:
    def test_somebody_who_knows_nothing_of_it_may_look(self) -> None:
        check_second_reviewer(ONE, first_reviewer_id=OTHER, verifier_id=THIRD, has_looked=False)

    @pytest.mark.parametrize(
        ("first", "verifier", "looked"), [(ONE, THIRD, False), (OTHER, ONE, False), (OTHER, THIRD, True)]
    )
    def test_nobody_who_had_to_do_with_it(self, first: UUID, verifier: UUID, looked: bool) -> None:  # noqa: FBT001 - a column of the table
        with pytest.raises(SecondReviewerNotIndependent):
            check_second_reviewer(ONE, first_reviewer_id=first, verifier_id=verifier, has_looked=looked)

    def test_what_is_taken_comes_free_after_a_week_and_never_when_answered(self) -> None:
        assert is_free(taken_at=None, answered=False, at=AT)
        assert not is_free(taken_at=AT, answered=False, at=AT + TAKEN_FOR)
        assert is_free(taken_at=AT, answered=False, at=AT + TAKEN_FOR + timedelta(seconds=1))
        assert not is_free(taken_at=AT, answered=True, at=AT + 2 * TAKEN_FOR)


def test_the_first_verifier_does_not_check_himself() -> None:
    check_back_checker(ONE, first_verifier_id=OTHER)

    with pytest.raises(VerifierIsFirst):
        check_back_checker(ONE, first_verifier_id=ONE)


@pytest.mark.parametrize(
    ("outcome", "recommendation", "finding"),
    [
        ("visited", "eligible", Finding.ELIGIBLE),
        ("visited", "not_eligible", Finding.NOT_ELIGIBLE),
        ("visited", "unsure", Finding.CANNOT_TELL),
        ("not_at_home", "eligible", Finding.CANNOT_TELL),
        ("moved", None, Finding.CANNOT_TELL),
    ],
)
def test_only_a_household_that_was_met_is_told_about(
    outcome: str, recommendation: str | None, finding: Finding
) -> None:
    assert finding_of_visit(outcome=outcome, recommendation=recommendation) is finding
