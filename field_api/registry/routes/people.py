"""Doors of people: search, read, register, correct, move, and the NIK in clear for those who may."""

from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.db import current_session
from field_api.permissions import Permission
from field_api.registry.models import Membership, Person
from field_api.registry.queries import people as queries
from field_api.registry.rules.names import search_name
from field_api.registry.schemas.people import (
    ClearNikSchema,
    DepartureSchema,
    MembershipSchema,
    MoveSchema,
    NewPersonSchema,
    PersonChangeSchema,
    PersonDetailSchema,
    PersonSchema,
    PersonSearchSchema,
    ReasonSchema,
)
from field_api.registry.service import memberships
from field_api.registry.service import people as service
from field_api.registry.service.keys import hash_nik, key_ring

blp = Blueprint("people", "people", url_prefix="/v1", description="People of the registry and where they belong")

Tagged = tuple[Any, int, dict[str, str]]


@blp.route("/people/search", methods=["POST"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.arguments(PersonSearchSchema)
@blp.response(200, page_schema(PersonSchema))
def find_people(wanted: dict[str, Any]) -> dict[str, Any]:
    """People in my area by words of the name, by NIK, by area; all of them together narrow"""
    nik = (wanted["nik"] or "").strip()
    found = queries.people_page(
        current_session(),
        area_code=wanted["area"],
        words=search_name(wanted["name"]) if wanted["name"] else None,
        nik_hash=hash_nik(key_ring(api.runtime().config), nik) if nik else None,
        after=wanted["after"],
        limit=wanted["limit"],
    )
    return api.page(found.items, found.next_after)


@blp.route("/people/<uuid:person_id>", methods=["GET"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.response(200, PersonDetailSchema)
def show_person(person_id: UUID) -> Tagged:
    """One person with all memberships, past and present; the look is recorded (A3)"""
    session = current_session()
    person = service.view_person(session, api.current_actor(), person_id=person_id, at=clock.now())
    view = {
        **{name: getattr(person, name) for name in PersonSchema().fields},
        "memberships": queries.memberships_of(session, person_id),
    }
    return view, 200, {"ETag": api.etag_of(person.version)}


@blp.route("/people/<uuid:person_id>", methods=["PUT"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(NewPersonSchema)
@blp.response(200, PersonSchema)
def put_person(person: dict[str, Any], person_id: UUID) -> Tagged:
    """Register a person in a household under an id that I made (UUIDv7); the same again changes nothing"""
    made = service.register_person(
        current_session(),
        api.current_actor(),
        key_ring(api.runtime().config),
        person_id=person_id,
        at=clock.now(),
        **person,
    )
    return _tagged(made)


@blp.route("/people/<uuid:person_id>", methods=["PATCH"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(PersonChangeSchema)
@blp.response(200, PersonSchema)
def correct_person(changes: dict[str, Any], person_id: UUID) -> Tagged:
    """Correct what is known of a person (If-Match); findings are concluded anew (B5)"""
    session = current_session()
    person = service.require_person(session, person_id, lock=True)
    api.require_match(person.version)
    keys = key_ring(api.runtime().config)
    return _tagged(service.correct_person(session, api.current_actor(), keys, person, changes=changes, at=clock.now()))


@blp.route("/people/<uuid:person_id>/moves", methods=["POST"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(MoveSchema)
@blp.response(201, MembershipSchema)
def move_person(move: dict[str, Any], person_id: UUID) -> Membership:
    """Move a person to another household of my area from a day on"""
    return memberships.move_person(current_session(), api.current_actor(), person_id=person_id, at=clock.now(), **move)


@blp.route("/people/<uuid:person_id>/departures", methods=["POST"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(DepartureSchema)
@blp.response(201, MembershipSchema)
def end_membership(departure: dict[str, Any], person_id: UUID) -> Membership:
    """Record that a person died or went away (A6); enrolments end by a decision, not here"""
    return memberships.end_membership(
        current_session(), api.current_actor(), person_id=person_id, at=clock.now(), **departure
    )


@blp.route("/people/<uuid:person_id>/clear-nik", methods=["POST"])
@blp.requires(Permission.NIK_UNMASK)
@blp.arguments(ReasonSchema)
@blp.response(200, ClearNikSchema)
def unmask_nik(given: dict[str, str], person_id: UUID) -> dict[str, str]:
    """The NIK in clear, for a stated reason; who looked, when and why is recorded"""
    nik = service.unmask_nik(
        current_session(),
        api.current_actor(),
        key_ring(api.runtime().config),
        person_id=person_id,
        reason=given["reason"],
        at=clock.now(),
    )
    return {"nik": nik}


def _tagged(person: Person) -> Tagged:
    return person, 200, {"ETag": api.etag_of(person.version)}
