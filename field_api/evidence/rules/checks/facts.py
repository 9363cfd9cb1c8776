"""All that checks know of an act in the field, a visit or a hand-over: gathered by services, judged without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from field_api.evidence.rules.geodesy import Place


@dataclass(frozen=True, slots=True)
class Fix:
    """A position of a receiver: accuracy in millimetres, `at` by the phone's clock; `mocked` when it said so itself."""

    place: Place
    accuracy_mm: int | None = None
    at: datetime | None = None
    mocked: bool = False

    @property
    def spread(self) -> int:
        """Metres within which the receiver believes to be; 0 when it did not say."""
        return (self.accuracy_mm or 0) // 1000


@dataclass(frozen=True, slots=True)
class PhotoMatch:
    """An earlier photo of another matter that is the same `file`, `stripped` of its metadata, or the same `scene`."""

    layer: str
    distance: int


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """One photo of the act: the app's own fix at the shutter, what EXIF says, what the inspection remarked.

    `matches` came before it; `sent_again` says that a later act of another matter brought it too.
    """

    number: int
    kind: str
    taken_at: datetime | None = None
    fix: Fix | None = None
    samples: Sequence[Fix] = ()
    exif_place: Place | None = None
    exif_taken_at: datetime | None = None
    remarks: frozenset[str] = frozenset()
    fingerprint_rare: bool = False
    matches: Sequence[PhotoMatch] = ()
    sent_again: bool = False


@dataclass(frozen=True, slots=True)
class OtherAct:
    """Another act of the same kind, near in time or place; `same_hand` when the same user or the same device made it."""

    act_id: UUID
    household_id: UUID
    fix: Fix
    finished_at: datetime
    same_hand: bool


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    assigned_at: datetime
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEvidence:
    """What a visit and a hand-over both have, with what stands around it.

    `around` are acts of the same kind at other households within a few metres; `metres_outside` is how far the fix
    lies outside the area of the household (0 inside, None without a polygon). A hand-over begins when it ends.
    """

    household_id: UUID
    started_at: datetime
    finished_at: datetime
    received_at: datetime
    local_day: date
    remarks: frozenset[str] = frozenset()
    fix: Fix | None = None
    samples: Sequence[Fix] = ()
    photos: Sequence[PhotoFacts] = ()
    near_in_time: Sequence[OtherAct] = ()
    recent_accuracies_mm: Sequence[int] = ()
    around: Sequence[OtherAct] = ()
    household_place: Place | None = None
    metres_outside: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEvidence(ActEvidence):
    """One visit; `outcomes` are those of the instruments."""

    outcome: str
    recommendation: str | None
    channel: str
    answers: Mapping[str, object] = field(default_factory=dict)
    member_count: int = 0
    outcomes: Sequence[str] = ()
    assignment: AssignmentFacts | None = None
    members_elsewhere: int = 0
    nik_findings: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverEvidence(ActEvidence):
    """One hand-over: `delivered`, or an attempt that failed.

    `receiver_households` counts other households of the round for which the same name received instead of the
    recipient; `reported_before` is the failure of an earlier attempt that spoke against the enrolment itself.
    """

    delivered: bool
    receiver_households: int = 0
    reported_before: str | None = None
