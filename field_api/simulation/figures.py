"""Figures of a comparison with the truth: precision and recall with intervals, and what an order gains. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Two-sided 95 percent of the normal distribution.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 percent interval of Wilson (1927), which holds for few and for none as well."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} of {self.whole} is no share")

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """From and to; of nothing at all everything is possible."""
        if not self.whole:
            return 0.0, 1.0
        share, squared = self.part / self.whole, _Z**2
        middle = (share + squared / (2 * self.whole)) / (1 + squared / self.whole)
        spread = share * (1 - share) / self.whole + squared / (4 * self.whole**2)
        half = _Z * math.sqrt(spread) / (1 + squared / self.whole)
        return max(0.0, middle - half), min(1.0, middle + half)

    def to_json(self) -> dict[str, Any]:
        low, high = self.interval
        value = None if self.value is None else round(self.value, 4)
        return {"part": self.part, "whole": self.whole, "value": value, "from": round(low, 4), "to": round(high, 4)}

    def __str__(self) -> str:
        """Such as "12/40  30 % (18-45)"."""
        if self.value is None:
            return "none"
        low, high = self.interval
        return f"{self.part}/{self.whole}  {100 * self.value:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


@dataclass(frozen=True, slots=True)
class Gain:
    """What is found in the first part of a queue: by chance it would be the same share as of the queue."""

    first: Share
    found: Share

    @property
    def over_chance(self) -> float | None:
        """How many times as many as by chance; None when there is nothing to find."""
        if not self.found.value or not self.first.value:
            return None if self.found.value is None else 0.0
        return self.found.value / self.first.value

    def to_json(self) -> dict[str, Any]:
        over = self.over_chance
        return {
            "first": self.first.to_json(),
            "found": self.found.to_json(),
            "over_chance": None if over is None else round(over, 2),
        }


def gains(queue: Sequence[bool], shares: Sequence[float] = (0.1, 0.2, 0.5)) -> list[Gain]:
    """The gain of reviewing the first tenth, fifth and half of a queue; `queue` says of each place whether it counts."""
    total = sum(queue)
    cuts = [math.ceil(share * len(queue)) for share in shares]
    return [Gain(Share(cut, len(queue)), Share(sum(queue[:cut]), total)) for cut in cuts]
