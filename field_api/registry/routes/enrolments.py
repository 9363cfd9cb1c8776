"""Doors of programmes and enrolments. An enrolment is begun and ended by endorsed lists, so here it is only read."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.areas.rules.zones import local_day
from field_api.db import current_session
from field_api.permissions import Permission
from field_api.registry.models import Enrolment, Programme
from field_api.registry.queries import enrolments as queries
from field_api.registry.schemas.enrolments import EnrolmentListSchema, EnrolmentSchema, ProgrammeSchema
from field_api.registry.service import enrolments, programmes

blp = Blueprint("enrolments", "enrolments", url_prefix="/v1", description="Programmes and who is enrolled in them")


@blp.route("/programmes", methods=["GET"])
@blp.requires(Permission.PROGRAMME_READ)
@blp.response(200, ProgrammeSchema(many=True))
def list_programmes() -> Any:
    """All programmes with their components"""
    return queries.programmes(current_session())


@blp.route("/programmes/<code>", methods=["GET"])
@blp.requires(Permission.PROGRAMME_READ)
@blp.response(200, ProgrammeSchema)
def show_programme(code: str) -> tuple[Programme, int, dict[str, str]]:
    """One programme"""
    found = programmes.require_programme(current_session(), code)
    return found, 200, {"ETag": api.etag_of(found.version)}


@blp.route("/programmes/<code>", methods=["PUT"])
@blp.requires(Permission.PROGRAMME_MANAGE)
@blp.arguments(ProgrammeSchema)
@blp.response(200, ProgrammeSchema)
def put_programme(definition: dict[str, Any], code: str) -> tuple[Programme, int, dict[str, str]]:
    """Define a programme, or change one (If-Match); a component that somebody is enrolled in stays"""
    session = current_session()
    known = queries.programme(session, code, lock=True)
    if known is not None:
        api.require_match(known.version)
    document = definition | {"code": code}
    made = programmes.define_programme(session, api.current_actor(), document=document, at=clock.now())
    return made, 200, {"ETag": api.etag_of(made.version)}


@blp.route("/enrolments", methods=["GET"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.arguments(EnrolmentListSchema, location="query")
@blp.response(200, page_schema(EnrolmentSchema))
def list_enrolments(arguments: dict[str, Any]) -> dict[str, Any]:
    """Enrolments in my area with their status on a day"""
    day = arguments["on"] or local_day(clock.now(), arguments["area"] or "")
    wanted = queries.EnrolmentFilter(
        on=day,
        programme_code=arguments["programme"],
        area_code=arguments["area"],
        household_id=arguments["household"],
        status=arguments["status"],
    )
    found = queries.enrolments_page(current_session(), wanted, after=arguments["after"], limit=arguments["limit"])
    return api.page(enrolment_views(found.items, on=day), found.next_after)


@blp.route("/enrolments/<uuid:enrolment_id>", methods=["GET"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.response(200, EnrolmentSchema)
def show_enrolment(enrolment_id: UUID) -> dict[str, Any]:
    """One enrolment with the history of its status"""
    found = queries.enrolment(current_session(), enrolment_id)
    if found is None:
        raise enrolments.EnrolmentNotFound("There is no such enrolment in your area.")
    return enrolment_views([found], on=local_day(clock.now(), found.area_code))[0]


def enrolment_views(found: Sequence[Enrolment], *, on: date) -> list[dict[str, Any]]:
    """Enrolments with their history and the status in force that day, for `EnrolmentSchema`."""
    statuses = queries.statuses_of(current_session(), [each.id for each in found])
    views = []
    for each in found:
        begun = [status.status for status in statuses[each.id] if status.effective_from <= on]
        fields = ("id", "area_code", "programme_code", "component", "household_id", "person_id", "created_at")
        views.append(
            {name: getattr(each, name) for name in fields}
            | {"statuses": statuses[each.id], "status": begun[-1] if begun else None}
        )
    return views
