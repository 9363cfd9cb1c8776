"""Doors of the journal: who did what, who looked at what, for auditors and for them alone."""

import json
from typing import Any

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.db import current_session
from field_api.downloads import Table, table_route
from field_api.journal import queries, schemas, service
from field_api.journal.models import AccessRecord, JournalEntry
from field_api.journal.rules import ROWS, Access
from field_api.permissions import Permission

blp = Blueprint("journal", "journal", url_prefix="/v1", description="The append-only record, and who looked at what")

ENTRY_COLUMNS = (
    "seq", "id", "event", "subject_id", "area_code", "actor_id", "device_id", "request_id", "recorded_at", "data",
)  # fmt: skip
ACCESS_COLUMNS = (
    "seq", "action", "subject", "area_code", "actor_id", "device_id", "request_id", "accessed_at", "data",
)  # fmt: skip


@blp.route("/journal", methods=["GET"])
@blp.requires(Permission.JOURNAL_READ)
@blp.arguments(schemas.EntryArgumentsSchema, location="query")
@blp.response(200, page_schema(schemas.EntrySchema))
def list_entries(arguments: dict[str, Any]) -> dict[str, Any]:
    """What happened in my area, in the order of writing; of a period, in the order of time"""
    session = current_session()
    found = queries.entries_page(session, **arguments)
    positions = queries.positions_of(session, found.items)
    return api.page([_entry(entry, positions.get(entry.seq)) for entry in found.items], found.next_after)


@table_route(blp, "/journal/export", Permission.JOURNAL_READ, arguments=schemas.EntryFilterSchema)
def export_entries(arguments: dict[str, Any]) -> Table:
    """The journal of my area"""
    found = queries.each_entry(current_session(), **arguments)
    _record_export("journal")
    return Table(ENTRY_COLUMNS, (_cells(entry, ENTRY_COLUMNS) for entry in found), "journal")


@blp.route("/access-log", methods=["GET"])
@blp.requires(Permission.JOURNAL_READ)
@blp.arguments(schemas.AccessArgumentsSchema, location="query")
@blp.response(200, page_schema(schemas.AccessSchema))
def list_looks(arguments: dict[str, Any]) -> dict[str, Any]:
    """Who looked at what in my area, in the order of looking; of a period, in the order of time"""
    found = queries.access_page(current_session(), **arguments)
    return api.page(found.items, found.next_after)


@table_route(blp, "/access-log/export", Permission.JOURNAL_READ, arguments=schemas.AccessFilterSchema)
def export_looks(arguments: dict[str, Any]) -> Table:
    """The access log of my area"""
    found = queries.each_access(current_session(), **arguments)
    _record_export("access_log")
    return Table(ACCESS_COLUMNS, (_cells(record, ACCESS_COLUMNS) for record in found), "access-log")


def _entry(entry: JournalEntry, position: int | None) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in ENTRY_COLUMNS}
    return {"position": position, **values, "data": _shown(entry.data)}


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    """Without the digests of rows: an audit compares them, a reader has nothing of a thousand of them."""
    return {name: value for name, value in data.items() if name != ROWS}


def _cells(row: JournalEntry | AccessRecord, columns: tuple[str, ...]) -> list[Any]:
    values = [getattr(row, name) for name in columns[:-2]]
    moment = getattr(row, columns[-2])
    return [*values, moment.isoformat(), json.dumps(_shown(row.data), sort_keys=True, ensure_ascii=False)]


def _record_export(subject: str) -> None:
    service.record_access(
        current_session(), api.current_actor(), Access.EXPORTED, subject=subject, area_code="", at=clock.now()
    )
