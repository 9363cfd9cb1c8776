"""Cosignatures against the words of c2sp.org/tlog-cosignature, put together here once more by hand."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from field_api.transparency.rules.cosignatures import Cosigner, WitnessVerifier, cosigners
from field_api.transparency.rules.notes import Checkpoint, NoteInvalid, Signer, Verifier, open_checkpoint
from field_api.transparency.rules.submissions import Submission, SubmissionMalformed

LOG = Signer("dinsos.example/log", bytes(range(32)))
WITNESS = Cosigner("kampus.example/witness", bytes(range(1, 33)))
AT = datetime(2026, 11, 22, 5, 0, 7, 900_000, tzinfo=UTC)
TEXT = Checkpoint(LOG.name, 5, bytes(32)).text()
NOTE = LOG.sign(TEXT)


def test_a_cosignature_is_what_the_specification_says() -> None:
    name, _, encoded = WITNESS.cosign(TEXT, at=AT).removeprefix("\u2014 ").rstrip("\n").partition(" ")

    public = Ed25519PrivateKey.from_private_bytes(WITNESS.seed).public_key()
    raw = base64.b64decode(encoded)
    assert name == WITNESS.name
    assert raw[:4] == hashlib.sha256(name.encode() + b"\n\x04" + public.public_bytes_raw()).digest()[:4]
    seconds = int.from_bytes(raw[4:12], "big")
    assert seconds == 1795323607
    public.verify(raw[12:], f"cosignature/v1\ntime {seconds}\n{TEXT}".encode())


def test_it_stands_under_the_note_and_the_note_of_the_log_still_opens() -> None:
    note = NOTE + WITNESS.cosign(TEXT, at=AT)

    assert open_checkpoint(note, [LOG.verifier]).size == 5
    assert [(each.witness, each.at) for each in cosigners(note, [WITNESS.verifier])] == [
        (WITNESS.verifier, AT.replace(microsecond=0))
    ]


def test_a_witness_counts_once_and_a_stranger_not_at_all() -> None:
    line = WITNESS.cosign(TEXT, at=AT)
    stranger = Cosigner(WITNESS.name, bytes(32)).cosign(TEXT, at=AT)

    assert len(cosigners(NOTE + line + line + stranger, [WITNESS.verifier])) == 1
    assert cosigners(NOTE + stranger, [WITNESS.verifier]) == []


def test_a_cosignature_of_another_checkpoint_or_time_is_none() -> None:
    other = WITNESS.cosign(Checkpoint(LOG.name, 6, bytes(32)).text(), at=AT)
    line = WITNESS.cosign(TEXT, at=AT)
    head, _, encoded = line.rstrip("\n").rpartition(" ")
    raw = bytearray(base64.b64decode(encoded))
    raw[11] ^= 1

    assert cosigners(NOTE + other, [WITNESS.verifier]) == []
    assert cosigners(f"{NOTE}{head} {base64.b64encode(bytes(raw)).decode()}\n", [WITNESS.verifier]) == []


def test_a_signature_of_the_log_is_no_cosignature_and_keys_are_told_apart() -> None:
    assert cosigners(NOTE, [WitnessVerifier(LOG.name, LOG.verifier.public_key)]) == []
    assert WitnessVerifier.parse(str(WITNESS.verifier)) == WITNESS.verifier
    with pytest.raises(NoteInvalid):
        Verifier.parse(str(WITNESS.verifier))
    with pytest.raises(NoteInvalid):
        WitnessVerifier.parse(str(LOG.verifier))


def test_a_submission_is_read_as_it_was_written() -> None:
    for proof in ([], [bytes(32), bytes(range(32))]):
        sent = Submission(7, proof, NOTE)
        assert Submission.parse(sent.body()) == sent
    assert Submission(0, [], NOTE).body().startswith(f"old 0\n\n{LOG.name}\n5\n")


@pytest.mark.parametrize(
    "body",
    ["", "old 1", f"new 1\n\n{NOTE}", f"old 01\n\n{NOTE}", f"old -1\n\n{NOTE}", f"old 1\n*\n\n{NOTE}",
     f"old 1\nAAAA\n\n{NOTE}", f"old 1{chr(10) + 'A' * 43 + '='}" * 1 + ("\n" + "A" * 43 + "=") * 63 + f"\n\n{NOTE}"],
)  # fmt: skip
def test_anything_else_is_malformed(body: str) -> None:
    with pytest.raises(SubmissionMalformed):
        Submission.parse(body)
