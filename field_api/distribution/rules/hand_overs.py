"""What makes a hand-over whole (F4, G3), what should be said about one, and which outcomes put an enrolment in doubt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from field_api.errors import FieldProblem
from field_api.evidence.rules.visits import ACCURACY_LIMIT_MM, CLOCK_TOLERANCE

DELIVERED = "delivered"
NOT_DELIVERED = "not_delivered"
OUTCOMES = (DELIVERED, NOT_DELIVERED)
RECEIVERS = ("self", "family_member", "proxy")
# The last digits of the card against the list; `no_number`: the list has none to compare with.
CARD_DIFFERS = "differs"
CARD_CHECKS = ("matches", CARD_DIFFERS, "no_number")
FAILURES = (
    "not_at_home",
    "not_found",
    "moved",
    "deceased",
    "refused",
    "not_entitled",
    "package_missing",
    "package_damaged",
)
# G3 and P4: what the officer found speaks against the enrolment itself, not only against this delivery.
SUSPENDING_FAILURES = frozenset({"moved", "deceased", "not_entitled"})
PROOF_KIND = "hand_over"
LATE_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HandOverReport:
    """What the officer says of one package.

    Positions are integers of 1e-7 degree, accuracy is in millimetres, `position_samples` are kept as the phone sent them.
    """

    allocation_id: UUID
    outcome: str
    handed_over_at: datetime
    received_by: str | None = None
    receiver_name: str | None = None
    receiver_relationship: str | None = None
    card_check: str | None = None
    failure: str | None = None
    note: str = ""
    latitude_e7: int | None = None
    longitude_e7: int | None = None
    accuracy_mm: int | None = None
    position_samples: Sequence[Mapping[str, Any]] = ()
    position_missing_reason: str | None = None

    @property
    def has_position(self) -> bool:
        return self.latitude_e7 is not None and self.longitude_e7 is not None


def check_hand_over(report: HandOverReport, photo_kinds: Iterable[str]) -> list[FieldProblem]:
    """Everything that is missing or contradicts itself, by JSON pointer; an empty list means the hand-over is whole.

    A delivered package needs who received it, a photo of the hand-over, and a position or the reason why there is
    none; a card that differs from the list needs a word in the note. One that was not delivered needs the reason, and
    nobody who received it.
    """
    if report.outcome == DELIVERED:
        return [
            *_receiver_problems(report),
            *_needless(report, ("failure",), "a delivered package"),
            *_position_problems(report),
            *_proof_problems(photo_kinds),
            *_card_problems(report),
        ]
    of_a_delivery = ("received_by", "receiver_name", "receiver_relationship", "card_check")
    problems = _needless(report, of_a_delivery, "a package that was not delivered")
    if report.failure is None:
        problems.append(
            FieldProblem("/failure", "missing", "The reason is missing.", f"Say one of: {', '.join(FAILURES)}.")
        )
    return problems


def _receiver_problems(report: HandOverReport) -> list[FieldProblem]:
    if report.received_by is None:
        return [
            FieldProblem(
                "/received_by", "missing", "Nobody received the package.", f"Say one of: {', '.join(RECEIVERS)}."
            )
        ]
    if report.received_by == "self":
        return []
    given = {"receiver_name": report.receiver_name, "receiver_relationship": report.receiver_relationship}
    return [
        FieldProblem(
            f"/{name}",
            "missing",
            "Somebody else received the package, and it is not said who.",
            "Give the name and the relationship to the recipient.",
        )
        for name, value in given.items()
        if not (value or "").strip()
    ]


def _needless(report: HandOverReport, names: Sequence[str], of: str) -> list[FieldProblem]:
    return [
        FieldProblem(f"/{name}", "contradiction", f"This does not belong to {of}.", "Leave it out.")
        for name in names
        if getattr(report, name) is not None
    ]


def _position_problems(report: HandOverReport) -> list[FieldProblem]:
    if report.has_position or (report.position_missing_reason or "").strip():
        return []
    return [
        FieldProblem(
            "/position",
            "position_missing",
            "The hand-over has no position.",
            "Take it outdoors, or say in position_missing_reason why there is none.",
        )
    ]


def _proof_problems(photo_kinds: Iterable[str]) -> list[FieldProblem]:
    if PROOF_KIND in photo_kinds:
        return []
    return [
        FieldProblem(
            "/photos",
            "photo_kind_missing",
            "No photo shows the hand-over.",
            f"Take a photo of kind {PROOF_KIND}: the recipient with the package.",
        )
    ]


def _card_problems(report: HandOverReport) -> list[FieldProblem]:
    if report.card_check != CARD_DIFFERS or report.note.strip():
        return []
    detail = "The card differs from the list, and nothing is said about it."
    return [FieldProblem("/note", "missing", detail, "Say in the note why the package was handed over all the same.")]


def moment_of(handed_over_at: datetime, *, received_at: datetime) -> datetime:
    """When the hand-over happened as far as can be known: nothing happens after it was told.

    A phone whose clock runs ahead is corrected by the receipt; both times are kept as they were.
    """
    return min(handed_over_at, received_at)


def remarks_on(report: HandOverReport, *, received_at: datetime, round_closed_at: datetime | None) -> tuple[str, ...]:
    """Codes of what is no fault of the payload and still matters to whoever answers for the round (F5)."""
    delivered = report.outcome == DELIVERED
    found = {
        "no_position": delivered and not report.has_position,
        "accuracy_unknown": report.has_position and report.accuracy_mm is None,
        # No real receiver reports an accuracy of nothing; some tools that invent a position do.
        "accuracy_zero": report.accuracy_mm == 0,
        "accuracy_low": report.accuracy_mm is not None and report.accuracy_mm > ACCURACY_LIMIT_MM,
        "clock_ahead": report.handed_over_at > received_at + CLOCK_TOLERANCE,
        "sent_late": received_at - report.handed_over_at > LATE_AFTER,
        "sent_after_closing": round_closed_at is not None and received_at > round_closed_at,
        "received_by_proxy": report.received_by == "proxy",
        "card_differs": report.card_check == CARD_DIFFERS,
    }
    return tuple(code for code, holds in found.items() if holds)


class AllocationState(StrEnum):
    """What became of a package so far; derived from its hand-overs, never stored."""

    PENDING = "pending"
    FAILED = "failed"
    PHOTOS_PENDING = "photos_pending"
    CONFIRMED = "confirmed"


def state_of(*, delivered: bool, photos_complete: bool, attempts_failed: int) -> AllocationState:
    """A delivery outweighs any number of failed attempts, before or after; it is confirmed once its photos are here."""
    if delivered:
        return AllocationState.CONFIRMED if photos_complete else AllocationState.PHOTOS_PENDING
    return AllocationState.FAILED if attempts_failed else AllocationState.PENDING
