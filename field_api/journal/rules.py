"""The closed list of what can happen, who can be its author, and the spelling in which content is hashed."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, Protocol
from uuid import UUID

from field_api.errors import InvalidInput

# Where an entry's data holds the digests of the rows that its write made or changed: {table: {key: digest}}.
ROWS = "rows"


class Event(StrEnum):
    """Every kind of entry; a new kind of write begins with a line here."""

    AREAS_IMPORTED = "areas.imported"
    AREA_POLYGON_REPAIRED = "area.polygon_repaired"
    USER_CREATED = "user.created"
    USER_CHANGED = "user.changed"
    USER_PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - the name of an event
    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    SESSION_OPENED = "session.opened"
    SESSION_REVOKED = "session.revoked"
    DEVICE_REGISTERED = "device.registered"
    DEVICE_REVOKED = "device.revoked"
    HOUSEHOLD_REGISTERED = "household.registered"
    HOUSEHOLD_CHANGED = "household.changed"
    PERSON_REGISTERED = "person.registered"
    PERSON_CHANGED = "person.changed"
    PERSON_ERASED = "person.erased"
    MEMBERSHIP_STARTED = "membership.started"
    MEMBERSHIP_ENDED = "membership.ended"
    FAMILY_CARD_RECORDED = "family_card.recorded"
    PROGRAMME_DEFINED = "programme.defined"
    ENROLMENT_CREATED = "enrolment.created"
    ENROLMENT_STATUS_CHANGED = "enrolment.status_changed"
    IMPORT_REQUESTED = "import.requested"
    IMPORT_BATCH_STORED = "import.batch_stored"
    IMPORT_FINISHED = "import.finished"
    NUMBERS_RESEALED = "numbers.resealed"
    INSTRUMENT_PUBLISHED = "instrument.published"
    VISIT_ASSIGNED = "visit.assigned"
    ASSIGNMENT_CHANGED = "assignment.changed"
    ASSIGNMENT_WITHDRAWN = "assignment.withdrawn"
    VISIT_SUBMITTED = "visit.submitted"
    PHOTO_STORED = "photo.stored"
    VISIT_COMPLETED = "visit.completed"
    PHOTO_INSPECTED = "photo.inspected"
    VISIT_CHECKED = "visit.checked"
    THRESHOLDS_SET = "thresholds.set"
    PHOTO_REUSE_FOUND = "photo.reuse_found"
    CASE_OPENED = "case.opened"
    CASE_RESUBMITTED = "case.resubmitted"
    CASE_DECIDED = "case.decided"
    SAMPLE_DRAWN = "sample.drawn"
    SECOND_REVIEW_TAKEN = "second_review.taken"
    SECOND_REVIEW_ANSWERED = "second_review.answered"
    BACK_CHECK_ASSIGNED = "back_check.assigned"
    BACK_CHECK_ANSWERED = "back_check.answered"
    LIST_DRAFTED = "list.drafted"
    LIST_CHANGED = "list.changed"
    LIST_SEALED = "list.sealed"
    LIST_ENDORSED = "list.endorsed"
    ROUND_OPENED = "round.opened"
    ROUND_BATCH_ALLOCATED = "round.batch_allocated"
    ROUND_ALLOCATED = "round.allocated"
    ROUND_CLOSED = "round.closed"
    PACKAGE_HANDED_OVER = "package.handed_over"
    PACKAGE_NOT_HANDED_OVER = "package.not_handed_over"
    HAND_OVER_COMPLETED = "hand_over.completed"
    HAND_OVER_CHECKED = "hand_over.checked"
    DIGESTS_BEGUN = "digests.begun"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: `data` may hold ids, codes, counts and hashes, never a NIK, a name or a coordinate."""

    event: Event
    subject_id: UUID
    area_code: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    # What the write made or changed: rows of `Bound` models, or a model with the values of one row.
    rows: Sequence[Any] = ()


class Access(StrEnum):
    """Looks that leave a trace (A3, UU 27/2022 on personal data)."""

    PHOTO_VIEWED = "photo.viewed"
    NIK_UNMASKED = "nik.unmasked"
    DOSSIER_VIEWED = "dossier.viewed"
    EXPORTED = "rows.exported"
    LETTER_VIEWED = "letter.viewed"
    LIST_ITEM_PROVED = "list_item.proved"


class Statable(Protocol):
    """An entry as it is kept."""

    id: UUID
    event: str
    subject_id: UUID
    area_code: str
    actor_id: UUID | None
    device_id: UUID | None
    recorded_at: datetime
    data: dict[str, Any]


class Author(Protocol):
    """Who wrote an entry: a person on a device, or the system itself."""

    @property
    def user_id(self) -> UUID | None: ...
    @property
    def device_id(self) -> UUID | None: ...
    @property
    def request_id(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class SystemAuthor:
    """A worker or an operator's command; `request_id` holds the id of the job."""

    request_id: str | None = None
    user_id: None = None
    device_id: None = None


# Made once: `json.dumps` would put one together for each of the many rows of a visit.
_spelled = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical_json(value: Any) -> bytes:
    """The one spelling of a JSON value that is hashed or signed: sorted keys, no spaces, no floats.

    Raises `FloatInCanonicalJson` for a float: coordinates are integers of 1e-7 degree, amounts whole numbers.
    """
    _refuse_floats(value)
    return _spelled(value).encode()


def statement_of(entry: Statable) -> bytes:
    """What the log commits to for an entry: its canonical JSON, with the moment in microseconds of UTC."""
    return canonical_json(
        {
            "id": str(entry.id),
            "event": entry.event,
            "subject_id": str(entry.subject_id),
            "area_code": entry.area_code,
            "actor_id": str(entry.actor_id) if entry.actor_id else None,
            "device_id": str(entry.device_id) if entry.device_id else None,
            "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "data": entry.data,
        }
    )


def row_digest(key: bytes, table: str, values: Mapping[str, Any]) -> str:
    """The digest of a row in base64: HMAC-SHA-256 over the canonical JSON of its table and of its columns that hold something.

    Keyed, because an auditor reads it in the journal: without the key nobody can try names or numbers against it.
    Numbers have one spelling whether they come from a phone or from the database: 2.0 is 2.
    """
    columns = {name: _plain(value) for name, value in values.items() if value is not None}
    return base64.b64encode(hmac.digest(key, _spelled([table, columns]).encode(), "sha256")).decode().rstrip("=")


def _plain(value: Any) -> Any:
    """A value as JSON has it, in one spelling."""
    kind = type(value)
    if kind in _PLAIN_KINDS:
        return value
    spell = _SPELLINGS.get(kind)
    if spell is None:
        # A kind of our own, such as a word of a closed list.
        spell = next((spell for known, spell in _SPELLINGS.items() if isinstance(value, known)), None)
    if spell is not None:
        return spell(value)
    if isinstance(value, str | int):
        return value
    raise TypeError(f"a {kind.__name__} has no spelling in a digest")


def _plain_fields(fields: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain(each) for name, each in fields.items()}


_PLAIN_KINDS = frozenset({str, bool, int, NoneType})
# A moment is a date too, so it comes first.
_SPELLINGS: Mapping[type, Callable[[Any], Any]] = {
    dict: _plain_fields,
    Mapping: _plain_fields,
    list: lambda items: [_plain(each) for each in items],
    tuple: lambda items: [_plain(each) for each in items],
    UUID: str,
    datetime: lambda moment: moment.astimezone(UTC).isoformat(timespec="microseconds"),
    date: date.isoformat,
    bytes: bytes.hex,
    float: lambda number: int(Decimal(repr(number))) if number.is_integer() else number,
}


class FloatInCanonicalJson(InvalidInput):
    """A float has no single spelling, so nothing that holds one can be hashed."""

    code = "float_in_content"


def _refuse_floats(value: Any) -> None:
    if type(value) in _PLAIN_KINDS:
        return
    if isinstance(value, float):
        raise FloatInCanonicalJson("Send whole numbers only: coordinates as integers of 1e-7 degree.")
    if isinstance(value, dict):
        for each in value.values():
            _refuse_floats(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _refuse_floats(each)
