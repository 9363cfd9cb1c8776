"""What became of each visit: the label that only the plan knows, beside what the product says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from field_api.evidence.rules.checks.check import WEIGHTS, Severity

# It stands on every simulated visit: an assignment would be younger than the visit, whose day cannot be made to pass.
EVERYWHERE = frozenset({"unassigned"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit or one labelled real case.

    `group` is the habit or the kind of case, `causes` what a check may rightly flag, `fraud` whether somebody deceives;
    `flags` are codes with their severities, `place` is that in the queue, from 0.
    """

    key: UUID | str
    group: str
    fraud: bool
    causes: frozenset[str]
    flags: dict[str, Severity]
    place: int

    @property
    def weight(self) -> int:
        """As the queue counts it, without what stands everywhere."""
        return sum(WEIGHTS[severity] for code, severity in self.flags.items() if code not in EVERYWHERE)


def in_order(seen: Sequence[Seen]) -> list[Seen]:
    """As a reviewer would meet them."""
    return sorted(seen, key=lambda each: each.place)
