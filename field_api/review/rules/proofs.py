"""The proof that one item is on a sealed list, checked offline against the root that the letter carries.

It shows the statement of one item and its salt; of the others it holds nothing but hashes of salted commitments. The text of
the QR code of a letter has the same root: origin, list, size and root, a line each.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from field_api.errors import InvalidInput
from field_api.transparency.rules.merkle import included, leaf_hash
from field_api.transparency.rules.receipts import SALT_BYTES, commitment_of

FORMAT = "field-api.list-proof.v1"
SEAL_FORMAT = "field-api.list.v1"
_ROOT_BYTES = 32
_GROUP = 4


class ListProofInvalid(InvalidInput):
    """The proof is damaged, or leads to another root: `detail` says which part does not hold."""

    code = "list_proof_invalid"


@dataclass(frozen=True, slots=True)
class ListProof:
    """Item `index` (from 0) of a list of `size` items: its statement (canonical JSON), salt, and hashes to the root.

    `origin` and `root` say where the proof comes from and where it leads; a check trusts neither of them.
    """

    origin: str
    list_id: UUID
    statement: bytes
    salt: bytes
    index: int
    size: int
    proof: Sequence[bytes]
    root: bytes

    def to_json(self) -> dict[str, Any]:
        """What is handed out: about 2 KB for a list of 50,000 items."""
        return {
            "format": FORMAT,
            "origin": self.origin,
            "list_id": str(self.list_id),
            "statement": json.loads(self.statement),
            "salt": _text(self.salt),
            "index": self.index,
            "size": self.size,
            "proof": [_text(step) for step in self.proof],
            "root": self.root.hex(),
        }

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_json` made; `ListProofInvalid` for anything else."""
        try:
            if document["format"] != FORMAT:
                raise ListProofInvalid("This is no proof of a list item of a kind that is known here.")
            statement = json.dumps(document["statement"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            return cls(
                origin=str(document["origin"]),
                list_id=UUID(document["list_id"]),
                statement=statement.encode(),
                salt=base64.b64decode(document["salt"], validate=True),
                index=int(document["index"]),
                size=int(document["size"]),
                proof=[base64.b64decode(step, validate=True) for step in document["proof"]],
                root=bytes.fromhex(document["root"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ListProofInvalid("The proof is damaged: a part is missing or has another shape.") from error

    def verify(self, root: bytes) -> dict[str, Any]:
        """The statement, when it is what a list with this root (32 bytes, from its letter) holds at this place.

        Raises `ListProofInvalid`.
        """
        if len(self.salt) != SALT_BYTES:
            raise ListProofInvalid("The salt has another length.")
        leaf = leaf_hash(commitment_of(self.statement, self.salt))
        if not included(leaf, self.index, self.size, self.proof, root):
            raise ListProofInvalid("The statement is not what the list with this root holds at this place.")
        statement: dict[str, Any] = json.loads(self.statement)
        if (statement.get("list_id"), statement.get("number")) != (str(self.list_id), self.index + 1):
            raise ListProofInvalid("The proof names another list or number than its statement.")
        return statement


def parse_root(text: str) -> bytes:
    """The root as it is printed or copied from a letter: 64 hexadecimal digits, spaces between them or not."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(rf"[0-9A-Fa-f]{{{2 * _ROOT_BYTES}}}", digits):
        raise ListProofInvalid("A root has 64 hexadecimal digits. Copy it from the letter or its QR code.")
    return bytes.fromhex(digits)


def grouped(root: bytes) -> str:
    """The root for paper: hexadecimal digits in groups of four, so that a person can compare it."""
    digits = root.hex()
    return " ".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def seal_text(*, origin: str, list_id: UUID, size: int, root: bytes) -> str:
    """What the QR code of a letter holds: a line each for kind, origin of the log, list, number of items, and root."""
    return f"{SEAL_FORMAT}\n{origin}\n{list_id}\n{size}\n{root.hex()}\n"


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
