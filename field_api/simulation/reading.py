"""Asking the product what it made of the visits, as an auditor does: the order of the queue, and each dossier's flags."""

import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from field_api.evidence.rules.checks.check import Severity
from field_api.simulation.observed import Seen
from field_api.simulation.plan import Plan
from field_api.simulation.product import Client, ProductRefused
from field_api.simulation.visits import Network, PlannedVisit

_PAUSE_SECONDS, _QUIET_LOOKS = 1.0, 5


def wait_until_checked(auditor: Client, plan: Plan, *, say: Callable[[str], None], patience_seconds: float) -> None:
    """Wait until every visit that arrived has a case with its flags, and second looks have come to rest.

    Raises ProductRefused when that takes too long.
    """
    expected = {str(visit.visit_id) for visit in plan.visits if visit.network is not Network.NONE}
    deadline = time.monotonic() + patience_seconds
    before: dict[str, int] = {}
    quiet = 0
    while time.monotonic() < deadline:
        ranks = {line["case"]["visit_id"]: line["case"]["rank"] for line in auditor.pages("/v1/cases?")}
        # Every simulated visit weighs at least a note, so a rank of 0 is a case that was not ranked yet.
        checked = {visit_id: rank for visit_id, rank in ranks.items() if rank and visit_id in expected}
        quiet = quiet + 1 if checked == before and len(checked) == len(expected) else 0
        if quiet >= _QUIET_LOOKS:
            return
        if len(checked) > len(before):
            say(f"{len(checked)} of {len(expected)} visits checked")
        before = checked
        time.sleep(_PAUSE_SECONDS)
    missing = len(expected) - len(before)
    raise ProductRefused(f"{missing} visits were not checked within {patience_seconds:.0f} s. Is a worker running?")


def read_back(auditor: Client, plan: Plan) -> list[Seen]:
    """Each visit that arrived with its flags and its place in the queue, the weightiest first."""
    truth = {visit.visit_id: visit for visit in plan.visits}
    queue = [line["case"] for line in auditor.pages("/v1/cases?order=flags&")]
    return [
        _seen(truth[UUID(case["visit_id"])], place, auditor.get(f"/v1/cases/{case['id']}"))
        for place, case in enumerate(queue)
        if UUID(case["visit_id"]) in truth
    ]


def _seen(visit: PlannedVisit, place: int, dossier: Mapping[str, Any]) -> Seen:
    check = dossier["check"]
    if check is None:
        raise ProductRefused(f"The visit {visit.visit_id} has no check although its case has a rank.")
    return Seen(
        key=visit.visit_id,
        group=visit.habit.value,
        fraud=visit.trick is not None,
        causes=frozenset(cause.value for cause in visit.causes),
        flags={flag["code"]: Severity(flag["severity"]) for flag in check["flags"]},
        place=place,
    )
