import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.evidence.models.visits import Assignment, Visit
from field_api.identity.models import User
from field_api.identity.rules import Role
from field_api.registry.models import Household
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory

AREA = "31.75.06.1004"


@pytest.fixture
def household(session: Session) -> Household:
    evidence_factory.instrument(session)
    return registry_factory.household(session, f"{AREA}.008.003")


@pytest.fixture
def reviewer(as_role: Any) -> Any:
    return as_role(Role.DINSOS_REVIEWER, AREA)


@pytest.fixture
def verifier(as_role: Any) -> Any:
    return as_role(Role.VERIFIER, AREA)


def request_for(household: Household, verifier: Any, **overrides: Any) -> dict[str, Any]:
    return {
        "household_id": str(household.id),
        "verifier_id": str(verifier.user_id),
        "instrument": {"code": "bps-14", "version": "2005"},
        "due_on": "2026-12-01",
    } | overrides


class TestAssigning:
    def test_a_verifier_finds_his_work_with_the_address(
        self, reviewer: Any, verifier: Any, household: Household
    ) -> None:
        made = reviewer.put(f"/v1/assignments/{new_id()}", json=request_for(household, verifier))

        work = verifier.get("/v1/assignments?status=open").json["items"]

        assert made.status_code == 201
        assert [(item["id"], item["household"]["address"]) for item in work] == [(made.json["id"], household.address)]

    def test_work_stays_whole_when_the_house_is_written_down_elsewhere(
        self, reviewer: Any, verifier: Any, household: Household, session: Session
    ) -> None:
        made = reviewer.put(f"/v1/assignments/{new_id()}", json=request_for(household, verifier)).json
        household.area_code = "31.75.06.1005.001.001"
        session.flush()

        work = verifier.get("/v1/assignments").json["items"]
        photos = [evidence_factory.photo_entry(kind.encode(), kind) for kind in ("house_front", "house_inside")]
        payload = evidence_factory.visit_payload(household.id, photos, assignment_id=made["id"])
        visit = verifier.put(f"/v1/visits/{new_id()}", json=payload)

        assert [item["household"]["address"] for item in work] == [household.address]
        assert reviewer.get("/v1/assignments/export.csv").status_code == 200
        assert visit.status_code == 201
        assert session.scalars(select(Visit.area_code)).one() == made["area_code"]
        assert verifier.get("/v1/assignments").json["items"][0]["status"] == "done"

    def test_the_desk_sees_the_name_of_the_verifier(
        self, reviewer: Any, verifier: Any, household: Household, session: Session
    ) -> None:
        made = reviewer.put(f"/v1/assignments/{new_id()}", json=request_for(household, verifier)).json

        listed = reviewer.get("/v1/assignments").json["items"]

        named = session.get_one(User, verifier.user_id).full_name
        assert [made["verifier_name"], *(item["verifier_name"] for item in listed)] == [named, named]

    def test_the_same_assignment_again_is_one_assignment(
        self, reviewer: Any, verifier: Any, household: Household
    ) -> None:
        path, body = f"/v1/assignments/{new_id()}", request_for(household, verifier)

        assert [reviewer.put(path, json=body).status_code for _ in range(3)] == [201, 201, 201]
        assert len(reviewer.get("/v1/assignments").json["items"]) == 1

    def test_somebody_who_is_no_verifier_there_is_refused(
        self, reviewer: Any, as_role: Any, household: Household
    ) -> None:
        elsewhere = as_role(Role.VERIFIER, "31.75.06.1005")

        answer = reviewer.put(f"/v1/assignments/{new_id()}", json=request_for(household, elsewhere))

        assert (answer.status_code, answer.json["code"]) == (422, "not_a_verifier_here")

    def test_a_household_next_door_is_not_found(self, as_role: Any, verifier: Any, household: Household) -> None:
        neighbour = as_role(Role.DINSOS_REVIEWER, "31.75.06.1005")

        answer = neighbour.put(f"/v1/assignments/{new_id()}", json=request_for(household, verifier))

        assert (answer.status_code, answer.json["code"]) == (404, "household_not_found")

    def test_a_colleagues_work_is_not_mine(self, as_role: Any, session: Session, household: Household) -> None:
        evidence_factory.assignment(session, household)

        assert as_role(Role.VERIFIER, AREA).get("/v1/assignments").json["items"] == []


class TestChanging:
    @pytest.fixture
    def assignment(self, session: Session, household: Household, verifier: Any) -> Assignment:
        return evidence_factory.assignment(session, household, verifier.user_id)

    def test_open_work_is_given_to_another_verifier(self, reviewer: Any, as_role: Any, assignment: Assignment) -> None:
        other = as_role(Role.VERIFIER, AREA)

        changed = reviewer.patch(
            f"/v1/assignments/{assignment.id}", json={"verifier_id": str(other.user_id)}, headers={"If-Match": '"1"'}
        )

        assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
        assert len(other.get("/v1/assignments").json["items"]) == 1

    def test_withdrawn_work_stays_on_the_record_and_is_withdrawn_once(
        self, reviewer: Any, assignment: Assignment
    ) -> None:
        path = f"/v1/assignments/{assignment.id}"

        withdrawn = reviewer.delete(path, headers={"If-Match": '"1"'})
        again = reviewer.delete(path, headers={"If-Match": '"2"'})

        assert (withdrawn.status_code, withdrawn.json["status"]) == (200, "withdrawn")
        assert (again.status_code, again.json["code"]) == (409, "assignment_closed")

    def test_returned_work_comes_back_with_its_reason(
        self, verifier: Any, session: Session, household: Household
    ) -> None:
        evidence_factory.assignment(
            session, household, verifier.user_id, return_reason="Foto dapur gelap", return_photo_kinds=["kitchen"]
        )

        work = verifier.get("/v1/assignments").json["items"][0]

        assert (work["return_reason"], work["return_photo_kinds"]) == ("Foto dapur gelap", ["kitchen"])


class TestInstruments:
    def test_an_administrator_publishes_a_version_once(self, as_role: Any) -> None:
        administrator = as_role(Role.ADMINISTRATOR)
        path = evidence_factory.INSTRUMENTS / "kepmensos-262@2022.json"
        document = json.loads(path.read_text(encoding="utf-8"))

        first = administrator.post("/v1/instruments", json={"document": document})
        again = administrator.post("/v1/instruments", json={"document": document})
        changed = administrator.post("/v1/instruments", json={"document": document | {"legal_basis": "lain"}})

        assert (first.status_code, again.json) == (201, first.json)
        assert (changed.status_code, changed.json["code"]) == (409, "instrument_published")

    def test_a_faulty_document_is_refused_with_every_fault_by_place(self, as_role: Any) -> None:
        answer = as_role(Role.ADMINISTRATOR).post("/v1/instruments", json={"document": {"code": "x", "items": 3}})

        assert answer.status_code == 422
        assert {"/items", "/version"} <= {problem["pointer"] for problem in answer.json["problems"]}

    def test_a_verifier_reads_the_words_of_his_instrument(self, verifier: Any, household: Household) -> None:
        answer = verifier.get("/v1/instruments/bps-14/2005")

        assert answer.json["document"]["items"][0]["question"]["id"] == "Berapa orang tinggal di rumah ini?"
        assert verifier.get("/v1/instruments/bps-14/1999").status_code == 404
        assert verifier.post("/v1/instruments", json={"document": {}}).status_code == 403
