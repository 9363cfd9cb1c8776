import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.errors import InvalidInput
from field_api.journal.rules import canonical_json
from field_api.transparency.rules import merkle
from field_api.transparency.rules.cosignatures import WitnessVerifier, cosigners
from field_api.transparency.rules.notes import Checkpoint, Signer, Verifier
from field_api.transparency.rules.receipts import Receipt, ReceiptInvalid, commitment_of
from tests.transparency.rules import naive

WEB_TESTS = Path(__file__).resolve().parents[3] / "field_api" / "web" / "tests"
SIGNER = Signer("dinsos.example/log", bytes(range(32)))
STATEMENT = canonical_json({"event": "visit.completed", "data": {"content_sha256": "0" * 64, "photos": 3, "é": "ō"}})
SALT = b"s" * 16


def receipt(size: int = 77, index: int = 40) -> Receipt:
    entries = [f"entry {number}".encode() for number in range(size)]
    entries[index] = commitment_of(STATEMENT, SALT)
    checkpoint = SIGNER.sign(Checkpoint(SIGNER.name, size, naive.tree_hash(entries)).text())
    return Receipt(STATEMENT, SALT, index, tuple(naive.path(index, entries)), checkpoint)


@given(st.integers(1, 120), st.data())
def test_a_receipt_verifies_with_nothing_but_the_public_key(size: int, data: st.DataObject) -> None:
    made = receipt(size, data.draw(st.integers(0, size - 1)))

    read = Receipt.parse(json.loads(json.dumps(made.to_json())))

    assert (read, read.verify([SIGNER.verifier]).size) == (made, size)


@pytest.mark.parametrize(
    "change",
    [
        {"statement": {"event": "visit.completed", "data": {"photos": 4}}},
        {"salt": "c3Nzc3Nzc3Nzc3Nzc3NzdA=="},
        {"salt": "c3Nzcw=="},
        {"index": 41},
        {"proof": []},
        {
            "checkpoint": Signer("dinsos.example/log", b"x" * 32).sign(
                Checkpoint("dinsos.example/log", 77, bytes(32)).text()
            )
        },
        {"checkpoint": SIGNER.sign(Checkpoint("dinsos.example/log", 77, bytes(32)).text())},
    ],
)
def test_whatever_is_changed_in_a_receipt_it_does_not_hold_any_more(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        Receipt.parse(receipt().to_json() | change).verify([SIGNER.verifier])


@pytest.mark.parametrize("name", ["format", "statement", "salt", "index", "proof", "checkpoint"])
@pytest.mark.parametrize("value", [None, 7, "*"])
def test_a_damaged_receipt_is_told_from_a_wrong_one(name: str, value: object) -> None:
    document = receipt().to_json() | {name: value}
    without = {key: each for key, each in document.items() if key != name}

    for damaged in (document, without):
        with pytest.raises(InvalidInput):
            Receipt.parse(damaged).verify([SIGNER.verifier])


def test_a_receipt_of_ten_million_entries_fits_into_two_and_a_half_kilobytes() -> None:
    statement = canonical_json(
        {
            "id": "0" * 36, "event": "visit.completed", "subject_id": "0" * 36, "area_code": "31.75.06.1004.008.003",
            "actor_id": "0" * 36, "device_id": "0" * 36, "recorded_at": "2026-11-22T02:00:00.000000+00:00",
            "data": {"content_sha256": "0" * 64, "photos": 30},
        }
    )  # fmt: skip
    steps = tuple(merkle.leaf_hash(bytes([number])) for number in range(24))
    checkpoint = SIGNER.sign(Checkpoint(SIGNER.name, 10_000_000, bytes(range(32))).text())
    made = Receipt(statement, SALT, 9_999_999, steps, checkpoint)

    assert len(canonical_json(made.to_json())) <= 2500


def test_a_receipt_of_another_kind_is_refused() -> None:
    with pytest.raises(ReceiptInvalid, match="no receipt of a kind"):
        Receipt.parse(receipt().to_json() | {"format": "another"})


def test_the_receipt_that_the_page_is_tested_with_is_one_of_ours() -> None:
    known = json.loads((WEB_TESTS / "receipt-cases.json").read_text("utf-8"))

    receipt = Receipt.parse(known["receipt"])

    assert receipt.verify([Verifier.parse(known["log"])]).size == 1000
    assert len(cosigners(receipt.checkpoint, [WitnessVerifier.parse(known["witness"])])) == 1
