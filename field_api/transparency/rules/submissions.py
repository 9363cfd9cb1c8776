"""What a log sends to a witness: the body of add-checkpoint, as c2sp.org/tlog-witness has it."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from field_api.errors import DomainError

_HASH_BYTES = 32
_MOST_HASHES = 63


class SubmissionMalformed(DomainError):
    """The body is no submission: no old size, too many hashes, or an old size beyond that of the checkpoint."""

    code = "submission_malformed"


@dataclass(frozen=True, slots=True)
class Submission:
    """The size that the witness is thought to know, the proof from there, and the signed checkpoint."""

    old: int
    proof: Sequence[bytes]
    note: str

    def body(self) -> str:
        """The text that is sent."""
        hashes = "".join(f"{base64.b64encode(step).decode()}\n" for step in self.proof)
        return f"old {self.old}\n{hashes}\n{self.note}"

    @classmethod
    def parse(cls, body: str) -> "Submission":
        """Read what `body` made; `SubmissionMalformed` for anything else."""
        head, separator, note = body.partition("\n\n")
        first, *lines = head.split("\n")
        old = re.fullmatch(r"old (0|[1-9]\d{0,18})", first, re.ASCII)
        if not separator or old is None or len(lines) > _MOST_HASHES:
            raise SubmissionMalformed("The body is an old size, hashes, an empty line and a checkpoint.")
        try:
            proof = [base64.b64decode(line, validate=True) for line in lines]
        except ValueError as error:
            raise SubmissionMalformed("A line of the proof is no base64.") from error
        if any(len(step) != _HASH_BYTES for step in proof):
            raise SubmissionMalformed("A line of the proof is no hash.")
        return cls(int(old.group(1)), proof, note)
