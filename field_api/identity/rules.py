"""Roles, what each may do, and the Actor: pure, so that the whole table of rights can be read and tested here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from field_api.areas.rules.zones import local_day
from field_api.errors import Forbidden
from field_api.permissions import Permission as P  # noqa: N817 - the table below is read by column
from field_api.scope import NOWHERE, Scope


class Role(StrEnum):
    """Roles of the sources: B14 (area-limited accounts), F4 (RT and RW hand over), A2 and B2 (Dinsos), B10 (approval)."""

    VERIFIER = "verifier"
    RT = "rt"
    RW = "rw"
    KELURAHAN = "kelurahan"
    DINSOS_REVIEWER = "dinsos_reviewer"
    DINSOS_APPROVER = "dinsos_approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


_EVERYBODY = frozenset({P.OWN_ACCOUNT, P.AREA_READ, P.PROGRAMME_READ, P.INSTRUMENT_READ})
_OFFICER = _EVERYBODY | {P.HAND_OVER_CONFIRM, P.HAND_OVER_READ, P.ROUND_READ, P.PHOTO_UPLOAD}
_DESK = _EVERYBODY | {
    P.HOUSEHOLD_READ, P.ASSIGNMENT_READ, P.VISIT_READ, P.PHOTO_READ, P.CASE_READ, P.LIST_READ, P.ROUND_READ,
    P.HAND_OVER_READ,
}  # fmt: skip

PERMISSIONS: Mapping[Role, frozenset[P]] = {
    Role.VERIFIER: _EVERYBODY | {P.ASSIGNMENT_READ, P.VISIT_SUBMIT, P.VISIT_READ, P.PHOTO_UPLOAD, P.HOUSEHOLD_READ},
    Role.RT: _OFFICER,
    Role.RW: _OFFICER,
    Role.KELURAHAN: _OFFICER | {P.HOUSEHOLD_READ},
    Role.DINSOS_REVIEWER: _DESK
    | {
        P.CASE_DECIDE, P.NIK_UNMASK, P.ASSIGNMENT_MANAGE, P.HOUSEHOLD_WRITE, P.LIST_PREPARE, P.REGISTRY_IMPORT,
        P.REGISTRY_EXPORT, P.ROUND_MANAGE,
    },
    Role.DINSOS_APPROVER: _DESK
    | {P.QUALITY_READ, P.LIST_PREPARE, P.LIST_ENDORSE, P.NIK_UNMASK, P.REGISTRY_EXPORT, P.ROUND_MANAGE},
    Role.AUDITOR: _DESK | {P.QUALITY_READ, P.JOURNAL_READ, P.USER_READ, P.REGISTRY_EXPORT},
    Role.ADMINISTRATOR: _EVERYBODY
    | {P.USER_READ, P.USER_MANAGE, P.AREA_IMPORT, P.PROGRAMME_MANAGE, P.INSTRUMENT_MANAGE, P.CHECK_MANAGE,
       P.PERSON_ERASE},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held for an area at the moment in question."""

    role: Role
    area_code: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes this request: a user with the roles of today; satisfies `journal.rules.Author`."""

    user_id: UUID
    session_id: UUID
    device_id: UUID | None
    request_id: str | None
    grants: tuple[Grant, ...]

    def scope_for(self, *permissions: P) -> Scope:
        """The areas for which this actor holds a role that carries one of the permissions; `NOWHERE` when none."""
        areas = [grant.area_code for grant in self.grants if not PERMISSIONS[grant.role].isdisjoint(permissions)]
        return Scope.of(areas) if areas else NOWHERE

    def require(self, permission: P, area_code: str) -> None:
        """Raise `OutsideArea` unless the actor may do this in that area."""
        if not self.scope_for(permission).covers(area_code):
            raise OutsideArea("Your role does not reach this area. Ask an administrator for the area of work.")


class OutsideArea(Forbidden):
    """The role is right and the area is another's."""

    code = "outside_area"


def is_held(at: datetime, *, area_code: str, valid_from: date, valid_to: date | None) -> bool:
    """Whether a grant is in force at a moment, by the calendar of its area (X1); `valid_to` is exclusive."""
    day = local_day(at, area_code)
    return valid_from <= day and (valid_to is None or day < valid_to)


# Waiting times after failed logins: generous to a thumb on a small screen, hopeless for a dictionary.
FREE_ATTEMPTS = 5
ATTEMPT_WINDOW_SECONDS = 900


def login_wait_seconds(failures: Iterable[float]) -> int:
    """Seconds to wait before another login, given the ages in seconds of the failures of the last window."""
    recent = sorted(age for age in failures if age < ATTEMPT_WINDOW_SECONDS)
    excess = len(recent) - FREE_ATTEMPTS
    if excess < 0:
        return 0
    wait = min(ATTEMPT_WINDOW_SECONDS, 15 << excess)
    return max(0, round(wait - recent[0]))
