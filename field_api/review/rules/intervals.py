"""Shares with their intervals: how much a count of so many out of so many can tell. Pure."""

import math
from dataclasses import dataclass
from typing import Any

# Two-sided 95 percent of the normal distribution.
_Z = 1.959964


def wilson_interval(share: float, size: float) -> tuple[float, float]:
    """The 95 percent interval of Wilson (1927) around a share from 0 to 1 of a sample of `size`; holds for none and all.

    `size` need not be whole: a weighted sample counts as its effective size. Of nothing at all everything is possible.
    """
    if not size:
        return 0.0, 1.0
    squared = _Z**2
    middle = (share + squared / (2 * size)) / (1 + squared / size)
    spread = share * (1 - share) / size + squared / (4 * size**2)
    half = _Z * math.sqrt(spread) / (1 + squared / size)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its 95 percent interval."""

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
        return wilson_interval(self.value or 0.0, self.whole)

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
