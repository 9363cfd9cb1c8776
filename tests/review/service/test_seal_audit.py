from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from field_api import clock
from field_api.config import Config
from field_api.review.models import EndorsementList
from field_api.review.service.seal_audit import audit_seals
from script.stack.postgres import EmbeddedPostgres
from tests.factories import review as review_factory
from tests.fakes.tampering import owner_session, switch_off_guards

TABLES = ("endorsement_lists", "endorsement_list_items", "determinations", "decisions", "journal_entries")


@pytest.fixture
def unguarded(postgres: EmbeddedPostgres, config: Config) -> Iterator[Session]:
    """The session of somebody who owns the machine and has switched off what would refuse him."""
    with owner_session(postgres, config) as session:
        yield session


@pytest.fixture
def listed(unguarded: Session) -> EndorsementList:
    """A sealed list of three, beside another one that nobody touches."""
    review_factory.sealed_list(unguarded)
    made = review_factory.sealed_list(unguarded, *(review_factory.determined_household(unguarded) for _ in range(3)))
    switch_off_guards(unguarded, *TABLES)
    return made


def faults(session: Session, list_id: UUID) -> list[tuple[str, str]]:
    """The faults of the audit; whatever it finds is about this list."""
    session.flush()
    session.expire_all()
    found = [(fault.code, fault.subject) for fault in audit_seals(session)]
    assert all(subject.startswith(str(list_id)) for _, subject in found)
    return [(code, subject.removeprefix(str(list_id))) for code, subject in found]


def test_untouched_lists_have_no_faults(unguarded: Session, listed: EndorsementList) -> None:
    assert faults(unguarded, listed.id) == []


@pytest.mark.parametrize(
    "change",
    [
        "recipient_name = 'Orang Lain'",
        "nik_masked = NULL",
        "nik_hash = sha256('')",
        "address = ''",
        "area_code = '31.75.06'",
        "salt = substr(sha256(''), 1, 16)",
    ],
)
def test_an_edited_item_is_named(unguarded: Session, listed: EndorsementList, change: str) -> None:
    statement = f"UPDATE endorsement_list_items SET {change} WHERE list_id = :id AND number = 2"
    unguarded.execute(text(statement), {"id": listed.id})

    assert faults(unguarded, listed.id) == [("list_item_differs", "/2")]


@pytest.mark.parametrize(
    "statement",
    [
        (
            "UPDATE determinations SET eligible = NOT eligible FROM endorsement_list_items"
            " WHERE determination_id = id AND list_id = :id AND number = 3"
        ),
        (
            "UPDATE decisions SET without_field_evidence = NOT without_field_evidence FROM determinations"
            " JOIN endorsement_list_items ON determination_id = determinations.id"
            " WHERE decision_id = decisions.id AND list_id = :id AND number = 3"
        ),
    ],
)
def test_what_was_decided_of_an_item_is_compared_too(
    unguarded: Session, listed: EndorsementList, statement: str
) -> None:
    unguarded.execute(text(statement), {"id": listed.id})

    assert faults(unguarded, listed.id) == [("list_item_differs", "/3")]


def test_an_item_edited_together_with_its_commitment_is_noticed_by_the_root(
    unguarded: Session, listed: EndorsementList
) -> None:
    unguarded.execute(
        text(
            "UPDATE endorsement_list_items SET salt = NULL, commitment = sha256('') WHERE list_id = :id AND number = 1"
        ),
        {"id": listed.id},
    )

    assert faults(unguarded, listed.id) == [("list_salt_missing", "/1"), ("list_root_differs", "")]


def test_a_salt_that_nothing_explains_is_a_fault(unguarded: Session, listed: EndorsementList) -> None:
    unguarded.execute(
        text("UPDATE endorsement_list_items SET salt = NULL WHERE list_id = :id AND number = 1"), {"id": listed.id}
    )

    assert faults(unguarded, listed.id) == [("list_salt_missing", "/1")]


def test_a_removed_item_is_named(unguarded: Session, listed: EndorsementList) -> None:
    unguarded.execute(text("DELETE FROM endorsement_list_items WHERE list_id = :id AND number = 2"), {"id": listed.id})

    assert faults(unguarded, listed.id) == [("list_item_missing", "/2"), ("list_root_differs", "")]


def test_an_added_item_is_named(unguarded: Session, listed: EndorsementList) -> None:
    review_factory.list_item(unguarded, listed, review_factory.determined_household(unguarded))
    unguarded.execute(
        text(
            "UPDATE endorsement_list_items SET number = 4, commitment = sha256('') WHERE list_id = :id AND number IS NULL"
        ),
        {"id": listed.id},
    )

    assert faults(unguarded, listed.id) == [("list_item_added", "/4"), ("list_root_differs", "")]


@pytest.mark.parametrize("change", ["root = sha256('')", "size = 4"])
def test_another_root_or_size_of_the_row_is_a_fault(unguarded: Session, listed: EndorsementList, change: str) -> None:
    unguarded.execute(text(f"UPDATE endorsement_lists SET {change} WHERE id = :id"), {"id": listed.id})

    assert faults(unguarded, listed.id) == [("list_differs", "")]


def test_a_list_of_another_month_is_not_the_one_that_was_sealed(unguarded: Session, listed: EndorsementList) -> None:
    unguarded.execute(text("UPDATE endorsement_lists SET period = '2026-04' WHERE id = :id"), {"id": listed.id})

    assert faults(unguarded, listed.id) == [("list_item_differs", f"/{number}") for number in (1, 2, 3)]


@pytest.mark.parametrize("reopened", ["state = 'draft'", "state = 'draft', root = NULL, size = NULL"])
def test_a_list_that_was_unsealed_is_named(unguarded: Session, listed: EndorsementList, reopened: str) -> None:
    unguarded.execute(text(f"UPDATE endorsement_lists SET {reopened} WHERE id = :id"), {"id": listed.id})

    assert faults(unguarded, listed.id) == [("list_unsealed", "")]


def test_a_list_sealed_a_second_time_is_named(unguarded: Session, listed: EndorsementList) -> None:
    unguarded.execute(text("UPDATE endorsement_lists SET state = 'draft' WHERE id = :id"), {"id": listed.id})
    unguarded.refresh(listed)
    review_factory.seal(unguarded, listed)

    codes = {code for code, _ in faults(unguarded, listed.id)}

    assert {"list_sealed_again", "list_root_differs", "list_differs"} <= codes


def test_a_sealed_list_without_an_entry_is_named(unguarded: Session, listed: EndorsementList) -> None:
    unguarded.execute(
        text("UPDATE journal_entries SET subject_id = :other WHERE subject_id = :id AND event = 'list.sealed'"),
        {"id": listed.id, "other": clock.new_id()},
    )

    found = sorted(fault.code for fault in audit_seals(unguarded))

    assert found == ["list_not_recorded", "list_unsealed"]


def test_a_list_sealed_before_there_were_roots_is_passed_over(unguarded: Session, listed: EndorsementList) -> None:
    unguarded.execute(
        text("UPDATE journal_entries SET data = data - 'root' WHERE subject_id = :id AND event = 'list.sealed'"),
        {"id": listed.id},
    )
    unguarded.execute(
        update(EndorsementList).where(EndorsementList.id == listed.id).values(state="draft", root=None, size=None)
    )

    assert faults(unguarded, listed.id) == []
