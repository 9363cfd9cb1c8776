"""How one door is asked: with which path, body and headers, and what is expected where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from field_api.identity.rules import Role
from tests.doors.world import Place, World

Row = Callable[[Place, Role], str]
Body = Callable[[World, Place, Role], Any]
Marks = Callable[[World, Place], str]


def _nothing(_: Place, __: Role) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Detail:
    """A door to one row, or to a write about one row: `path` leads to the row of a place.

    `own` is the status in one's own place, `elsewhere` in the neighbour's: 404, because a stranger must not learn that
    the row exists; 403 only where the caller himself names the area.
    """

    path: Row
    own: int = 200
    elsewhere: int = 404
    body: Body | None = None
    headers: Callable[[Place, Role], Mapping[str, str]] = _nothing
    form: Callable[[Place], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Listing:
    """A door to many rows: the answer holds the mark of one's own place and never the neighbour's."""

    path: Callable[[World], str]
    mark: Marks
    # The parameter by which a stranger would ask for the neighbour's area.
    area_parameter: str | None = None
    # A search is asked for in a body, so that no name or number ends up in the address.
    json: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Everywhere:
    """A door to what has no area: one's own account, catalogues. The same for everybody who may open it."""

    path: str
    own: int = 200
    json: Mapping[str, Any] | None = None
    form: Callable[[], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Unguarded:
    """A door that is open on purpose, each with its reason."""

    path: str
    reason: str


Door = Detail | Listing | Everywhere | Unguarded
