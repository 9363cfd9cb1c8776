from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api import clock
from field_api.review.models import CASE_STATES, VERDICTS
from field_api.review.rules.verdicts import (
    REASON_CODES,
    STATE_AFTER,
    CaseNotAwaitingReview,
    CaseState,
    EvidenceMarkWrong,
    InvalidDecision,
    PhotosUnsettled,
    ReviewedPhoto,
    ReviewerIsVerifier,
    Verdict,
    VisitMoment,
    check_evidence,
    check_reason,
    check_reviewer,
    lacks_field_evidence,
    state_after,
    takes_over,
)

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
GOOD = ReviewedPhoto("a" * 64, "house_front", "accepted")
REFUSED = ReviewedPhoto("b" * 64, "house_inside", "refused")
UNSEEN = ReviewedPhoto("c" * 64, "kitchen", None)


def moment(finished_at: datetime, *answers: object) -> VisitMoment:
    return VisitMoment(clock.new_id(), finished_at, frozenset(answers))


def test_the_words_of_the_rules_are_those_of_the_tables() -> None:
    assert {state.value for state in CaseState} == set(CASE_STATES)
    assert {verdict.value for verdict in Verdict} == set(VERDICTS)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_reason_and_leads_somewhere(verdict: Verdict) -> None:
    assert "other" in REASON_CODES[verdict]
    assert state_after(CaseState.AWAITING_REVIEW, verdict) is STATE_AFTER[verdict]


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("state", [CaseState.RETURNED, CaseState.ACCEPTED, CaseState.REJECTED])
def test_a_case_that_does_not_wait_takes_no_verdict(state: CaseState, verdict: Verdict) -> None:
    with pytest.raises(CaseNotAwaitingReview):
        state_after(state, verdict)


def test_the_verifier_does_not_decide_on_his_own_visit() -> None:
    verifier_id = clock.new_id()

    check_reviewer(reviewer_id=clock.new_id(), verifier_id=verifier_id)
    with pytest.raises(ReviewerIsVerifier):
        check_reviewer(reviewer_id=verifier_id, verifier_id=verifier_id)


def test_a_reason_of_another_verdict_is_refused() -> None:
    with pytest.raises(InvalidDecision) as refused:
        check_reason(Verdict.ACCEPT, reason_code="not_poor", photo_kinds=[])

    assert refused.value.problems[0].pointer == "/reason_code"


def test_photos_are_asked_for_by_kind_and_only_when_photos_are_returned() -> None:
    check_reason(Verdict.RETURN_PHOTOS, reason_code="photo_unclear", photo_kinds=["house_front"])
    with pytest.raises(InvalidDecision):
        check_reason(Verdict.RETURN_PHOTOS, reason_code="photo_unclear", photo_kinds=[])
    with pytest.raises(InvalidDecision):
        check_reason(Verdict.REJECT, reason_code="not_poor", photo_kinds=["house_front"])


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT])
@pytest.mark.parametrize("open_photo", [REFUSED, UNSEEN])
def test_a_final_verdict_passes_over_no_photo_silently(verdict: Verdict, open_photo: ReviewedPhoto) -> None:
    with pytest.raises(PhotosUnsettled) as refused:
        check_evidence(
            verdict,
            visit_outcome="visited",
            photos=[GOOD, open_photo],
            overridden=frozenset(),
            marked_without_evidence=False,
        )

    assert [photo["sha256"] for photo in refused.value.extra["photos"]] == [open_photo.sha256]


@pytest.mark.parametrize("verdict", Verdict)
def test_a_photo_passed_over_with_a_reason_is_settled(verdict: Verdict) -> None:
    check_evidence(
        verdict,
        visit_outcome="visited",
        photos=[GOOD, REFUSED, UNSEEN],
        overridden=frozenset({REFUSED.sha256, UNSEEN.sha256}),
        marked_without_evidence=False,
    )


@pytest.mark.parametrize("verdict", [Verdict.RETURN_PHOTOS, Verdict.RETURN_VISIT])
def test_a_return_needs_no_settled_photos_and_no_mark(verdict: Verdict) -> None:
    check_evidence(
        verdict,
        visit_outcome="not_found",
        photos=[REFUSED, UNSEEN],
        overridden=frozenset(),
        marked_without_evidence=False,
    )


def test_a_photo_of_another_visit_cannot_be_passed_over() -> None:
    with pytest.raises(InvalidDecision):
        check_evidence(
            Verdict.ACCEPT,
            visit_outcome="visited",
            photos=[GOOD],
            overridden=frozenset({"f" * 64}),
            marked_without_evidence=False,
        )


@pytest.mark.parametrize(
    ("outcome", "photos", "lacks"),
    [
        ("visited", [GOOD], False),
        ("visited", [GOOD, REFUSED], False),
        ("visited", [REFUSED], True),
        ("visited", [], True),
        ("moved", [GOOD], True),
        ("deceased", [GOOD], True),
    ],
)
def test_a_decision_says_truly_whether_it_rests_on_field_evidence(
    outcome: str,
    photos: list[ReviewedPhoto],
    lacks: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert lacks_field_evidence(visit_outcome=outcome, photos=photos) is lacks
    passed_over = frozenset({REFUSED.sha256} & {photo.sha256 for photo in photos})
    check_evidence(
        Verdict.REJECT,
        visit_outcome=outcome,
        photos=photos,
        overridden=passed_over,
        marked_without_evidence=lacks,
    )
    with pytest.raises(EvidenceMarkWrong):
        check_evidence(
            Verdict.REJECT,
            visit_outcome=outcome,
            photos=photos,
            overridden=passed_over,
            marked_without_evidence=not lacks,
        )


def test_a_later_visit_takes_over_and_an_earlier_one_does_not() -> None:
    current = moment(NOON)

    assert takes_over(moment(NOON + timedelta(days=1)), current)
    assert not takes_over(moment(NOON - timedelta(days=1)), current)


def test_the_answer_to_a_return_takes_over_whatever_the_phone_says() -> None:
    current = moment(NOON)

    assert takes_over(moment(NOON - timedelta(days=400), current.visit_id), current)


@given(st.datetimes(), st.datetimes())
def test_of_two_visits_that_answer_nothing_exactly_one_takes_over(one: datetime, other: datetime) -> None:
    first, second = moment(one), moment(other)

    assert takes_over(first, second) != takes_over(second, first)
