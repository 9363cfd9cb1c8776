from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api import clock
from field_api.identity.rules import Role
from field_api.registry.models import Household
from field_api.review.models import Case
from tests.factories import evidence as evidence_factory
from tests.factories import review as review_factory

HERE, NEIGHBOUR = "31.75.06", "31.75.07"


def decide(client: Any, case: Case, decision: dict[str, Any], etag: str | None = '"1"') -> Any:
    headers = {"If-Match": etag} if etag else {}
    return client.post(f"/v1/cases/{case.id}/decisions", json=decision, headers=headers)


def test_the_queue_shows_what_waits_and_counts_the_states(as_role: Any, case: Case) -> None:
    answer = as_role(Role.DINSOS_REVIEWER, HERE).get("/v1/cases?state=awaiting_review&area=31.75.06&search=siti")

    assert answer.status_code == 200
    [line] = answer.json["items"]
    assert line["case"]["id"] == str(case.id)
    assert line["address"]
    assert answer.json["counts"] == {"awaiting_review": 1}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("state=half", "invalid_shape"),
        ("area=3175", "invalid_area_code"),
        ("cursor=x", "bad_cursor"),
        # A UUID that is a number, and a number that is none.
        ("cursor=W1sidSIsNV1d", "bad_cursor"),
        ("cursor=W1siaSIsSW5maW5pdHldXQ", "bad_cursor"),
    ],
)
def test_a_malformed_question_is_refused(as_role: Any, query: str, code: str) -> None:
    answer = as_role(Role.DINSOS_REVIEWER, HERE).get(f"/v1/cases?{query}")

    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_the_dossier_shows_masked_numbers_and_carries_an_etag(as_role: Any, case: Case) -> None:
    answer = as_role(Role.DINSOS_REVIEWER, HERE).get(f"/v1/cases/{case.id}")

    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"1"'
    assert "*" in answer.json["members"][0]["person"]["nik_masked"]
    assert answer.json["photos"][0]["thumb_url"].startswith("/v1/bundles/")
    assert answer.json["evaluations"][0]["outcome"] == "poor"
    assert not answer.json["lacks_field_evidence"]


def test_nothing_sealed_leaves_with_the_dossier(as_role: Any, case: Case) -> None:
    body = as_role(Role.DINSOS_REVIEWER, HERE).get(f"/v1/cases/{case.id}").get_data(as_text=True)

    assert "sealed" not in body
    assert "nik_hash" not in body


def test_a_decision_is_recorded_and_can_be_sent_again(as_role: Any, case: Case, acceptance: dict[str, Any]) -> None:
    client = as_role(Role.DINSOS_REVIEWER, HERE)

    first, again = decide(client, case, acceptance), decide(client, case, acceptance)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json["case"]["state"] == "accepted"
    assert again.json["repeated"]
    assert first.json["determinations"] == again.json["determinations"]
    assert first.headers["ETag"] == again.headers["ETag"] == '"2"'


def test_a_return_names_the_new_assignment(as_role: Any, case: Case, acceptance: dict[str, Any]) -> None:
    returned = acceptance | {
        "verdict": "return_photos",
        "reason_code": "photo_unclear",
        "photo_kinds": ["house_front"],
        "determinations": [],
        "due_on": "2099-03-20",
    }

    answer = decide(as_role(Role.DINSOS_REVIEWER, HERE), case, returned)

    assert answer.status_code == 201
    assert answer.json["case"]["state"] == "returned"
    assert answer.json["decision"]["assignment_id"]


@pytest.mark.parametrize(("etag", "status"), [(None, 428), ('"7"', 412)])
def test_a_decision_names_the_state_it_saw(
    as_role: Any, case: Case, acceptance: dict[str, Any], etag: str | None, status: int
) -> None:
    assert decide(as_role(Role.DINSOS_REVIEWER, HERE), case, acceptance, etag).status_code == status


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"verdict": "perhaps"}, 422, "invalid_shape"),
        ({"reason": "  "}, 422, "invalid_shape"),
        ({"id": "1"}, 422, "invalid_shape"),
        ({"photo_kinds": ["selfie"]}, 422, "invalid_shape"),
        ({"reason_code": "not_poor"}, 422, "decision_invalid"),
        ({"determinations": []}, 422, "decision_invalid"),
        ({"without_field_evidence": True}, 409, "field_evidence_mark_wrong"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(
    as_role: Any, case: Case, acceptance: dict[str, Any], change: dict[str, Any], status: int, code: str
) -> None:
    answer = decide(as_role(Role.DINSOS_REVIEWER, HERE), case, acceptance | change)

    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_closed_case_takes_no_second_decision(as_role: Any, case: Case, acceptance: dict[str, Any]) -> None:
    client = as_role(Role.DINSOS_REVIEWER, HERE)
    decide(client, case, acceptance)

    answer = decide(client, case, acceptance | {"id": str(clock.new_id())}, '"2"')

    assert (answer.status_code, answer.json["code"]) == (409, "case_not_awaiting_review")


def test_the_id_of_a_decision_with_other_content_is_a_conflict(
    as_role: Any, case: Case, acceptance: dict[str, Any]
) -> None:
    client = as_role(Role.DINSOS_REVIEWER, HERE)
    decide(client, case, acceptance)

    answer = decide(client, case, acceptance | {"reason": "Lain sama sekali"})

    assert (answer.status_code, answer.json["code"]) == (409, "decision_conflict")


def test_the_verifier_of_the_visit_does_not_decide_on_it(
    as_role: Any, session: Session, case: Case, acceptance: dict[str, Any]
) -> None:
    client = as_role(Role.DINSOS_REVIEWER, HERE)
    home = session.get_one(Household, case.household_id)
    review_factory.close(session, case)
    mine = review_factory.case(session, evidence_factory.visit(session, home, client.user_id))

    answer = decide(client, mine, acceptance)

    assert (answer.status_code, answer.json["code"]) == (403, "reviewer_is_verifier")


@pytest.mark.parametrize("path", ["/v1/cases", "/v1/cases/{id}"])
def test_without_a_login_nothing_is_shown(anonymous: Any, case: Case, path: str) -> None:
    assert anonymous.get(path.format(id=case.id)).status_code == 401
    assert decide(anonymous, case, {}).status_code == 401


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.RT, Role.KELURAHAN, Role.ADMINISTRATOR])
def test_only_the_desk_reads_dossiers(as_role: Any, case: Case, role: Role) -> None:
    client = as_role(role, HERE)

    assert client.get("/v1/cases").status_code == 403
    assert client.get(f"/v1/cases/{case.id}").status_code == 403


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DINSOS_APPROVER])
def test_who_reads_does_not_always_decide(as_role: Any, case: Case, acceptance: dict[str, Any], role: Role) -> None:
    client = as_role(role, HERE)

    assert client.get(f"/v1/cases/{case.id}").status_code == 200
    assert decide(client, case, acceptance).status_code == 403


def test_the_neighbour_sees_and_decides_nothing(as_role: Any, case: Case, acceptance: dict[str, Any]) -> None:
    neighbour = as_role(Role.DINSOS_REVIEWER, NEIGHBOUR)

    queue = neighbour.get("/v1/cases?area=31.75.06")
    assert (queue.json["items"], queue.json["counts"]) == ([], {})
    assert neighbour.get(f"/v1/cases/{case.id}").status_code == 404
    assert decide(neighbour, case, acceptance).status_code == 404
