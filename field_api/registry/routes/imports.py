"""Doors of imports: send a file, watch it being read, take the report of what was not taken."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for

from field_api import api, clock
from field_api.api import Blueprint, HistoryArgumentsSchema, PageArgumentsSchema, page_schema
from field_api.db import current_session, each_page
from field_api.downloads import Table, cells_of, table_route
from field_api.errors import InvalidInput
from field_api.journal import service as journal
from field_api.permissions import Permission
from field_api.registry.models import RegistryImport
from field_api.registry.queries import imports as queries
from field_api.registry.schemas.imports import (
    HouseholdFileFormSchema,
    HouseholdFileSchema,
    ImportSchema,
    RejectionSchema,
)
from field_api.registry.service import imports as service

blp = Blueprint("imports", "imports", url_prefix="/v1", description="Files of households on their way in")

IMPORT_COLUMNS = (
    "id", "area_code", "file_name", "file_sha256", "status", "refusal", "rows_read", "rows_rejected", "rows_known",
    "households_stored", "people_stored", "requested_at", "finished_at",
)  # fmt: skip
REJECTION_COLUMNS = ("row", "field", "code", "detail", "remedy", "remedy_indonesian")


class AreaMissing(InvalidInput):
    """The actor works in several areas, so the file must say for which one it is."""

    code = "area_missing"


@blp.route("/imports", methods=["GET"])
@blp.requires(Permission.REGISTRY_IMPORT)
@blp.arguments(HistoryArgumentsSchema, location="query")
@blp.response(200, page_schema(ImportSchema))
def list_imports(arguments: dict[str, Any]) -> dict[str, Any]:
    """Imports of my area, in the order in which they were sent"""
    found = queries.imports_page(current_session(), **arguments)
    return api.page(found.items, found.next_after)


@table_route(blp, "/imports/export", Permission.REGISTRY_IMPORT)
def export_imports() -> Table:
    """Imports of my area, and how each ended

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    session = current_session()
    journal.record_export(session, api.current_actor(), subject="imports", at=clock.now())
    pages = each_page(partial(queries.imports_page, session))
    return Table(IMPORT_COLUMNS, cells_of(ImportSchema(), IMPORT_COLUMNS, pages), "imports")


@blp.route("/imports", methods=["POST"])
@blp.requires(Permission.REGISTRY_IMPORT)
@blp.arguments(HouseholdFileSchema, location="files")
@blp.arguments(HouseholdFileFormSchema, location="form")
@blp.response(202, ImportSchema)
def request_import(files: dict[str, Any], form: dict[str, Any]) -> tuple[RegistryImport, int, dict[str, str]]:
    """Send a CSV or XLSX of people, one row each (multipart)

    The answer names where to watch it. Bad rows are rejected one by one; a file whose numbers a spreadsheet has damaged
    is refused as a whole. Sending a file again, whole or corrected, doubles nobody.
    """
    file = files["file"]
    area_code = _only_area() if form["area_code"] is None else form["area_code"]
    made = service.request_import(
        current_session(),
        api.current_actor(),
        api.runtime().store,
        import_id=form["id"] or clock.new_id(),
        area_code=area_code,
        file_name=(file.filename or "")[-200:],
        content=file.stream,
        at=clock.now(),
    )
    return made, 202, {"Location": url_for("imports.show_import", import_id=made.id)}


@blp.route("/imports/<uuid:import_id>", methods=["GET"])
@blp.requires(Permission.REGISTRY_IMPORT)
@blp.response(200, ImportSchema)
def show_import(import_id: UUID) -> RegistryImport:
    """How far an import is, and how it ended"""
    return service.require_import(current_session(), import_id)


@blp.route("/imports/<uuid:import_id>/rejections", methods=["GET"])
@blp.requires(Permission.REGISTRY_IMPORT)
@blp.arguments(PageArgumentsSchema, location="query")
@blp.response(200, page_schema(RejectionSchema))
def list_rejections(arguments: dict[str, Any], import_id: UUID) -> dict[str, Any]:
    """Rows that were not taken: row number, field, reason, remedy, in the order of the file"""
    session = current_session()
    service.require_import(session, import_id)
    found = queries.rejections_page(session, import_id, **arguments)
    return api.page(found.items, found.next_after)


@table_route(blp, "/imports/<uuid:import_id>/rejections", Permission.REGISTRY_IMPORT)
def download_rejections(import_id: UUID) -> Table:
    """The report of rejected rows"""
    session = current_session()
    service.require_import(session, import_id)
    pages = each_page(partial(queries.rejections_page, session, import_id))
    rows = cells_of(RejectionSchema(), REJECTION_COLUMNS, pages)
    return Table(REJECTION_COLUMNS, rows, f"rejections-{import_id}")


def _only_area() -> str:
    scope = api.current_actor().scope_for(Permission.REGISTRY_IMPORT)
    if scope.everywhere:
        return ""
    if len(scope.prefixes) > 1:
        raise AreaMissing("You work in several areas. Say in area_code for which of them this file is.")
    return str(next(iter(scope.prefixes)))
