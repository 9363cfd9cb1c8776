"""Cosignatures of witnesses, as c2sp.org/tlog-cosignature has them (cosignature/v1, Ed25519).

A witness states: at this time (seconds since 1970), this was the largest tree of the log that I have seen, and it
continues every one I have seen before. Its signature line holds 8 bytes of time and 64 of signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from field_api.transparency.rules.notes import Verifier, signature_line, signatures_of, taken_apart

_TIME_BYTES = 8
# The last moment that has a date everywhere.
_LATEST = 253_402_300_799


class WitnessVerifier(Verifier):
    """The public half of a witness's key, under the witness's name."""

    algorithm: ClassVar[bytes] = b"\x04"


@dataclass(frozen=True, slots=True, repr=False)
class Cosigner:
    """The private half: `seed` is 32 bytes, and signs nothing else."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> WitnessVerifier:
        key = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return WitnessVerifier(self.name, key.public_bytes_raw())

    def cosign(self, text: str, *, at: datetime) -> str:
        """The signature line over the text of a checkpoint."""
        seconds = int(at.timestamp())
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).sign(_message(text, seconds).encode())
        return signature_line(self.verifier, seconds.to_bytes(_TIME_BYTES) + raw)


@dataclass(frozen=True, slots=True)
class Cosigned:
    """That a witness saw a checkpoint, and when."""

    witness: WitnessVerifier
    at: datetime


def cosigners(note: str, witnesses: Sequence[WitnessVerifier]) -> list[Cosigned]:
    """Which of the witnesses have cosigned the checkpoint of a note, each once, with the first of their times."""
    text, lines = taken_apart(note)
    found = []
    for witness in witnesses:
        times = [
            seconds
            for raw in signatures_of(lines, witness)
            if (seconds := int.from_bytes(raw[:_TIME_BYTES])) <= _LATEST
            and witness.verifies(_message(text, seconds), raw[_TIME_BYTES:])
        ]
        if times:
            found.append(Cosigned(witness, datetime.fromtimestamp(min(times), tz=UTC)))
    return found


def _message(text: str, seconds: int) -> str:
    return f"cosignature/v1\ntime {seconds}\n{text}"
