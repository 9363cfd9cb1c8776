import hashlib
import json
from base64 import b64decode
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from field_api import db
from field_api.config import Config
from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord
from field_api.review.models import EndorsementList
from field_api.review.service.lists import ListNotFound
from field_api.review.service.seals import (
    ItemErased,
    ItemNotFound,
    ListNotSealed,
    SealBroken,
    check_seal,
    prove_item,
)
from field_api.scope import Scope
from script.stack.postgres import EmbeddedPostgres
from tests.factories import review as review_factory
from tests.fakes.tampering import owner_session, switch_off_guards
from tests.transparency.rules import naive

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
NAMES = ("Budi Santoso", "Rahmat Hidayat", "Siti Aminah")


def three(session: Session) -> EndorsementList:
    return review_factory.sealed_list(
        session, *(review_factory.determined_household(session, name=name) for name in NAMES)
    )


def prove(session: Session, listed: EndorsementList, number: int) -> dict[str, object]:
    reader = review_factory.actor(session, Role.AUDITOR)
    made = prove_item(session, reader, list_id=listed.id, number=number, origin="dinsos.example/log", at=AT)
    document: dict[str, object] = json.loads(json.dumps(made.to_json()))
    return document


def test_the_root_is_that_of_the_definitions_over_what_the_rows_say(session: Session) -> None:
    listed = three(session)

    rows = session.execute(
        text("SELECT commitment FROM endorsement_list_items WHERE list_id = :id ORDER BY number"), {"id": listed.id}
    )

    assert listed.root == naive.tree_hash([bytes(row.commitment) for row in rows])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_person_is_proved_by_other_code_and_nobody_else_is_shown(session: Session, number: int) -> None:
    listed = three(session)

    proof = prove(session, listed, number)

    statement = json.dumps(proof["statement"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    found = hashlib.sha256(b"\0" + hashlib.sha256(b64decode(str(proof["salt"])) + statement).digest()).digest()
    path = [b64decode(step) for step in proof["proof"]]  # type: ignore[attr-defined]  # a list of texts
    # A tree of three: the first two under one node, the third beside it.
    for place, step in enumerate(path):
        left = step + found if number == 3 or (number == 2 and place == 0) else found + step
        found = hashlib.sha256(b"\1" + left).digest()
    assert found.hex() == proof["root"] == (listed.root or b"").hex()
    shown = [name for name in NAMES if name in json.dumps(proof)]
    assert shown == [proof["statement"]["recipient_name"]]  # type: ignore[index]  # an object


def test_a_proof_leaves_a_trace(session: Session) -> None:
    listed = three(session)

    prove(session, listed, 2)

    look = session.scalars(select(AccessRecord).where(AccessRecord.subject == str(listed.id))).one()
    assert (look.action, look.data["number"]) == ("list_item.proved", 2)


def test_there_is_no_proof_of_what_is_not_there(session: Session) -> None:
    with pytest.raises(ItemNotFound):
        prove(session, three(session), 4)
    with pytest.raises(ListNotSealed):
        prove(session, review_factory.endorsement_list(session), 1)


def test_nobody_proves_an_item_of_the_neighbour(session: Session) -> None:
    listed = three(session)
    db.set_scope(session, Scope.of(["31.74"]))

    with pytest.raises(ListNotFound):
        prove(session, listed, 1)


def test_an_untouched_seal_is_intact(session: Session) -> None:
    found = check_seal(session, list_id=three(session).id)

    assert (found.intact, found.size, found.erased) == (True, 3, 0)


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE endorsement_list_items SET recipient_name = 'Orang Lain' WHERE number = 2 AND list_id = :id",
        "UPDATE endorsement_list_items SET nik_masked = '3175********9999' WHERE number = 2 AND list_id = :id",
        "UPDATE endorsement_list_items SET nik_hash = sha256('') WHERE number = 2 AND list_id = :id",
        "UPDATE endorsement_list_items SET address = 'lain' WHERE number = 2 AND list_id = :id",
        "UPDATE endorsement_list_items SET salt = substr(sha256(''), 1, 16) WHERE number = 2 AND list_id = :id",
        "UPDATE determinations SET eligible = NOT eligible FROM endorsement_list_items WHERE determination_id = id AND number = 2 AND list_id = :id",
        "UPDATE determinations SET component = 'elderly' FROM endorsement_list_items WHERE determination_id = id AND number = 2 AND list_id = :id",
        "UPDATE endorsement_lists SET period = '2026-04' WHERE id = :id",
    ],
)
def test_an_altered_item_breaks_the_seal_and_has_no_proof(postgres: EmbeddedPostgres, config: Config, act: str) -> None:
    with owner_session(postgres, config) as session:
        listed = three(session)
        switch_off_guards(session, "endorsement_lists", "endorsement_list_items", "determinations")

        session.execute(text(act), {"id": listed.id})
        session.expire_all()

        assert not check_seal(session, list_id=listed.id).intact
        with pytest.raises(SealBroken):
            prove(session, listed, 2)


def test_an_item_that_was_removed_breaks_the_seal_and_every_proof(postgres: EmbeddedPostgres, config: Config) -> None:
    with owner_session(postgres, config) as session:
        listed = three(session)
        switch_off_guards(session, "endorsement_list_items")
        session.execute(
            text("DELETE FROM endorsement_list_items WHERE number = 3 AND list_id = :id"), {"id": listed.id}
        )

        assert not check_seal(session, list_id=listed.id).intact
        with pytest.raises(SealBroken):
            prove(session, listed, 1)


def test_an_item_without_its_salt_has_no_proof_and_the_others_have(postgres: EmbeddedPostgres, config: Config) -> None:
    with owner_session(postgres, config) as session:
        listed = three(session)
        switch_off_guards(session, "endorsement_list_items")
        session.execute(
            text(
                "UPDATE endorsement_list_items SET salt = NULL, recipient_name = NULL WHERE number = 2 AND list_id = :id"
            ),
            {"id": listed.id},
        )

        found = check_seal(session, list_id=listed.id)
        assert (found.intact, found.erased) == (True, 1)
        assert prove(session, listed, 1)["root"] == found.sealed_root
        with pytest.raises(ItemErased):
            prove(session, listed, 2)
