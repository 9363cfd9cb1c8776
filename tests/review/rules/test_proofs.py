import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.journal.rules import canonical_json
from field_api.review.rules.proofs import ListProof, ListProofInvalid, grouped, parse_root, seal_text
from field_api.transparency.rules.receipts import commitment_of
from tests.transparency.rules import naive

LIST_ID = UUID("01935b2e-6c7a-7abc-8def-0123456789ab")


def statements(size: int) -> list[bytes]:
    return [canonical_json({"list_id": str(LIST_ID), "number": n + 1, "name": f"Warga {n}"}) for n in range(size)]


def proof_of(index: int, size: int) -> ListProof:
    """A proof made by the definitions of RFC 9162 and not by the code under test."""
    salts = [bytes([n % 256] * 16) for n in range(size)]
    commitments = [commitment_of(each, salt) for each, salt in zip(statements(size), salts, strict=True)]
    return ListProof(
        origin="dinsos.example/log",
        list_id=LIST_ID,
        statement=statements(size)[index],
        salt=salts[index],
        index=index,
        size=size,
        proof=naive.path(index, commitments),
        root=naive.tree_hash(commitments),
    )


PLACES = st.integers(1, 40).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))


@given(PLACES)
def test_what_was_handed_out_as_json_holds_against_the_root(place: tuple[int, int]) -> None:
    made = proof_of(*place)
    read = ListProof.parse(json.loads(json.dumps(made.to_json())))

    assert read.verify(made.root) == json.loads(made.statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda proof: replace(proof, statement=proof.statement.replace(b"Warga 3", b"Warga 4")),
        lambda proof: replace(proof, salt=b"x" * 16),
        lambda proof: replace(proof, salt=proof.salt[:-1]),
        lambda proof: replace(proof, index=4),
        lambda proof: replace(proof, size=5),
        lambda proof: replace(proof, proof=proof.proof[:-1]),
        lambda proof: replace(proof, proof=[*proof.proof, proof.proof[0]]),
        lambda proof: replace(proof, list_id=UUID(int=1)),
    ],
)
def test_any_part_that_was_changed_does_not_hold(change: Callable[[ListProof], ListProof]) -> None:
    honest = proof_of(3, 9)

    with pytest.raises(ListProofInvalid):
        change(honest).verify(honest.root)


def test_it_does_not_hold_against_the_root_of_another_list_whatever_it_says_of_itself() -> None:
    with pytest.raises(ListProofInvalid):
        proof_of(3, 9).verify(proof_of(3, 8).root)


def test_it_shows_nothing_of_the_others() -> None:
    text = json.dumps(proof_of(3, 9).to_json())

    assert "Warga 3" in text
    assert text.count("Warga") == 1


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"format": "field-api.receipt.v1"},
        proof_of(0, 2).to_json() | {"salt": "!"},
        proof_of(0, 2).to_json() | {"root": "xyz"},
        proof_of(0, 2).to_json() | {"list_id": 7},
        proof_of(0, 2).to_json() | {"proof": None},
    ],
)
def test_what_is_no_proof_is_told(document: dict[str, Any]) -> None:
    with pytest.raises(ListProofInvalid):
        ListProof.parse(document)


def test_a_proof_of_the_largest_list_is_small() -> None:
    made = replace(proof_of(0, 1), proof=[bytes(32)] * 16, size=50_000)

    assert len(json.dumps(made.to_json())) < 2_500


def test_a_root_is_read_as_it_is_printed_and_as_it_is_copied() -> None:
    root = bytes(range(32))

    assert grouped(root).startswith("0001 0203 0405 ")
    assert parse_root(grouped(root)) == parse_root(f" {root.hex().upper()}\n") == root


@pytest.mark.parametrize("text", ["", "0001", "zz" * 32, "00" * 33])
def test_what_is_no_root_is_told(text: str) -> None:
    with pytest.raises(ListProofInvalid):
        parse_root(text)


def test_the_code_of_a_letter_holds_origin_list_size_and_root() -> None:
    text = seal_text(origin="dinsos.example/log", list_id=LIST_ID, size=3, root=bytes(32))

    assert text.splitlines() == ["field-api.list.v1", "dinsos.example/log", str(LIST_ID), "3", "00" * 32]
