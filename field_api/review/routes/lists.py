"""Doors of the endorsement lists: draft, fill, seal, endorse with a letter, export."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response
from werkzeug.datastructures import FileStorage

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.areas.rules.codes import parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.db import Page, current_session, each_page
from field_api.downloads import Table, cells_of, table_route
from field_api.identity import service as identity
from field_api.journal import service as journal
from field_api.permissions import Permission
from field_api.review.models import EndorsementList
from field_api.review.queries import lists as queries
from field_api.review.schemas import lists as schemas
from field_api.review.schemas.cases import DeterminationSchema
from field_api.review.service import endorsements, lists, seals
from field_api.review.service.endorsements import MAX_LETTER_BYTES, PDF_TYPE, SignedLetter
from field_api.review.service.seals import SealCheck

blp = Blueprint(
    "endorsement", "endorsement", url_prefix="/v1", description="Determinations, endorsement lists, letters"
)

Answer = tuple[dict[str, Any], int, dict[str, str]]
AUTHORS = ("drafted_by", "sealed_by", "endorsed_by")
LIST_COLUMNS = (
    "id", "title", "period", "programme_code", "area_code", "state", "items", "drafted_by", "drafted_by_name",
    "drafted_at", "sealed_by", "sealed_by_name", "sealed_at", "root", "size", "letter_number", "letter_date",
    "letter_sha256", "signatory_name", "signatory_capacity", "endorsed_by", "endorsed_by_name", "endorsed_at",
)  # fmt: skip
EXPORT_COLUMNS = (
    "number", "determination_id", "decision_id", "reviewer_id", "household_id", "person_id", "programme_code", "component", "eligible",
    "without_field_evidence", "area_code", "recipient_name", "nik_masked", "address",
)  # fmt: skip


@blp.route("/determinations", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.arguments(schemas.DeterminationSearchSchema, location="query")
@blp.response(200, page_schema(DeterminationSchema))
def list_determinations(arguments: dict[str, Any]) -> dict[str, Any]:
    """What was determined in my area, and what of it is ready for a list"""
    found = queries.determinations_page(
        current_session(),
        programme_code=arguments["programme"],
        area_code=_area(arguments["area"]),
        ready=arguments["ready"],
        after=arguments["after"],
        limit=arguments["limit"],
    )
    return api.page(found.items, found.next_after)


@blp.route("/lists", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.arguments(schemas.ListSearchSchema, location="query")
@blp.response(200, page_schema(schemas.ListSchema))
def list_lists(arguments: dict[str, Any]) -> dict[str, Any]:
    """Endorsement lists of my area"""
    paging = {name: arguments[name] for name in ("after", "limit", "newest_first")}
    found = _asked(arguments)(**paging)
    return api.page(_views(found.items), found.next_after)


@table_route(blp, "/lists/export", Permission.LIST_READ, arguments=schemas.ListFilterSchema)
def export_lists(arguments: dict[str, Any]) -> Table:
    """Endorsement lists of my area with their counts and letters

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    found = each_page(_asked(arguments))
    journal.record_export(
        current_session(), api.current_actor(), subject="lists", area_code=_area(arguments["area"]), at=clock.now()
    )
    return Table(LIST_COLUMNS, cells_of(schemas.ListRowSchema(), LIST_COLUMNS, map(_views, found)), "daftar")


@blp.route("/lists", methods=["POST"])
@blp.requires(Permission.LIST_PREPARE)
@blp.arguments(schemas.NewListSchema)
@blp.response(201, schemas.ListSchema)
def draft_list(draft: dict[str, Any]) -> Answer:
    """Begin a list for one programme, area and month; the same again is no error"""
    list_id = draft.pop("id")
    drafted = lists.draft_list(current_session(), api.current_actor(), list_id=list_id, **draft, at=clock.now())
    return _answer(drafted, status=201)


@blp.route("/lists/<uuid:list_id>", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.response(200, schemas.ListSchema)
def show_list(list_id: UUID) -> Answer:
    """One list with its counts, seal and letter"""
    return _answer(lists.require_list(current_session(), list_id))


@blp.route("/lists/<uuid:list_id>/items", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.arguments(api.PageArgumentsSchema, location="query")
@blp.response(200, page_schema(schemas.ListItemSchema))
def list_items(arguments: dict[str, Any], list_id: UUID) -> dict[str, Any]:
    """The items of a list, by number once it is sealed"""
    session = current_session()
    listed = lists.require_list(session, list_id)
    found = queries.items_page(session, listed=listed, **arguments)
    return api.page(
        queries.items_shown(session, listed=listed, items=found.items, on=local_day(clock.now(), listed.area_code)),
        found.next_after,
    )


@blp.route("/lists/<uuid:list_id>/items", methods=["POST"])
@blp.requires(Permission.LIST_PREPARE)
@blp.arguments(schemas.AddedItemsSchema)
@blp.response(200, schemas.ListSchema)
def add_items(added: dict[str, Any], list_id: UUID) -> Answer:
    """Put determinations on a draft: the named ones, or all that are ready in its area (If-Match)"""
    listed = lists.add_items(
        current_session(),
        api.current_actor(),
        list_id=list_id,
        determination_ids=added["determination_ids"],
        match_version=api.require_match,
        at=clock.now(),
    )
    return _answer(listed)


@blp.route("/lists/<uuid:list_id>/items/<uuid:determination_id>", methods=["DELETE"])
@blp.requires(Permission.LIST_PREPARE)
@blp.response(200, schemas.ListSchema)
def remove_item(list_id: UUID, determination_id: UUID) -> Answer:
    """Take one determination off a draft (If-Match)"""
    listed = lists.remove_item(
        current_session(),
        api.current_actor(),
        list_id=list_id,
        determination_id=determination_id,
        match_version=api.require_match,
        at=clock.now(),
    )
    return _answer(listed)


@blp.route("/lists/<uuid:list_id>/seal", methods=["POST"])
@blp.requires(Permission.LIST_PREPARE)
@blp.response(200, schemas.ListSchema)
def seal_list(list_id: UUID) -> Answer:
    """Number the items and fix the Merkle root over exactly them; nothing on the list changes any more (If-Match)"""
    listed = lists.seal_list(
        current_session(), api.current_actor(), list_id=list_id, match_version=api.require_match, at=clock.now()
    )
    return _answer(listed)


@blp.route("/lists/<uuid:list_id>/seal", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.response(200, schemas.SealCheckSchema)
def check_seal(list_id: UUID) -> SealCheck:
    """Compute the root of a sealed list again, and say whether it is still the sealed one"""
    return seals.check_seal(current_session(), list_id=list_id)


@blp.route("/lists/<uuid:list_id>/items/<int:number>/proof", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.response(200, schemas.ListProofSchema)
def prove_item(list_id: UUID, number: int) -> dict[str, Any]:
    """The proof that one item is on a sealed list, with nothing of the others; every look is recorded"""
    return seals.prove_item(
        current_session(),
        api.current_actor(),
        list_id=list_id,
        number=number,
        origin=api.runtime().config.log_origin,
        at=clock.now(),
    ).to_json()


@blp.route("/lists/<uuid:list_id>/letter-draft.pdf", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.response(200, {"type": "string", "format": "binary"}, content_type=PDF_TYPE)
def draw_letter(list_id: UUID) -> Response:
    """The letter to be signed (surat pengesahan), with number and date left blank; every look is recorded"""
    content = endorsements.draw_letter(
        current_session(),
        api.current_actor(),
        list_id=list_id,
        origin=api.runtime().config.log_origin,
        at=clock.now(),
    )
    return _pdf(content, name=f"surat-pengesahan-{list_id}.pdf")


@blp.route("/lists/<uuid:list_id>/endorsement", methods=["POST"])
@blp.requires(Permission.LIST_ENDORSE)
@blp.arguments(schemas.LetterFormSchema, location="form")
@blp.arguments(schemas.LetterFileSchema, location="files")
@blp.response(200, schemas.ListSchema)
def endorse_list(form: dict[str, Any], files: dict[str, FileStorage], list_id: UUID) -> Answer:
    """Hand in the signed letter; the determinations come into force from its date (If-Match)

    Not for anybody who decided a case on the list. The same letter again answers the same.
    """
    # One byte more than allowed is enough to see that there is too much.
    letter = SignedLetter(**form, content=files["letter"].read(MAX_LETTER_BYTES + 1))
    listed = endorsements.endorse_list(
        current_session(),
        api.current_actor(),
        api.runtime().store,
        list_id=list_id,
        letter=letter,
        origin=api.runtime().config.log_origin,
        match_version=api.require_match,
        at=clock.now(),
    )
    return _answer(listed)


@blp.route("/lists/<uuid:list_id>/letter.pdf", methods=["GET"])
@blp.requires(Permission.LIST_READ)
@blp.response(200, {"type": "string", "format": "binary"}, content_type=PDF_TYPE)
def read_letter(list_id: UUID) -> Response:
    """The signed letter; every look is recorded"""
    content = endorsements.read_letter(
        current_session(), api.current_actor(), api.runtime().store, list_id=list_id, at=clock.now()
    )
    return _pdf(content, name=f"surat-pengesahan-{list_id}-ditandatangani.pdf")


@table_route(blp, "/lists/<uuid:list_id>/export", Permission.LIST_READ)
def export_list(list_id: UUID) -> Table:
    """The items of a list, NIK masked"""
    items = endorsements.export_items(current_session(), api.current_actor(), list_id=list_id, at=clock.now())
    rows = ([getattr(item, column) for column in EXPORT_COLUMNS] for item in items)
    return Table(EXPORT_COLUMNS, rows, f"daftar-{list_id}")


def _answer(listed: EndorsementList, *, status: int = 200) -> Answer:
    [view] = _views([listed])
    return view, status, {"ETag": api.etag_of(listed.version)}


def _views(found: Sequence[EndorsementList]) -> list[dict[str, Any]]:
    """Lists with the names of those who drafted, sealed and endorsed them, in one read whatever their number."""
    authors = {getattr(listed, author) for listed in found for author in AUTHORS}
    names = identity.names_of(current_session(), authors - {None})
    columns = [name for name in schemas.ListSchema().fields if hasattr(EndorsementList, name)]
    return [
        {column: getattr(listed, column) for column in columns}
        | {"root": listed.root.hex() if listed.root else None}
        | {f"{author}_name": names.get(getattr(listed, author)) for author in AUTHORS}
        for listed in found
    ]


def _asked(arguments: dict[str, Any]) -> Callable[..., Page[EndorsementList]]:
    return partial(
        queries.lists_page,
        current_session(),
        state=arguments["state"],
        programme_code=arguments["programme"],
        period=arguments["period"],
        area_code=_area(arguments["area"]),
    )


def _area(text: str | None) -> str | None:
    return parse_area_code(text) if text else None


def _pdf(content: bytes, *, name: str) -> Response:
    # Downloaded, never shown in the page of the console: the letter comes from outside.
    return Response(content, mimetype=PDF_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})
