import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from field_api import db
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.scope import EVERYWHERE
from field_api.transparency.rules.notes import Signer
from tests.factories import journal as factory

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


def test_the_whole_record_is_compared_and_a_changed_row_is_named(run: Any, receipt: Path, owner: Engine) -> None:
    honest = run("verify", "--all", "--verifier", KEY)
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE journal_entries DISABLE TRIGGER USER"))
        changed = connection.scalar(text("UPDATE journal_entries SET event = 'a.b' WHERE seq = 2 RETURNING id"))
    tampered = run("verify", "--all", "--verifier", KEY)

    assert (honest.exit_code, "Everything matches" in honest.output) == (0, True)
    assert tampered.exit_code == 1
    assert f"entry_differs        {changed}" in tampered.output


@pytest.mark.parametrize("arguments", [[], ["--all", "receipt"]])
def test_it_is_either_a_receipt_or_everything(run: Any, receipt: Path, arguments: list[str]) -> None:
    named = [str(receipt) if each == "receipt" else each for each in arguments]

    assert run("verify", *named, "--verifier", KEY).exit_code == 2


def test_a_key_may_stand_in_a_file_and_a_wrong_one_is_named(run: Any, receipt: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")

    assert run("verify", str(receipt), "--verifier", str(tmp_path / "key")).exit_code == 0
    assert "no public key of a log" in run("verify", str(receipt), "--verifier", "x").output
