"""Errors of the domain: a stable code, a kind, and words for a person; nothing of HTTP.

Three edges render them: problem details in the API, a result per item in sync, a log line in workers.
Define an error beside the function that raises it; only the kinds live here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of the input, where, and what to do about it.

    `pointer` is a JSON pointer into the payload, or "row 12, nik" for a file.
    """

    pointer: str
    code: str
    detail: str
    remedy: str = ""

    def to_json(self) -> dict[str, str]:
        document = {"pointer": self.pointer, "code": self.code, "detail": self.detail}
        return document | ({"remedy": self.remedy} if self.remedy else {})


class DomainError(Exception):
    """Base of every expected failure. `code` is part of the interface and never changes its meaning."""

    code: str = "failed"
    title: ClassVar[str] = "The request could not be carried out"
    # Whether what was written before the failure stays: a failed login must be counted.
    keeps_writes: ClassVar[bool] = False

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        problems: Sequence[FieldProblem] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code or type(self).code
        self.detail = detail
        self.problems = tuple(problems)
        self.extra = dict(extra or {})

    def to_json(self) -> dict[str, Any]:
        """Code, detail, and what is wrong with which field, for an error that is kept."""
        return {"code": self.code, "detail": self.detail, "problems": [each.to_json() for each in self.problems]}


class InvalidInput(DomainError):
    """What was sent makes no sense in itself; sending it again will not help."""

    code = "invalid_input"
    title = "The input is not valid"


class NotFound(DomainError):
    """There is no such thing, or none that this actor may know of; the two look alike on purpose."""

    code = "not_found"
    title = "Not found"


class Conflict(DomainError):
    """The request is well formed and contradicts what is already there."""

    code = "conflict"
    title = "This contradicts what is already recorded"


class Forbidden(DomainError):
    """The actor is known and may not do this."""

    code = "forbidden"
    title = "This is not allowed for you"


class Unauthenticated(DomainError):
    """Nobody has shown who they are, or the token is no longer good."""

    code = "unauthenticated"
    title = "Log in first"


class PreconditionFailed(DomainError):
    """The row has changed since the caller read it (If-Match)."""

    code = "precondition_failed"
    title = "Somebody has changed this in the meantime"


class PreconditionRequired(DomainError):
    """A change of an editable row must say which state it saw (If-Match)."""

    code = "precondition_required"
    title = "Say which version you saw"


class TooLarge(DomainError):
    """More bytes than a limit allows."""

    code = "too_large"
    title = "Too large"


class TooManyRequests(DomainError):
    """Slow down; `extra["retry_after"]` holds seconds."""

    code = "too_many_requests"
    title = "Too many attempts"


class Unavailable(DomainError):
    """A part that is needed does not answer; nothing was recorded; try again."""

    code = "unavailable"
    title = "Temporarily unavailable"
