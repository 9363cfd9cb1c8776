from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from field_api.clock import new_id, now
from field_api.db import set_scope
from field_api.evidence.models.photos import Bundle
from field_api.journal.models import EntrySalt, JournalEntry, JournalPosition
from field_api.scope import EVERYWHERE
from field_api.waiting_rows import MOST_WAITING, RowsStillWait, add_rows, write_waiting


def entry(**columns: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "event": "test.happened",
        "subject_id": new_id(),
        "area_code": "",
        "recorded_at": now(),
        "data": {},
    } | columns


def find(session: Session, entry_id: UUID) -> JournalEntry:
    return session.scalars(select(JournalEntry).where(JournalEntry.id == entry_id)).one()


def free_position(session: Session) -> int:
    return 1 + session.scalars(select(func.coalesce(func.max(JournalPosition.position), -1))).one()


def test_rows_of_several_tables_that_refer_to_each_other_go_in_one_statement(
    session: Session, statements: list[str]
) -> None:
    made, first = entry(), free_position(session)
    add_rows(session, JournalEntry, [made])
    seq = find(session, made["id"]).seq
    statements.clear()

    add_rows(session, EntrySalt, [{"position": first, "salt": b"\x00" * 16}])
    add_rows(session, JournalPosition, [{"position": first, "seq": seq, "sequenced_at": now()}])
    assert statements == []
    write_waiting(session)

    assert len(statements) == 1
    assert session.scalar(select(EntrySalt.salt).where(EntrySalt.position == first)) == b"\x00" * 16


def test_whoever_asks_for_a_table_sees_the_rows_that_waited_for_it(session: Session, statements: list[str]) -> None:
    made = entry()
    add_rows(session, JournalEntry, [made])
    session.scalars(select(Bundle).limit(1)).all()
    assert not any("INSERT" in statement for statement in statements)

    assert find(session, made["id"]).event == "test.happened"


@pytest.mark.parametrize("statement", [text("SELECT 1"), select(func.now())])
def test_a_statement_that_names_no_table_may_see_any(session: Session, statements: list[str], statement: Any) -> None:
    add_rows(session, JournalEntry, [entry()])

    session.execute(statement)

    assert [sent.split()[0] for sent in statements] == ["INSERT", "SELECT"]


def test_a_statement_whose_rows_refer_to_waiting_ones_comes_after_them(session: Session) -> None:
    made, position = entry(), free_position(session)
    add_rows(session, JournalEntry, [made])
    seq = find(session, made["id"]).seq
    add_rows(session, JournalPosition, [{"position": position, "seq": seq, "sequenced_at": now()}])

    session.execute(insert(EntrySalt).values(position=position, salt=b"\x00" * 16))

    assert session.get(EntrySalt, position) is not None


def test_what_waits_is_committed_and_what_is_rolled_back_is_forgotten(sessions: sessionmaker[Session]) -> None:
    kept, dropped = entry(), entry()
    with sessions() as session:
        set_scope(session, EVERYWHERE)
        add_rows(session, JournalEntry, [dropped])
        session.rollback()
        add_rows(session, JournalEntry, [kept])
        session.commit()
        found = set(session.scalars(select(JournalEntry.id).where(JournalEntry.id.in_([kept["id"], dropped["id"]]))))

    assert found == {kept["id"]}


def test_a_row_that_breaks_a_constraint_fails_the_commit(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        add_rows(session, JournalEntry, [entry(event="no form of an event")])
        with pytest.raises(IntegrityError, match="event_form"):
            session.commit()


def test_rows_from_before_a_savepoint_survive_it(session: Session) -> None:
    kept, dropped = entry(), entry()
    add_rows(session, JournalEntry, [kept])

    with session.begin_nested() as savepoint:
        add_rows(session, JournalEntry, [dropped])
        savepoint.rollback()

    wanted = select(JournalEntry.id).where(JournalEntry.id.in_([kept["id"], dropped["id"]]))
    assert session.scalars(wanted).all() == [kept["id"]]


def test_a_session_that_cannot_see_to_that_refuses_savepoints(connection: Connection) -> None:
    with Session(connection) as plain:
        add_rows(plain, JournalEntry, [entry()])

        with pytest.raises(RowsStillWait):
            plain.begin_nested()


def test_a_long_import_holds_few_rows_in_memory(session: Session, statements: list[str]) -> None:
    for _ in range(3):
        add_rows(session, JournalEntry, [entry() for _ in range(MOST_WAITING // 2 + 1)])

    assert len(statements) == 1


def test_objects_come_after_the_rows_that_waited(session: Session, statements: list[str]) -> None:
    add_rows(session, JournalEntry, [entry()])
    session.add(
        Bundle(
            id=new_id(),
            kind="visit",
            author_id=new_id(),
            content_sha256="0" * 64,
            photo_count=0,
            received_at=now(),
            area_code="31",
        )
    )

    with pytest.raises(IntegrityError, match="author_id"):
        session.flush()

    assert ["journal_entries" in sent for sent in statements] == [True, False]


TEXT = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(TEXT | st.none(), MOMENTS, st.dictionaries(TEXT, JSON, max_size=3)), min_size=1, max_size=4)
)
def test_a_row_is_read_as_it_was_added(
    session: Session, rows: list[tuple[str | None, datetime, dict[str, Any]]]
) -> None:
    made = [entry(request_id=name, recorded_at=at, data=data) for name, at, data in rows]

    add_rows(session, JournalEntry, made)

    for row in made:
        found = find(session, row["id"])
        assert (found.request_id, found.recorded_at, found.data) == (row["request_id"], row["recorded_at"], row["data"])


def test_a_value_without_a_spelling_is_refused(session: Session) -> None:
    add_rows(session, JournalEntry, [entry(data={"when": {date(2026, 1, 1)}})])

    with pytest.raises(TypeError, match="set"):
        write_waiting(session)
