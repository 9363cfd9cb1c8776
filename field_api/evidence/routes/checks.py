"""Doors of the checks: what is checked, against which limits, and setting other ones."""

from typing import Any

from field_api import api, clock
from field_api.api import Blueprint
from field_api.areas.rules.codes import parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.db import current_session
from field_api.evidence.models.checks import CheckThresholds
from field_api.evidence.queries import checks as queries
from field_api.evidence.rules.checks.catalogue import CHECKS, LOOKED_AT
from field_api.evidence.schemas.checks import ChecksAskedSchema, ChecksSchema, NewThresholdsSchema, ThresholdsSchema
from field_api.evidence.service import checks as service
from field_api.permissions import Permission

blp = Blueprint(
    "checks", "checks", url_prefix="/v1", description="Checks on visits and hand-overs: flags, never verdicts"
)


@blp.route("/checks", methods=["GET"])
@blp.requires(Permission.INSTRUMENT_READ)
@blp.arguments(ChecksAskedSchema, location="query")
@blp.response(200, ChecksSchema)
def list_checks(arguments: dict[str, Any]) -> dict[str, Any]:
    """Every check with its words, the limits of an area today, and all limits that were ever set"""
    session = current_session()
    code = parse_area_code(arguments["area"]) if arguments["area"] else ""
    return {
        "checks": [
            {
                "code": check.code,
                "severity": check.severity.value,
                "place": check.place.value,
                "looks_at": [kind for kind, checks in LOOKED_AT.items() if check.code in checks],
                "words": {"id": check.words.indonesian, "en": check.words.english},
            }
            for check in CHECKS.values()
        ],
        "limits": service.thresholds_for(session, code, on=local_day(clock.now(), code)).to_json(),
        "history": queries.all_limits(session),
    }


@blp.route("/check-thresholds", methods=["POST"])
@blp.requires(Permission.CHECK_MANAGE)
@blp.arguments(NewThresholdsSchema)
@blp.response(201, ThresholdsSchema)
def set_thresholds(body: dict[str, Any]) -> CheckThresholds:
    """Set limits for an area from a day on; earlier visits keep the limits that they were held to"""
    return service.set_thresholds(current_session(), api.current_actor(), **body, at=clock.now())
