"""Which jobs follow from what happened: the only place where one area reacts to another's events.

The sequencer calls `react` once for each entry of the journal, in the transaction that gives the entry its position.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from field_api import jobs
from field_api.journal.models import JournalEntry
from field_api.journal.rules import Event

Reaction = tuple[str, Callable[[JournalEntry], dict[str, Any]]]

# Event -> jobs, each with the ids that it takes from the entry.
REACTIONS: dict[Event, tuple[Reaction, ...]] = {
    Event.VISIT_COMPLETED: (("review.open_case", lambda entry: {"visit_id": entry.subject_id}),),
    Event.VISIT_CHECKED: (
        ("review.rank_case", lambda entry: {"visit_id": entry.subject_id}),
        ("review.draw_for_visit", lambda entry: {"visit_id": entry.subject_id}),
    ),
    Event.CASE_DECIDED: (("review.draw_for_case", lambda entry: {"case_id": entry.subject_id}),),
}


def react(session: Session, entry: JournalEntry) -> None:
    """Queue the jobs that follow from an entry; most entries have none."""
    for name, ids_of in REACTIONS.get(Event(entry.event), ()):
        jobs.defer(session, name, **ids_of(entry))
