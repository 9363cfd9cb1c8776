from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api.db import set_scope
from field_api.evidence.models.visits import Visit
from field_api.review.models import BackCheck, Decision, SecondReview
from field_api.review.rules.quality import Grouping, PeriodInvalid, Quality
from field_api.review.rules.sampling import SampleKind
from field_api.review.service.quality import quality_of
from field_api.scope import Scope
from tests.factories import areas as areas_factory
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory
from tests.factories import sampling as factory

AT = review_factory.AT
HERE, THERE = "31.75.06.1004.008.003", "31.75.07.1001.001.001"


@pytest.fixture(autouse=True)
def everything_is_drawn(session: Session) -> None:
    factory.shares(session)


def judged(session: Session, finding: str | None, area_code: str = HERE, **decided: Any) -> Decision:
    """A drawn decision with the answer of a second reviewer."""
    decision = factory.decided(session, area_code, **decided)
    review = factory.second_review(session, decision)
    if finding:
        review.reviewer_id, review.taken_at = identity_factory.user(session).id, AT
        review.finding, review.reason, review.answered_at = finding, "uji coba", AT
        session.flush()
    return decision


def visited_again(session: Session, decision: Decision, recommendation: str, outcome: str = "visited") -> None:
    """The answer of a back-check."""
    [check] = session.query(BackCheck).where(BackCheck.decision_id == decision.id)
    home = session.get_one(registry_factory.Household, session.get_one(Visit, decision.visit_id).household_id)
    visit = evidence_factory.visit(session, home, recommendation=recommendation, outcome=outcome)
    check.visit_id, check.verifier_id, check.answered_at = visit.id, visit.verifier_id, AT
    session.flush()


def rows(
    session: Session, *, period: str = "2026-03", by: Grouping = Grouping.AREA, **asked: Any
) -> dict[Any, Quality]:
    report = quality_of(session, area_code=asked.get("area_code"), period=period, by=by, at=AT)
    return {(row.group, row.kind.value): row for row in report.rows}


def test_each_area_below_the_readers_own_has_its_counts_and_rates(session: Session) -> None:
    judged(session, "eligible")
    judged(session, "not_eligible")
    judged(session, "cannot_tell")
    judged(session, None)
    judged(session, "eligible", verdict="reject")
    judged(session, "not_eligible", THERE)

    found = rows(session, area_code="31.75")

    assert set(found) == {(code, kind.value) for code in ("31.75.06", "31.75.07") for kind in SampleKind}
    here = found["31.75.06", "second_review"]
    assert (here.decisions, here.drawn, here.answered, here.cannot_tell) == (5, 5, 4, 1)
    assert (here.wrong_inclusion.part, here.wrong_inclusion.whole) == (1, 2)
    assert (here.wrong_exclusion.part, here.wrong_exclusion.whole) == (1, 1)
    assert found["31.75.07", "second_review"].wrong_inclusion.value == 1
    assert found["31.75.06", "back_check"].answered == 0


def test_a_back_check_speaks_by_its_visit(session: Session) -> None:
    visited_again(session, judged(session, None), "not_eligible")
    visited_again(session, judged(session, None), "eligible")
    visited_again(session, judged(session, None), "eligible", outcome="not_at_home")

    found = rows(session)["31", "back_check"]

    assert (found.drawn, found.answered, found.cannot_tell) == (3, 3, 1)
    assert (found.wrong_inclusion.part, found.wrong_inclusion.whole) == (1, 2)
    assert (found.recommendation_differs.part, found.recommendation_differs.whole) == (1, 2)


def test_by_verifier_each_has_his_own_row_with_his_name(session: Session) -> None:
    careful, careless = identity_factory.user(session), identity_factory.user(session)
    judged(session, "eligible", verifier_id=careful.id)
    judged(session, "not_eligible", verifier_id=careless.id)

    report = quality_of(session, area_code=None, period="2026", by=Grouping.VERIFIER, at=AT)

    differs = {
        row.group: row.recommendation_differs.value for row in report.rows if row.kind is SampleKind.SECOND_REVIEW
    }
    assert differs == {str(careful.id): 0, str(careless.id): 1}
    assert report.names[str(careless.id)] == careless.full_name


def test_what_was_not_drawn_or_not_clean_is_not_in_the_sample(session: Session) -> None:
    factory.shares(session, second_review=0, back_check=0, area_code="31.75.06")
    factory.draw(session, factory.decided(session))
    doubted = factory.decided(session)
    factory.checked(session, doubted.visit_id, "doubt")
    factory.draw(session, doubted)

    found = rows(session)["31", "second_review"]

    assert (found.decisions, found.drawn, found.answered) == (1, 0, 0)


@pytest.mark.parametrize(("period", "counted"), [("2026-03", 2), ("2026-04", 1), ("2026-02", 0), ("2026", 3)])
def test_a_decision_counts_in_the_month_of_the_clock_on_the_wall(session: Session, period: str, counted: int) -> None:
    # At 18:00 UTC it is the next day in Jakarta.
    for decided_at in (
        datetime(2026, 2, 28, 17, 30, tzinfo=UTC),
        datetime(2026, 3, 31, 16, 30, tzinfo=UTC),
        datetime(2026, 3, 31, 18, 0, tzinfo=UTC),
    ):
        visit = evidence_factory.visit(session)
        factory.checked(session, visit.id)
        decision = review_factory.decision(session, review_factory.case(session, visit), decided_at=decided_at)
        factory.draw(session, decision)

    assert sum(row.decisions for row in rows(session, period=period).values()) == 2 * counted


def test_only_the_readers_area_counts_and_groups_lie_below_it(session: Session) -> None:
    areas_factory.area(session, "31.75.06.1004")
    judged(session, "eligible", HERE)
    judged(session, "eligible", THERE)
    set_scope(session, Scope.of(["31.75.06"]))

    report = quality_of(session, area_code=None, period="2026", by=Grouping.AREA, at=AT)

    assert (report.area_code, {row.group for row in report.rows}) == ("31.75.06", {"31.75.06.1004"})


def test_of_several_areas_the_groups_lie_below_what_they_share(session: Session) -> None:
    judged(session, "eligible", HERE)
    judged(session, "eligible", THERE)
    set_scope(session, Scope.of(["31.75.06", "31.75.07"]))

    report = quality_of(session, area_code=None, period="2026", by=Grouping.AREA, at=AT)

    assert {row.group for row in report.rows} == {"31.75.06", "31.75.07"}


def test_a_period_that_is_none_is_refused(session: Session) -> None:
    with pytest.raises(PeriodInvalid):
        rows(session, period="triwulan")


def test_a_table_without_answers_has_second_reviews_all_the_same(session: Session) -> None:
    judged(session, None)

    assert session.query(SecondReview).count() == 1
    assert rows(session)["31", "second_review"].wrong_inclusion.value is None
