import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.transparency.rules.notes import Checkpoint, NoteInvalid, Signer, Verifier, open_checkpoint

SIGNER = Signer("dinsos.example/log", bytes(range(32)))
CHECKPOINT = Checkpoint("dinsos.example/log", 1234, bytes(range(32)))
# Of the signed-note specification: https://c2sp.org/signed-note, "PeterNeumann" and its example.
PETER = Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
EXAMPLE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_example_of_the_specification_verifies() -> None:
    text, _, line = EXAMPLE.rpartition("\n\n")
    signature = base64.b64decode(line.split()[-1])

    assert (signature[:4], PETER.verifies(text + "\n", signature[4:])) == (PETER.key_id, True)


def test_a_signed_checkpoint_is_opened_by_its_public_key() -> None:
    note = SIGNER.sign(CHECKPOINT.text())

    assert open_checkpoint(note, [Verifier.parse(str(SIGNER.verifier))]) == CHECKPOINT
    assert note.startswith("dinsos.example/log\n1234\nAAEC")


def test_lines_of_an_extension_and_signatures_of_strangers_are_passed_over() -> None:
    extended = SIGNER.sign(CHECKPOINT.text() + "more\n")
    stranger = Signer("witness.example", bytes(32)).sign(CHECKPOINT.text()).splitlines()[-1]

    assert open_checkpoint(f"{extended}{stranger}\n", [SIGNER.verifier]) == CHECKPOINT


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    note = SIGNER.sign(CHECKPOINT.text())
    place = data.draw(st.integers(0, len(note) - 2))
    character = data.draw(st.characters(codec="utf-8").filter(lambda each: each != note[place]))

    with pytest.raises(NoteInvalid):
        open_checkpoint(note[:place] + character + note[place + 1 :], [SIGNER.verifier])


@pytest.mark.parametrize("text", ["", "name", "name+00000000+AQ==", "name+zz+!!", str(SIGNER.verifier)[:-8], "+0+AA=="])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(NoteInvalid):
        Verifier.parse(text)


@pytest.mark.parametrize(
    "text", ["", "a\n1\n", "a\n-1\n" + "A" * 43 + "=\n", "a\n01\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n"]
)
def test_what_is_no_checkpoint_is_refused_although_it_is_signed(text: str) -> None:
    with pytest.raises(NoteInvalid):
        open_checkpoint(SIGNER.sign(text), [SIGNER.verifier])


def test_a_signers_seed_does_not_show() -> None:
    assert "\\x01" not in repr(SIGNER)
