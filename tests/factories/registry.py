"""Rows of the registry for tests: one builder per model, with ordinary content and flushed."""

import base64
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.registry.models import (
    Enrolment,
    EnrolmentStatus,
    FamilyCard,
    Household,
    Membership,
    Person,
    Programme,
)
from field_api.registry.rules.names import search_name
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import seal_family_card, seal_nik

Row = TypeVar("Row")

RT = "31.75.06.1004.008.003"
AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
# The keys of the `environment` fixture, so that what is sealed here opens through the application.
KEYS = KeyRing.parse("test:" + base64.b64encode(b"s" * 32).decode(), b"h" * 32)

_serials = count(1)


def a_nik(*, sex: str = "F", born: date = date(1984, 8, 17), region: str = "317506") -> str:
    """A well-formed NIK that no other call returns."""
    day = born.day + (40 if sex == "F" else 0)
    return f"{region}{day:02d}{born:%m%y}{1000 + next(_serials) % 9000:04d}"


def a_family_card(*, issued: date = date(2019, 3, 4), region: str = "317506") -> str:
    """A well-formed No. KK that no other call returns."""
    return f"{region}{issued:%d%m%y}{1000 + next(_serials) % 9000:04d}"


def household(session: Session, area_code: str = RT, **overrides: Any) -> Household:
    values: dict[str, Any] = {
        "id": new_id(),
        "area_code": area_code,
        "address": "Jl. Melati No. 7 RT 003 RW 008",
        "latitude_e7": -61_234_567,
        "longitude_e7": 1_069_876_543,
        "registered_at": AT,
        "import_id": None,
    }
    return _stored(session, Household(**values | overrides))


def person(
    session: Session,
    home: Household | None = None,
    *,
    nik: str | None = "",
    name: str = "Siti Aminah",
    relationship: str = "head",
    member_from: date = date(2020, 1, 1),
    **overrides: Any,
) -> Person:
    """A person with a membership in `home`; `nik` None for somebody without, left out for an own one."""
    home = home or household(session)
    digits = a_nik() if nik == "" else nik
    number = seal_nik(KEYS, digits) if digits else None
    values: dict[str, Any] = {
        "id": new_id(),
        "area_code": home.area_code,
        "nik_sealed": number.sealed if number else None,
        "nik_hash": number.hash if number else None,
        "nik_masked": number.masked if number else None,
        "nik_status": "given" if number else "absent",
        "name": name,
        "search_name": search_name(name),
        "sex": "F",
        "birth_place": "Jakarta",
        "birth_date": date(1984, 8, 17),
        "mother_name": "Sumiati",
        "occupation": "Buruh harian",
        "education": "SD",
        "findings": [],
        "registered_at": AT,
    }
    made = _stored(session, Person(**values | overrides))
    membership(session, made, home, relationship=relationship, valid_from=member_from)
    return made


def membership(session: Session, member: Person, home: Household, **overrides: Any) -> Membership:
    values: dict[str, Any] = {
        "id": new_id(),
        "person_id": member.id,
        "household_id": home.id,
        "area_code": home.area_code,
        "relationship": "head",
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
    }
    return _stored(session, Membership(**values | overrides))


def family_card(
    session: Session, home: Household | None = None, *, number: str | None = None, **overrides: Any
) -> FamilyCard:
    home = home or household(session)
    sealed = seal_family_card(KEYS, number or a_family_card())
    values: dict[str, Any] = {
        "id": new_id(),
        "household_id": home.id,
        "area_code": home.area_code,
        "number_sealed": sealed.sealed,
        "number_hash": sealed.hash,
        "number_masked": sealed.masked,
        "valid_from": date(2019, 3, 4),
        "valid_to": None,
    }
    return _stored(session, FamilyCard(**values | overrides))


def programme(session: Session, code: str = "sembako", *, unit: str = "household", **overrides: Any) -> Programme:
    """The programme of this code, made when the test has none yet."""
    known = session.get(Programme, code)
    if known is not None:
        return known
    values: dict[str, Any] = {
        "code": code,
        "name": f"Program {code}",
        "unit": unit,
        "components": [{"code": "package", "name": "Paket"}, {"code": "elderly", "name": "Lanjut usia"}],
        "legal_basis": "uji coba",
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
    }
    return _stored(session, Programme(**values | overrides))


def enrolment(
    session: Session,
    home: Household | None = None,
    *,
    member: Person | None = None,
    programme_code: str = "sembako",
    component: str = "package",
    **overrides: Any,
) -> Enrolment:
    """An enrolment without any status; `member` for a programme of people."""
    home = home or household(session)
    programme(session, programme_code, unit="person" if member else "household")
    values: dict[str, Any] = {
        "id": new_id(),
        "area_code": home.area_code,
        "programme_code": programme_code,
        "component": component,
        "household_id": home.id,
        "person_id": member.id if member else None,
        "created_at": AT,
    }
    return _stored(session, Enrolment(**values | overrides))


def enrolment_status(
    session: Session, enrolled: Enrolment, status: str = "active", **overrides: Any
) -> EnrolmentStatus:
    values: dict[str, Any] = {
        "id": new_id(),
        "number": next(_serials),
        "enrolment_id": enrolled.id,
        "area_code": enrolled.area_code,
        "status": status,
        "effective_from": date(2026, 1, 1),
        "reason": "uji coba",
        "list_id": None,
        "recorded_at": AT,
    }
    return _stored(session, EnrolmentStatus(**values | overrides))


def active_enrolment(
    session: Session,
    home: Household | None = None,
    *,
    effective_from: date = date(2026, 1, 1),
    list_id: UUID | None = None,
    **overrides: Any,
) -> Enrolment:
    """An enrolment that is active from a day on; further arguments as `enrolment`."""
    made = enrolment(session, home, **overrides)
    enrolment_status(session, made, "active", effective_from=effective_from, list_id=list_id)
    return made


def _stored(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row
