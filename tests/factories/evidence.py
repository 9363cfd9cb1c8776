"""Builders of evidence: published instruments, assignments, and visits with or without their photos."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.evidence.models.instruments import PublishedInstrument
from field_api.evidence.models.photos import Bundle, Capture, Photo, PhotoInspection
from field_api.evidence.models.reuse import PhotoMatch
from field_api.evidence.models.visits import Assignment, Visit, VisitEvaluation, VisitMember
from field_api.evidence.queries.photos import DeclaredPhoto
from field_api.evidence.rules.photos.inspection import PhotoInspection as Inspected
from field_api.evidence.service.bundles import content_sha256
from field_api.evidence.service.inspection import _row
from field_api.evidence.service.instruments import publish_instrument
from field_api.evidence.service.originals import store_originals
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Household
from field_api.registry.service.keys import seal_nik
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

INSTRUMENTS = Path(__file__).resolve().parents[2] / "field_api" / "evidence" / "instruments"
LONG_AGO = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
KINDS = ("house_front", "house_inside", "kitchen", "toilet", "family_card")


def instrument(session: Session, name: str = "bps-14@2005") -> PublishedInstrument:
    """A shipped instrument, published."""
    document = json.loads((INSTRUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    return publish_instrument(session, SystemAuthor(), document=document, at=LONG_AGO)


def assignment(
    session: Session, household: Household | None = None, verifier_id: UUID | None = None, **overrides: Any
) -> Assignment:
    household = household or registry_factory.household(session)
    judged_by = instrument(session)
    values = {
        "id": new_id(),
        "household_id": household.id,
        "area_code": household.area_code,
        "verifier_id": verifier_id or identity_factory.user(session).id,
        "instrument_code": judged_by.code,
        "instrument_version": judged_by.version,
        "due_on": None,
        "status": "open",
        "returns_visit_id": None,
        "return_reason": None,
        "return_photo_kinds": [],
        "assigned_by": None,
        "assigned_at": LONG_AGO,
    }
    made = Assignment(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def bundle(
    session: Session,
    *,
    author_id: UUID,
    area_code: str,
    kind: str = "visit",
    photos: int = 2,
    complete: bool = True,
    inspected: str | None = None,
    pictures: Sequence[Inspected] = (),
    contents: Sequence[bytes] = (),
    device_id: UUID | None = None,
    content: Mapping[str, Any] | None = None,
) -> Bundle:
    """A bundle with `photos` captures; the photos of a complete one are stored (in the database, not as bytes).

    With `pictures` its photos are those, as the worker inspected them; with `contents` they are these bytes.
    """
    photos = len(pictures) or len(contents) or photos
    digests = [each.sha256 or "" for each in pictures] or [hashlib.sha256(each).hexdigest() for each in contents]
    made = Bundle(
        id=new_id(),
        kind=kind,
        area_code=area_code,
        author_id=author_id,
        device_id=device_id,
        content_sha256=content_sha256(content or {"only": str(new_id())}),
        photo_count=photos,
        received_at=LONG_AGO,
        completed_at=LONG_AGO if complete and not photos else None,
    )
    session.add(made)
    session.flush()
    for number in range(photos):
        digest = digests[number] if digests else sha256_of(f"{made.id}/{number}")
        session.add(
            Capture(
                bundle_id=made.id,
                number=number,
                area_code=area_code,
                sha256=digest,
                size=1000,
                kind="hand_over" if kind == "hand_over" else KINDS[number % len(KINDS)],
                taken_at=LONG_AGO,
                latitude_e7=None,
                longitude_e7=None,
                accuracy_mm=None,
                envelope={},
            )
        )
        if pictures:
            picture(session, pictures[number])
        elif complete:
            session.add(Photo(sha256=digest, size=1000, stored_at=LONG_AGO))
            session.flush()
            if inspected:
                inspection(session, digest, verdict=inspected)
    session.flush()
    if complete and photos:
        made.completed_at = LONG_AGO
        session.flush()
    return made


def picture(session: Session, inspected: Inspected) -> None:
    """The photo that an inspection saw, stored and inspected; the second time nothing."""
    if session.get(Photo, inspected.sha256) is None:
        session.add(Photo(sha256=inspected.sha256, size=1000, stored_at=LONG_AGO))
        session.flush()
        session.add(PhotoInspection(**_row(inspected.sha256 or "", inspected, LONG_AGO)))
        session.flush()


def inspection(session: Session, sha256: str, *, verdict: str = "accepted", **overrides: Any) -> PhotoInspection:
    values = {
        "sha256": sha256,
        "inspection_version": 1,
        "verdict": verdict,
        "reasons": ["not_an_image"] if verdict == "refused" else [],
        "remarks": [],
        "findings": {},
        "stripped_sha256": None,
        "hash_full": None,
        "hash_crop5": None,
        "hash_crop10": None,
        "fingerprint": None,
        "has_derivatives": verdict != "refused",
        "inspected_at": LONG_AGO,
    }
    made = PhotoInspection(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def visit(
    session: Session,
    household: Household | None = None,
    verifier_id: UUID | None = None,
    *,
    complete: bool = True,
    photos: int = 2,
    inspected: str | None = "accepted",
    members: int = 1,
    pictures: Sequence[Inspected] = (),
    contents: Sequence[bytes] = (),
    device_id: UUID | None = None,
    **overrides: Any,
) -> Visit:
    """A visit with members, an evaluation and photos; `complete=False` leaves the photos missing."""
    household = household or registry_factory.household(session)
    verifier_id = verifier_id or identity_factory.user(session).id
    judged_by = instrument(session)
    brought = bundle(
        session,
        author_id=verifier_id,
        area_code=household.area_code,
        photos=photos,
        complete=complete,
        inspected=inspected,
        pictures=pictures,
        contents=contents,
        device_id=device_id,
    )
    values = {
        "id": brought.id,
        "area_code": household.area_code,
        "household_id": household.id,
        "assignment_id": None,
        "replaces_visit_id": None,
        "verifier_id": verifier_id,
        "instrument_code": judged_by.code,
        "instrument_version": judged_by.version,
        "outcome": "visited",
        "recommendation": "eligible",
        "note": "",
        "occupation": "Buruh tani",
        "answers": {},
        "latitude_e7": household.latitude_e7 or -62_000_000,
        "longitude_e7": household.longitude_e7 or 1_068_000_000,
        "accuracy_mm": 6_000,
        "position_samples": [],
        "remarks": [],
        "channel": "api",
        "app_version": "test",
        "started_at": LONG_AGO,
        "finished_at": LONG_AGO,
        "received_at": LONG_AGO,
    }
    made = Visit(**(values | overrides))
    session.add(made)
    session.flush()
    for number in range(members):
        session.add(
            VisitMember(
                visit_id=made.id,
                number=number,
                area_code=household.area_code,
                name=f"Anggota {number}",
                relationship="head" if number == 0 else "child",
            )
        )
    session.add(
        VisitEvaluation(
            visit_id=made.id,
            area_code=household.area_code,
            instrument_code=judged_by.code,
            instrument_version=judged_by.version,
            outcome="poor",
            score=10,
            result={},
            evaluated_at=LONG_AGO,
        )
    )
    session.flush()
    return made


def member(session: Session, visit: Visit, *, nik: str, number: int = 0) -> VisitMember:
    """A member of a visit with a NIK, sealed as the service does it."""
    sealed = seal_nik(registry_factory.KEYS, nik)
    made = VisitMember(
        visit_id=visit.id,
        number=number,
        area_code=visit.area_code,
        name=f"Anggota {number}",
        relationship="head",
        nik_sealed=sealed.sealed,
        nik_hash=sealed.hash,
        nik_masked=sealed.masked,
    )
    session.add(made)
    session.flush()
    return made


def match(session: Session, this: Visit, other: Visit, **overrides: Any) -> PhotoMatch:
    """The first photo of a visit is the first one of another visit, mirrored; one side of the pair."""
    values = {
        "bundle_id": this.id,
        "number": 0,
        "other_bundle_id": other.id,
        "other_number": 0,
        "other_came_first": True,
        "area_code": this.area_code,
        "layer": "scene",
        "distance": 12,
        "pair": "full/full",
        "symmetry": "mirrored",
        "standing": "reuse",
        "found_at": LONG_AGO,
    }
    made = PhotoMatch(**(values | overrides))
    session.add(made)
    session.flush()
    return made


POOR_ANSWERS: dict[str, Any] = {
    "household_size": 5,
    "floor_area_m2": 24,
    "floor_material": "earth",
    "wall_material": "bamboo",
    "toilet_facility": "none",
    "lighting_source": "electricity_450",
    "drinking_water": "unprotected_well",
    "cooking_fuel": "firewood",
    "bps14.meat_frequency": "once_a_week",
    "bps14.new_clothes_year": "one",
    "bps14.meals_per_day": 2,
    "bps14.can_pay_clinic": False,
    "head_occupation": "farm_labourer",
    "head_education": "primary",
    "bps14.has_assets_500k": False,
}


def stored_photo(session: Session, content: bytes, *, at: datetime) -> str:
    """A photo whose bytes have arrived, as a visit without a manifest brought it; its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    photo = DeclaredPhoto(new_id(), "31.75.06.1004", sha256, len(content), "house_front", stored=False, received=0)
    store_originals(session, SystemAuthor("test"), [(photo, content)], at=at)
    return sha256


def photo_entry(content: bytes, kind: str = "house_front", **overrides: Any) -> dict[str, Any]:
    """The manifest entry of a photo."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "kind": kind} | overrides


def visit_payload(household_id: UUID, photos: list[dict[str, Any]], /, **overrides: Any) -> dict[str, Any]:
    """A whole visit as a phone sends it, judged by BPS-14."""
    return {
        "household_id": str(household_id),
        "instruments": [{"code": "bps-14", "version": "2005"}],
        "outcome": "visited",
        "recommendation": "eligible",
        "occupation": "Buruh tani",
        "note": "Atap bocor di dapur.",
        "answers": POOR_ANSWERS,
        "members": [{"name": "Siti Aminah", "relationship": "head", "sex": "F", "present": True}],
        "position": {"latitude_e7": -61_234_567, "longitude_e7": 1_069_876_543, "accuracy_mm": 6_500, "samples": []},
        "photos": photos,
        "channel": "api",
        "app_version": "uji",
        "started_at": "2026-03-02T09:12:00+07:00",
        "finished_at": "2026-03-02T09:31:00+07:00",
    } | overrides
