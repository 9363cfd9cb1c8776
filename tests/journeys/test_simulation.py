"""A small simulated district against the running product: what was planted is found, and what was honest is not."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from field_api.simulation.habits import Trick
from field_api.simulation.plan import make_plan
from field_api.simulation.visits import Network
from tests.journeys.town import PASSWORD, Town

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

# Position fakers and point sharers among sixteen visits, and one phone that dies.
SEED, HOUSEHOLDS = 5, 16


@pytest.fixture(scope="module")
def report(town: Town, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out: Path = tmp_path_factory.mktemp("simulation") / "report.json"
    town.product.command(
        "simulate", "--against", town.product.address, "--admin", "admin", "--households", str(HOUSEHOLDS),
        "--seed", str(SEED), "--out", str(out), FIELD_API_PASSWORD=PASSWORD,
    )  # fmt: skip
    document: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return document


def test_every_visit_that_left_its_phone_is_checked(report: dict[str, Any]) -> None:
    planned = make_plan(SEED, count=HOUSEHOLDS, made_at=datetime.now(UTC)).visits
    lost = sum(visit.network is Network.NONE for visit in planned)

    assert (report["visits"], report["lost_with_phones"]) == (HOUSEHOLDS - lost, lost)
    assert report["frauds"] == sum(visit.trick is not None and visit.network is not Network.NONE for visit in planned)


def test_what_was_planted_is_found(report: dict[str, Any]) -> None:
    recall = {check["code"]: check["recall"] for check in report["checks"]}

    for code in ("position_frozen", "position_mocked"):
        assert recall[code]["whole"] > 0
        assert recall[code]["part"] == recall[code]["whole"]
    assert report["caught_by_cause"][Trick.POINT_SHARED]["part"] > 0


def test_honest_visits_raise_no_alarm_and_the_queue_begins_with_the_others(report: dict[str, Any]) -> None:
    alarms = {check["code"]: check["false_alarms"] for check in report["checks"] if check["severity"] == "alarm"}

    assert set(alarms) >= {"position_frozen", "position_mocked"}
    assert not any(alarms.values())
    assert report["queue"][0]["over_chance"] > 1


def test_the_faults_of_the_list_were_rejected_and_then_corrected(report: dict[str, Any]) -> None:
    told = report["import"]

    assert told["households_stored"] == HOUSEHOLDS
    assert told["rows_rejected"] > 0
    assert {"nik_invalid", "no_kk_invalid"} & told["planted"].keys()


def test_what_is_lost_is_not_told_as_delivered(report: dict[str, Any]) -> None:
    fates, told = report["packages"]["fates"], report["packages"]["told"]

    assert told["planned"] == sum(fates.values()) > 0
    assert told["pending"] == fates.get("vanished", 0)
    assert told["failed"] == fates.get("moved", 0) + fates.get("package_missing", 0)
    # A pretended one counts as confirmed; only its flags tell it.
    assert told["confirmed"] == fates.get("delivered", 0) + fates.get("pretended", 0)


def test_a_pretended_hand_over_is_flagged_unless_nothing_tells_it(report: dict[str, Any]) -> None:
    flagged = report["packages"]["flagged"]
    pretended = {label: share for label, share in flagged.items() if label.startswith("pretended")}

    assert sum(share["whole"] for share in flagged.values()) == sum(
        number for fate, number in report["packages"]["fates"].items() if fate != "vanished"
    )
    assert all(share["part"] == share["whole"] for label, share in pretended.items() if not label.endswith("posed"))


def test_the_same_seed_is_not_simulated_twice(town: Town, report: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match=r"Choose another --seed\."):
        town.product.command(
            "simulate", "--against", town.product.address, "--admin", "admin", "--households", str(HOUSEHOLDS),
            "--seed", str(SEED), FIELD_API_PASSWORD=PASSWORD,
        )  # fmt: skip
