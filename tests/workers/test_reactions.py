"""What follows from what: every reaction names a job that exists and gives it the ids it wants."""

import inspect
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.journal.rules import Event
from tests.factories import journal as factory
from workers import reactions
from workers.main import registered_jobs


def queued(session: Session) -> list[tuple[str, str, dict[str, str]]]:
    rows = session.execute(text("SELECT task_name, queue_name, args FROM procrastinate_jobs ORDER BY id"))
    return [(row.task_name, row.queue_name, row.args) for row in rows]


def react_to(session: Session, event: Event) -> UUID:
    subject = factory.entry(session, event)
    reactions.react(session, factory.entry_of(session, subject))
    return subject


def test_a_complete_visit_opens_a_case(session: Session) -> None:
    visit_id = react_to(session, Event.VISIT_COMPLETED)

    assert queued(session) == [("review.open_case", "review", {"visit_id": str(visit_id)})]


def test_a_decision_is_drawn_about(session: Session) -> None:
    case_id = react_to(session, Event.CASE_DECIDED)

    assert queued(session) == [("review.draw_for_case", "review", {"case_id": str(case_id)})]


@pytest.mark.parametrize("event", sorted(set(Event) - set(reactions.REACTIONS)))
def test_most_events_have_no_consequence(session: Session, event: Event) -> None:
    react_to(session, event)

    assert queued(session) == []


@pytest.mark.parametrize("event", reactions.REACTIONS)
def test_every_reaction_names_a_registered_job_and_its_arguments(session: Session, event: Event) -> None:
    known = registered_jobs()
    subject = factory.entry(session, event, subject_id=new_id())
    entry = factory.entry_of(session, subject)

    for name, ids_of in reactions.REACTIONS[event]:
        wanted = inspect.signature(known[name].function).parameters

        assert set(ids_of(entry)) == {key for key, each in wanted.items() if each.kind is each.KEYWORD_ONLY}
