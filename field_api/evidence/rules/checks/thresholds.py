"""The limits of the checks: data of an area from a day on, whole numbers, with these as the country's first ones."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from field_api.errors import FieldProblem, InvalidInput
from field_api.evidence.rules.visits import ACCURACY_LIMIT_MM, CLOCK_TOLERANCE

HIGHEST = 1_000_000_000
WHOLE_PERMILLE = 1_000
_REMEDY = "Give a whole number; a permille is at most 1000."


class ThresholdsInvalid(InvalidInput):
    """A name that no check knows, or a value that is no whole number from 0 to 1,000,000,000; a permille ends at 1,000."""

    code = "thresholds_invalid"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Each default stands with its source in evidence A4 and A5; measure anew on the first 10,000 visits."""

    # A fix beyond this tells the neighbourhood, not the house.
    accuracy_mm: int = ACCURACY_LIMIT_MM
    # No phone is better than this without a reference station.
    finest_accuracy_mm: int = 1_000
    # A receiver at rest still wanders: so many equal samples over so long a time were not measured.
    frozen_samples: int = 5
    frozen_seconds: int = 10
    # The same accuracy to the millimetre in so many visits in a row.
    constant_accuracy_visits: int = 5
    # EXIF and the app's own fix; three times the accuracy is allowed where that is more.
    exif_metres: int = 50
    outside_metres: int = 100
    household_metres: int = 200
    # Other households visited at the very same point.
    shared_point_households: int = 2
    # Curbstoning (US Census 2010): six units within 25 feet, by one hand on one day.
    cluster_households: int = 6
    cluster_decimetres: int = 76
    # 42 m/s is 150 km/h; below 500 m a bad fix looks like speed.
    speed_metres_per_second: int = 42
    speed_metres: int = 500
    clock_seconds: int = int(CLOCK_TOLERANCE.total_seconds())
    fix_age_seconds: int = 30
    # A form at the door is finished where it was begun; an hour leaves time for whoever types later.
    hand_over_photo_seconds: int = 3_600
    # One name may be that of two neighbours; of three it is somebody who collects.
    receiver_households: int = 2
    late_days: int = 14
    shortest_visit_seconds: int = 180
    seconds_per_answer: int = 3
    # Of the decisions on visits without a doubt, how many a second reviewer and another verifier look at again.
    second_review_permille: int = 50
    back_check_permille: int = 20

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """The defaults with what a document changes. Raises ThresholdsInvalid with every fault, by JSON pointer."""
        known = {each.name for each in fields(cls)}
        problems = [
            FieldProblem(f"/{name}", "unknown", "No check has this limit.", "See GET /v1/checks for the names.")
            for name in document.keys() - known
        ]
        values = {name: value for name, value in document.items() if name in known}
        limits = {name: value for name, value in values.items() if _is_limit(name, value)}
        problems += [
            FieldProblem(f"/{name}", "wrong_value", "This is no whole number from 0 on.", _REMEDY)
            for name in values.keys() - limits.keys()
        ]
        if problems:
            raise ThresholdsInvalid("Some limits cannot be used.", problems=sorted(problems, key=lambda p: p.pointer))
        return replace(cls(), **limits)

    def to_json(self) -> dict[str, int]:
        return asdict(self)


def _is_limit(name: str, value: object) -> bool:
    highest = WHOLE_PERMILLE if name.endswith("_permille") else HIGHEST
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest
