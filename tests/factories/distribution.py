"""Builders of the distribution: rounds, packages allocated in them, and what became of these at the door."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.distribution.models import Allocation, HandOver, HandOverRank, Round
from field_api.distribution.rules.hand_overs import HandOverReport
from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.registry.models import Enrolment, Household
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

KELURAHAN = "31.75.06.1004"
STARTS_ON, ENDS_ON = date(2026, 3, 2), date(2026, 3, 13)
OPENED_AT = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
# Ten in the morning in Jakarta, on the third day of the round.
AT_THE_DOOR = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)


def round_(session: Session, area_code: str = KELURAHAN, **overrides: Any) -> Round:
    """An open round without allocations."""
    registry_factory.programme(session)
    values: dict[str, Any] = {
        "id": new_id(),
        "programme_code": "sembako",
        "area_code": area_code,
        "title": "Tahap 1",
        "package": "10 kg beras",
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        "planned": 0,
        "state": "open",
        "opened_at": OPENED_AT,
        "closed_at": None,
    }
    if "opened_by" not in overrides:
        overrides["opened_by"] = identity_factory.user(session).id
    made = Round(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def allocation(
    session: Session,
    opened: Round | None = None,
    home: Household | None = None,
    *,
    enrolled: Enrolment | None = None,
    **overrides: Any,
) -> Allocation:
    """One package of a round, for an active enrolment of a household of its own unless told otherwise."""
    opened = opened or round_(session)
    home = home or registry_factory.household(session)
    enrolled = enrolled or registry_factory.active_enrolment(session, home)
    values: dict[str, Any] = {
        "id": new_id(),
        "round_id": opened.id,
        "area_code": home.area_code,
        "enrolment_id": enrolled.id,
        "household_id": home.id,
        "person_id": enrolled.person_id,
        "packages": 1,
        "allocated_at": OPENED_AT,
    }
    made = Allocation(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def hand_over(
    session: Session,
    package: Allocation | None = None,
    *,
    failure: str | None = None,
    complete: bool = True,
    officer_id: UUID | None = None,
    **overrides: Any,
) -> HandOver:
    """A delivery to the recipient himself, or a failed attempt when `failure` is given, which brings no photo."""
    package = package or allocation(session)
    officer_id = officer_id or identity_factory.user(session).id
    brought = evidence_factory.bundle(
        session,
        author_id=officer_id,
        area_code=package.area_code,
        kind="hand_over",
        photos=0 if failure else 1,
        complete=complete,
    )
    values: dict[str, Any] = {
        "id": brought.id,
        "area_code": package.area_code,
        "round_id": package.round_id,
        "allocation_id": package.id,
        "officer_id": officer_id,
        "outcome": "not_delivered" if failure else "delivered",
        "received_by": None if failure else "self",
        "receiver_name": None,
        "receiver_relationship": None,
        "card_check": None,
        "failure": failure,
        "note": "",
        "latitude_e7": -61_234_567,
        "longitude_e7": 1_069_876_543,
        "accuracy_mm": 8_000,
        "position_missing_reason": None,
        "position_samples": [],
        "handed_over_at": AT_THE_DOOR,
        "received_at": AT_THE_DOOR,
    }
    made = HandOver(**(values | overrides))
    session.add(made)
    session.flush()
    session.add(HandOverRank(hand_over_id=made.id, round_id=made.round_id, area_code=made.area_code, rank=0))
    session.flush()
    return made


def report(package_id: UUID, **overrides: Any) -> HandOverReport:
    """What an officer says of a package handed to the recipient himself."""
    values: dict[str, Any] = {
        "allocation_id": package_id,
        "outcome": "delivered",
        "handed_over_at": AT_THE_DOOR,
        "received_by": "self",
        "latitude_e7": -61_234_567,
        "longitude_e7": 1_069_876_543,
        "accuracy_mm": 8_000,
    }
    return HandOverReport(**(values | overrides))


def failed_report(package_id: UUID, failure: str = "not_at_home", **overrides: Any) -> HandOverReport:
    """What an officer says of a package that was not delivered."""
    return report(package_id, **{"outcome": "not_delivered", "received_by": None, "failure": failure} | overrides)


def photo(seed: object, kind: str = "hand_over") -> CaptureDeclaration:
    """A photo as a manifest names it; its bytes are nowhere."""
    return CaptureDeclaration(sha256=evidence_factory.sha256_of(str(seed)), size=1000, kind=kind)


def payload(package_id: UUID, **overrides: Any) -> dict[str, Any]:
    """The body of PUT /v1/hand-overs/{id} for a delivery with one photo."""
    body: dict[str, Any] = {
        "allocation_id": str(package_id),
        "outcome": "delivered",
        "received_by": "self",
        "handed_over_at": AT_THE_DOOR.isoformat(),
        "position": {"latitude_e7": -61_234_567, "longitude_e7": 1_069_876_543, "accuracy_mm": 8_000},
        "photos": [
            {"sha256": evidence_factory.sha256_of(f"hand-over of {package_id}"), "size": 1000, "kind": "hand_over"}
        ],
    }
    return body | overrides
