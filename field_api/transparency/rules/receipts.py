"""Receipts: that a statement is in the log, provable offline with nothing but the log's public key.

A leaf holds a salted commitment and not the statement, so tiles may be public, and when salt and statement are erased nobody
can tell any more what the leaf stood for, while every other receipt stays valid.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from field_api.errors import InvalidInput
from field_api.transparency.rules.merkle import included, leaf_hash
from field_api.transparency.rules.notes import Checkpoint, Verifier, open_checkpoint

SALT_BYTES = 16
FORMAT = "field-api.receipt.v1"


class ReceiptInvalid(InvalidInput):
    """The receipt is damaged, or not of this log: `detail` says which part does not hold."""

    code = "receipt_invalid"


def commitment_of(statement: bytes, salt: bytes) -> bytes:
    """32 bytes that fix a statement without showing it: SHA-256 over the salt (16 bytes) and the statement."""
    return hashlib.sha256(salt + statement).digest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A statement (canonical JSON), its salt, its place, the hashes up to the root, and the signed checkpoint."""

    statement: bytes
    salt: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def to_json(self) -> dict[str, Any]:
        """What is handed out: at most 2.5 KB for a log of any size that fits on this earth."""
        return {
            "format": FORMAT,
            "statement": json.loads(self.statement),
            "salt": _text(self.salt),
            "index": self.index,
            "proof": [_text(step) for step in self.proof],
            "checkpoint": self.checkpoint,
        }

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` made; `ReceiptInvalid` for anything else."""
        try:
            if document["format"] != FORMAT:
                raise ReceiptInvalid("This is no receipt of a kind that is known here.")
            statement = json.dumps(document["statement"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            return cls(
                statement.encode(),
                base64.b64decode(document["salt"], validate=True),
                int(document["index"]),
                tuple(base64.b64decode(step, validate=True) for step in document["proof"]),
                str(document["checkpoint"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ReceiptInvalid("The receipt is damaged: a part is missing or has another shape.") from error

    def verify(self, verifiers: Sequence[Verifier]) -> Checkpoint:
        """The checkpoint that holds the statement; `ReceiptInvalid` or `NoteInvalid` when anything does not hold."""
        checkpoint = open_checkpoint(self.checkpoint, verifiers)
        if len(self.salt) != SALT_BYTES:
            raise ReceiptInvalid("The salt has another length.")
        leaf = leaf_hash(commitment_of(self.statement, self.salt))
        if not included(leaf, self.index, checkpoint.size, self.proof, checkpoint.root):
            raise ReceiptInvalid("The statement is not what the log holds at this place.")
        return checkpoint


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
