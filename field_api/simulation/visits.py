"""One visit of the plan: all that a phone would send, and the label that only the simulation knows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from field_api.demo.answers import INSTRUMENTS, answers_of
from field_api.demo.living import living_conditions
from field_api.demo.people import Household, Person
from field_api.evidence.rules.checks.facts import Fix
from field_api.evidence.rules.geodesy import metres_between
from field_api.registry.rules.kinship import parse_sex
from field_api.simulation.habits import Fault, Habit, Sign, Trick
from field_api.simulation.pictures import Edit, PlannedPhoto

APP_VERSION = "simulation"
NOT_MET = "not_found"
# Beyond what two fixes of one spot differ by.
_ELSEWHERE_METRES = 100


class Network(StrEnum):
    """What the way to the server does to a visit; `NONE`: the phone died with the visit in it."""

    GOOD = "good"
    REPEATED = "repeated"
    CUT = "cut"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the verifier writes him down; the birth date may be wrong and the NIK absent or another's."""

    person: Person
    nik: str | None
    birth_date: date


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit; `trick` is None for an honest one. Times are those of the phone's clock, `sent_at` is true time.

    `signed_by` is the user whose phone signs the photos. The last of `samples` is the position of the visit.
    """

    visit_id: UUID
    username: str
    habit: Habit
    household: Household
    started_at: datetime
    finished_at: datetime
    sent_at: datetime
    samples: tuple[Fix, ...]
    photos: tuple[PlannedPhoto, ...]
    members: tuple[Member, ...]
    recommendation: str
    network: Network
    signed_by: str
    met: bool = True
    trick: Trick | None = None
    faults: frozenset[Fault] = frozenset()

    @property
    def duration(self) -> timedelta:
        return self.finished_at - self.started_at

    @property
    def causes(self) -> frozenset[Trick | Fault | Sign]:
        """Everything that a check may rightly flag here."""
        elsewhere = any(_is_elsewhere(photo) for photo in self.photos)
        return (
            self.faults
            | (frozenset({self.trick}) if self.trick else frozenset())
            | (frozenset({Sign.EXIF_ELSEWHERE}) if elsewhere else frozenset())
        )


def _is_elsewhere(photo: PlannedPhoto) -> bool:
    """Whether the file says that it was taken where the phone says it was not; a program that edits removes EXIF."""
    place = photo.scene.place
    if place is None or photo.edit is not Edit.NONE:
        return False
    return metres_between(place, photo.samples[-1].place) > _ELSEWHERE_METRES


def payload_of(visit: PlannedVisit, photos: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the phone puts to /v1/visits/{id}; `photos` is its manifest."""
    fix = visit.samples[-1]
    shared = {
        "household_id": str(visit.household.household_id),
        "instruments": [{"code": code, "version": version} for code, version in INSTRUMENTS],
        "position": sample_of(fix, at=False) | {"samples": [sample_of(each) for each in visit.samples]},
        "photos": list(photos),
        "channel": "field_app",
        "app_version": APP_VERSION,
        "started_at": visit.started_at.isoformat(),
        "finished_at": visit.finished_at.isoformat(),
    }
    if not visit.met:
        return shared | {"outcome": NOT_MET, "note": "Alamat dicari bersama ketua RT, rumahnya tidak ada."}
    # Who pads a household tells its size accordingly.
    answers = answers_of(living_conditions(visit.household)) | {"household_size": len(visit.members)}
    return shared | {
        "outcome": "visited",
        "recommendation": visit.recommendation,
        "occupation": visit.household.members[0].occupation,
        "note": "Ditemui di rumah.",
        "answers": answers,
        "members": [_member(each) for each in visit.members],
    }


def sample_of(fix: Fix, *, at: bool = True) -> dict[str, Any]:
    """A fix as the field app writes it."""
    sample: dict[str, Any] = {
        "latitude_e7": fix.place.latitude_e7,
        "longitude_e7": fix.place.longitude_e7,
        "accuracy_mm": fix.accuracy_mm,
    }
    if at and fix.at is not None:
        sample["at"] = fix.at.isoformat()
    if at and fix.mocked:
        sample["mock"] = True
    return sample


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.person.name,
        "relationship": member.person.relationship,
        "nik": member.nik,
        "sex": parse_sex(member.person.sex),
        "birth_date": member.birth_date.isoformat(),
        "occupation": member.person.occupation,
        "present": True,
    }
