"""Doors of the distribution: rounds, who is to receive, what became of it at the door, and how far it is."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from marshmallow import Schema

from field_api import api, clock, db
from field_api.api import Blueprint, page_schema
from field_api.areas import service as areas
from field_api.areas.rules.codes import Level
from field_api.areas.rules.zones import local_day
from field_api.bodies import Document
from field_api.db import current_session, each_page
from field_api.distribution import schemas
from field_api.distribution.models import Allocation, HandOver, Round
from field_api.distribution.queries import allocations as allocation_queries
from field_api.distribution.queries import hand_overs as hand_over_queries
from field_api.distribution.queries import progress as progress_queries
from field_api.distribution.queries import rounds as round_queries
from field_api.distribution.rules.hand_overs import FAILURES
from field_api.distribution.rules.progress import Tally, by_place
from field_api.distribution.service import checks, hand_overs, rounds
from field_api.downloads import Table, cells_of, table_route
from field_api.evidence.rules.photos.captures import photos_behind
from field_api.evidence.schemas.captures import BundleReceiptSchema
from field_api.evidence.service import uploads
from field_api.evidence.service.bundles import BundleReceipt, find_repeat, repeat_question
from field_api.journal import service as journal
from field_api.journal.rules import Access
from field_api.permissions import Permission

blp = Blueprint("distribution", "distribution", url_prefix="/v1", description="Rounds, hand-overs and progress")

TALLY_COLUMNS = ("planned", "confirmed", "photos_pending", "failed", "pending")
RECIPIENT_COLUMNS = ("allocation_id", "area_code", "household_id", "name", "nik_masked", "family_cards_masked",
                     "address", "packages", "state", "failure", "attempts_failed")  # fmt: skip
ROUND_COLUMNS = ("id", "title", "programme_code", "area_code", "package", "starts_on", "ends_on", "state", "planned",
                 "opened_by", "opened_at", "closed_at")  # fmt: skip
HAND_OVER_COLUMNS = ("id", "round_id", "allocation_id", "area_code", "officer_id", "outcome", "received_by", "card_check",
                     "failure", "handed_over_at", "received_at")  # fmt: skip


@blp.route("/rounds", methods=["POST"])
@blp.requires(Permission.ROUND_MANAGE)
@blp.arguments(schemas.NewRoundSchema)
@blp.response(201, schemas.RoundSchema)
@blp.alt_response(200, schema=schemas.RoundSchema, description="The same round was opened before")
def open_round(new: dict[str, Any]) -> tuple[Round, int, dict[str, str]]:
    """Open a round: one package for every enrolment of the programme that is active in the area on the first day

    The same id with the same plan may be sent again (200). A round of more than 20,000 packages is `preparing` until a
    worker has allocated them all; nothing is handed over before it is `open`.
    """
    opened, repeated = rounds.open_round(current_session(), api.current_actor(), **new, at=clock.now())
    return opened, 200 if repeated else 201, {"ETag": api.etag_of(opened.version)}


@blp.route("/rounds", methods=["GET"])
@blp.requires(Permission.ROUND_READ)
@blp.arguments(schemas.RoundSearchSchema, location="query")
@blp.response(200, page_schema(schemas.RoundSchema))
def list_rounds(arguments: dict[str, Any]) -> dict[str, Any]:
    """Rounds that reach my area, oldest first"""
    found = round_queries.rounds_page(current_session(), **arguments)
    return api.page(found.items, found.next_after)


@table_route(blp, "/rounds/export", Permission.ROUND_READ, arguments=schemas.RoundFilterSchema)
def export_rounds(arguments: dict[str, Any]) -> Table:
    """Rounds that reach my area

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    session = current_session()
    pages = each_page(partial(round_queries.rounds_page, session, **arguments))
    journal.record_export(session, api.current_actor(), subject="rounds", at=clock.now())
    return Table(ROUND_COLUMNS, cells_of(schemas.RoundSchema(), ROUND_COLUMNS, pages), "rounds")


@blp.route("/rounds/<uuid:round_id>", methods=["GET"])
@blp.requires(Permission.ROUND_READ)
@blp.response(200, schemas.RoundSchema)
def show_round(round_id: UUID) -> tuple[Round, int, dict[str, str]]:
    """One round"""
    found = rounds.require_round(current_session(), round_id)
    return found, 200, {"ETag": api.etag_of(found.version)}


@blp.route("/rounds/<uuid:round_id>/close", methods=["POST"])
@blp.requires(Permission.ROUND_MANAGE)
@blp.response(200, schemas.RoundSchema)
def close_round(round_id: UUID) -> tuple[Round, int, dict[str, str]]:
    """Close a round (If-Match)

    Hand-overs that happened before the closing and arrive later are still taken. Closing twice is no error.
    """
    session = current_session()
    found = rounds.require_round(session, round_id, lock=True)
    if found.state != "closed":
        api.require_match(found.version)
    closed = rounds.close_round(session, api.current_actor(), found, at=clock.now())
    return closed, 200, {"ETag": api.etag_of(closed.version)}


@blp.route("/rounds/<uuid:round_id>/allocations", methods=["GET"])
@blp.requires(Permission.HAND_OVER_READ)
@blp.arguments(schemas.AllocationSearchSchema, location="query")
@blp.response(200, page_schema(schemas.AllocationSchema))
def list_allocations(arguments: dict[str, Any], round_id: UUID) -> dict[str, Any]:
    """Who is to receive a package in my area, what is compared at the door, and what became of it"""
    session = current_session()
    rounds.require_round(session, round_id)
    found = allocation_queries.allocations_page(session, round_id=round_id, **arguments)
    return api.page(_shown(found.items), found.next_after)


@table_route(blp, "/rounds/<uuid:round_id>/allocations/export", Permission.REGISTRY_EXPORT)
def export_allocations(round_id: UUID) -> Table:
    """The list of recipients with what became of each package (F6)

    The headers state its rows and its SHA-256. NIK and No. KK are masked; the export leaves a row in the access log.
    """
    session = current_session()
    found = rounds.require_round(session, round_id)
    rows = (
        _recipient_cells(shown)
        for batch in allocation_queries.allocations_in_batches(session, round_id=round_id)
        for shown in _shown(batch)
    )
    _record_export(found, "recipients")
    return Table(RECIPIENT_COLUMNS, rows, f"round-{round_id}-recipients")


@blp.route("/rounds/<uuid:round_id>/progress", methods=["GET"])
@blp.requires(Permission.ROUND_READ)
@blp.arguments(schemas.ProgressArgumentsSchema, location="query")
@blp.response(200, schemas.ProgressSchema)
def show_progress(arguments: dict[str, Any], round_id: UUID) -> dict[str, Any]:
    """How far a round is, as a whole and by RW (or another level), as far as I may see

    A package counts as confirmed when it was delivered and every photo of the hand-over is here.
    """
    session, level = current_session(), arguments["level"]
    found = rounds.require_round(session, round_id)
    scope = db.scope_of(session)
    total, places = _progress(found, level)
    return {
        "round_id": round_id,
        "level": level.name.lower(),
        "seen_within": None if scope.covers(found.area_code) else sorted(scope.prefixes),
        "total": total,
        "places": places,
    }


@table_route(
    blp, "/rounds/<uuid:round_id>/progress/export", Permission.ROUND_READ, arguments=schemas.ProgressArgumentsSchema
)
def export_progress(arguments: dict[str, Any], round_id: UUID) -> Table:
    """How far a round is, one line per RW (or another level)"""
    found = rounds.require_round(current_session(), round_id)
    _, places = _progress(found, arguments["level"])
    rows = (
        [place["area_code"], place["name"], *(place[column] for column in TALLY_COLUMNS)]
        + [place["failures"].get(reason, 0) for reason in FAILURES]
        + [place["percent_confirmed"]]
        for place in places
    )
    header = ["area_code", "name", *TALLY_COLUMNS, *(f"failed_{reason}" for reason in FAILURES), "percent_confirmed"]
    _record_export(found, "progress")
    return Table(header, rows, f"round-{round_id}-progress")


@blp.route("/hand-overs/<uuid:hand_over_id>", methods=["PUT"])
@blp.requires(Permission.HAND_OVER_CONFIRM, first=repeat_question)
@blp.document(schemas.HandOverReportSchema)
@blp.response(201, BundleReceiptSchema)
@blp.alt_response(200, schema=BundleReceiptSchema, description="The same hand-over was received before")
def put_hand_over(sent: Document[dict[str, Any]], hand_over_id: UUID) -> tuple[BundleReceipt, int]:
    """Confirm what became of a package, under an id made by the phone (UUIDv7)

    Idempotent: the same id with the same content answers 200 with the same receipt, with other content 409.
    A second delivery of one package answers 409 `already_handed_over` and says when and by which officer it was
    confirmed. The receipt names the photos that are missing; send each to its `upload_url`, or all of them behind the
    document: one line of JSON, a line feed, and the photos in the order of the manifest.
    """
    session, actor, at = current_session(), api.current_actor(), clock.now()
    receipt = find_repeat(session, actor, bundle_id=hand_over_id, content=sent.content, at=at)
    if receipt is None or receipt.missing:
        hand_over = sent.read()
        brought = photos_behind(hand_over["photos"], sent.behind)
        receipt = receipt or hand_overs.confirm_hand_over(
            session, actor, hand_over_id=hand_over_id, **hand_over, content=sent.content, brought=brought, at=at
        )
        receipt = uploads.receive_rest(session, actor, receipt, brought, at=at)
    return receipt, 200 if receipt.repeated else 201


@blp.route("/hand-overs/<uuid:hand_over_id>/receipt", methods=["GET"])
@blp.requires(Permission.HAND_OVER_CONFIRM)
@blp.response(200, BundleReceiptSchema)
def show_hand_over_receipt(hand_over_id: UUID) -> BundleReceipt:
    """What the server holds of my hand-over; the phone deletes nothing before it is complete"""
    return hand_overs.hand_over_receipt(
        current_session(), api.current_actor(), hand_over_id=hand_over_id, at=clock.now()
    )


@blp.route("/hand-overs", methods=["GET"])
@blp.requires(Permission.HAND_OVER_READ)
@blp.arguments(schemas.HandOverSearchSchema, location="query")
@blp.response(200, page_schema(schemas.HandOverSummarySchema))
def list_hand_overs(arguments: dict[str, Any]) -> dict[str, Any]:
    """Hand-overs in my area, by area, or those of a round with the weightiest flags first"""
    by_flags = arguments.pop("order") == "flags"
    read = hand_over_queries.hand_overs_by_flags if by_flags else hand_over_queries.hand_overs_page
    found = read(current_session(), **arguments)
    return api.page(_with_checks(found.items), found.next_after)


@table_route(blp, "/hand-overs/export", Permission.HAND_OVER_READ, arguments=schemas.HandOverFilterSchema)
def export_hand_overs(arguments: dict[str, Any]) -> Table:
    """Hand-overs in my area, of one round when it is named

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    session, area_code = current_session(), arguments["area_code"]
    pages = each_page(partial(hand_over_queries.hand_overs_page, session, **arguments))
    journal.record_export(session, api.current_actor(), subject="hand_overs", area_code=area_code, at=clock.now())
    rows = cells_of(schemas.HandOverSummarySchema(), HAND_OVER_COLUMNS, pages)
    return Table(HAND_OVER_COLUMNS, rows, "hand-overs")


@blp.route("/hand-overs/<uuid:hand_over_id>", methods=["GET"])
@blp.requires(Permission.HAND_OVER_READ)
@blp.response(200, schemas.HandOverSchema)
def show_hand_over(hand_over_id: UUID) -> dict[str, Any]:
    """One hand-over with its photos and remarks

    Its photos are shown at `/v1/bundles/{id}/photos/{number}/large`.
    """
    session = current_session()
    found = hand_overs.require_hand_over(session, hand_over_id)
    (told,) = _with_checks([found], schemas.HandOverSchema)
    return {
        **told,
        "completed_at": hand_over_queries.bundle_of(session, hand_over_id).completed_at,
        "remarks": hand_overs.remarks_of(session, found),
        "photos": hand_over_queries.captures_of(session, hand_over_id),
    }


def _shown(allocations: Sequence[Allocation]) -> list[dict[str, Any]]:
    """Allocations of one round with their recipients and standings, in three reads whatever their number."""
    session = current_session()
    today = local_day(clock.now(), allocations[0].area_code if allocations else "")
    recipients = allocation_queries.recipients_of(session, allocations, on=today)
    standings = allocation_queries.standings_of(session, [allocation.id for allocation in allocations])
    return [
        {
            "id": allocation.id,
            "round_id": allocation.round_id,
            "area_code": allocation.area_code,
            "household_id": allocation.household_id,
            "packages": allocation.packages,
            "state": standings[allocation.id].state,
            "failure": standings[allocation.id].failure,
            "attempts_failed": standings[allocation.id].attempts_failed,
            "recipient": recipients[allocation.id],
        }
        for allocation in allocations
    ]


def _with_checks(
    hand_overs: Sequence[HandOver], shape: type[Schema] = schemas.HandOverSummarySchema
) -> list[dict[str, Any]]:
    """The columns of hand-overs that a shape has, each with what the checks say of it."""
    runs = checks.runs_of(current_session(), [each.id for each in hand_overs])
    columns = [name for name in shape().fields if hasattr(HandOver, name)]
    return [{name: getattr(each, name) for name in columns} | {"check": runs.get(each.id)} for each in hand_overs]


def _recipient_cells(shown: dict[str, Any]) -> list[Any]:
    recipient: allocation_queries.Recipient = shown["recipient"]
    return [
        shown["id"],
        shown["area_code"],
        shown["household_id"],
        recipient.name,
        recipient.nik_masked,
        " ".join(recipient.family_cards_masked),
        recipient.address,
        shown["packages"],
        shown["state"].value,
        shown["failure"],
        shown["attempts_failed"],
    ]


def _progress(found: Round, level: Level) -> tuple[Tally, list[dict[str, Any]]]:
    session = current_session()
    counts = progress_queries.count_states(session, round_id=found.id, level=level)
    tallies = by_place(counts)
    names = areas.names_of(session, list(tallies), on=found.starts_on)
    places = [
        {"area_code": code, "name": names.get(code), **schemas.TallySchema().dump(tally)}
        for code, tally in tallies.items()
    ]
    return Tally.of(counts), places


def _record_export(found: Round, what: str) -> None:
    journal.record_access(
        current_session(),
        api.current_actor(),
        Access.EXPORTED,
        subject=str(found.id),
        area_code=found.area_code,
        at=clock.now(),
        data={"rows": what},
    )
