"""Every table that evidence rests on, changed by somebody who owns the machine: each change is found and the row named.

The rows are those of a whole invented district, written by the services; nobody's triggers or foreign keys are in the way.
"""

import re
from typing import Any

import pytest
from sqlalchemy import ARRAY, Column, Table, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from field_api.config import Config
from field_api.db import bound_columns, bound_models
from field_api.evidence.service.member_audit import audit_members
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.registry.service.keys import key_ring
from field_api.transparency.rules.faults import Fault
from tests.factories import journal as factory

MODELS = {model.__tablename__: model for model in bound_models()}
# What changes a value of a kind without making it another kind.
CHANGES = {
    "TEXT": "{0} || 'x'", "VARCHAR": "{0} || '.9'", "BOOLEAN": "NOT {0}", "UUID": "gen_random_uuid()",
    "INTEGER": "{0} + 1", "SMALLINT": "{0} + 1", "TIMESTAMP": "{0} + interval '1 microsecond'", "DATE": "{0} + 1",
    "BYTEA": "set_byte({0}, 0, get_byte({0}, 0) # 1)",
}  # fmt: skip
# A column whose values can change places between two rows of the table.
SWAPPED = {
    "allocations": "household_id", "assignments": "assigned_at", "bundles": "received_at", "captures": "sha256",
    "cases": "opened_at", "decisions": "decided_at", "determinations": "household_id", "devices": "label",
    "endorsement_lists": "drafted_at", "enrolment_statuses": "enrolment_id", "enrolments": "area_code",
    "hand_overs": "handed_over_at", "instruments": "document", "photo_inspections": "findings", "photos": "size",
    "role_grants": "user_id", "rounds": "title", "users": "full_name", "visit_evaluations": "result",
    "check_thresholds": "reason", "visit_checks": "checked_at", "hand_over_checks": "checked_at",
    "visit_members": "name", "visits": "finished_at",
    "sample_draws": "drawn_at", "second_reviews": "taken_at", "back_checks": "version",
    "back_check_assignments": "back_check_id",
}  # fmt: skip
# What stands in a copied row instead: another key, and whatever a rule of uniqueness asks for.
FRESH_KEYS = {"UUID": "gen_random_uuid()", "SMALLINT": "99", "TEXT": "'copied'"}
FRESH: dict[str, dict[str, str]] = {
    "users": {"username": "'copied'"},
    "devices": {"key_thumbprint": "'copied'"},
    "instruments": {"document_sha256": "'copied'"},
    "photos": {"sha256": "repeat('a', 64)"},
    "photo_inspections": {"sha256": "repeat('a', 64)"},
    "allocations": {"enrolment_id": "gen_random_uuid()"},
    "decisions": {"case_id": "gen_random_uuid()"},
    "determinations": {"decision_id": "gen_random_uuid()"},
    "enrolments": {"household_id": "gen_random_uuid()"},
    "cases": {"household_id": "gen_random_uuid()"},
    "hand_overs": {"allocation_id": "gen_random_uuid()"},
    "endorsement_lists": {"letter_number": "'copied'"},
    "role_grants": {"user_id": "gen_random_uuid()"},
    "check_thresholds": {"area_code": "'99'"},
    "visit_checks": {"visit_id": "gen_random_uuid()"},
    "hand_over_checks": {"hand_over_id": "gen_random_uuid()"},
    "sample_draws": {"decision_id": "gen_random_uuid()"},
    "second_reviews": {"decision_id": "gen_random_uuid()"},
    "back_checks": {"decision_id": "gen_random_uuid()"},
}


def table_of(name: str) -> Table:
    table = inspect(MODELS[name]).local_table
    assert isinstance(table, Table)
    return table


def key_of(name: str, alias: str = "") -> str:
    return f"concat_ws('/', {', '.join(alias + column.name for column in table_of(name).primary_key)})"


def found(session: Session) -> list[Fault]:
    return list(journal.audit_rows(session))


def changed(column: Column[Any]) -> str:
    quoted = f'"{column.name}"'
    if isinstance(column.type, ARRAY):
        return f"array_append({quoted}, 'x')"
    if isinstance(column.type, JSONB):
        return (
            f"""CASE jsonb_typeof({quoted}) WHEN 'array' THEN {quoted} || '["x"]' ELSE {quoted} || '{{"x": 1}}' END"""
        )
    return CHANGES[sql_type(column)].format(quoted)


def named(session: Session) -> list[tuple[str, str]]:
    return sorted((each.code, each.subject) for each in found(session))


def copy_of_a_row(session: Session, name: str) -> str:
    """Put in a row like another one, under a key of its own; returns that key."""
    columns = [f'"{column.name}"' for column in bound_columns(MODELS[name])]
    keys = {f'"{column.name}"': FRESH_KEYS[sql_type(column)] for column in table_of(name).primary_key}
    others = keys | {f'"{column}"': value for column, value in FRESH.get(name, {}).items()}
    values = ", ".join(others.get(column, column) for column in columns)
    made = session.scalar(
        text(
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name} ORDER BY {key_of(name)} LIMIT 1"
            f" RETURNING {key_of(name)}"
        )
    )
    return str(made)


def sql_type(column: Column[Any]) -> str:
    return re.split(r"[ (]", column.type.compile(dialect=postgresql.dialect()))[0]


def some_rows(session: Session, name: str, *, filled: str | None = None) -> list[str]:
    where = f'WHERE "{filled}" IS NOT NULL' if filled else ""
    return list(session.scalars(text(f"SELECT {key_of(name)} FROM {name} {where} ORDER BY 1 LIMIT 2")))


def test_what_the_services_wrote_matches_the_journal(district: Session) -> None:
    assert found(district) == []
    assert [name for name in MODELS if not some_rows(district, name)] == []


@pytest.mark.parametrize("name", MODELS)
def test_every_column_of_every_table_is_compared(unguarded: Session, name: str) -> None:
    refused, seen = set(), set()
    for column in bound_columns(MODELS[name]):
        rows = some_rows(unguarded, name, filled=column.name)
        if not rows or column.primary_key:
            continue
        savepoint = unguarded.begin_nested()
        try:
            change = text(f'UPDATE {name} SET "{column.name}" = {changed(column)} WHERE {key_of(name)} = :key')
            unguarded.execute(change, {"key": rows[0]})
        except IntegrityError:
            refused.add(column.name)
        else:
            # The other tables are compared in the other tests; all of them for each column would take minutes.
            (fault,) = journal.audit_rows(unguarded, [MODELS[name]])
            assert (fault.code, fault.subject) == ("row_differs", f"{name} {rows[0]}")
            seen.add(column.name)
        savepoint.rollback()

    assert seen
    # A closed list of words, or a rule of its own, and nothing else keeps a value from being changed.
    assert len(refused) <= 6, refused


@pytest.mark.parametrize("name", MODELS)
def test_a_removed_row_is_named(unguarded: Session, name: str) -> None:
    row = some_rows(unguarded, name)[0]

    unguarded.execute(text(f"DELETE FROM {name} WHERE {key_of(name)} = :key"), {"key": row})

    assert named(unguarded) == [("row_missing", f"{name} {row}")]


@pytest.mark.parametrize("name", MODELS)
def test_a_row_that_was_put_in_is_named(unguarded: Session, name: str) -> None:
    made = copy_of_a_row(unguarded, name)

    assert named(unguarded) == [("row_not_recorded", f"{name} {made}")]


# The district has one round.
@pytest.mark.parametrize("name", sorted(set(MODELS) - {"rounds"}))
def test_values_that_change_places_are_named(unguarded: Session, name: str) -> None:
    column, key = SWAPPED[name], key_of(name)
    pair = unguarded.execute(
        text(
            f"SELECT a.key, b.key FROM (SELECT {key} AS key, {column} AS value FROM {name}) AS a,"
            f" (SELECT {key} AS key, {column} AS value FROM {name}) AS b WHERE a.value <> b.value LIMIT 1"
        )
    ).one()

    unguarded.execute(
        text(
            f"UPDATE {name} AS here SET {column} = there.value FROM"
            f" (SELECT {key} AS key, {column} AS value FROM {name} WHERE {key} IN (:one, :other)) AS there"
            f" WHERE {key_of(name, 'here.')} IN (:one, :other) AND {key_of(name, 'here.')} <> there.key"
        ),
        {"one": pair[0], "other": pair[1]},
    )

    assert named(unguarded) == [("row_differs", f"{name} {row}") for row in sorted(pair)]


def test_an_old_state_that_is_put_back_differs_from_the_newest(unguarded: Session) -> None:
    row = unguarded.scalar(text("SELECT id FROM cases WHERE state = 'accepted' LIMIT 1"))

    unguarded.execute(text("UPDATE cases SET state = 'awaiting_review', version = 1 WHERE id = :row"), {"row": row})

    assert named(unguarded) == [("row_differs", f"cases {row}")]


@pytest.mark.parametrize("change", ["set_byte(nik_sealed, 30, get_byte(nik_sealed, 30) # 1)", "NULL"])
def test_a_sealed_number_that_is_not_the_hashed_one_is_named(unguarded: Session, config: Config, change: str) -> None:
    row = some_rows(unguarded, "visit_members", filled="nik_sealed")[0]

    unguarded.execute(
        text(f"UPDATE visit_members SET nik_sealed = {change} WHERE {key_of('visit_members')} = :row"), {"row": row}
    )

    faults = list(audit_members(unguarded, key_ring(config)))
    assert [(each.code, each.subject) for each in faults] == [("seal_differs", f"visit_members {row}")]


def test_digests_are_no_hashes_that_somebody_could_guess(district: Session) -> None:
    digests = district.scalars(
        text("SELECT data -> 'rows' -> 'users' ->> subject_id::text FROM journal_entries WHERE event = 'user.created'")
    ).all()
    names = district.scalars(text("SELECT full_name FROM users")).all()

    assert all(len(digest) == 43 for digest in digests)
    assert not any(name in digest for digest in digests for name in names)


class TestRowsOlderThanDigests:
    """A database that was there before: its rows are counted once, and one too many is seen."""

    @pytest.fixture
    def old(self, unguarded: Session) -> Session:
        unguarded.execute(text("UPDATE journal_entries SET data = data - 'rows'"))
        counts = {name: unguarded.scalar(text(f"SELECT count(*) FROM {name}")) for name in MODELS}
        factory.entry(unguarded, Event.DIGESTS_BEGUN, data={"rows_before": counts})
        return unguarded

    def test_they_are_said_as_a_number_and_break_nothing(self, old: Session) -> None:
        assert {each.code for each in found(old)} == {"digest_unknown"}
        assert {each.subject for each in found(old)} == set(MODELS)

    def test_one_too_many_is_seen(self, old: Session) -> None:
        copy_of_a_row(old, "bundles")

        assert ("row_not_recorded", "bundles") in named(old)

    def test_one_too_few_is_seen(self, old: Session) -> None:
        old.execute(text("DELETE FROM visits WHERE id = (SELECT min(id::text)::uuid FROM visits)"))

        assert ("row_missing", "visits") in named(old)

    def test_a_later_word_about_what_was_there_before_is_not_believed(self, unguarded: Session) -> None:
        factory.entry(unguarded, Event.DIGESTS_BEGUN, data={"rows_before": {"bundles": 10_000}})
        made = copy_of_a_row(unguarded, "bundles")

        assert named(unguarded) == [("row_not_recorded", f"bundles {made}")]
