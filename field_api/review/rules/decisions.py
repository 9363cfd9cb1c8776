"""A decision as a reviewer sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from field_api.review.rules.determinations import NewDetermination
from field_api.review.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class PhotoOverride:
    """A photo that the inspection refused, or has not seen, and why the reviewer passes over that."""

    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a reviewer sends. A return goes to `verifier_id`, or to the same verifier again when that is None."""

    decision_id: UUID
    verdict: Verdict
    reason_code: str
    reason: str
    photo_kinds: Sequence[str] = ()
    without_field_evidence: bool = False
    photo_overrides: Sequence[PhotoOverride] = ()
    determinations: Sequence[NewDetermination] = ()
    verifier_id: UUID | None = None
    due_on: date | None = None
