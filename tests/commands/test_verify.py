import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from field_api import db
from field_api.config import ObjectStoreAddress
from field_api.journal import service as journal
from field_api.journal.rules import Event, SystemAuthor
from field_api.review.service.seals import prove_item
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from field_api.transparency.rules.notes import Signer
from script.stack.objectstore import EmbeddedStore
from tests.factories import journal as factory
from tests.factories import review as review_factory
from tests.fakes.tampering import faults_in

SIGNER = Signer("dinsos.example/log", bytes(range(32)))
KEY = str(SIGNER.verifier)


@pytest.fixture
def receipt(owner: Engine, tmp_path: Path) -> Path:
    """The receipt of one of three entries, in a file."""
    with Session(owner) as session, session.begin():
        db.set_scope(session, EVERYWHERE)
        subject = [factory.entry(session) for _ in range(3)][1]
        factory.log_all(session, SIGNER)
        found = journal.receipt_for(session, subject_id=subject, event=Event.HOUSEHOLD_REGISTERED)
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(found.to_json()), encoding="utf-8")
    return path


def test_a_receipt_is_checked_offline_with_nothing_but_the_key(
    run: Any, receipt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")

    result = run("verify", str(receipt), "--verifier", KEY)

    assert (result.exit_code, "The receipt holds" in result.output) == (0, True)
    assert "Not proved: that the scene or the position was real." in result.output


def test_a_receipt_with_one_changed_character_does_not_hold(run: Any, receipt: Path) -> None:
    receipt.write_text(receipt.read_text("utf-8").replace("household.registered", "household.registeref"), "utf-8")

    result = run("verify", str(receipt), "--verifier", KEY)

    assert (result.exit_code, "not what the log holds" in result.output) == (1, True)


@pytest.fixture
def own_bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Store]:
    with EmbeddedStore(tmp_path / "objects") as server:
        monkeypatch.setenv("OBJECT_STORE_URL", server.url)
        store = S3Store(ObjectStoreAddress.parse(server.url))
        store.ensure_bucket()
        yield store


def test_the_bucket_is_compared_too(run: Any, receipt: Path, own_bucket: S3Store) -> None:
    empty = run("verify", "--all", "--verifier", KEY)
    own_bucket.put("photos/aa/" + "a" * 64, b"nobody took this", content_type="image/jpeg")
    own_bucket.put("elsewhere/x", b"nobody knows this", content_type="text/plain")
    some = run("verify", "--all", "--verifier", KEY, "--photos", "sample=5%")

    assert (empty.exit_code, some.exit_code) == (0, 1), empty.output
    assert f"object_unknown       photos/aa/{'a' * 64}" in some.output
    assert "object_unknown       elsewhere/" in some.output


@pytest.mark.parametrize("wrong", ["5", "sample=0%", "sample=101%", "sample=x%", "some"])
def test_a_share_of_the_photos_is_said_in_percent(run: Any, receipt: Path, wrong: str) -> None:
    assert run("verify", "--all", "--verifier", KEY, "--photos", wrong).exit_code == 2


def test_the_whole_record_is_compared_and_a_changed_row_is_named(run: Any, receipt: Path, owner: Engine) -> None:
    honest = run("verify", "--all", "--verifier", KEY, "--photos", "none")
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE journal_entries DISABLE TRIGGER USER"))
        changed = connection.scalar(text("UPDATE journal_entries SET event = 'a.b' WHERE seq = 2 RETURNING id"))
    tampered = run("verify", "--all", "--verifier", KEY, "--photos", "none")

    assert tampered.exit_code == 1
    # The rows of the factories have no entries, so there are faults before as well.
    assert faults_in(tampered.output) - faults_in(honest.output) == {("entry_differs", str(changed))}


@pytest.fixture
def list_proof(owner: Engine, tmp_path: Path) -> tuple[Path, str]:
    """The proof of the second of three items, in a file, and the root of their list."""
    with Session(owner) as session, session.begin():
        db.set_scope(session, EVERYWHERE)
        listed = review_factory.sealed_list(session, *(review_factory.determined_household(session) for _ in range(3)))
        found = prove_item(
            session, SystemAuthor(), list_id=listed.id, number=2, origin="dinsos.example/log", at=review_factory.AT
        )
        factory.log_all(session, SIGNER)
        root = (listed.root or b"").hex()
    path = tmp_path / "list-proof.json"
    path.write_text(json.dumps(found.to_json()), encoding="utf-8")
    return path, root


def test_a_list_item_is_checked_offline_against_the_root_of_its_letter(
    run: Any, list_proof: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, root = list_proof
    monkeypatch.delenv("DATABASE_URL")

    holds = run("verify", str(path), "--root", root)
    other = run("verify", str(path), "--root", "00" * 32)
    without = run("verify", str(path), "--verifier", KEY)

    assert (holds.exit_code, "The proof holds: number 2 of list" in holds.output) == (0, True)
    assert (other.exit_code, "not what the list with this root holds" in other.output) == (1, True)
    assert (without.exit_code, "--root" in without.output) == (2, True)


def test_an_edited_item_of_a_sealed_list_is_named(run: Any, list_proof: tuple[Path, str], owner: Engine) -> None:
    honest = run("verify", "--all", "--verifier", KEY)
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE endorsement_list_items DISABLE TRIGGER USER"))
        list_id = connection.scalar(
            text("UPDATE endorsement_list_items SET recipient_name = 'X' WHERE number = 3 RETURNING list_id")
        )
    tampered = run("verify", "--all", "--verifier", KEY)

    assert tampered.exit_code == 1
    assert faults_in(tampered.output) - faults_in(honest.output) == {("list_item_differs", f"{list_id}/3")}


@pytest.mark.parametrize("content", ["[]", "no json", "{}"])
def test_what_is_neither_receipt_nor_proof_is_told(run: Any, tmp_path: Path, content: str) -> None:
    path = tmp_path / "thing.json"
    path.write_text(content, encoding="utf-8")

    assert run("verify", str(path), "--verifier", KEY).exit_code == 1


@pytest.mark.parametrize("arguments", [[], ["--all", "receipt"]])
def test_it_is_either_a_receipt_or_everything(run: Any, receipt: Path, arguments: list[str]) -> None:
    named = [str(receipt) if each == "receipt" else each for each in arguments]

    assert run("verify", *named, "--verifier", KEY).exit_code == 2


def test_a_key_may_stand_in_a_file_and_a_wrong_one_is_named(run: Any, receipt: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")

    assert run("verify", str(receipt), "--verifier", str(tmp_path / "key")).exit_code == 0
    assert "no public key of a log" in run("verify", str(receipt), "--verifier", "x").output
