"""Doors of households and their family cards."""

from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.areas.rules.zones import local_day
from field_api.db import current_session
from field_api.downloads import Table, table_route
from field_api.permissions import Permission
from field_api.registry.models import FamilyCard, Household
from field_api.registry.queries import enrolments as enrolment_queries
from field_api.registry.queries import households as queries
from field_api.registry.routes.enrolments import enrolment_views
from field_api.registry.schemas.households import (
    CardSearchSchema,
    ExportSchema,
    FamilyCardSchema,
    HouseholdChangeSchema,
    HouseholdDetailSchema,
    HouseholdIdsSchema,
    HouseholdListSchema,
    HouseholdSchema,
    NewFamilyCardSchema,
    NewHouseholdSchema,
)
from field_api.registry.service import exports
from field_api.registry.service import households as service
from field_api.registry.service.keys import hash_family_card, key_ring

blp = Blueprint("households", "households", url_prefix="/v1", description="Households, their members and family cards")

Tagged = tuple[Any, int, dict[str, str]]


@blp.route("/households", methods=["GET"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.arguments(HouseholdListSchema, location="query")
@blp.response(200, page_schema(HouseholdSchema))
def list_households(arguments: dict[str, Any]) -> dict[str, Any]:
    """Households in my area, by area code"""
    found = queries.households_page(
        current_session(), area_code=arguments["area"], after=arguments["after"], limit=arguments["limit"]
    )
    return api.page(found.items, found.next_after)


@blp.route("/households/search", methods=["POST"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.arguments(CardSearchSchema)
@blp.response(200, HouseholdSchema(many=True))
def find_households(wanted: dict[str, str]) -> Any:
    """Households in my area that hold, or held, this No. KK"""
    number_hash = hash_family_card(key_ring(api.runtime().config), wanted["family_card"].strip())
    return queries.households_by_card(current_session(), number_hash=number_hash)


@table_route(blp, "/households/export", Permission.REGISTRY_EXPORT, arguments=ExportSchema)
def export_households(arguments: dict[str, Any]) -> Table:
    """Everybody in my area with their household

    The headers state its rows and its SHA-256. NIK and No. KK are masked; the export leaves a row in the access log.
    """
    rows = exports.export_people(current_session(), api.current_actor(), area_code=arguments["area"], at=clock.now())
    return Table(exports.COLUMNS, rows, "households")


@blp.route("/households/<uuid:household_id>", methods=["GET"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.response(200, HouseholdDetailSchema)
def show_household(household_id: UUID) -> Tagged:
    """One household with its members of today, its family cards and its enrolments; the look is recorded (A3)"""
    view = _detail(household_id)
    return view, 200, {"ETag": api.etag_of(view["version"])}


@blp.route("/households/details", methods=["GET"])
@blp.requires(Permission.HOUSEHOLD_READ)
@blp.arguments(HouseholdIdsSchema, location="query")
@blp.response(200, HouseholdDetailSchema(many=True))
def show_households(wanted: dict[str, list[UUID]]) -> list[dict[str, Any]]:
    """Several households as each alone is shown, for a phone that goes offline; every look is recorded (A3)

    Those that are not in my area are left out.
    """
    return [_detail(each) for each in queries.visible_ids(current_session(), wanted["id"])]


def _detail(household_id: UUID) -> dict[str, Any]:
    session, at = current_session(), clock.now()
    household = service.view_household(session, api.current_actor(), household_id=household_id, at=at)
    today = local_day(at, household.area_code)
    members = queries.members_of(session, household_id, on=today)
    return {
        **{name: getattr(household, name) for name in HouseholdSchema().fields},
        "version": household.version,
        "family_cards": queries.family_cards_of(session, household_id),
        "members": [
            {
                "person": member.person,
                "relationship": member.membership.relationship,
                "valid_from": member.membership.valid_from,
            }
            for member in members
        ],
        "enrolments": enrolment_views(enrolment_queries.enrolments_of_household(session, household_id), on=today),
    }


@blp.route("/households/<uuid:household_id>", methods=["PUT"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(NewHouseholdSchema)
@blp.response(200, HouseholdSchema)
def put_household(household: dict[str, Any], household_id: UUID) -> Tagged:
    """Register a household under an id that I made (UUIDv7); the same again changes nothing"""
    made = service.register_household(
        current_session(), api.current_actor(), household_id=household_id, at=clock.now(), **household
    )
    return _tagged(made)


@blp.route("/households/<uuid:household_id>", methods=["PATCH"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(HouseholdChangeSchema)
@blp.response(200, HouseholdSchema)
def correct_household(changes: dict[str, Any], household_id: UUID) -> Tagged:
    """Correct address, position or area (If-Match); the members follow into another area (B5)"""
    session = current_session()
    household = service.require_household(session, household_id, lock=True)
    api.require_match(household.version)
    return _tagged(service.correct_household(session, api.current_actor(), household, changes=changes, at=clock.now()))


@blp.route("/households/<uuid:household_id>/family-cards", methods=["POST"])
@blp.requires(Permission.HOUSEHOLD_WRITE)
@blp.arguments(NewFamilyCardSchema)
@blp.response(201, FamilyCardSchema)
def record_family_card(card: dict[str, Any], household_id: UUID) -> FamilyCard:
    """Record a No. KK from a day on; the card it replaces ends that day"""
    return service.record_family_card(
        current_session(),
        api.current_actor(),
        key_ring(api.runtime().config),
        household_id=household_id,
        at=clock.now(),
        **card,
    )


def _tagged(household: Household) -> Tagged:
    return household, 200, {"ETag": api.etag_of(household.version)}
