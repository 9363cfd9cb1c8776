"""How far a round is: counts that always add up, and percentages with their denominators (F5, I4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from field_api.distribution.rules.hand_overs import AllocationState


@dataclass(frozen=True, slots=True)
class StateCount:
    """So many packages of one place are in one state; `failure` is the newest reason of those that failed."""

    place: str
    state: AllocationState
    failure: str | None
    packages: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The packages of one place. `planned` is the sum of the others, because each package is in one state."""

    confirmed: int = 0
    photos_pending: int = 0
    pending: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        return sum(self.failures.values())

    @property
    def planned(self) -> int:
        return self.confirmed + self.photos_pending + self.failed + self.pending

    @property
    def percent_confirmed(self) -> float | None:
        return percent(self.confirmed, self.planned)

    @property
    def percent_delivered(self) -> float | None:
        """With those whose photos are still on their way."""
        return percent(self.confirmed + self.photos_pending, self.planned)

    @classmethod
    def of(cls, counts: Iterable[StateCount]) -> Self:
        """Add up the counts of one place or of many."""
        sums = dict.fromkeys(AllocationState, 0)
        failures: dict[str, int] = {}
        for count in counts:
            sums[count.state] += count.packages
            if count.state is AllocationState.FAILED:
                reason = count.failure or "unknown"
                failures[reason] = failures.get(reason, 0) + count.packages
        return cls(
            confirmed=sums[AllocationState.CONFIRMED],
            photos_pending=sums[AllocationState.PHOTOS_PENDING],
            pending=sums[AllocationState.PENDING],
            failures=dict(sorted(failures.items())),
        )


def states_of_place(
    place: str, planned: int, delivered: int, photos_pending: int, failures: Mapping[str, int]
) -> list[StateCount]:
    """What remains of the packages of a place: delivered ones have their photos or not, and the rest is pending."""
    failed = [StateCount(place, AllocationState.FAILED, reason, packages) for reason, packages in failures.items()]
    remaining = {
        AllocationState.CONFIRMED: delivered - photos_pending,
        AllocationState.PHOTOS_PENDING: photos_pending,
        AllocationState.PENDING: planned - delivered - sum(failures.values()),
    }
    return [*failed, *(StateCount(place, state, None, packages) for state, packages in remaining.items())]


def percent(part: int, whole: int) -> float | None:
    """Percentage with one decimal, rounded down, so that 100.0 means all of them; None of nothing."""
    return part * 1000 // whole / 10 if whole else None


def by_place(counts: Iterable[StateCount]) -> dict[str, Tally]:
    """One tally per place, in the order of their codes."""
    grouped: dict[str, list[StateCount]] = {}
    for count in counts:
        grouped.setdefault(count.place, []).append(count)
    return {place: Tally.of(grouped[place]) for place in sorted(grouped)}
