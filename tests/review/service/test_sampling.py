from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.db import digest_key_of
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.review.models import BackCheck, SampleDraw, SecondReview
from field_api.review.rules.sampling import SampleKind, drawing_key, is_drawn
from field_api.review.service.sampling import draw_for_case, draw_for_visit
from tests.factories import evidence as evidence_factory
from tests.factories import review as review_factory
from tests.factories import sampling as factory

AT = review_factory.AT


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_decision_on_a_clean_visit_is_drawn_with_the_share_of_its_area(session: Session) -> None:
    factory.shares(session)
    decision = factory.decided(session)

    draw = factory.draw(session, decision)

    assert (draw.clean, draw.second_review_drawn, draw.back_check_drawn) == (True, True, True)
    assert (draw.second_review_permille, draw.back_check_permille) == (1000, 1000)
    review = session.scalars(select(SecondReview)).one()
    check = session.scalars(select(BackCheck)).one()
    for look in (review, check):
        assert (look.decision_id, look.area_code) == (decision.id, decision.area_code)
        assert (look.first_reviewer_id, look.first_verifier_id) == (decision.reviewer_id, decision.verifier_id)


def test_the_draw_is_that_of_the_servers_key(session: Session) -> None:
    key = drawing_key(digest_key_of(session))
    factory.shares(session, second_review=400, back_check=100)

    for _ in range(12):
        decision = factory.decided(session)
        draw = factory.draw(session, decision)

        assert draw.second_review_drawn is is_drawn(key, SampleKind.SECOND_REVIEW, decision.id, permille=400)
        assert draw.back_check_drawn is is_drawn(key, SampleKind.BACK_CHECK, decision.id, permille=100)


def test_what_was_not_drawn_is_kept_as_well(session: Session) -> None:
    factory.shares(session, second_review=0, back_check=0)

    draw = factory.draw(session, factory.decided(session, verdict="reject"))

    assert (draw.clean, draw.second_review_drawn, draw.back_check_drawn) == (True, False, False)
    assert (count(session, SecondReview), count(session, BackCheck)) == (0, 0)


def test_a_visit_with_a_doubt_is_never_drawn_and_a_note_is_no_doubt(session: Session) -> None:
    factory.shares(session)
    doubted, noted = factory.decided(session), factory.decided(session)
    factory.checked(session, doubted.visit_id, "doubt")
    factory.checked(session, noted.visit_id, "note")

    assert not factory.draw(session, doubted).clean
    assert factory.draw(session, noted).clean
    assert count(session, SecondReview) == 1


def test_the_newest_run_counts_and_the_draw_names_it(session: Session) -> None:
    factory.shares(session)
    decision = factory.decided(session)
    factory.checked(session, decision.visit_id, "alarm")
    newest = factory.checked(session, decision.visit_id)

    draw = factory.draw(session, decision)

    assert (draw.clean, draw.check_id) == (True, newest.id)


def test_the_share_is_that_of_the_deepest_area_on_the_day_of_the_decision(session: Session) -> None:
    factory.shares(session, second_review=10, back_check=10)
    factory.shares(session, second_review=20, back_check=20, area_code="31.75", valid_from=AT.date())
    factory.shares(session, second_review=30, back_check=30, area_code="31.75", valid_from=date(2026, 3, 3))

    draw = factory.draw(session, factory.decided(session))

    assert (draw.second_review_permille, draw.back_check_permille) == (20, 20)


def test_a_decision_is_drawn_about_once_and_the_entry_binds_what_was_made(session: Session) -> None:
    factory.shares(session)
    decision = factory.decided(session)

    for _ in range(2):
        draw_for_case(session, SystemAuthor(), case_id=decision.case_id, at=AT)
        draw_for_visit(session, SystemAuthor(), visit_id=decision.visit_id, at=AT)

    entry = session.scalars(select(JournalEntry).where(JournalEntry.event == "sample.drawn")).one()
    assert entry.subject_id == decision.id
    assert entry.data["second_review"] == {"permille": 1000, "drawn": True}
    assert set(entry.data["rows"]) == {"sample_draws", "second_reviews", "back_checks"}
    named = {"sample_draws", "second_reviews", "back_checks"}
    assert [fault for fault in journal.audit_rows(session) if fault.subject.split()[0] in named] == []


def test_a_decision_that_came_before_the_checks_is_drawn_about_after_them(session: Session) -> None:
    factory.shares(session)
    case = review_factory.case(session, evidence_factory.visit(session))
    decision = review_factory.decision(session, case)

    draw_for_case(session, SystemAuthor(), case_id=case.id, at=AT)
    assert count(session, SampleDraw) == 0

    factory.checked(session, decision.visit_id)
    draw_for_visit(session, SystemAuthor(), visit_id=decision.visit_id, at=AT)
    assert count(session, SampleDraw) == 1


def test_a_return_is_no_decision_to_be_drawn_about(session: Session) -> None:
    factory.shares(session)
    decision = factory.decided(session, verdict="return_visit")

    draw_for_case(session, SystemAuthor(), case_id=decision.case_id, at=AT)

    assert count(session, SampleDraw) == 0


def test_of_an_unknown_visit_or_case_nothing_follows(session: Session) -> None:
    draw_for_visit(session, SystemAuthor(), visit_id=new_id(), at=AT)
    draw_for_case(session, SystemAuthor(), case_id=new_id(), at=AT)

    assert count(session, SampleDraw) == 0
