"""Doors of the review: the queue, the dossier, the decision."""

from typing import Any
from uuid import UUID

from flask import request

from field_api import api, clock
from field_api.api import Blueprint
from field_api.areas.rules.codes import parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.db import current_session
from field_api.permissions import Permission
from field_api.registry.rules.names import search_name
from field_api.review.queries import cases as queries
from field_api.review.rules.decisions import NewDecision
from field_api.review.schemas.cases import (
    CaseSearchSchema,
    DecidedSchema,
    DossierSchema,
    NewDecisionSchema,
    QueueSchema,
)
from field_api.review.service import decisions, dossiers
from field_api.review.service.decisions import Decided
from field_api.review.service.dossiers import Dossier

blp = Blueprint("review", "review", url_prefix="/v1", description="Cases, dossiers and decisions")


@blp.route("/cases", methods=["GET"])
@blp.requires(Permission.CASE_READ)
@blp.arguments(CaseSearchSchema, location="query")
@blp.response(200, QueueSchema)
def list_cases(arguments: dict[str, Any]) -> dict[str, Any]:
    """The queue of my area: the weightiest flags first, then the longest waiting"""
    session = current_session()
    filters: dict[str, Any] = {
        "area_code": parse_area_code(arguments["area"]) if arguments["area"] else None,
        "words": search_name(arguments["search"]),
        "reader_id": api.current_actor().user_id,
    }
    found = queries.cases_page(
        session,
        **filters,
        state=arguments["state"].value if arguments["state"] else None,
        after=arguments["after"],
        limit=arguments["limit"],
        by_rank=arguments["order"] == "flags",
    )
    today = local_day(clock.now(), filters["area_code"] or "")
    return {
        **api.page(queries.summaries_of(session, found.items, on=today), found.next_after),
        "counts": queries.case_counts(session, **filters),
    }


@blp.route("/cases/<uuid:case_id>", methods=["GET"])
@blp.requires(Permission.CASE_READ)
@blp.response(200, DossierSchema)
def show_case(case_id: UUID) -> tuple[Dossier, int, dict[str, str]]:
    """The dossier of a case; every look is recorded

    Its ETag goes into the If-Match of the decision.
    """
    dossier = dossiers.view_dossier(current_session(), api.current_actor(), case_id=case_id, at=clock.now())
    return dossier, 200, {"ETag": api.etag_of(dossier.case.version)}


@blp.route("/cases/<uuid:case_id>/decisions", methods=["POST"])
@blp.requires(Permission.CASE_DECIDE)
@blp.arguments(NewDecisionSchema)
@blp.response(201, DecidedSchema)
@blp.alt_response(200, schema=DecidedSchema, description="The same decision was received before")
def decide_case(decision: NewDecision, case_id: UUID) -> tuple[Decided, int, dict[str, str]]:
    """Accept a visit, return it, or reject the household (If-Match)

    Idempotent by the id of the decision: the same again answers 200 with the same content, other content 409.
    A return makes a new assignment. Accepting and rejecting may carry determinations, which then wait for a list.
    """
    decided = decisions.decide_case(
        current_session(),
        api.current_actor(),
        case_id=case_id,
        decision=decision,
        content=request.get_json(),
        match_version=api.require_match,
        at=clock.now(),
    )
    return decided, 200 if decided.repeated else 201, {"ETag": api.etag_of(decided.case.version)}
