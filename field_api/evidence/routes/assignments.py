"""Doors of assignments and instruments."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.areas.rules.codes import parse_area_code
from field_api.db import Page, current_session, each_page
from field_api.downloads import Table, cells_of, table_route
from field_api.evidence.models.instruments import PublishedInstrument
from field_api.evidence.models.visits import Assignment
from field_api.evidence.queries import visits as queries
from field_api.evidence.schemas.assignments import (
    AssignmentChangeSchema,
    AssignmentFilterSchema,
    AssignmentRowSchema,
    AssignmentSchema,
    AssignmentSearchSchema,
    InstrumentSchema,
    InstrumentSummarySchema,
    NewAssignmentSchema,
    NewInstrumentSchema,
)
from field_api.evidence.service import assignments as service
from field_api.evidence.service import instruments as instruments_service
from field_api.identity import service as identity
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.permissions import Permission
from field_api.scope import Scope

blp = Blueprint(
    "assignments", "assignments", url_prefix="/v1", description="Who is to visit which household, and with what"
)

Answer = tuple[dict[str, Any], int, dict[str, str]]
ASSIGNMENT_COLUMNS = (
    "id", "area_code", "household_id", "address", "verifier_id", "verifier_name", "instrument_code",
    "instrument_version", "assigned_at", "due_on", "status", "returns_visit_id", "return_reason",
)  # fmt: skip


@blp.route("/assignments", methods=["GET"])
@blp.requires(Permission.ASSIGNMENT_READ)
@blp.arguments(AssignmentSearchSchema, location="query")
@blp.response(200, page_schema(AssignmentSchema))
def list_assignments(arguments: dict[str, Any]) -> dict[str, Any]:
    """Assignments in my area; a verifier sees his own, returned work with its reason"""
    found = _asked(arguments)(after=arguments["after"], limit=arguments["limit"])
    return api.page(_views(found.items), found.next_after)


@table_route(blp, "/assignments/export", Permission.ASSIGNMENT_READ, arguments=AssignmentFilterSchema)
def export_assignments(arguments: dict[str, Any]) -> Table:
    """Assignments in my area; a verifier takes his own

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    pages = each_page(_asked(arguments))
    area_code = parse_area_code(arguments["area"]) if arguments["area"] else None
    journal.record_export(
        current_session(), api.current_actor(), subject="assignments", area_code=area_code, at=clock.now()
    )
    rows = cells_of(AssignmentRowSchema(), ASSIGNMENT_COLUMNS, map(_views, pages))
    return Table(ASSIGNMENT_COLUMNS, rows, "assignments")


@blp.route("/assignments/<uuid:assignment_id>", methods=["PUT"])
@blp.requires(Permission.ASSIGNMENT_MANAGE)
@blp.arguments(NewAssignmentSchema)
@blp.response(201, AssignmentSchema)
def put_assignment(assignment: dict[str, Any], assignment_id: UUID) -> Answer:
    """Ask a verifier to visit a household; the same id again changes nothing"""
    made = service.assign_visit(
        current_session(),
        api.current_actor(),
        assignment_id=assignment_id,
        household_id=assignment["household_id"],
        verifier_id=assignment["verifier_id"],
        instrument_code=assignment["instrument"]["code"],
        instrument_version=assignment["instrument"]["version"],
        due_on=assignment["due_on"],
        at=clock.now(),
    )
    return _answer(made, 201)


@blp.route("/assignments/<uuid:assignment_id>", methods=["GET"])
@blp.requires(Permission.ASSIGNMENT_READ)
@blp.response(200, AssignmentSchema)
def show_assignment(assignment_id: UUID) -> Answer:
    """One assignment"""
    return _answer(_visible(assignment_id), 200)


@blp.route("/assignments/<uuid:assignment_id>", methods=["PATCH"])
@blp.requires(Permission.ASSIGNMENT_MANAGE)
@blp.arguments(AssignmentChangeSchema)
@blp.response(200, AssignmentSchema)
def change_assignment(change: dict[str, Any], assignment_id: UUID) -> Answer:
    """Give an open assignment to another verifier, or move its day (If-Match)"""
    assignment = _visible(assignment_id, lock=True)
    api.require_match(assignment.version)
    changed = service.change_assignment(
        current_session(),
        api.current_actor(),
        assignment,
        verifier_id=change["verifier_id"],
        due_on=change["due_on"],
        at=clock.now(),
    )
    return _answer(changed, 200)


@blp.route("/assignments/<uuid:assignment_id>", methods=["DELETE"])
@blp.requires(Permission.ASSIGNMENT_MANAGE)
@blp.response(200, AssignmentSchema)
def withdraw_assignment(assignment_id: UUID) -> Answer:
    """Take an open assignment back (If-Match); it stays on the record as withdrawn"""
    assignment = _visible(assignment_id, lock=True)
    api.require_match(assignment.version)
    withdrawn = service.withdraw_assignment(current_session(), api.current_actor(), assignment, at=clock.now())
    return _answer(withdrawn, 200)


@blp.route("/instruments", methods=["GET"])
@blp.requires(Permission.INSTRUMENT_READ)
@blp.response(200, InstrumentSummarySchema(many=True))
def list_instruments() -> list[dict[str, Any]]:
    """Every published version of every instrument"""
    return [_summary(row) for row in queries.all_published(current_session())]


@blp.route("/instruments/<string:code>/<string:version>", methods=["GET"])
@blp.requires(Permission.INSTRUMENT_READ)
@blp.response(200, InstrumentSchema)
def show_instrument(code: str, version: str) -> dict[str, Any]:
    """One version with its questions, criteria and scoring, word for word"""
    row = instruments_service.require_published(current_session(), code=code, version=version)
    return _summary(row) | {"document": row.document, "published_at": row.published_at}


@blp.route("/instruments", methods=["POST"])
@blp.requires(Permission.INSTRUMENT_MANAGE)
@blp.arguments(NewInstrumentSchema)
@blp.response(201, InstrumentSummarySchema)
def publish_instrument(instrument: dict[str, Any]) -> dict[str, Any]:
    """Publish a version of an instrument; the same document again changes nothing

    A published version never changes: a visit keeps the one that judged it. Give a change a new version.
    """
    return _summary(
        instruments_service.publish_instrument(
            current_session(), api.current_actor(), document=instrument["document"], at=clock.now()
        )
    )


def _summary(row: PublishedInstrument) -> dict[str, Any]:
    return {
        "code": row.code,
        "version": row.version,
        "title": row.document["title"],
        "valid_from": row.valid_from,
        "document_sha256": row.document_sha256,
    }


def _visible(assignment_id: UUID, *, lock: bool = False) -> Assignment:
    return service.require_assignment(current_session(), api.current_actor(), assignment_id=assignment_id, lock=lock)


def _asked(arguments: dict[str, Any]) -> Callable[..., Page[Assignment]]:
    """The page query of what was asked for: a verifier is shown his own, the desk everything in its area."""
    actor: Actor = api.current_actor()
    area = arguments["area"]
    return partial(
        queries.assignments_page,
        current_session(),
        reader=service.reader_of(actor),
        status=arguments["status"],
        household_id=arguments["household"],
        area=Scope.of([area]) if area else None,
    )


def _views(assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    """Assignments with their houses and verifiers, in two reads whatever their number."""
    session = current_session()
    houses = queries.assigned_houses(session, assignments)
    names = identity.names_of(session, {item.verifier_id for item in assignments})
    return [_view(item, houses[item.household_id], names) for item in assignments]


def _answer(assignment: Assignment, status: int) -> Answer:
    [view] = _views([assignment])
    return view, status, {"ETag": api.etag_of(assignment.version)}


def _view(assignment: Assignment, house: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
    columns = (name for name in AssignmentSchema().fields if name not in {"household", "verifier_name"})
    view = {name: getattr(assignment, name) for name in columns}
    return {**view, "household": house, "verifier_name": names.get(assignment.verifier_id, "")}
