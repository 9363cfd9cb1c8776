"""Figures of a comparison with the truth: what an order gains over chance. Pure; shares are `review.rules.intervals`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from field_api.review.rules.intervals import Share


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
