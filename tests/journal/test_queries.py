"""Reading the journal: scope, filters, exports in flat memory."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from field_api import db
from field_api.clock import new_id
from field_api.db import ScopeMissing
from field_api.journal import queries
from field_api.journal.models import JournalEntry
from field_api.journal.queries import AccessFilter, EntryFilter
from field_api.journal.rules import Access, Event, SystemAuthor
from field_api.scope import EVERYWHERE, NOWHERE, Scope
from tests.factories import journal as factory


def subjects(session: Session, **asked: Any) -> Any:
    found = queries.entries_page(session, asked=EntryFilter(**asked), after=None, limit=500)
    return [entry.subject_id for entry in found.items]


class TestEntriesPage:
    def test_a_neighbours_entry_is_not_seen(self, session: Session) -> None:
        mine = factory.entry(session, area_code="31.75.06.1004.008.003")
        theirs = factory.entry(session, area_code="31.75.061.1004.008.003")

        db.set_scope(session, Scope.of(["31.75.06"]))

        assert mine in subjects(session)
        assert theirs not in subjects(session)

    def test_an_entry_of_the_country_is_seen_only_from_everywhere(self, session: Session) -> None:
        national = factory.entry(session, Event.USER_CREATED, area_code="")

        assert national in subjects(session)
        db.set_scope(session, Scope.of(["31"]))
        assert national not in subjects(session)

    def test_nothing_is_seen_from_nowhere(self, session: Session) -> None:
        factory.entry(session)

        db.set_scope(session, NOWHERE)

        assert subjects(session) == []

    def test_a_session_without_a_scope_is_refused(self, sessions: sessionmaker[Session]) -> None:
        with sessions() as unscoped, pytest.raises(ScopeMissing):
            queries.entries_page(unscoped, asked=EntryFilter(), after=None, limit=1)

    def test_the_filters_narrow_each_on_its_own(self, session: Session) -> None:
        wanted = factory.entry(session, Event.CASE_DECIDED, area_code="35.10.01", at=factory.NOON)
        factory.entry(session, Event.CASE_OPENED, area_code="35.11.01", at=factory.NOON - timedelta(days=1))

        assert subjects(session, event="case.decided") == [wanted]
        assert subjects(session, subject_id=wanted) == [wanted]
        assert subjects(session, area="35.10") == [wanted]
        assert wanted in subjects(session, since=factory.NOON)
        assert wanted not in subjects(session, until=factory.NOON)
        assert subjects(session, actor_id=new_id()) == []

    def test_pages_meet_without_gap_or_overlap(self, session: Session) -> None:
        area = "36.01.01"
        written = [factory.entry(session, area_code=area) for _ in range(5)]

        after, seen = None, []
        while True:
            page = queries.entries_page(session, asked=EntryFilter(area=area), after=after, limit=2)
            seen += [entry.subject_id for entry in page.items]
            if page.next_after is None:
                break
            after = page.next_after

        assert seen == written

    def test_of_a_period_they_follow_the_time_whatever_was_written_first(self, session: Session) -> None:
        hours = [3, 1, 2, 5, 4]
        written = {
            hour: factory.entry(session, area_code="36.07.01", at=factory.NOON + timedelta(hours=hour))
            for hour in hours
        }
        asked = EntryFilter(area="36.07", since=factory.NOON + timedelta(hours=2))

        first = queries.entries_page(session, asked=asked, after=None, limit=2)
        second = queries.entries_page(session, asked=asked, after=first.next_after, limit=9)

        in_time = [written[hour] for hour in (2, 3, 4, 5)]
        assert [entry.subject_id for entry in (*first.items, *second.items)] == in_time
        assert [entry.subject_id for entry in queries.each_entry(session, asked=asked)] == in_time


class TestEachEntry:
    def test_it_gives_every_row_in_order_within_the_scope(self, session: Session) -> None:
        written = [factory.entry(session, area_code="36.02.01") for _ in range(3)]
        factory.entry(session, area_code="36.03.01")

        db.set_scope(session, Scope.of(["36.02"]))

        assert [entry.subject_id for entry in queries.each_entry(session, asked=EntryFilter())] == written

    def test_what_was_given_out_is_forgotten(self, session: Session) -> None:
        factory.entry(session, area_code="36.04.01")

        list(queries.each_entry(session, asked=EntryFilter(area="36.04")))

        assert not any(isinstance(held, JournalEntry) for held in session)


class TestAccessPage:
    def test_filters_and_scope_apply(self, session: Session) -> Any:
        wanted = factory.look(session, Access.NIK_UNMASKED, area_code="36.05.01")
        factory.look(session, Access.PHOTO_VIEWED, area_code="36.06.01")

        def found(**asked: Any) -> Any:
            page = queries.access_page(session, asked=AccessFilter(**asked), after=None, limit=500)
            return [record.subject for record in page.items]

        assert found(area="36.05") == [wanted]
        assert found(subject=wanted) == [wanted]
        assert wanted in found(action="nik.unmasked")
        assert wanted not in found(until=factory.NOON)
        db.set_scope(session, Scope.of(["36.06"]))
        assert wanted not in found()


class TestWaiting:
    def test_it_counts_entries_without_a_position_and_needs_no_scope(self, sessions: sessionmaker[Session]) -> None:
        with sessions() as unscoped:
            before = queries.waiting(unscoped).count
            factory.entry(unscoped, author=SystemAuthor())

            after = queries.waiting(unscoped)

        assert after.count == before + 1
        assert after.oldest_seconds >= 0


def test_positions_are_given_for_those_entries_only_that_have_one(session: Session) -> None:
    db.set_scope(session, EVERYWHERE)
    subject = factory.entry(session)

    assert queries.positions_of(session, [factory.entry_of(session, subject)]) == {}
