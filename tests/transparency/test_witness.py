"""Both halves of c2sp.org/tlog-witness: who is cosigned and who is not, and what a log does with the answer.

The log that asks is put together from the definitions of RFC 9162, and from nothing of ours.
"""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from field_api.app import Edge
from field_api.clock import now
from field_api.config import Config
from field_api.storage import S3Store
from field_api.transparency import service as log
from field_api.transparency.rules.cosignatures import Cosigner, cosigners
from field_api.transparency.rules.notes import Checkpoint, Signer
from field_api.transparency.rules.submissions import Submission
from tests.transparency.rules import naive

LOG = Signer("dinsos.example/log", bytes(range(32)))
WITNESS = Cosigner("kampus.example/witness", bytes(range(1, 33)))
ENTRIES = [f"entry {number}".encode() for number in range(20)]
OTHER_ENTRIES = [b"another history", *ENTRIES[1:]]


def note(size: int, *, entries: list[bytes] = ENTRIES, signer: Signer = LOG) -> str:
    return signer.sign(Checkpoint(signer.name, size, naive.tree_hash(entries[:size])).text())


def submission(old: int, size: int, *, entries: list[bytes] = ENTRIES, signer: Signer = LOG) -> Submission:
    proof = naive.proof(old, entries[:size]) if old else []
    return Submission(old, proof, note(size, entries=entries, signer=signer))


@pytest.fixture
def witness(app: Flask, config: Config, sessions: sessionmaker[Session], store: S3Store) -> Any:
    """A deployment that witnesses one log; answers the answer to a body."""
    known = (str(LOG.verifier), str(Signer("lain.example/log", bytes(32)).verifier))
    told = replace(config, witness_name=WITNESS.name, witness_key=WITNESS.seed, witnessed_logs=known)
    app.extensions["field_api"] = Edge(config=told, sessions=sessions, store=store)
    client = app.test_client()
    return lambda sent: client.post(
        "/witness/add-checkpoint", data=sent.body() if isinstance(sent, Submission) else sent
    )


def test_a_log_that_continues_is_cosigned_each_time(witness: Any) -> None:
    for old, size in ((0, 1), (1, 7), (7, 7), (7, 8), (8, 20)):
        answer = witness(submission(old, size))

        assert answer.status_code == 200
        assert answer.content_type.startswith("text/plain")
        assert [each.witness for each in cosigners(note(size) + answer.text, [WITNESS.verifier])] == [WITNESS.verifier]


def test_a_log_that_nobody_told_of_is_404(witness: Any) -> None:
    assert witness(submission(0, 3, signer=Signer("fremd.example/log", LOG.seed))).status_code == 404


def test_a_checkpoint_that_the_log_has_not_signed_is_403(witness: Any) -> None:
    assert witness(submission(0, 3, signer=Signer(LOG.name, bytes(32)))).status_code == 403


def test_a_wrong_old_size_is_409_and_says_the_right_one(witness: Any) -> None:
    witness(submission(0, 5))

    for old, size in ((0, 8), (4, 8), (6, 8), (0, 3), (3, 3)):
        answer = witness(submission(old, size))
        assert (answer.status_code, answer.text, answer.content_type) == (409, "5\n", "text/x.tlog.size")


def test_the_same_size_with_another_root_is_409(witness: Any) -> None:
    witness(submission(0, 5))

    assert witness(submission(5, 5, entries=OTHER_ENTRIES)).status_code == 409


def test_another_history_is_422_and_is_never_cosigned(witness: Any, session: Session) -> None:
    witness(submission(0, 5))

    assert witness(submission(5, 9, entries=OTHER_ENTRIES)).status_code == 422
    assert witness(Submission(5, [bytes(32)], note(9))).status_code == 422
    assert witness(Submission(5, [bytes(32)], note(5))).status_code == 422
    assert session.execute(text("SELECT size FROM log_witnessed")).scalar_one() == 5


def test_a_proof_from_nothing_is_empty(witness: Any) -> None:
    assert witness(Submission(0, [bytes(32)], note(5))).status_code == 422


@pytest.mark.parametrize("body", ["", "old 5", f"old 9\n\n{note(5)}", "old 0\n\nno note", f"old x\n\n{note(5)}"])
def test_any_other_body_is_400(witness: Any, body: str) -> None:
    assert witness(body).status_code == 400


def test_a_deployment_without_a_key_is_no_witness(app: Flask) -> None:
    assert app.test_client().post("/witness/add-checkpoint", data=submission(0, 1).body()).status_code == 404


@pytest.mark.parametrize(
    "change",
    ["UPDATE log_witnessed SET size = 4", "UPDATE log_witnessed SET root = decode(repeat('00', 32), 'hex')",
     "DELETE FROM log_witnessed"],
)  # fmt: skip
def test_the_database_lets_no_witness_go_back(witness: Any, session: Session, change: str) -> None:
    witness(submission(0, 5))

    with pytest.raises(IntegrityError):
        session.execute(text(change))


class TestAsking:
    """The half of the log: what it sends, and what it keeps of the answer."""

    def grow(self, session: Session, start: int, end: int) -> str:
        commitments = [naive.tree_hash([entry]) for entry in ENTRIES[start:end]]
        return log.append_leaves(session, LOG, commitments, at=now()).note

    def test_the_cosignature_stands_under_the_checkpoint_and_in_receipts(self, session: Session) -> None:
        first = self.grow(session, 0, 3)
        second = self.grow(session, 3, 8)
        sent = log.submission_to(session, WITNESS.verifier)
        assert sent is not None
        assert (sent.old, sent.note) == (0, second)

        answer = WITNESS.cosign(second.partition("\n\n")[0] + "\n", at=now())
        assert log.record_cosignature(session, WITNESS.verifier, note=sent.note, answer=answer, at=now())

        assert log.submission_to(session, WITNESS.verifier) is None
        # The first checkpoint holds leaf 1 too, but nobody else has seen it.
        shown = log.prove_inclusion(session, index=1).checkpoint
        assert shown == second + answer != first
        assert len(cosigners(shown, [WITNESS.verifier])) == 1

    def test_the_next_one_is_proved_from_the_one_that_he_knows(self, session: Session) -> None:
        first = self.grow(session, 0, 3)
        answer = WITNESS.cosign(first.partition("\n\n")[0] + "\n", at=now())
        log.record_cosignature(session, WITNESS.verifier, note=first, answer=answer, at=now())
        self.grow(session, 3, 8)

        assert getattr(log.submission_to(session, WITNESS.verifier), "old", None) == 3
        # He says that he knows another one, for instance after our database was restored.
        assert len(getattr(log.submission_to(session, WITNESS.verifier, known=7), "proof", [])) == 4

    def test_a_witness_who_has_seen_more_than_there_is_is_an_alarm(self, session: Session) -> None:
        self.grow(session, 0, 3)

        with pytest.raises(log.LogDisagrees):
            log.submission_to(session, WITNESS.verifier, known=4)

    def test_an_answer_of_somebody_else_is_not_kept(self, session: Session) -> None:
        made = self.grow(session, 0, 3)
        stranger = Cosigner(WITNESS.name, bytes(32)).cosign(made.partition("\n\n")[0] + "\n", at=now())

        assert not log.record_cosignature(session, WITNESS.verifier, note=made, answer=stranger, at=now())
        assert log.prove_inclusion(session, index=0).checkpoint == made
