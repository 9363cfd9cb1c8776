"""What an audit finds: one fault for each thing that does not match the log."""

from dataclasses import dataclass

# What is said and breaks nothing.
REMARKS = frozenset({"digest_unknown", "entries_waiting"})


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is stable, `subject` names the row (an id, an index, a hash), `detail` says what does not hold."""

    code: str
    subject: str
    detail: str
