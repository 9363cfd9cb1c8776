"""Signed notes and checkpoints: the text that a log signs, as c2sp.org/signed-note and c2sp.org/tlog-checkpoint have it.

A note is text, an empty line, and a line for each signature: "— <name> <base64 of 4 bytes of key id and the signature>".
The text of a checkpoint is three lines: the origin of the log, its size, and its root hash in base64.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from field_api.errors import InvalidInput

ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_ROOT_BYTES = 32
_DASH = "\u2014 "


class NoteInvalid(InvalidInput):
    """The text is no signed note, or no signature of a known key verifies."""

    code = "note_invalid"


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public half of a log's key, under the name it signs with (its origin)."""

    name: str
    public_key: bytes

    # What stands before the key wherever it is hashed or written: a witness has another byte.
    algorithm: ClassVar[bytes] = ED25519

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a verifier key, "<name>+<hex of key id>+<base64 of algorithm and key>" (C2SP vkey); else `NoteInvalid`."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        try:
            raw = _decoded(encoded)
        except ValueError as error:
            raise NoteInvalid("This is no public key of a log.") from error
        verifier = cls(name, raw[1:])
        if not name or raw[:1] != cls.algorithm or len(raw) != 1 + _ROOT_BYTES or verifier.key_id.hex() != key_id:
            raise NoteInvalid("This is no public key of a log.")
        return verifier

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(self.algorithm + self.public_key).decode()}"

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self.algorithm + self.public_key).digest()[:_KEY_ID_BYTES]

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether `signature` (64 bytes) is this key's over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """The private half: `seed` is 32 bytes."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, key.public_bytes_raw())

    def sign(self, text: str) -> str:
        """The whole note: `text`, which ends with a newline, and one signature."""
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{text}\n{signature_line(self.verifier, raw)}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log was at one moment: the number of its leaves and their root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a note; `NoteInvalid` when it is no checkpoint. Lines behind the third are extensions."""
        origin, _, rest = text.partition("\n")
        size, _, rest = rest.partition("\n")
        root, _, _ = rest.partition("\n")
        try:
            made = cls(origin, int(size), _decoded(root))
        except ValueError as error:
            raise NoteInvalid("This is no checkpoint.") from error
        if not origin or str(made.size) != size or made.size < 0 or len(made.root) != _ROOT_BYTES:
            raise NoteInvalid("This is no checkpoint.")
        return made


def open_checkpoint(note: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint of a note that at least one of these keys has signed; `NoteInvalid` otherwise."""
    text, lines = taken_apart(note)
    if not any(verifier.verifies(text, raw) for verifier in verifiers for raw in signatures_of(lines, verifier)):
        raise NoteInvalid("No signature of a known key stands under this checkpoint.")
    return Checkpoint.parse(text)


def taken_apart(note: str) -> tuple[str, str]:
    """The text of a note, with its last newline, and the lines of its signatures; `NoteInvalid` when it has none."""
    text, separator, lines = note.rpartition("\n\n")
    if not separator:
        raise NoteInvalid("This is no signed note.")
    return f"{text}\n", lines


def signatures_of(lines: str, verifier: Verifier) -> Iterator[bytes]:
    """What stands behind the key id in each signature line of this name and key id."""
    for line in lines.split("\n"):
        name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
        if not line.startswith(_DASH) or name != verifier.name:
            continue
        try:
            raw = _decoded(encoded)
        except ValueError:
            continue
        if raw[:_KEY_ID_BYTES] == verifier.key_id:
            yield raw[_KEY_ID_BYTES:]


def signature_line(verifier: Verifier, signature: bytes) -> str:
    """One line under a note, with its newline."""
    return f"{_DASH}{verifier.name} {base64.b64encode(verifier.key_id + signature).decode()}\n"


def _decoded(text: str) -> bytes:
    """The bytes of base64, of which only one spelling is taken; ValueError for any other text."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not the one spelling in base64")
    return raw
