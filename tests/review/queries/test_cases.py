from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from field_api import db
from field_api.review.queries.cases import case_counts, cases_page, summaries_of
from field_api.scope import Scope
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
RT_3, RT_4 = "31.75.06.1004.008.003", "31.75.06.1004.008.004"
EVERY = {"state": None, "area_code": None, "words": "", "after": None, "limit": 50}


def test_the_longest_waiting_comes_first_and_pages_meet_without_a_gap(session: Session) -> None:
    cases = [review_factory.case(session, opened_at=AT - timedelta(days=number % 3)) for number in range(5)]
    expected = sorted(cases, key=lambda case: (case.opened_at, case.id))

    first = cases_page(session, **EVERY | {"limit": 2})
    second = cases_page(session, **EVERY | {"after": first.next_after, "limit": 9})

    assert [*first.items, *second.items] == expected
    assert second.next_after is None


def test_the_queue_is_narrowed_by_state_and_by_area_within_the_scope(session: Session) -> None:
    here = review_factory.case(session, evidence_factory.visit(session, registry_factory.household(session, RT_3)))
    beside = review_factory.case(session, evidence_factory.visit(session, registry_factory.household(session, RT_4)))
    review_factory.close(session, beside)

    assert cases_page(session, **EVERY | {"area_code": RT_3}).items == [here]
    assert cases_page(session, **EVERY | {"area_code": "31.75.06.1004.008"}).items == [here, beside]
    assert cases_page(session, **EVERY | {"state": "accepted"}).items == [beside]
    assert case_counts(session, area_code=None, words="") == {"awaiting_review": 1, "accepted": 1}
    db.set_scope(session, Scope.of([RT_4]))
    assert cases_page(session, **EVERY | {"area_code": "31.75"}).items == [beside]
    assert case_counts(session, area_code="31.75", words="") == {"accepted": 1}


def test_a_case_is_found_by_the_name_of_any_member(session: Session) -> None:
    home = registry_factory.household(session)
    registry_factory.person(session, home, name="Siti Aminah")
    registry_factory.person(session, home, name="Budi Santoso", relationship="child")
    case = review_factory.case(session, evidence_factory.visit(session, home))
    review_factory.case(session)

    assert cases_page(session, **EVERY | {"words": "SANTOSO BUDI"}).items == [case]
    assert cases_page(session, **EVERY | {"words": "SITI BUDI"}).items == []
    assert case_counts(session, area_code=None, words="AMINAH") == {"awaiting_review": 1}


def test_a_line_of_the_queue_shows_head_address_recommendation_and_evaluations(session: Session) -> None:
    home = registry_factory.household(session)
    registry_factory.person(session, home, name="Siti Aminah")
    registry_factory.person(session, home, name="Budi", relationship="child")
    case = review_factory.case(session, evidence_factory.visit(session, home))

    [summary] = summaries_of(session, [case], on=AT.date())

    assert summary.head_name == "Siti Aminah"
    assert summary.address.startswith("Jl. Melati")
    assert summary.visit.recommendation == "eligible"
    assert [each.outcome for each in summary.evaluations] == ["poor"]


def test_a_case_stays_in_the_queue_when_its_house_is_written_down_elsewhere(session: Session) -> None:
    home = registry_factory.household(session, RT_3)
    case = review_factory.case(session, evidence_factory.visit(session, home))
    home.area_code = RT_4
    session.flush()
    db.set_scope(session, Scope.of([RT_3]))

    [summary] = summaries_of(session, [case], on=AT.date())

    assert (summary.case, summary.head_name) == (case, None)
    assert summary.address.startswith("Jl. Melati")
