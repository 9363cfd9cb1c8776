"""An erasure and the log: what is still on its way there stays no more provable than what has arrived."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from field_api import db
from field_api.erasure.service import erase_person
from field_api.journal import service as journal
from field_api.journal.rules import Event, SystemAuthor
from field_api.registry.models import Person
from field_api.scope import EVERYWHERE
from field_api.transparency.rules.notes import Signer
from field_api.transparency.service import audit_log
from script.stack.postgres import EmbeddedPostgres
from tests.factories import database
from tests.factories import journal as journal_factory
from tests.factories import registry as registry_factory

AT = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
SIGNER = Signer("dinsos.example/log", bytes(range(32)))


def registered(session: Session) -> Person:
    """Somebody whose entry waits for its position."""
    person = registry_factory.person(session)
    journal_factory.entry(session, Event.PERSON_REGISTERED, subject_id=person.id)
    return person


def erase(session: Session, person_id: UUID) -> None:
    erase_person(
        session, SystemAuthor("test"), person_id=person_id, legal_basis="subject_request", reason="uji coba", at=AT
    )


def is_provable(session: Session, subject_id: UUID, event: Event = Event.PERSON_REGISTERED) -> bool:
    try:
        receipt = journal.receipt_for(session, subject_id=subject_id, event=event)
    except journal.ReceiptErased:
        return False
    return receipt.verify([SIGNER.verifier]).size > receipt.index


def faults(session: Session) -> list[str]:
    session.expire_all()
    audits = (audit_log(session, SIGNER.verifier), journal.audit_entries(session))
    return [f"{fault.code} {fault.subject}" for audit in audits for fault in audit]


@pytest.mark.parametrize("sequenced", [True, False])
def test_entries_that_are_not_in_the_log_yet_are_never_provable(
    session: Session,
    sequenced: bool,  # noqa: FBT001
) -> None:
    person, neighbour = registered(session), registered(session)
    if sequenced:
        journal.sequence(session, at=AT, react=lambda *_: None)

    erase(session, person.id)
    journal_factory.log_all(session, SIGNER)

    assert [is_provable(session, each.id) for each in (person, neighbour)] == [False, True]
    assert is_provable(session, person.id, Event.PERSON_ERASED)
    assert faults(session) == []


def test_nor_is_the_end_of_what_was_in_force_for_the_person(session: Session) -> None:
    person = registry_factory.person(session, home := registry_factory.household(session))
    enrolled = registry_factory.active_enrolment(session, home)

    erase(session, person.id)
    journal_factory.log_all(session, SIGNER)

    assert not is_provable(session, enrolled.id, Event.ENROLMENT_STATUS_CHANGED)
    assert faults(session) == []


@dataclass(frozen=True)
class Office:
    """Somebody whose entry is about to come into the log, committed, and a way to connect."""

    sessions: sessionmaker[Session]
    person_id: UUID


@pytest.fixture
def office(engine: Engine, postgres: EmbeddedPostgres) -> Iterator[Office]:
    sessions = db.make_session_factory(engine)
    with sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        made = Office(sessions, registered(session).id)
    with sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        journal.sequence(session, at=AT, react=lambda *_: None)
    yield made
    database.empty(postgres)


def test_a_batch_on_its_way_brings_no_salt_of_somebody_who_is_erased_meanwhile(office: Office) -> None:
    def erase_at_once() -> None:
        with office.sessions.begin() as session:
            db.set_scope(session, EVERYWHERE)
            erase(session, office.person_id)

    with office.sessions.begin() as session, ThreadPoolExecutor(1) as pool:
        db.set_scope(session, EVERYWHERE)
        assert journal.integrate(session, SIGNER, at=AT) == 1
        erasing = pool.submit(erase_at_once)
        wait_for_a_lock(office, erasing)
        session.commit()
        erasing.result(timeout=10)

    assert_nothing_is_left(office)


def test_no_batch_begins_while_somebody_is_erased(office: Office) -> None:
    with office.sessions.begin() as erasing, office.sessions.begin() as session:
        for each in (erasing, session):
            db.set_scope(each, EVERYWHERE)
        erase(erasing, office.person_id)
        assert journal.integrate(session, SIGNER, at=AT) == 0

    assert_nothing_is_left(office)


def assert_nothing_is_left(office: Office) -> None:
    with office.sessions.begin() as session:
        db.set_scope(session, EVERYWHERE)
        journal_factory.log_all(session, SIGNER)
        assert not is_provable(session, office.person_id)
        assert is_provable(session, office.person_id, Event.PERSON_ERASED)
        assert faults(session) == []


def wait_for_a_lock(office: Office, waiting: Future[None]) -> None:
    """Until the other transaction waits for this one, or is through."""
    with office.sessions() as session:
        while not waiting.done() and not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            time.sleep(0.01)
