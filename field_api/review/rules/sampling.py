"""Which decisions are looked at a second time, and by whom: a draw nobody can foresee and an auditor can repeat.

Refuses a second reviewer who is not independent of the first look, and an answer by somebody who was not asked.
"""

import hmac
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from field_api.errors import Conflict, Forbidden

# Whoever took a second review and did not answer for so long gives it free for another one.
TAKEN_FOR = timedelta(days=7)
_DOUBTFUL = frozenset({"doubt", "alarm"})


class SampleKind(StrEnum):
    """A second reviewer looks at the same evidence without the decision; a back-check visits the household again."""

    SECOND_REVIEW = "second_review"
    BACK_CHECK = "back_check"


class Finding(StrEnum):
    """What a second look says of the household."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    CANNOT_TELL = "cannot_tell"


class SecondReviewerNotIndependent(Forbidden):
    """He decided, made the visit, or has read the dossier: what he says would not be a second look."""

    code = "second_reviewer_not_independent"


class SecondReviewTaken(Conflict):
    """Another reviewer has taken it, or it is answered."""

    code = "second_review_taken"


class VerifierIsFirst(Forbidden):
    """Whoever made the first visit does not check it; the database holds the same."""

    code = "verifier_is_first"


def drawing_key(digest_key: bytes) -> bytes:
    """The key of the draws, drawn from the key of the digests, so that neither can stand in for the other."""
    return hmac.digest(digest_key, b"field-api sample draws v1", "sha256")


def is_drawn(key: bytes, kind: SampleKind, decision_id: UUID, *, permille: int) -> bool:
    """Whether a decision falls into the sample of a kind, by the HMAC-SHA-256 of both under the server's key.

    The first eight bytes are a number that is even between 0 and 2^64; drawn is what lies below the share. Ids of
    decisions come from clients, and without the key nobody can choose one that is passed over.
    """
    digest = hmac.digest(key, f"{kind.value}/{decision_id}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big") * 1000 < permille << 64


def is_clean(severities: Collection[str]) -> bool:
    """Whether a visit is one of which no check says more than a note: what has doubts is looked at with care anyway."""
    return _DOUBTFUL.isdisjoint(severities)


def check_second_reviewer(reviewer_id: UUID, *, first_reviewer_id: UUID, verifier_id: UUID, has_looked: bool) -> None:
    """Raise `SecondReviewerNotIndependent` unless this person knows nothing of the first look."""
    if reviewer_id in {first_reviewer_id, verifier_id} or has_looked:
        raise SecondReviewerNotIndependent(
            "You decided this case, made the visit, or have read its dossier. Leave it to another reviewer."
        )


def is_free(*, taken_at: datetime | None, answered: bool, at: datetime) -> bool:
    """Whether a second review can be taken: nobody has it, or whoever took it let the time pass."""
    return not answered and (taken_at is None or at - taken_at > TAKEN_FOR)


def check_back_checker(verifier_id: UUID, *, first_verifier_id: UUID) -> None:
    """Raise `VerifierIsFirst` when the one who is to check made the visit that is checked."""
    if verifier_id == first_verifier_id:
        raise VerifierIsFirst("This verifier made the first visit. Choose another verifier of the area.")


def finding_of_visit(*, outcome: str, recommendation: str | None) -> Finding:
    """What a back-check visit says: only a household that was met is called eligible or not."""
    if outcome != "visited" or recommendation not in {Finding.ELIGIBLE, Finding.NOT_ELIGIBLE}:
        return Finding.CANNOT_TELL
    return Finding(recommendation)
