"""Doors of the sample: blind second reviews, back-checks, and the estimates that come of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint, page_schema
from field_api.areas.rules.codes import parse_area_code
from field_api.db import current_session
from field_api.downloads import Table, table_route
from field_api.identity import service as identity
from field_api.journal import service as journal
from field_api.permissions import Permission
from field_api.review.models import SecondReview
from field_api.review.queries import sampling as queries
from field_api.review.queries.sampling import BackCheckLine
from field_api.review.schemas import sampling as schemas
from field_api.review.service import back_checks, quality, second_reviews
from field_api.review.service.quality import QualityReport
from field_api.review.service.second_reviews import BlindDossier
from field_api.scope import Scope

blp = Blueprint("sampling", "sampling", url_prefix="/v1", description="Second looks at a drawn share of the decisions")

ESTIMATES = ("wrong_inclusion", "wrong_exclusion", "recommendation_differs")
COUNTS = ("group", "name", "kind", "decisions", "drawn", "answered", "cannot_tell")
ESTIMATE_PARTS = ("part", "whole", "value", "low", "high", "weighted")
QUALITY_COLUMNS = (*COUNTS, *(f"{name}_{part}" for name in ESTIMATES for part in ESTIMATE_PARTS))


@blp.route("/second-reviews", methods=["GET"])
@blp.requires(Permission.CASE_DECIDE)
@blp.arguments(schemas.SecondReviewSearchSchema, location="query")
@blp.response(200, page_schema(schemas.SecondReviewSchema))
def list_second_reviews(arguments: dict[str, Any]) -> dict[str, Any]:
    """Second reviews of my area that I have taken or may take, the longest waiting first

    Left out is what I decided, visited, or have read the dossier of.
    """
    found = queries.second_reviews_page(
        current_session(),
        reviewer_id=api.current_actor().user_id,
        answered=arguments["answered"],
        area=_area(arguments["area"]),
        at=clock.now(),
        after=arguments["after"],
        limit=arguments["limit"],
    )
    return api.page([_shown(review) for review in found.items], found.next_after)


@blp.route("/second-reviews/<uuid:review_id>/take", methods=["POST"])
@blp.requires(Permission.CASE_DECIDE)
@blp.response(200, schemas.SecondReviewSchema)
def take_second_review(review_id: UUID) -> SecondReview:
    """Take a second review, which nobody else can then for seven days; the same again changes nothing

    Until it is answered, the dossiers of its household are closed to me.
    """
    return second_reviews.take_second_review(
        current_session(), api.current_actor(), review_id=review_id, at=clock.now()
    )


@blp.route("/second-reviews/<uuid:review_id>", methods=["GET"])
@blp.requires(Permission.CASE_DECIDE)
@blp.response(200, schemas.BlindDossierSchema)
def show_second_review(review_id: UUID) -> BlindDossier:
    """The evidence of a second review that I have taken, without the decision; every look is recorded"""
    return second_reviews.view_second_review(
        current_session(), api.current_actor(), review_id=review_id, at=clock.now()
    )


@blp.route("/second-reviews/<uuid:review_id>/answer", methods=["PUT"])
@blp.requires(Permission.CASE_DECIDE)
@blp.arguments(schemas.SecondAnswerSchema)
@blp.response(200, schemas.SecondReviewSchema)
def answer_second_review(answer: dict[str, Any], review_id: UUID) -> SecondReview:
    """Say what the evidence shows, for good; the same answer again changes nothing, another one is a 409"""
    return second_reviews.answer_second_review(
        current_session(), api.current_actor(), review_id=review_id, **answer, at=clock.now()
    )


@blp.route("/back-checks", methods=["GET"])
@blp.requires(Permission.ASSIGNMENT_MANAGE)
@blp.arguments(schemas.BackCheckSearchSchema, location="query")
@blp.response(200, page_schema(schemas.BackCheckSchema))
def list_back_checks(arguments: dict[str, Any]) -> dict[str, Any]:
    """Households of my area that another verifier is to visit, the longest waiting first"""
    session = current_session()
    found = queries.back_checks_page(
        session,
        state=arguments["state"],
        area=_area(arguments["area"]),
        after=arguments["after"],
        limit=arguments["limit"],
    )
    return api.page(_lines(queries.back_check_lines(session, found.items)), found.next_after)


@blp.route("/back-checks/<uuid:back_check_id>/assignment", methods=["PUT"])
@blp.requires(Permission.ASSIGNMENT_MANAGE)
@blp.arguments(schemas.BackCheckAssignmentSchema)
@blp.response(200, schemas.BackCheckSchema)
def assign_back_check(assignment: dict[str, Any], back_check_id: UUID) -> dict[str, Any]:
    """Send another verifier with an ordinary assignment; the same id again changes nothing

    Never the first verifier. He is not told that it is a back-check.
    """
    line = back_checks.assign_back_check(
        current_session(), api.current_actor(), back_check_id=back_check_id, **assignment, at=clock.now()
    )
    [shown] = _lines([line])
    return shown


@blp.route("/quality", methods=["GET"])
@blp.requires(Permission.QUALITY_READ)
@blp.arguments(schemas.QualityAskedSchema, location="query")
@blp.response(200, schemas.QualitySchema)
def show_quality(arguments: dict[str, Any]) -> dict[str, Any]:
    """The estimated share of wrong inclusion and exclusion, by area or verifier, each with its interval"""
    report = _report(arguments)
    return {"area_code": report.area_code, "rows": _rows(report)}


@table_route(blp, "/quality/export", Permission.QUALITY_READ, arguments=schemas.QualityAskedSchema)
def export_quality(arguments: dict[str, Any]) -> Table:
    """The estimates of a period, one line for each area or verifier and kind of second look

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    report = _report(arguments)
    area_code = parse_area_code(arguments["area"]) if arguments["area"] else None
    journal.record_export(
        current_session(), api.current_actor(), subject="quality", area_code=area_code, at=clock.now()
    )
    shown = schemas.QualityRowSchema(many=True).dump(_rows(report))
    cells = (
        [*(row[column] for column in COUNTS), *(row[name][part] for name in ESTIMATES for part in ESTIMATE_PARTS)]
        for row in shown
    )
    return Table(QUALITY_COLUMNS, cells, f"mutu-{arguments['period']}")


def _area(text: str | None) -> Scope | None:
    return Scope.of([parse_area_code(text)]) if text else None


def _shown(review: SecondReview) -> dict[str, Any]:
    """What somebody may know who has not taken it: a hand that let it go is nobody's business."""
    mine = review.reviewer_id == api.current_actor().user_id
    shown = {name: getattr(review, name) for name in ("id", "area_code", "finding", "reason", "answered_at")}
    return {**shown, "taken_at": review.taken_at if mine else None}


def _lines(lines: Sequence[BackCheckLine]) -> list[dict[str, Any]]:
    people = {line.back_check.first_verifier_id for line in lines}
    people |= {line.assignment.verifier_id for line in lines if line.assignment}
    names = identity.names_of(current_session(), people)
    return [
        {
            "back_check": line.back_check,
            "address": line.address,
            "state": line.state,
            "assignment": line.assignment,
            "first_verifier_name": names.get(line.back_check.first_verifier_id, ""),
            "verifier_name": names.get(line.assignment.verifier_id) if line.assignment else None,
        }
        for line in lines
    ]


def _report(arguments: dict[str, Any]) -> QualityReport:
    return quality.quality_of(
        current_session(),
        area_code=parse_area_code(arguments["area"]) if arguments["area"] else None,
        period=arguments["period"],
        by=arguments["by"],
        at=clock.now(),
    )


def _rows(report: QualityReport) -> list[dict[str, Any]]:
    return [
        {name: getattr(row, name) for name in schemas.QualityRowSchema().fields if name not in {"name", "kind"}}
        | {"name": report.names.get(row.group), "kind": row.kind.value}
        for row in report.rows
    ]
