"""What the journal promises: nothing is changed or removed, and every entry gets one position and one reaction."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege
from sqlalchemy import Engine, NullPool, create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from field_api import clock, db
from field_api.config import sqlalchemy_url
from field_api.db import make_session_factory
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry, JournalPosition, PendingEntry
from field_api.journal.rules import Event, SystemAuthor
from field_api.scope import EVERYWHERE
from field_api.waiting_rows import write_waiting
from script.stack.postgres import EmbeddedPostgres
from tests.factories import journal as factory

TIMES = {"journal_entries": "recorded_at", "journal_positions": "sequenced_at", "access_log": "accessed_at"}
CHANGES = (
    "UPDATE {table} SET {time} = now()",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
)


def no_reaction(session: Session, entry: JournalEntry) -> None:
    """Let entries pass."""


class Ledger:
    """A database of its own with sessions that really commit."""

    def __init__(self, engine: Engine) -> None:
        self.sessions = make_session_factory(engine)

    def write(self, count: int = 1) -> None:
        for _ in range(count):
            with self.sessions.begin() as session:
                factory.entry(session)

    def sequence(self, react: Any = no_reaction, limit: int = 1000) -> int:
        with self.sessions.begin() as session:
            db.set_scope(session, EVERYWHERE)
            return journal.sequence(session, at=clock.now(), react=react, limit=limit)

    def positions(self) -> list[tuple[int, int]]:
        with self.sessions() as session:
            rows = session.execute(select(JournalPosition.position, JournalPosition.seq))
            return sorted((row.position, row.seq) for row in rows)

    def waiting(self) -> int:
        with self.sessions() as session:
            return len(session.scalars(select(PendingEntry.seq)).all())


@pytest.fixture
def ledger(postgres: EmbeddedPostgres, own_database: str) -> Iterator[Ledger]:
    engine = create_engine(sqlalchemy_url(postgres.url("field_app", own_database)), pool_size=10)
    yield Ledger(engine)
    engine.dispose()


class TestNothingIsChanged:
    @pytest.mark.parametrize(
        # The application lacks the right, and the owner, who has every right, meets the trigger.
        ("role", "refusal"),
        [("field_app", InsufficientPrivilege), ("field_owner", CheckViolation)],
    )
    def test_not_by_any_role_of_the_product(
        self, postgres: EmbeddedPostgres, own_database: str, role: str, refusal: type[Exception]
    ) -> None:
        engine = create_engine(sqlalchemy_url(postgres.url(role, own_database)), poolclass=NullPool)
        with Session(engine) as session, session.begin():
            factory.entry(session)
            factory.look(session)
            db.set_scope(session, EVERYWHERE)
            journal.sequence(session, at=clock.now(), react=no_reaction)

        met = {}
        for change in (pattern.format(table=table, time=time) for table, time in TIMES.items() for pattern in CHANGES):
            with engine.begin() as connection, pytest.raises(DBAPIError) as refused:
                connection.execute(text(change))
            met[change] = type(refused.value.orig)

        assert met == dict.fromkeys(met, refusal)
        assert len(met) == len(TIMES) * len(CHANGES)

    def test_the_owner_s_refusal_names_the_guard(self, postgres: EmbeddedPostgres, own_database: Any) -> None:
        engine = create_engine(sqlalchemy_url(postgres.url("field_owner", own_database)), poolclass=NullPool)
        with Session(engine) as session, session.begin():
            factory.entry(session)

        with engine.begin() as connection, pytest.raises(DBAPIError) as refusal:
            connection.execute(text("DELETE FROM journal_entries"))

        assert refusal.value.orig.diag.constraint_name == "guard_immutable"


class TestAppend:
    def test_an_entry_carries_its_author_and_waits_for_a_position(self, session: Session) -> None:
        author = SystemAuthor(request_id="job-7")

        subject = factory.entry(session, Event.CASE_OPENED, author=author, data={"count": 3})

        entry = factory.entry_of(session, subject)
        assert (entry.event, entry.request_id, entry.actor_id) == ("case.opened", "job-7", None)
        assert entry.data == {"count": 3}
        assert session.get(PendingEntry, entry.seq) is not None

    def test_a_rollback_takes_the_entry_along(self, ledger: Any) -> None:
        with ledger.sessions() as session:
            factory.entry(session)
            session.rollback()

        assert ledger.waiting() == 0


class TestSequence:
    def test_positions_are_dense_from_zero_in_the_order_of_the_numbers(self, ledger: Any) -> None:
        ledger.write(5)

        assert ledger.sequence(limit=3) == 3
        assert ledger.sequence(limit=3) == 2
        assert ledger.sequence() == 0

        positions = ledger.positions()
        assert [position for position, _ in positions] == [0, 1, 2, 3, 4]
        assert [seq for _, seq in positions] == sorted(seq for _, seq in positions)

    def test_an_entry_that_is_committed_late_comes_after_those_before_it(self, ledger: Any) -> None:
        with ledger.sessions() as slow:
            factory.entry(slow)
            write_waiting(slow)
            ledger.write()
            assert ledger.sequence() == 1
            slow.commit()

        assert ledger.sequence() == 1
        (_, first), (_, second) = ledger.positions()
        assert first > second

    def test_many_writers_and_sequencers_leave_no_gap_and_no_double(self, ledger: Any) -> None:
        seen: list[int] = []
        writers = [threading.Thread(target=ledger.write, args=(20,)) for _ in range(4)]

        def sequence_until_done() -> None:
            while any(writer.is_alive() for writer in writers) or ledger.waiting():
                ledger.sequence(lambda _, entry: seen.append(entry.seq), limit=7)

        threads = [*writers, *(threading.Thread(target=sequence_until_done) for _ in range(2))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

        assert [position for position, _ in ledger.positions()] == list(range(80))
        assert len(seen) == len(set(seen)) == 80

    def test_a_sequencer_that_dies_before_its_commit_has_done_nothing(self, ledger: Any) -> None:
        ledger.write(3)
        with ledger.sessions() as dying:
            db.set_scope(dying, EVERYWHERE)
            assert journal.sequence(dying, at=clock.now(), react=no_reaction) == 3
            # The server ends the session, as it does when the process of a client is killed.
            with ledger.sessions() as other:
                own = dying.scalar(text("SELECT pg_backend_pid()"))
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
            with pytest.raises(DBAPIError):
                dying.execute(text("SELECT 1"))
            dying.invalidate()

        reactions: list[int] = []
        assert ledger.sequence(lambda _, entry: reactions.append(entry.seq)) == 3
        assert [position for position, _ in ledger.positions()] == [0, 1, 2]
        assert len(reactions) == 3

    def test_a_reaction_that_fails_leaves_the_whole_batch_waiting(self, ledger: Any) -> None:
        ledger.write(2)

        def fail(_: Session, entry: JournalEntry) -> None:
            raise RuntimeError(entry.event)

        with pytest.raises(RuntimeError):
            ledger.sequence(fail)

        assert ledger.waiting() == 2
        assert ledger.positions() == []

    def test_a_second_sequencer_passes_instead_of_waiting(self, ledger: Any) -> None:
        ledger.write()
        with ledger.sessions() as first:
            db.set_scope(first, EVERYWHERE)
            journal.sequence(first, at=clock.now(), react=no_reaction)

            assert ledger.sequence() == 0
            first.commit()

        assert len(ledger.positions()) == 1
