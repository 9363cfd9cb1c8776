from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from field_api import db
from field_api.scope import EVERYWHERE
from field_api.transparency.rules.notes import Signer
from tests.factories import evidence as evidence_factory
from tests.factories import journal as journal_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory
from tests.fakes.tampering import faults_in

SIGNER = Signer("dinsos.example/log", bytes(range(32)))
BASIS = ("--legal-basis", "retention_ended", "--reason", "Masa retensi berakhir")


@pytest.fixture
def person_id(owner: Engine) -> UUID:
    """Somebody alone in his household, visited, and on a sealed list with somebody else."""
    with Session(owner) as session, session.begin():
        db.set_scope(session, EVERYWHERE)
        home = registry_factory.household(session)
        person = registry_factory.person(session, home, name="Rahmat Kusumaatmaja")
        case = review_factory.case(session, evidence_factory.visit(session, home))
        found = review_factory.determination(session, review_factory.decision(session, case))
        review_factory.sealed_list(session, found, review_factory.determined_household(session))
        journal_factory.entry(session, subject_id=person.id)
        journal_factory.log_all(session, SIGNER)
        return person.id


def test_a_person_is_erased_and_the_record_still_verifies(run: Any, owner: Engine, person_id: UUID) -> None:
    verify = ("verify", "--all", "--verifier", str(SIGNER.verifier), "--photos", "none")
    before = faults_in(run(*verify).output)
    result = run("erase-person", str(person_id), *BASIS, "--with-photos", "--yes")
    with Session(owner) as session, session.begin():
        db.set_scope(session, EVERYWHERE)
        journal_factory.log_all(session, SIGNER)
        name = session.scalar(text("SELECT name FROM people WHERE id = :id"), {"id": person_id})

    assert result.exit_code == 0
    assert "1 list items" in result.output
    assert "2 photos" in result.output
    assert name == ""
    # The rows of the factories have no entries, so there are faults before; of what was erased nothing is missed.
    assert faults_in(run(*verify).output) <= before


def test_without_a_yes_nothing_happens(run: Any, owner: Engine, person_id: UUID) -> None:
    result = run("erase-person", str(person_id), *BASIS, stdin="n\n")

    assert result.exit_code == 1
    with owner.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM erasures")) == 0


def test_a_salt_that_goes_without_an_erasure_is_a_fault(run: Any, owner: Engine, person_id: UUID) -> None:
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM journal_salts WHERE position = 1"))

    result = run("verify", "--all", "--verifier", str(SIGNER.verifier))

    assert (result.exit_code, "salt_missing" in result.output) == (1, True)
