"""Doors of visits: send one, ask for its receipt, read what was found."""

from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.bodies import Document
from field_api.db import current_session
from field_api.evidence.queries import photos as photo_queries
from field_api.evidence.queries import visits as queries
from field_api.evidence.rules.photos.captures import photos_behind
from field_api.evidence.rules.photos.views import photo_views
from field_api.evidence.rules.submissions import VisitSubmission
from field_api.evidence.schemas.captures import BundleReceiptSchema, ProofSchema
from field_api.evidence.schemas.visits import (
    VisitSchema,
    VisitSearchSchema,
    VisitSubmissionSchema,
    VisitSummarySchema,
)
from field_api.evidence.service import uploads
from field_api.evidence.service import visits as service
from field_api.evidence.service.bundles import BundleReceipt, find_repeat, repeat_question
from field_api.identity.rules import Actor
from field_api.permissions import Permission
from field_api.registry.service.keys import key_ring
from field_api.scope import Scope

blp = Blueprint("visits", "visits", url_prefix="/v1", description="House visits and their receipts")


@blp.route("/visits/<uuid:visit_id>", methods=["PUT"])
@blp.requires(Permission.VISIT_SUBMIT, first=repeat_question)
@blp.document(VisitSubmissionSchema)
@blp.response(201, BundleReceiptSchema)
@blp.alt_response(200, schema=BundleReceiptSchema, description="The same visit was received before")
def put_visit(sent: Document[VisitSubmission], visit_id: UUID) -> tuple[BundleReceipt, int]:
    """Send a visit under an id made by the phone (UUIDv7)

    Idempotent: the same id with the same content answers 200 with the same receipt, with other content 409.
    The receipt names the photos that are missing; send each to its `upload_url`, or all of them behind the document:
    one line of JSON, a line feed, and the photos in the order of the manifest.
    """
    session, actor, at = current_session(), api.current_actor(), clock.now()
    receipt = find_repeat(session, actor, bundle_id=visit_id, content=sent.content, at=at)
    if receipt is None or receipt.missing:
        visit, keys = sent.read(), key_ring(api.runtime().config)
        brought = photos_behind(visit.photos, sent.behind)
        receipt = receipt or service.submit_visit(
            session, actor, keys, visit_id=visit_id, visit=visit, content=sent.content, brought=brought, at=at
        )
        receipt = uploads.receive_rest(session, actor, receipt, brought, at=at)
    return receipt, 200 if receipt.repeated else 201


@blp.route("/visits/<uuid:visit_id>/receipt", methods=["GET"])
@blp.requires(Permission.VISIT_SUBMIT)
@blp.response(200, BundleReceiptSchema)
def show_receipt(visit_id: UUID) -> BundleReceipt:
    """What the server holds of my visit; the phone deletes nothing before it is complete"""
    return service.visit_receipt(current_session(), api.current_actor(), visit_id=visit_id, at=clock.now())


@blp.route("/visits/<uuid:visit_id>/proof", methods=["GET"])
@blp.requires(Permission.VISIT_SUBMIT)
@blp.response(200, ProofSchema)
def show_proof(visit_id: UUID) -> dict[str, Any]:
    """The signed proof that my complete visit is in the log; keep it: `field-api verify` checks it without this server"""
    return service.visit_proof(current_session(), api.current_actor(), visit_id=visit_id).to_json()


@blp.route("/visits", methods=["GET"])
@blp.requires(Permission.VISIT_READ)
@blp.arguments(VisitSearchSchema, location="query")
@blp.response(200, page_schema(VisitSummarySchema))
def list_visits(arguments: dict[str, Any]) -> dict[str, Any]:
    """Visits in my area; where I am a verifier and no more, my own"""
    actor: Actor = api.current_actor()
    area = arguments["area"]
    found = queries.visits_page(
        current_session(),
        household_id=arguments["household"],
        reader=service.reader_of(actor),
        area=Scope.of([area]) if area else None,
        after=arguments["after"],
        limit=arguments["limit"],
    )
    return api.page(found.items, found.next_after)


@blp.route("/visits/<uuid:visit_id>", methods=["GET"])
@blp.requires(Permission.VISIT_READ)
@blp.response(200, VisitSchema)
def show_visit(visit_id: UUID) -> dict[str, Any]:
    """One visit with answers, members, evaluations and photos"""
    session = current_session()
    visit = service.require_visit(session, api.current_actor(), visit_id=visit_id)
    captures = photo_queries.captures_of(session, visit_id)
    hashes = {capture.sha256 for capture in captures}
    return {
        **{column: getattr(visit, column) for column in VisitSchema().fields if hasattr(visit, column)},
        "members": queries.members_of(session, visit_id),
        "evaluations": queries.evaluations_of(session, visit_id),
        "photos": photo_views(
            captures,
            stored=photo_queries.stored_among(session, hashes),
            inspections=photo_queries.inspections_of(session, hashes),
        ),
    }
