"""From a decision to an estimate: drawn, reviewed blind by another one, visited again by another verifier, measured."""

import io
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.factories.evidence import POOR_ANSWERS
from tests.fakes.http_client import Client, Phone, fresh_id, manifest_entry
from tests.journeys.town import RW_OF_SAMPLES, Town, import_households, today, visit_payload

pytestmark = pytest.mark.stack

# What the other journeys do at the same door is no doubt about this one.
LIMITS = {
    "second_review_permille": 1000, "back_check_permille": 1000, "shared_point_households": 1_000_000,
    "cluster_households": 1_000_000, "speed_metres": 1_000_000_000, "constant_accuracy_visits": 1_000_000,
    "outside_metres": 1_000_000, "shortest_visit_seconds": 0, "seconds_per_answer": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def household(town: Town) -> str:
    """A house in an area in which every decision is drawn."""
    limits = {"area_code": RW_OF_SAMPLES, "valid_from": "2026-01-01", "limits": LIMITS, "reason": "uji coba"}
    town.log_in("admin").post("/v1/check-thresholds", limits)
    [made] = import_households(town, town.log_in("penelaah"), RW_OF_SAMPLES, 1)
    return made


def new_photo() -> bytes:
    """A picture that resembles no other."""
    noise = np.random.default_rng().integers(0, 255, (15, 20, 3), dtype=np.uint8)
    content = io.BytesIO()
    Image.fromarray(noise).resize((1280, 960), Image.Resampling.BICUBIC).save(content, "JPEG", quality=92)
    return content.getvalue()


def visit(client: Client, household: str, assignment: str, **overrides: Any) -> str:
    contents = {kind: new_photo() for kind in ("house_front", "house_inside")}
    entries = [manifest_entry(content, kind) for kind, content in contents.items()]
    # A short visit to somebody who lives alone, begun after it was assigned.
    now, alone = datetime.now(UTC).isoformat(), POOR_ANSWERS | {"household_size": 1}
    payload = visit_payload(
        household, entries, assignment_id=assignment, answers=alone, started_at=now, finished_at=now, **overrides
    )
    made = fresh_id()
    Phone(client).deliver(f"/v1/visits/{made}", payload, {each["sha256"]: contents[each["kind"]] for each in entries})
    return made


def test_a_decision_is_looked_at_again_and_the_estimate_tells(town: Town, household: str) -> None:
    reviewer, second, auditor = (town.log_in(name) for name in ("penelaah", "petugas-penelaah", "pemeriksa"))
    first_verifier, other_verifier = town.log_in("petugas"), town.log_in("petugas-dua")
    assignment = _assigned(reviewer, household, first_verifier)
    visit(first_verifier, household, assignment)

    case = _decided(town, reviewer, household)
    waiting = _wait_for_one(town, second, f"/v1/second-reviews?area={RW_OF_SAMPLES}")
    assert reviewer.get(f"/v1/second-reviews?area={RW_OF_SAMPLES}").json()["items"] == []
    path = f"/v1/second-reviews/{waiting['id']}"
    second.post(f"{path}/take", status=200)
    assert "verdict" not in second.get(path).json()
    second.get(f"/v1/cases/{case['id']}", status=403)
    second.put(f"{path}/answer", {"finding": "eligible", "reason": "Sesuai bukti."}, status=200)

    check = _wait_for_one(town, reviewer, f"/v1/back-checks?area={RW_OF_SAMPLES}")
    sent = {"assignment_id": fresh_id(), "verifier_id": str(other_verifier.user_id)}
    reviewer.put(f"/v1/back-checks/{check['id']}/assignment", sent, status=200)
    again = visit(other_verifier, household, sent["assignment_id"], recommendation="not_eligible")
    town.product.wait_for(
        "answer", lambda: _one(reviewer, f"/v1/back-checks?area={RW_OF_SAMPLES}")["state"] == "answered"
    )
    assert [line["case"]["id"] for line in _lines(reviewer)] == [case["id"]], "a back-check opens no case"

    asked = f"/v1/quality?period={datetime.now(UTC).year}&area={RW_OF_SAMPLES}"
    rates = {row["kind"]: row["wrong_inclusion"] for row in auditor.get(asked).json()["rows"]}
    assert {kind: (rate["part"], rate["whole"]) for kind, rate in rates.items()} == {
        "second_review": (0, 1), "back_check": (1, 1),
    }  # fmt: skip
    assert other_verifier.get(f"/v1/visits/{again}").json()["id"] == again


def _assigned(reviewer: Client, household: str, verifier: Client) -> str:
    made = fresh_id()
    instrument = {"code": "bps-14", "version": "2005"}
    body = {
        "household_id": household,
        "verifier_id": str(verifier.user_id),
        "instrument": instrument,
        "due_on": today(),
    }
    reviewer.put(f"/v1/assignments/{made}", body)
    return made


def _decided(town: Town, reviewer: Client, household: str) -> dict[str, Any]:
    """The case of the visit, once the checks have seen it, accepted."""
    town.product.wait_for("case", lambda: bool(_lines(reviewer)))
    [line] = _lines(reviewer)
    path = f"/v1/cases/{line['case']['id']}"
    town.product.wait_for("checks", lambda: reviewer.get(path).json()["check"] is not None)
    seen = reviewer.get(path)
    assert {flag["severity"] for flag in seen.json()["check"]["flags"]} <= {"note"}, "only a clean visit is drawn"
    determination = {"programme_code": "sembako", "component": "food", "eligible": True, "reason": "Sesuai bukti"}
    decision = {
        "id": fresh_id(), "verdict": "accept", "reason_code": "evidence_supports", "reason": "Sesuai bukti",
        "determinations": [determination],
    }  # fmt: skip
    reviewer.post(f"{path}/decisions", decision, match=seen.headers["etag"])
    case: dict[str, Any] = line["case"]
    return case


def _lines(reviewer: Client) -> list[dict[str, Any]]:
    return list(reviewer.get(f"/v1/cases?area={RW_OF_SAMPLES}").json()["items"])


def _one(client: Client, path: str) -> dict[str, Any]:
    [item] = client.get(path).json()["items"]
    return dict(item)


def _wait_for_one(town: Town, client: Client, path: str) -> dict[str, Any]:
    town.product.wait_for("draw", lambda: bool(client.get(path).json()["items"]))
    return _one(client, path)
