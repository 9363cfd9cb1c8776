"""What the database lets nobody erase, whatever the code does: every act here goes around the services with SQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from field_api import constraints
from field_api.config import Config
from field_api.journal.rules import Event
from field_api.registry.models import Person
from script.stack.postgres import EmbeddedPostgres
from tests.factories import distribution as distribution_factory
from tests.factories import evidence as evidence_factory
from tests.factories import journal as journal_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory
from tests.fakes.tampering import owner_session

AT = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
ERASERS = {
    "erase_salts": ":person, ARRAY[:row]::uuid[]",
    "erase_visit_members": ":person, ARRAY[:row]::uuid[], ARRAY[0]",
    "erase_visits": ":person, ARRAY[:row]::uuid[]",
    "erase_captures": ":person, ARRAY[:row]::uuid[]",
    "erase_photos": ":person, ARRAY[:hash], now()",
    "erase_list_items": ":person, ARRAY[:row]::uuid[]",
    "erase_receivers": ":person, ARRAY[:row]::uuid[]",
    "erase_hand_over_places": ":person, ARRAY[:row]::uuid[]",
}


def refusal(session: Session, statement: str, **values: Any) -> str:
    with pytest.raises(IntegrityError) as refused, session.begin_nested():
        session.execute(text(statement), values)
    return constraints.explain(refused.value).code


def erasure_of(session: Session, person: Person) -> None:
    session.execute(
        text(
            "INSERT INTO erasures (person_id, legal_basis, reason, with_photos, erased_at, area_code)"
            " VALUES (:person, 'subject_request', 'uji coba', true, :at, :area)"
        ),
        {"person": person.id, "at": AT, "area": person.area_code},
    )


def call(session: Session, eraser: str, person: Person, row: UUID, sha256: str = "") -> int:
    values = {"person": person.id, "row": row, "hash": sha256}
    arguments = ERASERS[eraser]
    used = {name: value for name, value in values.items() if f":{name}" in arguments}
    return session.scalar(text(f"SELECT {eraser}({arguments})"), used) or 0


@pytest.fixture
def person(session: Session) -> Person:
    return registry_factory.person(session)


@pytest.fixture
def owning(postgres: EmbeddedPostgres, config: Config) -> Iterator[Session]:
    with owner_session(postgres, config) as session:
        yield session


@pytest.mark.parametrize("eraser", ERASERS)
def test_nothing_is_erased_without_an_erasure(session: Session, person: Person, eraser: str) -> None:
    with pytest.raises(IntegrityError) as refused, session.begin_nested():
        call(session, eraser, person, person.id)

    assert constraints.explain(refused.value).code == "erasure_not_recorded"


def test_an_erasure_is_not_committed_without_its_entry(session: Session, person: Person) -> None:
    erasure_of(session, person)

    assert refusal(session, "SET CONSTRAINTS ALL IMMEDIATE") == "erasure_not_recorded"
    journal_factory.entry(session, Event.PERSON_ERASED, subject_id=person.id)
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.parametrize("act", ["UPDATE erasures SET reason = 'another one'", "DELETE FROM erasures"])
def test_an_erasure_stays(session: Session, person: Person, act: str) -> None:
    erasure_of(session, person)

    assert refusal(session, act) == "immutable"


@pytest.mark.parametrize(
    "change",
    ["reason = ' a  '", "legal_basis = 'because'"],
)
def test_an_erasure_has_a_basis_and_a_reason(session: Session, person: Person, change: str) -> None:
    column, _, value = change.partition(" = ")
    columns = {"legal_basis": "'subject_request'", "reason": "'uji coba'"} | {column: value}
    statement = (
        "INSERT INTO erasures (person_id, legal_basis, reason, with_photos, erased_at, area_code)"
        f" VALUES (:person, {columns['legal_basis']}, {columns['reason']}, true, now(), '31')"
    )

    assert refusal(session, statement, person=person.id) == "constraint_violated"


def test_an_erasure_reaches_nobody_else(session: Session, person: Person) -> None:
    """Rows of another household are left as they are, although somebody may be erased."""
    other = registry_factory.household(session)
    registry_factory.person(session, other)
    visited = evidence_factory.visit(session, other)
    handed = distribution_factory.hand_over(session, distribution_factory.allocation(session, home=other))
    case = review_factory.case(session, visited)
    found = review_factory.determination(session, review_factory.decision(session, case))
    review_factory.sealed_list(session, found)
    erasure_of(session, person)
    photo = session.scalar(text("SELECT sha256 FROM captures WHERE bundle_id = :id LIMIT 1"), {"id": visited.id})
    rows = {"erase_list_items": found.id, "erase_receivers": handed.id, "erase_hand_over_places": handed.id}

    for eraser in ERASERS.keys() - {"erase_salts"}:
        assert call(session, eraser, person, rows.get(eraser, visited.id), photo) == 0


@pytest.mark.parametrize("table", ["visits", "visit_members", "captures", "photos", "photo_inspections", "hand_overs"])
def test_the_application_itself_changes_no_fact(session: Session, table: str) -> None:
    distribution_factory.hand_over(session)
    evidence_factory.visit(session)
    emptied = {
        "visits": "note = ''", "visit_members": "name = ''", "captures": "envelope = '{}'", "photos": "erased_at = now()",
        "photo_inspections": "has_derivatives = false", "hand_overs": "note = ''",
    }[table]  # fmt: skip

    assert refusal(session, f"UPDATE {table} SET {emptied}") == "immutable"
    assert refusal(session, f"DELETE FROM {table}") == "immutable"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visit_members SET name = 'Orang Lain'",
        "UPDATE visit_members SET relationship = ''",
        "UPDATE visits SET app_version = ''",
        "UPDATE captures SET sha256 = ''",
        "UPDATE photos SET size = 0",
        "UPDATE photo_inspections SET verdict = ''",
        "UPDATE hand_overs SET outcome = ''",
        "DELETE FROM visits",
    ],
)
def test_even_the_owner_does_no_more_than_empty_what_names_somebody(owning: Session, statement: str) -> None:
    evidence_factory.visit(owning)
    distribution_factory.hand_over(owning)

    assert refusal(owning, statement) == "immutable"


def test_even_the_owner_edits_no_sealed_item(owning: Session) -> None:
    sealed = review_factory.sealed_list(owning)

    for change in ("recipient_name = 'Orang Lain'", "number = 9", "commitment = sha256('')", "area_code = '31'"):
        statement = f"UPDATE endorsement_list_items SET {change} WHERE list_id = :id"
        assert refusal(owning, statement, id=sealed.id) == "list_sealed"


def test_a_photo_is_erased_once(owning: Session) -> None:
    evidence_factory.visit(owning)
    owning.execute(text("UPDATE photos SET erased_at = now() - interval '1 day'"))

    assert refusal(owning, "UPDATE photos SET erased_at = now()") == "immutable"
    assert refusal(owning, "UPDATE photos SET erased_at = NULL") == "immutable"
