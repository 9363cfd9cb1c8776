"""The journal in the log: every entry becomes a leaf once, every change of an entry is found, and erasing spoils nothing."""

import json
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from field_api.clock import new_id, now
from field_api.config import Config
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.transparency import service as log
from field_api.transparency.rules.notes import Signer
from field_api.transparency.rules.receipts import Receipt
from script.stack.postgres import EmbeddedPostgres
from tests.factories import journal as factory
from tests.fakes.tampering import owner_session, switch_off_guards

SIGNER = Signer("dinsos.example/log", bytes(range(32)))
TABLES = ("journal_entries", "journal_positions", "journal_salts", "log_leaves")


def record(session: Session, count: int) -> list[UUID]:
    subjects = [factory.entry(session, data={"number": number}) for number in range(count)]
    factory.log_all(session, SIGNER, limit=3)
    return subjects


def found(session: Session) -> set[str]:
    session.expire_all()
    audits = (log.audit_log(session, SIGNER.verifier), journal.audit_entries(session))
    return {fault.code for audit in audits for fault in audit}


@pytest.fixture
def unguarded(postgres: EmbeddedPostgres, config: Config) -> Iterator[Session]:
    """Ten logged entries whose rows can be changed."""
    with owner_session(postgres, config) as session:
        record(session, 10)
        switch_off_guards(session, *TABLES)
        yield session


def test_every_entry_becomes_one_leaf_in_the_order_of_positions(session: Session) -> None:
    record(session, 7)
    record(session, 2)

    assert log.log_size(session) == 9
    assert journal.integrate(session, SIGNER, at=now()) == 0
    assert found(session) == set()


def test_the_receipt_of_an_entry_holds_without_the_server(session: Session) -> None:
    subject = record(session, 5)[2]

    receipt = journal.receipt_for(session, subject_id=subject, event=Event.HOUSEHOLD_REGISTERED)

    read = Receipt.parse(json.loads(json.dumps(receipt.to_json())))
    assert read.verify([SIGNER.verifier]).size == 3
    assert json.loads(read.statement)["data"] == {"number": 2}


def test_what_is_not_integrated_yet_has_no_receipt_yet(session: Session) -> None:
    subject = factory.entry(session)

    with pytest.raises(log.NotInLog):
        journal.receipt_for(session, subject_id=subject, event=Event.HOUSEHOLD_REGISTERED)


def test_no_leaf_proof_or_checkpoint_shows_what_it_stands_for(session: Session) -> None:
    subject = record(session, 3)[1]
    receipt = journal.receipt_for(session, subject_id=subject, event=Event.HOUSEHOLD_REGISTERED)

    rows = session.execute(text("SELECT commitment FROM log_leaves UNION ALL SELECT hashes FROM log_tiles")).scalars()
    public = b"".join(rows) + receipt.checkpoint.encode() + b"".join(receipt.proof)
    assert not any(shown in public for shown in (subject.bytes, str(subject).encode(), b"31.75", receipt.statement))


def test_erasing_one_salt_is_seen_and_leaves_every_other_receipt_valid(
    postgres: EmbeddedPostgres, config: Config
) -> None:
    with owner_session(postgres, config) as session:
        erased, kept = record(session, 4)[:2]
        session.execute(text("DELETE FROM journal_salts WHERE position = 0"))

        assert found(session) == {"salt_missing"}
        assert_only_the_first_receipt_is_gone(session, erased, kept)


def test_an_erasure_explains_the_salts_that_are_missing_and_those_alone(
    postgres: EmbeddedPostgres, config: Config
) -> None:
    with owner_session(postgres, config) as session:
        erased, kept = record(session, 4)[:2]
        session.execute(text("DELETE FROM journal_salts WHERE position = 0"))
        factory.entry(session, Event.PERSON_ERASED, data={"subjects": [str(erased)]})
        factory.log_all(session, SIGNER)

        assert found(session) == set()
        assert_only_the_first_receipt_is_gone(session, erased, kept)
        session.execute(text("DELETE FROM journal_salts WHERE position = 1"))
        assert found(session) == {"salt_missing"}


def test_an_erasure_explains_nothing_that_was_written_after_it(postgres: EmbeddedPostgres, config: Config) -> None:
    with owner_session(postgres, config) as session:
        [subject] = record(session, 1)
        factory.entry(session, Event.PERSON_ERASED, data={"subjects": [str(subject)]})
        factory.entry(session, subject_id=subject)
        factory.log_all(session, SIGNER)
        session.execute(text("DELETE FROM journal_salts WHERE position = 2"))

        assert found(session) == {"salt_missing"}


def test_what_was_erased_before_it_came_into_the_log_gets_a_leaf_and_no_salt(session: Session) -> None:
    kept, erased = factory.entry(session), factory.entry(session)
    journal.sequence(session, at=now(), react=lambda *_: None)
    factory.entry(session, Event.PERSON_CHANGED, subject_id=erased)
    person = factory.entry(session, Event.PERSON_ERASED, subject_id=erased, data={"subjects": [str(erased)]})
    factory.entry(session, Event.MEMBERSHIP_ENDED, subject_id=erased)
    factory.log_all(session, SIGNER, limit=2)

    assert session.scalars(text("SELECT position FROM journal_salts ORDER BY position")).all() == [0, 3, 4]
    assert found(session) == set()
    assert_only_the_first_receipt_is_gone(session, erased, kept)
    for event in (Event.PERSON_ERASED, Event.MEMBERSHIP_ENDED):
        assert journal.receipt_for(session, subject_id=person, event=event).verify([SIGNER.verifier])


def test_no_erasure_explains_that_its_own_salt_is_missing(postgres: EmbeddedPostgres, config: Config) -> None:
    with owner_session(postgres, config) as session:
        person = factory.entry(session)
        factory.entry(session, Event.PERSON_ERASED, subject_id=person, data={"subjects": [str(person)]})
        factory.log_all(session, SIGNER)
        session.execute(text("DELETE FROM journal_salts WHERE position = 1"))

        assert found(session) == {"salt_missing"}


def test_the_application_itself_cannot_take_a_salt_away(session: Session) -> None:
    record(session, 1)

    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text("DELETE FROM journal_salts"))
    with pytest.raises(IntegrityError), session.begin_nested():
        journal.erase_salts(session, person_id=new_id(), subject_ids=[])


def assert_only_the_first_receipt_is_gone(session: Session, erased: UUID, kept: UUID) -> None:
    assert journal.receipt_for(session, subject_id=kept, event=Event.HOUSEHOLD_REGISTERED).verify([SIGNER.verifier])
    with pytest.raises(journal.ReceiptErased):
        journal.receipt_for(session, subject_id=erased, event=Event.HOUSEHOLD_REGISTERED)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("""UPDATE journal_entries SET data = '{"number": 99}' WHERE seq = (SELECT min(seq) FROM journal_entries)""", "entry_differs"),
        ("UPDATE journal_entries SET event = 'person.registered' WHERE seq = (SELECT max(seq) FROM journal_entries)", "entry_differs"),
        ("UPDATE journal_entries SET recorded_at = recorded_at + interval '1 microsecond'", "entry_differs"),
        ("UPDATE journal_entries SET area_code = area_code || '.001'", "entry_differs"),
        ("UPDATE journal_salts SET salt = decode(repeat('00', 16), 'hex') WHERE position = 4", "entry_differs"),
        ("DELETE FROM journal_salts; DELETE FROM journal_positions WHERE position = 4", "entry_missing"),
        ("DELETE FROM journal_salts; DELETE FROM journal_positions WHERE position = 9", "entry_missing"),
        ("DELETE FROM log_leaves WHERE index = 9", "entry_not_logged"),
        ("UPDATE journal_entries AS a SET data = b.data FROM journal_entries AS b WHERE b.seq = a.seq + 1", "entry_differs"),
        ("DELETE FROM journal_salts WHERE position = 5", "salt_missing"),
    ],
)  # fmt: skip
def test_every_change_of_the_journal_is_found(unguarded: Session, change: str, code: str) -> None:
    for statement in change.split(";"):
        unguarded.execute(text(statement))

    assert code in found(unguarded)


def test_what_waits_for_the_next_checkpoint_is_said_as_a_number(session: Session) -> None:
    record(session, 3)
    for _ in range(2):
        factory.entry(session)
    journal.sequence(session, at=now(), react=lambda *_: None)

    assert [(fault.code, fault.subject) for fault in journal.audit_entries(session)] == [("entries_waiting", "2")]
