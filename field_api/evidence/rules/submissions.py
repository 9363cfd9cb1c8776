"""A visit as the phone sends it: value objects, without any judgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from field_api.evidence.rules.photos.captures import CaptureDeclaration


@dataclass(frozen=True, slots=True)
class Position:
    """A fix in integers of 1e-7 degree with its accuracy in millimetres, and every sample the phone took."""

    latitude_e7: int
    longitude_e7: int
    accuracy_mm: int | None
    samples: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class MemberStatement:
    """A household member as met or told of at the door."""

    name: str
    relationship: str
    person_id: UUID | None = None
    nik: str | None = None
    sex: str | None = None
    birth_date: date | None = None
    occupation: str | None = None
    school: str | None = None
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class VisitSubmission:
    """A visit as the phone sends it; `instruments` are (code, version), the first one judges."""

    household_id: UUID
    assignment_id: UUID | None
    replaces_visit_id: UUID | None
    instruments: Sequence[tuple[str, str]]
    outcome: str
    recommendation: str | None
    occupation: str | None
    note: str
    answers: Mapping[str, Any]
    members: Sequence[MemberStatement]
    position: Position | None
    position_missing_reason: str | None
    photos: Sequence[CaptureDeclaration]
    channel: str
    app_version: str
    started_at: datetime
    finished_at: datetime
