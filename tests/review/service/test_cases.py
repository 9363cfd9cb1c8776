from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api import clock
from field_api.evidence.service import checks
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.review.models import Case
from field_api.review.queries import cases as queries
from field_api.review.service.cases import CaseNotFound, VisitNotComplete, open_case, rank_case, require_case
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LATER = AT + timedelta(days=3)


def events_of(session: Session, case: Case) -> list[str]:
    statement = select(JournalEntry.event).where(JournalEntry.subject_id == case.id).order_by(JournalEntry.seq)
    return list(session.scalars(statement))


def test_a_complete_visit_opens_a_case_where_it_was_made(session: Session) -> None:
    visit = evidence_factory.visit(session)

    case = open_case(session, SystemAuthor(), visit_id=visit.id, at=AT)

    assert (case.state, case.visit_id, case.household_id) == ("awaiting_review", visit.id, visit.household_id)
    assert case.area_code == visit.area_code
    assert events_of(session, case) == ["case.opened"]


def test_opening_twice_changes_nothing(session: Session) -> None:
    visit = evidence_factory.visit(session)
    case = open_case(session, SystemAuthor(), visit_id=visit.id, at=AT)

    again = open_case(session, SystemAuthor(), visit_id=visit.id, at=LATER)

    assert again is case
    assert case.opened_at == AT
    assert events_of(session, case) == ["case.opened"]


def test_a_visit_without_its_photos_opens_nothing(session: Session) -> None:
    visit = evidence_factory.visit(session, complete=False)

    with pytest.raises(VisitNotComplete):
        open_case(session, SystemAuthor(), visit_id=visit.id, at=AT)


def test_a_newer_visit_takes_the_place_of_the_one_under_review(session: Session) -> None:
    first = evidence_factory.visit(session)
    case = open_case(session, SystemAuthor(), visit_id=first.id, at=AT)
    version = case.version
    home = session.get_one(registry_factory.Household, first.household_id)
    second = evidence_factory.visit(session, home, finished_at=LATER)

    same = open_case(session, SystemAuthor(), visit_id=second.id, at=LATER)

    assert same is case
    assert (case.visit_id, case.state) == (second.id, "awaiting_review")
    assert case.version > version
    assert events_of(session, case) == ["case.opened", "case.resubmitted"]


def test_an_older_visit_that_was_sent_late_stays_history(session: Session) -> None:
    home = registry_factory.household(session)
    newer = evidence_factory.visit(session, home, finished_at=LATER)
    older = evidence_factory.visit(session, home, finished_at=AT)
    case = open_case(session, SystemAuthor(), visit_id=newer.id, at=LATER)

    open_case(session, SystemAuthor(), visit_id=older.id, at=LATER)

    assert case.visit_id == newer.id
    assert events_of(session, case) == ["case.opened"]


def test_the_answer_to_a_return_brings_the_case_back_even_from_a_phone_with_a_wrong_clock(session: Session) -> None:
    home = registry_factory.household(session)
    first = evidence_factory.visit(session, home, finished_at=LATER)
    case = review_factory.case(session, first)
    review_factory.decision(session, case, verdict="return_visit")
    asked = evidence_factory.assignment(session, home, first.verifier_id, returns_visit_id=first.id)
    answer = evidence_factory.visit(session, home, first.verifier_id, finished_at=AT, assignment_id=asked.id)

    open_case(session, SystemAuthor(), visit_id=answer.id, at=LATER)

    assert (case.visit_id, case.state) == (answer.id, "awaiting_review")


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_after_a_final_verdict_the_next_visit_opens_a_new_case(session: Session, verdict: str) -> None:
    home = registry_factory.household(session)
    closed = review_factory.case(session, evidence_factory.visit(session, home))
    review_factory.decision(session, closed, verdict=verdict)
    next_visit = evidence_factory.visit(session, home, finished_at=LATER)

    case = open_case(session, SystemAuthor(), visit_id=next_visit.id, at=LATER)

    assert case.id != closed.id
    assert closed.visit_id != next_visit.id


def test_a_decided_visit_never_comes_up_again(session: Session) -> None:
    closed = review_factory.case(session)
    review_factory.decision(session, closed)

    assert open_case(session, SystemAuthor(), visit_id=closed.visit_id, at=LATER) is closed
    assert closed.state == "accepted"


def test_an_unknown_case_is_not_found(session: Session) -> None:
    with pytest.raises(CaseNotFound):
        require_case(session, clock.new_id())


def test_the_flags_of_a_visit_place_its_case_whichever_comes_first(session: Session) -> None:
    doubtful = {"latitude_e7": -62_012_345, "longitude_e7": 1_068_012_346, "accuracy_mm": 0}
    checked_first, opened_first = (evidence_factory.visit(session, **doubtful) for _ in range(2))
    plain = open_case(session, SystemAuthor(), visit_id=evidence_factory.visit(session).id, at=AT)

    checks.check_visit(session, SystemAuthor(), registry_factory.KEYS, visit_id=checked_first.id, at=AT)
    one = open_case(session, SystemAuthor(), visit_id=checked_first.id, at=AT)
    other = open_case(session, SystemAuthor(), visit_id=opened_first.id, at=LATER)
    checks.check_visit(session, SystemAuthor(), registry_factory.KEYS, visit_id=opened_first.id, at=LATER)
    rank_case(session, visit_id=opened_first.id)

    assert one.rank < 0
    assert (plain.rank, other.rank) == (0, one.rank)
    page = queries.cases_page(session, state=None, area_code=None, words="", after=None, limit=10, by_rank=True)
    assert page.items[-1] is plain


def test_a_newer_visit_brings_its_own_rank(session: Session) -> None:
    first = evidence_factory.visit(session, accuracy_mm=0)
    checks.check_visit(session, SystemAuthor(), registry_factory.KEYS, visit_id=first.id, at=AT)
    case = open_case(session, SystemAuthor(), visit_id=first.id, at=AT)
    home = session.get_one(registry_factory.Household, first.household_id)
    second = evidence_factory.visit(session, home, finished_at=LATER)

    open_case(session, SystemAuthor(), visit_id=second.id, at=LATER)

    assert (case.visit_id, case.rank) == (second.id, 0)
