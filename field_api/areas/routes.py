"""Doors of areas: look them up, see their polygons and where a point lies, import editions. Areas are not personal."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.areas import schemas, service
from field_api.areas.models import Area
from field_api.areas.queries import lookup
from field_api.areas.rules.code_files import CodeColumns
from field_api.areas.rules.polygon_files import CodeProperties
from field_api.areas.rules.zones import national_day
from field_api.db import current_session
from field_api.errors import NotFound, TooLarge
from field_api.permissions import Permission

blp = Blueprint("areas", "areas", url_prefix="/v1", description="Administrative areas, from province to RT")

# A request waits for its import; larger files go through the command line.
MAX_UPLOAD_BYTES = 10 * 1024 * 1024
SHOWN_FINDINGS = 100
GEOJSON = "application/geo+json"


class AreaNotFound(NotFound):
    code = "area_not_found"


@blp.route("/areas", methods=["GET"])
@blp.requires(Permission.AREA_READ)
@blp.arguments(schemas.AreaSearchSchema, location="query")
@blp.response(200, page_schema(schemas.AreaSchema))
def list_areas(arguments: dict[str, Any]) -> dict[str, Any]:
    """Areas in force on a day, by code: the children of one, just some, those of a level, those whose name contains a word"""
    found = lookup.areas_page(current_session(), **arguments | {"on": _day(arguments)})
    return api.page(found.items, found.next_after)


@blp.route("/areas/at", methods=["GET"])
@blp.requires(Permission.AREA_READ)
@blp.arguments(schemas.AreaPointSchema, location="query")
@blp.response(200, schemas.AreaSchema)
def show_area_at(point: dict[str, Any]) -> Area:
    """The deepest area that contains a point, or the one of a level above it"""
    area = service.area_at(
        current_session(),
        latitude_e7=round(point["lat"] * lookup.E7),
        longitude_e7=round(point["lon"] * lookup.E7),
        on=_day(point),
        level=point["level"],
    )
    if area is None:
        raise AreaNotFound("No area with a polygon contains this point.")
    return area


@blp.route("/areas/<string:code>", methods=["GET"])
@blp.requires(Permission.AREA_READ)
@blp.arguments(schemas.AreaDaySchema, location="query")
@blp.response(200, schemas.AreaSchema)
def show_area(arguments: dict[str, Any], code: str) -> Area:
    """One area as it is on a day"""
    area = service.find_area(current_session(), code, on=_day(arguments))
    if area is None:
        raise AreaNotFound("No area has this code on that day.")
    return area


@blp.route("/areas/<string:code>/polygon", methods=["GET"])
@blp.requires(Permission.AREA_READ)
@blp.arguments(schemas.AreaDaySchema, location="query")
@blp.response(200, schemas.AreaPolygonSchema, content_type=GEOJSON)
def show_polygon(arguments: dict[str, Any], code: str) -> Response:
    """The polygon of an area as a GeoJSON feature"""
    found = lookup.polygon_of(current_session(), code, on=_day(arguments))
    if found is None:
        raise AreaNotFound("No polygon of this area is in force on that day.")
    polygon, geometry = found
    feature = jsonify(schemas.AreaPolygonSchema().dump({"properties": polygon, "geometry": geometry}))
    feature.content_type = GEOJSON
    return feature


@blp.route("/area-editions", methods=["GET"])
@blp.requires(Permission.AREA_READ)
@blp.arguments(api.PageArgumentsSchema, location="query")
@blp.response(200, page_schema(schemas.AreaEditionSchema))
def list_editions(arguments: dict[str, Any]) -> dict[str, Any]:
    """Imports of codes, polygons and successions, in the order in which they were made"""
    found = lookup.editions_page(current_session(), **arguments)
    return api.page(found.items, found.next_after)


@blp.route("/area-editions/<uuid:edition_id>/findings", methods=["GET"])
@blp.requires(Permission.AREA_READ)
@blp.arguments(schemas.AreaFindingSearchSchema, location="query")
@blp.response(200, page_schema(schemas.AreaFindingSchema))
def list_findings(arguments: dict[str, Any], edition_id: UUID) -> dict[str, Any]:
    """What an import found wrong, row by row, and how it was handled"""
    if not lookup.edition_exists(current_session(), edition_id):
        raise NotFound("There is no such edition.", code="edition_not_found")
    found = lookup.findings_page(current_session(), edition_id=edition_id, **arguments)
    return api.page(found.items, found.next_after)


@blp.route("/areas/imports", methods=["POST"])
@blp.requires(Permission.AREA_IMPORT)
@blp.arguments(schemas.AreaImportSchema, location="form")
@blp.arguments(schemas.AreaFileSchema, location="files")
@blp.response(200, schemas.AreaImportReportSchema)
def import_areas(form: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Import codes (CSV) or polygons (GeoJSON) of my area as one edition

    At most 10 MB; larger files go through `field-api areas import`. Faulty rows are left out and reported.
    """
    if (request.content_length or 0) > MAX_UPLOAD_BYTES:
        raise TooLarge("The file has more than 10 MB. Import it with the command line.")
    session, actor = current_session(), api.current_actor()
    given = {
        "source": files["file"].stream,
        "title": form["title"],
        "valid_from": form["valid_from"],
        "dry_run": form["dry_run"],
        "at": clock.now(),
    }
    properties = tuple(form["code_columns"])
    if form["kind"] == "codes":
        columns = CodeColumns(code=properties, name=form["name_column"] or None)
        report = service.import_codes(session, actor, columns=columns, complete_for=form["complete_for"], **given)
    else:
        report = service.import_polygons(
            session, actor, code_of=CodeProperties(properties), repair=form["repair"], **given
        )
    return {
        "edition_id": report.edition_id,
        "kind": report.kind,
        "repeated": report.repeated,
        "dry_run": report.dry_run,
        "counts": report.counts,
        "finding_counts": Counter(finding.finding.value for finding in report.findings),
        "findings": report.findings[:SHOWN_FINDINGS],
    }


def _day(arguments: dict[str, Any]) -> date:
    return arguments["on"] or national_day(clock.now())
