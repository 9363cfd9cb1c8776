"""Appending to the log, and proving what it holds. The only writer of its tables."""

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from field_api.errors import Conflict, Forbidden, InvalidInput, NotFound
from field_api.transparency import queries
from field_api.transparency.models import Cosignature, Leaf, SignedCheckpoint, Tile, WitnessedLog
from field_api.transparency.rules.cosignatures import Cosigner, WitnessVerifier, cosigners
from field_api.transparency.rules.faults import Fault
from field_api.transparency.rules.merkle import (
    EMPTY_ROOT,
    Node,
    consistency_proof,
    consistent,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from field_api.transparency.rules.notes import Checkpoint, NoteInvalid, Signer, Verifier, open_checkpoint, taken_apart
from field_api.transparency.rules.submissions import Submission, SubmissionMalformed
from field_api.transparency.rules.tiles import HASH_BYTES, WIDTH, Growth, TileIncomplete, Tiles, node_reader, right_edge
from field_api.waiting_rows import add_rows

_AUDIT_BATCH = 10_000
# What a reader remembers at most: 8 KiB each.
_MOST_TILES = 1000


class NotInLog(NotFound):
    """No signed checkpoint holds this yet; the next one will, within seconds."""

    code = "not_in_log_yet"


class LogUnknown(NotFound):
    """The origin of a checkpoint is none of the logs that this witness was told of."""

    code = "log_unknown"


class CheckpointUnsigned(Forbidden):
    """No known key of the log has signed the checkpoint."""

    code = "checkpoint_unsigned"


class OldSizeWrong(Conflict):
    """The submission begins at another size than the one last cosigned: `extra["size"]`."""

    code = "old_size_wrong"


class ProofWrong(InvalidInput):
    """The consistency proof does not hold: the log may show others another history."""

    code = "proof_wrong"


class LogDisagrees(Conflict):
    """The stored tiles do not lead to the signed root. This is for an investigation, not for another attempt."""

    code = "log_disagrees"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That a leaf is in the log: its index, the hashes up to the root, and the signed checkpoint of that root."""

    index: int
    size: int
    proof: tuple[bytes, ...]
    checkpoint: str


def log_size(session: Session) -> int:
    """How many leaves the newest checkpoint holds."""
    newest = queries.newest_checkpoint(session)
    return newest.size if newest else 0


def append_leaves(session: Session, signer: Signer, commitments: Sequence[bytes], *, at: datetime) -> SignedCheckpoint:
    """Append 32-byte commitments behind the last leaf and sign the new size and root, in the caller's transaction.

    The caller holds a lock, so that one appends at a time. Refuses to build on tiles that do not lead to the root that
    was signed last (`LogDisagrees`): whatever was changed stays visible to everybody who holds that checkpoint.
    """
    newest = queries.newest_checkpoint(session)
    size = newest.size if newest else 0
    edge = queries.tiles(session, right_edge(size)) if size else {}
    reader = _Reader(session, edge)
    if newest is not None and root_of(size, reader.node) != newest.root:
        raise LogDisagrees("The tiles of the log do not lead to its last signed root.")
    growth = Growth(size)
    growth.append(map(leaf_hash, commitments), edge=edge)
    rows = [{"index": size + place, "commitment": commitment} for place, commitment in enumerate(commitments)]
    add_rows(session, Leaf, rows)
    _store_tiles(session, growth)
    reader.known |= growth.tiles
    return _sign(session, signer, growth.size, root_of(growth.size, reader.node), at=at)


def signed_among(session: Session, checkpoints: Collection[Checkpoint]) -> dict[Checkpoint, datetime]:
    """Those of the checkpoints that this log has signed, and when."""
    if not checkpoints:
        return {}
    found = queries.checkpoints_of_sizes(session, {checkpoint.size for checkpoint in checkpoints})
    signed = {Checkpoint(Verifier.parse(row.verifier_key).name, row.size, row.root): row.signed_at for row in found}
    return {checkpoint: signed[checkpoint] for checkpoint in checkpoints if checkpoint in signed}


def prove_inclusion(session: Session, *, index: int) -> Inclusion:
    """Prove that leaf `index` is in the log, under the first checkpoint that holds it; `NotInLog` while none does.

    One that a witness has cosigned comes before one that nobody else has seen.
    """
    found = queries.cosigned_covering(session, index) or queries.checkpoint_covering(session, index)
    if found is None:
        raise NotInLog("The next checkpoint will hold this. Ask again in a few seconds.")
    proof = inclusion_proof(index, found.size, _Reader(session, {}).node)
    return Inclusion(index, found.size, tuple(proof), note_of(session, found))


def note_of(session: Session, signed: SignedCheckpoint) -> str:
    """The signed note of a checkpoint, with the cosignatures that have come in."""
    return "".join((signed.note, *queries.cosignatures_of(session, signed.size)))


def prove_consistency(session: Session, *, old: int, size: int) -> list[bytes]:
    """The hashes that show the log of `old` leaves to be a prefix of that of `size`; `NotInLog` beyond the newest."""
    if not 0 < old <= size <= log_size(session):
        raise NotInLog("The log has no checkpoint of this size.")
    return consistency_proof(old, size, _Reader(session, {}).node)


def submission_to(session: Session, witness: WitnessVerifier, *, known: int | None = None) -> Submission | None:
    """What to send to a witness: our newest checkpoint, with the proof from the one he knows; None when he has it.

    `known` is the size that he says he knows, when it is not the one that we have from him.
    """
    newest = queries.newest_checkpoint(session)
    cosigned = queries.newest_cosigned(session, witness.name)
    if newest is None or newest.size == cosigned:
        return None
    old = cosigned if known is None else known
    if old > newest.size:
        raise LogDisagrees(f"{witness.name} has seen {old} entries of this log, and it has {newest.size}.")
    proof = prove_consistency(session, old=old, size=newest.size) if old else []
    return Submission(old, proof, newest.note)


def record_cosignature(session: Session, witness: WitnessVerifier, *, note: str, answer: str, at: datetime) -> bool:
    """Keep what a witness answered for the checkpoint of `note`; False when it holds no cosignature of his."""
    text, _ = taken_apart(note)
    lines = [line for line in answer.splitlines(keepends=True) if cosigners(f"{note}{line}", [witness])]
    if not lines:
        return False
    row = {"size": Checkpoint.parse(text).size, "witness": witness.name, "line": lines[0], "received_at": at}
    # Two workers may have asked at once.
    session.execute(insert(Cosignature).on_conflict_do_nothing(), [row])
    return True


def cosign(
    session: Session, cosigner: Cosigner, logs: Sequence[Verifier], submission: Submission, *, at: datetime
) -> str:
    """Witness another log: the cosignature of its new checkpoint, once that is shown to continue the last one we saw.

    The row is locked, compared and written in the caller's transaction, which is committed before the answer leaves.
    Raises `LogUnknown`, `CheckpointUnsigned`, `SubmissionMalformed`, `OldSizeWrong`, `ProofWrong`, in this order.
    """
    text, _ = taken_apart(submission.note)
    named = Checkpoint.parse(text)
    keys = [log for log in logs if log.name == named.origin]
    if not keys:
        raise LogUnknown("This witness does not know the log.")
    try:
        checkpoint = open_checkpoint(submission.note, keys)
    except NoteInvalid as error:
        raise CheckpointUnsigned("No signature of a known key of the log stands under this checkpoint.") from error
    if submission.old > checkpoint.size:
        raise SubmissionMalformed("The old size is beyond that of the checkpoint.")
    seen = _seen(session, checkpoint.origin)
    same_size_other_root = seen.size == checkpoint.size and seen.root != checkpoint.root
    if submission.old != seen.size or same_size_other_root:
        raise OldSizeWrong("The log was seen at another size, or with another root.", extra={"size": seen.size})
    if not _continues(seen, checkpoint, submission.proof):
        raise ProofWrong("The proof does not show that the log continues the one that was seen.")
    seen.size, seen.root, seen.cosigned_at = checkpoint.size, checkpoint.root, at
    session.flush()
    return cosigner.cosign(text, at=at)


def _seen(session: Session, origin: str) -> WitnessedLog:
    first = {"origin": origin, "size": 0, "root": EMPTY_ROOT, "cosigned_at": None}
    session.execute(insert(WitnessedLog).on_conflict_do_nothing(), [first])
    seen = queries.witnessed_log(session, origin)
    if seen is None:
        raise LogUnknown("This witness does not know the log.")
    return seen


def _continues(seen: WitnessedLog, checkpoint: Checkpoint, proof: Sequence[bytes]) -> bool:
    if seen.size == 0:
        # Anything continues what is empty, but nothing that is not empty may say that it is.
        return not proof and (checkpoint.size > 0 or checkpoint.root == EMPTY_ROOT)
    return consistent(seen.size, checkpoint.size, proof, seen.root, checkpoint.root)


def leaves_from(session: Session, index: int, *, limit: int) -> Sequence[tuple[int, bytes]]:
    """Leaves from `index` on, in their order: index and commitment."""
    return queries.leaves_from(session, index, limit=limit)


def audit_log(session: Session, verifier: Verifier, *, held: Sequence[Checkpoint] = ()) -> Iterator[Fault]:
    """Compute the log again from its leaves, and name every leaf, tile and checkpoint that does not fit; flat memory.

    `verifier` is the public key as it is known from elsewhere; `held` are checkpoints that somebody kept outside: they
    show a log that was cut off or begun anew.
    """
    size = yield from _audit_tiles(session)
    root_at = _Reader(session, {}).node
    for signed in queries.checkpoints(session):
        yield from _audit_checkpoint(signed, verifier, size, root_at)
    for checkpoint in held:
        if checkpoint.size > size or not _leads_to(checkpoint, root_at):
            yield Fault("history_differs", str(checkpoint.size), "The log is not the one of a checkpoint held outside.")


def _audit_tiles(session: Session) -> Generator[Fault, None, int]:
    growth, stored = Growth(0), queries.tile_keys(session)
    while leaves := queries.leaves_from(session, growth.size, limit=_AUDIT_BATCH):
        indexes = [index for index, _ in leaves]
        if indexes != list(range(growth.size, growth.size + len(leaves))):
            yield Fault("leaf_missing", str(growth.size), "The leaves are not dense from here on.")
            return growth.size
        edge, growth = growth.tiles, Growth(growth.size)
        growth.append((leaf_hash(commitment) for _, commitment in leaves), edge=edge)
        full = {key for key, tile in growth.tiles.items() if len(tile) == WIDTH * HASH_BYTES}
        yield from _differing(session, {key: growth.tiles.pop(key) for key in full}, stored)
        # What did not grow in this batch is still the edge of its level.
        growth.tiles = {key: tile for key, tile in edge.items() if key not in full} | growth.tiles
    yield from _differing(session, growth.tiles, stored)
    for level, number in sorted(stored):
        yield Fault("tile_unknown", f"{level}/{number}", "No leaf stands behind this tile.")
    return growth.size


def _differing(session: Session, computed: Tiles, stored: set[tuple[int, int]]) -> Iterator[Fault]:
    found = queries.tiles(session, computed.keys()) if computed else {}
    for key, tile in sorted(computed.items()):
        stored.discard(key)
        if found.get(key) != tile:
            yield Fault("tile_differs", f"{key[0]}/{key[1]}", "The tile is not the one of the leaves.")


def _audit_checkpoint(signed: SignedCheckpoint, verifier: Verifier, size: int, root_at: Node) -> Iterator[Fault]:
    subject = str(signed.size)
    try:
        checkpoint = open_checkpoint(signed.note, [verifier])
    except NoteInvalid as error:
        yield Fault("checkpoint_unsigned", subject, error.detail)
        return
    if (checkpoint.size, checkpoint.root) != (signed.size, signed.root) or checkpoint.origin != verifier.name:
        yield Fault("checkpoint_differs", subject, "The row is not what its note says.")
    elif checkpoint.size > size:
        yield Fault(
            "log_cut_off", subject, f"The log has {size} leaves, and had {checkpoint.size} when this was signed."
        )
    elif not _leads_to(checkpoint, root_at):
        yield Fault("history_differs", subject, "The tiles do not lead to the root that was signed.")


def _leads_to(checkpoint: Checkpoint, root_at: Node) -> bool:
    try:
        return root_of(checkpoint.size, root_at) == checkpoint.root
    except LogDisagrees:
        return False


class _Reader:
    """Hashes of subtrees, from tiles that are known or read when they are asked for."""

    def __init__(self, session: Session, known: dict[tuple[int, int], bytes]) -> None:
        self._session = session
        self.known = known
        self._node = node_reader(self._read)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree; `LogDisagrees` when a tile was removed or cut."""
        try:
            return self._node(level, index)
        except TileIncomplete as error:
            raise LogDisagrees("A tile of the log is missing or cut off.") from error

    def _read(self, level: int, number: int) -> bytes:
        key = (level, number)
        if key not in self.known:
            if len(self.known) >= _MOST_TILES:
                # An audit walks over every checkpoint; what it needs again is read again.
                self.known.clear()
            self.known[key] = queries.tile(self._session, level, number) or b""
        return self.known[key]


def _store_tiles(session: Session, growth: Growth) -> None:
    statement = insert(Tile)
    session.execute(
        statement.on_conflict_do_update(index_elements=["level", "number"], set_={"hashes": statement.excluded.hashes}),
        [{"level": level, "number": number, "hashes": hashes} for (level, number), hashes in growth.tiles.items()],
    )


def _sign(session: Session, signer: Signer, size: int, root: bytes, *, at: datetime) -> SignedCheckpoint:
    signed = SignedCheckpoint(
        size=size,
        root=root,
        note=signer.sign(Checkpoint(signer.name, size, root).text()),
        verifier_key=str(signer.verifier),
        signed_at=at,
    )
    session.add(signed)
    session.flush()
    return signed
