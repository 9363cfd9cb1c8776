"""Every change of a leaf, a tile or a checkpoint is found and named; an honest log is quiet."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.clock import now
from field_api.config import Config
from field_api.transparency import queries
from field_api.transparency import service as log
from field_api.transparency.rules import merkle
from field_api.transparency.rules.notes import Checkpoint, Signer, open_checkpoint
from script.stack.postgres import EmbeddedPostgres
from tests.fakes.tampering import owner_session, switch_off_guards
from tests.transparency.rules import naive

SIGNER = Signer("dinsos.example/log", bytes(range(32)))


def commitments(start: int, end: int) -> list[bytes]:
    return [hashlib.sha256(f"{number}".encode()).digest() for number in range(start, end)]


def grow(session: Session) -> Session:
    for start, end in ((0, 1), (1, 300), (300, 700)):
        log.append_leaves(session, SIGNER, commitments(start, end), at=now())
    return session


@pytest.fixture
def grown(session: Session) -> Session:
    return grow(session)


@pytest.fixture
def unguarded(postgres: EmbeddedPostgres, config: Config) -> Iterator[Session]:
    """A log of 700 leaves whose rows can be changed."""
    with owner_session(postgres, config) as session:
        grow(session)
        switch_off_guards(session, "log_leaves", "log_tiles", "log_checkpoints")
        yield session


def codes(session: Session, held: list[Checkpoint] | None = None) -> set[str]:
    return {fault.code for fault in log.audit_log(session, SIGNER.verifier, held=held or [])}


def test_the_signed_roots_are_those_of_the_standard(session: Session) -> None:
    for start, end in ((0, 1), (1, 300), (300, 700)):
        signed = log.append_leaves(session, SIGNER, commitments(start, end), at=now())

        assert (signed.size, signed.root) == (end, naive.tree_hash(commitments(0, end)))
        assert open_checkpoint(signed.note, [SIGNER.verifier]) == Checkpoint(SIGNER.name, end, signed.root)


def test_every_leaf_is_proved_under_the_first_checkpoint_that_holds_it(grown: Session) -> None:
    for index, size in ((0, 1), (1, 300), (299, 300), (300, 700), (699, 700)):
        found = log.prove_inclusion(grown, index=index)

        leaf, root = merkle.leaf_hash(commitments(index, index + 1)[0]), naive.tree_hash(commitments(0, size))
        assert found.size == size
        assert merkle.included(leaf, index, size, found.proof, root)


def test_an_older_checkpoint_is_proved_to_be_a_prefix(grown: Session) -> None:
    proof = log.prove_consistency(grown, old=300, size=700)

    old, new = naive.tree_hash(commitments(0, 300)), naive.tree_hash(commitments(0, 700))
    assert merkle.consistent(300, 700, proof, old, new)


@pytest.mark.parametrize(("old", "size"), [(0, 700), (300, 701), (500, 400)])
def test_what_the_log_does_not_hold_is_not_proved(grown: Session, old: int, size: int) -> None:
    with pytest.raises(log.NotInLog):
        log.prove_consistency(grown, old=old, size=size)
    with pytest.raises(log.NotInLog):
        log.prove_inclusion(grown, index=700)


def test_an_honest_log_is_quiet(grown: Session) -> None:
    held = [Checkpoint(SIGNER.name, 300, naive.tree_hash(commitments(0, 300)))]

    assert codes(grown, held) == set()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE log_leaves SET commitment = sha256('x') WHERE index = 17", {"tile_differs"}),
        ("DELETE FROM log_leaves WHERE index = 17", {"leaf_missing"}),
        ("DELETE FROM log_leaves WHERE index >= 650", {"log_cut_off"}),
        ("UPDATE log_leaves SET index = index + 1000 WHERE index = 17", {"leaf_missing"}),
        ("INSERT INTO log_leaves VALUES (700, sha256('x'))", {"tile_differs"}),
        ("UPDATE log_tiles SET hashes = set_byte(hashes, 40, 1 # get_byte(hashes, 40)) WHERE level = 0 AND number = 1", {"tile_differs"}),
        ("UPDATE log_tiles SET hashes = set_byte(hashes, 3, 1 # get_byte(hashes, 3)) WHERE level = 1", {"tile_differs"}),
        ("DELETE FROM log_tiles WHERE level = 0 AND number = 2", {"tile_differs"}),
        ("INSERT INTO log_tiles VALUES (0, 9, sha256('x'))", {"tile_unknown"}),
        ("UPDATE log_checkpoints SET root = sha256('x') WHERE size = 300", {"checkpoint_differs"}),
        ("UPDATE log_checkpoints SET note = replace(note, '300', '301') WHERE size = 300", {"checkpoint_unsigned"}),
    ],
)  # fmt: skip
def test_every_change_is_found_and_named(unguarded: Session, change: str, found: set[str]) -> None:
    unguarded.execute(text(change))
    unguarded.expire_all()

    assert found <= codes(unguarded)


def test_a_log_begun_anew_is_told_by_a_checkpoint_that_was_kept_outside(session: Session) -> None:
    log.append_leaves(session, SIGNER, commitments(1000, 1300), at=now())
    held = [Checkpoint(SIGNER.name, 300, naive.tree_hash(commitments(0, 300)))]

    assert codes(session) == set()
    assert codes(session, held) == {"history_differs"}


def test_nothing_is_built_on_tiles_that_were_changed(unguarded: Session) -> None:
    flip = "UPDATE log_tiles SET hashes = set_byte(hashes, 3, 1 # get_byte(hashes, 3)) WHERE level = 0 AND number = 2"
    unguarded.execute(text(flip))

    with pytest.raises(log.LogDisagrees):
        log.append_leaves(unguarded, SIGNER, commitments(700, 701), at=now())


def test_another_key_opens_no_checkpoint(grown: Session) -> None:
    stranger = Signer(SIGNER.name, b"x" * 32).verifier

    assert {fault.code for fault in log.audit_log(grown, stranger)} == {"checkpoint_unsigned"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log_leaves SET commitment = sha256('x')",
        "DELETE FROM log_leaves",
        "TRUNCATE log_leaves",
        "UPDATE log_checkpoints SET size = size + 1",
        "DELETE FROM log_checkpoints",
        "UPDATE log_tiles SET hashes = sha256('x')",
        "DELETE FROM log_tiles",
        "TRUNCATE log_tiles",
    ],
)
def test_the_database_refuses_what_an_audit_would_find(session: Session, change: str) -> None:
    log.append_leaves(session, SIGNER, commitments(0, 10), at=now())

    with pytest.raises(Exception, match=r"never changed|only grows|permission denied"), session.begin_nested():
        session.execute(text(change))
    assert queries.newest_checkpoint(session) is not None


class TestOpenDoors:
    @pytest.fixture
    def get(self, grown: Session, anonymous: Any) -> Any:
        return anonymous.get

    def test_whoever_copies_the_tiles_finds_the_signed_root(self, get: Any) -> None:
        note = get("/log/checkpoint").text
        size = open_checkpoint(note, [SIGNER.verifier]).size
        bundles = [get(f"/log/tile/entries/{name}").data for name in ("000", "001", "002.p/188")]
        copied = [bundle[place + 2 : place + 34] for bundle in bundles for place in range(0, len(bundle), 34)]
        tile = get("/log/tile/0/002.p/100")

        assert (size, naive.tree_hash(copied)) == (700, open_checkpoint(note, [SIGNER.verifier]).root)
        assert tile.data == b"".join(map(merkle.leaf_hash, commitments(512, 612)))
        assert "immutable" in tile.headers["Cache-Control"]
        assert get("/log/key").text.strip() == str(SIGNER.verifier)

    @pytest.mark.parametrize("path", ["0/003", "0/002", "0/002.p/189", "2/000.p/1", "entries/003", "x", "0/2"])
    def test_a_tile_that_is_not_there_is_not_found(self, get: Any, path: str) -> None:
        assert get(f"/log/tile/{path}").status_code == 404
