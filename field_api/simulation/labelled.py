"""Real cases with labels, put to the checks without a product: photos that were used again, and sequences of visits.

What the checks would know of such a visit is gathered here as `evidence.queries.checks` gathers it from the database:
the neighbours in time of the verifier and of the device, the visits around, the photos seen before.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from uuid import UUID

from field_api.errors import NotFound
from field_api.evidence.rules.checks.catalogue import flags_on
from field_api.evidence.rules.checks.facts import Fix, OtherAct, PhotoFacts, PhotoMatch, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import E7, Place
from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo
from field_api.evidence.rules.photos.perceptual_hash import PhotoHashes, distance
from field_api.evidence.rules.reuse.probes import probes_of
from field_api.evidence.rules.reuse.standing import SAME_PICTURE
from field_api.simulation.observed import Seen

HONEST_SEQUENCES = frozenset({"plausible_walk", "plausible_motorbike", "gps_glitch_single_point", "time_goes_back"})
REUSED = "same_scene_resubmitted"
# Check -> labels of the cases that it was written for.
LOOKS_FOR: Mapping[str, frozenset[str]] = {
    "photo_similar": frozenset({REUSED}),
    "speed_impossible": frozenset({"impossible_teleport", "same_officer_two_devices"}),
    "visits_clustered": frozenset({"desk_filling_one_spot"}),
    "visit_too_short": frozenset({"desk_filling_one_spot", "too_fast_houses"}),
    "point_shared": frozenset({"frozen_position"}),
    "position_rounded": frozenset({"grid_rounded"}),
    "accuracy_low": frozenset({"gps_glitch_single_point"}),
}
CAVEAT = (
    "Real photos edited by hand, and sequences of visits made by hand at real places: labelled, few, and older than the"
    " checks. The photos were compared by their hashes alone, without the product's own search."
)
_USUAL_VISIT, _SENT_AFTER = timedelta(minutes=10), timedelta(minutes=20)
_RECENT = 20
_TRACKS, _PHOTOS = Path("tracks", "visit_sequences_shared.csv"), Path("photos", "manifest.csv")


class CasesMissing(NotFound):
    """The folder does not hold the labelled cases."""

    code = "cases_missing"


@dataclass(frozen=True, slots=True)
class _Stop:
    """One visit of a sequence: where and when a phone said that it was."""

    number: int
    label: str
    device: str
    at: datetime
    fix: Fix

    @property
    def household_id(self) -> UUID:
        return UUID(int=self.number)


def sequences_in(folder: Path) -> list[Seen]:
    """Each labelled sequence of visits with the flags of all its visits. Raises CasesMissing."""
    rows = _rows(folder / _TRACKS)
    seen = []
    for name, group in groupby(rows, key=lambda row: row["sequence"]):
        stops = [_stop(number, row) for number, row in enumerate(group, start=1)]
        label = stops[0].label
        flags = {flag.code: flag.severity for stop in stops for flag in flags_on(_evidence(stop, stops), Thresholds())}
        causes = frozenset({label} if any(label in labels for labels in LOOKS_FOR.values()) else ())
        seen.append(Seen(name, label, label not in HONEST_SEQUENCES, causes, flags, 0))
    return _queued(seen)


def photos_in(folder: Path) -> list[Seen]:
    """Each labelled photo as the only one of a visit, in the order of the manifest. Raises CasesMissing."""
    rows = [row for row in _rows(folder / _PHOTOS) if row["file"].startswith("reuse/")]
    seen: list[Seen] = []
    before: list[PhotoInspection] = []
    for row in rows:
        found = inspect_photo((folder / "photos" / row["file"]).read_bytes())
        place = Place(_e7(row["truth_lat"]), _e7(row["truth_lon"]))
        # The first time a scene is sent it is not used again.
        again = row["oddity"].startswith(REUSED) and bool(before)
        flags = flags_on(_visit_with(found, place, before), Thresholds())
        kind = row["oddity"].partition(":")[2] or "other scene"
        causes = frozenset({REUSED} if again else ())
        seen.append(Seen(row["file"], kind, again, causes, {flag.code: flag.severity for flag in flags}, 0))
        before.append(found)
    return _queued(seen)


def _queued(seen: Sequence[Seen]) -> list[Seen]:
    """In the order of the queue: the weightiest first, else as they came."""
    ordered = sorted(seen, key=lambda each: -each.weight)
    return [replace(each, place=place) for place, each in enumerate(ordered)]


def _evidence(stop: _Stop, stops: Sequence[_Stop]) -> VisitEvidence:
    others = [each for each in stops if each is not stop]
    earlier = [each for each in others if each.at < stop.at]
    before = max((each.at for each in earlier if each.device == stop.device), default=stop.at - _USUAL_VISIT)
    # How long a visit took is not recorded, but it did not begin before the one before it had ended.
    started_at = max(before, stop.at - _USUAL_VISIT)
    recent = sorted(earlier, key=lambda each: each.at, reverse=True)[:_RECENT]
    return replace(
        _bare(stop.household_id, stop.fix, started_at, stop.at),
        near_in_time=list(_neighbours(stop, others)),
        recent_accuracies_mm=[each.fix.accuracy_mm or 0 for each in recent],
        around=[_other(each) for each in others],
    )


def _neighbours(stop: _Stop, others: Sequence[_Stop]) -> Iterator[OtherAct]:
    """The visits just before and after, of the account and of the device."""
    for among in (others, [each for each in others if each.device == stop.device]):
        earlier = [each for each in among if each.at <= stop.at]
        later = [each for each in among if each.at > stop.at]
        if earlier:
            yield _other(max(earlier, key=lambda each: each.at))
        if later:
            yield _other(min(later, key=lambda each: each.at))


def _other(stop: _Stop) -> OtherAct:
    return OtherAct(stop.household_id, stop.household_id, stop.fix, stop.at, same_hand=True)


def _visit_with(found: PhotoInspection, place: Place, before: Sequence[PhotoInspection]) -> VisitEvidence:
    matches = [match for other in before if (match := _match(found, other))]
    at = datetime.fromisoformat("2025-03-12T15:30:00+07:00")
    photo = PhotoFacts(number=0, kind="house_front", fix=Fix(place), remarks=frozenset(found.remarks), matches=matches)
    return replace(_bare(UUID(int=len(before)), Fix(place), at - _USUAL_VISIT, at), photos=[photo])


def _match(found: PhotoInspection, other: PhotoInspection) -> PhotoMatch | None:
    if found.sha256 == other.sha256:
        return PhotoMatch("file", 0)
    if found.stripped_sha256 == other.stripped_sha256:
        return PhotoMatch("stripped", 0)
    distances = [
        nearest_distance(mine, theirs)
        for mine in (found.hashes, found.trimmed_hashes)
        for theirs in (other.hashes, other.trimmed_hashes)
        if mine and theirs
    ]
    nearest = min(distances, default=SAME_PICTURE + 1)
    return PhotoMatch("scene", nearest) if nearest <= SAME_PICTURE else None


def nearest_distance(mine: PhotoHashes, theirs: PhotoHashes) -> int:
    """The nearest of all frames and symmetries with which the product looks for a picture."""
    return min(distance(probe.words.tobytes().hex(), getattr(theirs, probe.other_frame)) for probe in probes_of(mine))


def _bare(household_id: UUID, fix: Fix, started_at: datetime, finished_at: datetime) -> VisitEvidence:
    """A visit of which nothing is known but place and time."""
    return VisitEvidence(
        household_id=household_id,
        outcome="visited",
        recommendation=None,
        channel="api",
        started_at=started_at,
        finished_at=finished_at,
        received_at=finished_at + _SENT_AFTER,
        local_day=finished_at.date(),
        fix=fix,
    )


def _stop(number: int, row: Mapping[str, str]) -> _Stop:
    at = datetime.fromisoformat(row["local_time"])
    place = Place(_e7(row["lat"]), _e7(row["lon"]))
    return _Stop(number, row["label"], row["device"], at, Fix(place, int(row["accuracy_m"]) * 1000, at))


def _e7(degrees: str) -> int:
    return round(Decimal(degrees) * E7)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise CasesMissing(f"There is no {path}. Name the folder that holds photos/ and tracks/ with their labels.")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
