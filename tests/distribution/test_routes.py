import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from field_api import clock
from field_api.bodies import DOCUMENT_AND_BYTES
from field_api.clock import new_id
from field_api.distribution.models import Allocation
from field_api.distribution.service.checks import check_hand_over
from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord
from field_api.journal.rules import SystemAuthor
from tests.factories import areas as areas_factory
from tests.factories import distribution as factory
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory

KELURAHAN, NEIGHBOUR = "31.75.06.1004", "31.75.06.1005"
RT_3, RT_4, RW_8 = "31.75.06.1004.008.003", "31.75.06.1004.008.004", "31.75.06.1004.008"
RW_9 = "31.75.06.1004.009"
ClientMaker = Callable[..., Any]


def new_round(**overrides: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": str(new_id()),
        "programme_code": "sembako",
        "area_code": KELURAHAN,
        "title": "Tahap 1",
        "package": "10 kg beras",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-13",
    }
    return body | overrides


def sent_now(package: Allocation, **overrides: Any) -> dict[str, Any]:
    """A delivery of this moment, for packages of a round that lasts for ever."""
    return factory.payload(package.id, **{"handed_over_at": clock.now().isoformat()} | overrides)


@pytest.fixture
def dinsos(as_role: ClientMaker, session: Session) -> Any:
    areas_factory.area(session, KELURAHAN)
    registry_factory.programme(session)
    return as_role(Role.DINSOS_REVIEWER, KELURAHAN)


@pytest.fixture
def rw(as_role: ClientMaker) -> Any:
    return as_role(Role.RW, RW_8)


@pytest.fixture
def package(session: Session) -> Allocation:
    opened = factory.round_(session, starts_on=date(2020, 1, 1), ends_on=date(2120, 1, 1), planned=1)
    home = registry_factory.household(session, RT_3)
    registry_factory.person(session, home)
    registry_factory.family_card(session, home)
    return factory.allocation(session, opened, home)


class TestOpenRound:
    def test_dinsos_opens_a_round_and_sends_it_again(self, dinsos: Any, session: Session) -> None:
        registry_factory.active_enrolment(session)
        body = new_round()

        first, again = dinsos.post("/v1/rounds", json=body), dinsos.post("/v1/rounds", json=body)

        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json == again.json
        assert (first.json["planned"], first.json["state"], first.headers["ETag"]) == (1, "open", '"1"')

    def test_what_is_wrong_is_said_by_its_code(self, dinsos: Any, session: Session) -> None:
        nobody = dinsos.post("/v1/rounds", json=new_round())
        registry_factory.active_enrolment(session)
        body = new_round()
        dinsos.post("/v1/rounds", json=body)

        assert (nobody.status_code, nobody.json["code"]) == (409, "nobody_enrolled")
        other = dinsos.post("/v1/rounds", json=body | {"title": "Lain"})
        assert (other.status_code, other.json["code"]) == (409, "round_conflict")
        double = dinsos.post("/v1/rounds", json=new_round())
        assert (double.status_code, double.json["code"]) == (409, "round_overlaps")
        shapeless = dinsos.post("/v1/rounds", json=new_round(area_code="3175061004"))
        assert (shapeless.status_code, shapeless.json["code"]) == (422, "invalid_area_code")
        backwards = dinsos.post("/v1/rounds", json=new_round(ends_on="2026-03-01"))
        assert backwards.status_code == 422

    def test_only_whoever_manages_rounds_there_opens_one(self, dinsos: Any, rw: Any, anonymous: Any) -> None:
        assert anonymous.post("/v1/rounds", json=new_round()).status_code == 401
        assert rw.post("/v1/rounds", json=new_round()).status_code == 403
        elsewhere = dinsos.post("/v1/rounds", json=new_round(area_code=NEIGHBOUR))
        assert (elsewhere.status_code, elsewhere.json["code"]) == (403, "outside_area")


class TestReadRounds:
    def test_an_officer_sees_the_round_of_his_kelurahan_and_a_neighbour_does_not(
        self, as_role: ClientMaker, rw: Any, package: Allocation
    ) -> None:
        neighbour = as_role(Role.RT, f"{NEIGHBOUR}.001.001")
        path = f"/v1/rounds/{package.round_id}"

        assert rw.get(path).json["title"] == "Tahap 1"
        assert [item["id"] for item in rw.get("/v1/rounds?state=open").json["items"]] == [str(package.round_id)]
        assert neighbour.get("/v1/rounds").json["items"] == []
        for below in ("", "/allocations", "/progress", "/progress/export.csv"):
            refused = neighbour.get(path + below)
            assert (refused.status_code, refused.json["code"]) == (404, "round_not_found")

    def test_nobody_reads_without_a_token(self, anonymous: Any, package: Allocation) -> None:
        for below in ("", "/allocations", "/allocations/export.csv", "/progress", "/progress/export.csv"):
            assert anonymous.get(f"/v1/rounds/{package.round_id}{below}").status_code == 401
        assert anonymous.get("/v1/hand-overs").status_code == 401


class TestCloseRound:
    def test_closing_names_the_version_it_saw(self, dinsos: Any, package: Allocation) -> None:
        path = f"/v1/rounds/{package.round_id}"
        etag = dinsos.get(path).headers["ETag"]

        assert dinsos.post(f"{path}/close").status_code == 428
        assert dinsos.post(f"{path}/close", headers={"If-Match": '"9"'}).status_code == 412
        closed = dinsos.post(f"{path}/close", headers={"If-Match": etag})
        assert (closed.status_code, closed.json["state"], closed.headers["ETag"]) == (200, "closed", '"2"')
        again = dinsos.post(f"{path}/close", headers={"If-Match": etag})
        assert (again.status_code, again.json) == (200, closed.json)

    def test_an_officer_closes_nothing(self, rw: Any, package: Allocation) -> None:
        closed = rw.post(f"/v1/rounds/{package.round_id}/close", headers={"If-Match": '"1"'})

        assert closed.status_code == 403

    def test_after_the_closing_nothing_new_is_handed_over(self, dinsos: Any, rw: Any, package: Allocation) -> None:
        path = f"/v1/rounds/{package.round_id}"
        dinsos.post(f"{path}/close", headers={"If-Match": dinsos.get(path).headers["ETag"]})

        refused = rw.put(f"/v1/hand-overs/{new_id()}", json=sent_now(package))

        assert (refused.status_code, refused.json["code"]) == (409, "round_closed")


class TestAllocations:
    def test_an_officer_sees_what_he_compares_at_the_door_and_nothing_more(self, rw: Any, package: Allocation) -> None:
        [shown] = rw.get(f"/v1/rounds/{package.round_id}/allocations").json["items"]

        assert (shown["id"], shown["state"]) == (str(package.id), "pending")
        assert set(shown["recipient"]) == {
            "name", "nik_masked", "address", "family_cards_masked", "latitude_e7", "longitude_e7",
        }  # fmt: skip
        assert "*" in shown["recipient"]["nik_masked"]
        assert all("*" in number for number in shown["recipient"]["family_cards_masked"])

    def test_the_list_can_be_narrowed_by_state_and_area(self, rw: Any, session: Session, package: Allocation) -> None:
        path = f"/v1/rounds/{package.round_id}/allocations"
        factory.hand_over(session, package, complete=False)

        assert len(rw.get(f"{path}?state=delivered&area={RT_3}").json["items"]) == 1
        assert rw.get(f"{path}?state=pending").json["items"] == []
        assert rw.get(f"{path}?area={RT_4}").json["items"] == []
        assert rw.get(f"{path}?state=lost").status_code == 422

    def test_pages_follow_each_other(self, rw: Any, session: Session) -> None:
        opened = factory.round_(session)
        ids = {str(factory.allocation(session, opened).id) for _ in range(3)}
        path = f"/v1/rounds/{opened.id}/allocations?limit=2"
        first = rw.get(path).json
        second = rw.get(f"{path}&cursor={first['next']}").json

        assert {item["id"] for item in first["items"] + second["items"]} == ids
        assert second["next"] is None


class TestHandOvers:
    def test_a_hand_over_is_sent_read_and_sent_again(self, rw: Any, package: Allocation) -> None:
        path, body = f"/v1/hand-overs/{new_id()}", sent_now(package)
        first, again = rw.put(path, json=body), rw.put(path, json=body)
        [photo] = body["photos"]

        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json["missing"] == [
            photo | {"offset": 0, "upload_url": f"/v1/photos/{photo['sha256']}"},
        ]
        assert again.json == first.json | {"repeated": True}
        assert rw.get(f"{path}/receipt").json == again.json
        shown = rw.get(path).json
        assert (shown["outcome"], shown["received_by"], shown["completed_at"]) == ("delivered", "self", None)
        assert [each["kind"] for each in shown["photos"]] == ["hand_over"]
        assert [each["id"] for each in rw.get("/v1/hand-overs").json["items"]] == [shown["id"]]
        assert [each["id"] for each in rw.get(f"/v1/hand-overs?area={RW_8}").json["items"]] == [shown["id"]]
        assert rw.get(f"/v1/hand-overs?round={new_id()}").json["items"] == []

    def test_its_photos_may_come_in_the_same_body(self, rw: Any, package: Allocation) -> None:
        photo = b"\xff\xd8 the handing over"
        report = sent_now(package, photos=[evidence_factory.photo_entry(photo, "hand_over")])
        path, body = f"/v1/hand-overs/{new_id()}", b"\n".join((json.dumps(report).encode(), photo))

        first, again = (rw.put(path, data=body, content_type=DOCUMENT_AND_BYTES) for _ in range(2))

        assert [(each.status_code, each.json["complete"]) for each in (first, again)] == [(201, True), (200, True)]

    def test_flags_are_told_and_order_the_list_of_the_round_within_the_area(
        self, dinsos: Any, as_role: ClientMaker, session: Session
    ) -> None:
        opened = factory.round_(session)
        packages = [factory.allocation(session, opened, registry_factory.household(session, RT_3)) for _ in range(2)]
        plain, mocked = (
            factory.hand_over(session, package, accuracy_mm=accuracy)
            for package, accuracy in zip(packages, (8_000, 0), strict=True)
        )
        check_hand_over(session, SystemAuthor(), hand_over_id=mocked.id, at=clock.now())
        path = f"/v1/hand-overs?round={opened.id}&order=flags"

        listed = dinsos.get(path).json["items"]

        assert [(each["id"], each["check"] is None) for each in listed] == [
            (str(mocked.id), False),
            (str(plain.id), True),
        ]
        flags = {flag["code"]: flag for flag in dinsos.get(f"/v1/hand-overs/{mocked.id}").json["check"]["flags"]}
        assert flags["position_mocked"]["words"]["en"]
        assert dinsos.get("/v1/hand-overs?order=flags").status_code == 422
        neighbour = as_role(Role.DINSOS_REVIEWER, "31.75.06.1005")
        assert neighbour.get(path).json["items"] == []

    def test_an_attempt_without_photos_is_checked_at_once(self, rw: Any, session: Session, package: Allocation) -> None:
        failed = sent_now(package, outcome="not_delivered", failure="not_at_home", received_by=None, photos=[])
        hand_over_id = new_id()

        assert rw.put(f"/v1/hand-overs/{hand_over_id}", json=failed).status_code == 201

        asked = session.scalars(
            text(
                "SELECT args ->> 'hand_over_id' FROM procrastinate_jobs WHERE task_name = 'distribution.check_hand_over'"
            )
        )
        assert asked.all() == [str(hand_over_id)]

    def test_a_second_delivery_is_refused_without_a_word_about_the_recipient(
        self, rw: Any, as_role: ClientMaker, package: Allocation
    ) -> None:
        first = rw.put(f"/v1/hand-overs/{new_id()}", json=sent_now(package))
        second = as_role(Role.RT, RT_3).put(f"/v1/hand-overs/{new_id()}", json=sent_now(package))

        assert (second.status_code, second.json["code"]) == (409, "already_handed_over")
        assert second.json["hand_over_id"] == first.json["id"]
        assert second.json["officer_id"] == str(rw.user_id)
        assert "name" not in second.text

    def test_other_content_under_the_same_id_is_refused(self, rw: Any, package: Allocation) -> None:
        path, body = f"/v1/hand-overs/{new_id()}", sent_now(package)
        rw.put(path, json=body)

        refused = rw.put(path, json=body | {"note": "diterima anaknya"})

        assert (refused.status_code, refused.json["code"]) == (409, "other_content")

    def test_a_neighbour_neither_sees_nor_confirms(self, rw: Any, as_role: ClientMaker, package: Allocation) -> None:
        path = f"/v1/hand-overs/{new_id()}"
        neighbour = as_role(Role.RW, RW_9)
        refused = neighbour.put(path, json=sent_now(package))

        assert (refused.status_code, refused.json["code"]) == (404, "allocation_not_found")
        rw.put(path, json=sent_now(package))
        assert neighbour.get(path).status_code == 404
        assert neighbour.get(f"{path}/receipt").status_code == 404
        assert neighbour.get("/v1/hand-overs").json["items"] == []
        assert neighbour.get(f"/v1/rounds/{package.round_id}/allocations").json["items"] == []

    def test_the_neighbour_cannot_take_the_id_either(self, rw: Any, as_role: ClientMaker, package: Allocation) -> None:
        path = f"/v1/hand-overs/{new_id()}"
        rw.put(path, json=sent_now(package))

        assert as_role(Role.RT, RT_3).put(path, json=sent_now(package)).json["code"] == "other_content"

    def test_what_the_card_said_is_sent_shown_and_exported(self, rw: Any, dinsos: Any, package: Allocation) -> None:
        path = f"/v1/hand-overs/{new_id()}"
        silent = sent_now(package) | {"card_check": "differs"}
        refused = rw.put(path, json=silent)
        unknown = rw.put(path, json=silent | {"card_check": "perhaps"})
        taken = rw.put(path, json=silent | {"note": "Kartu lama, orangnya dikenal."})

        assert (refused.status_code, refused.json["problems"][0]["pointer"]) == (422, "/note")
        assert (unknown.status_code, taken.status_code) == (422, 201)
        shown = dinsos.get(path).json
        assert (shown["card_check"], shown["note"]) == ("differs", "Kartu lama, orangnya dikenal.")
        assert "card_differs" in shown["remarks"]
        assert dinsos.get("/v1/hand-overs").json["items"][0]["card_check"] == "differs"
        header, row = dinsos.get("/v1/hand-overs/export.csv").text.splitlines()
        assert dict(zip(header.split(","), row.split(","), strict=True))["card_check"] == "differs"

    def test_what_is_missing_is_named_with_its_remedy(self, rw: Any, package: Allocation) -> None:
        refused = rw.put(f"/v1/hand-overs/{new_id()}", json=sent_now(package, photos=[], position=None))

        assert (refused.status_code, refused.json["code"]) == (422, "hand_over_incomplete")
        assert {problem["pointer"] for problem in refused.json["problems"]} == {"/photos", "/position"}

    def test_a_shapeless_payload_is_refused(self, rw: Any, package: Allocation) -> None:
        for wrong in ({"outcome": "perhaps"}, {"handed_over_at": "2026-03-04T09:12:00"}, {"received_by": "nobody"}):
            refused = rw.put(f"/v1/hand-overs/{new_id()}", json=sent_now(package, **wrong))
            assert (refused.status_code, refused.json["code"]) == (422, "invalid_shape")

    def test_a_verifier_hands_nothing_over(self, as_role: ClientMaker, anonymous: Any, package: Allocation) -> None:
        path = f"/v1/hand-overs/{new_id()}"

        assert as_role(Role.VERIFIER, RW_8).put(path, json=sent_now(package)).status_code == 403
        assert anonymous.put(path, json=sent_now(package)).status_code == 401


class TestProgress:
    def test_progress_adds_up_and_shows_its_denominators(
        self, dinsos: Any, rw: Any, session: Session, package: Allocation
    ) -> None:
        opened = session.get_one(factory.Round, package.round_id)
        areas_factory.area(session, RW_8, name="RW 008")
        other = factory.allocation(session, opened, registry_factory.household(session, f"{RW_9}.001"))
        factory.hand_over(session, package)
        factory.hand_over(session, other, failure="not_at_home")
        seen = dinsos.get(f"/v1/rounds/{opened.id}/progress").json

        assert seen["seen_within"] is None
        assert seen["total"] == {
            "planned": 2, "confirmed": 1, "photos_pending": 0, "failed": 1, "failures": {"not_at_home": 1},
            "pending": 0, "percent_confirmed": 50.0, "percent_delivered": 50.0,
        }  # fmt: skip
        assert [(place["area_code"], place["name"]) for place in seen["places"]] == [(RW_8, "RW 008"), (RW_9, None)]
        own = rw.get(f"/v1/rounds/{opened.id}/progress?level=rt").json
        assert (own["total"]["planned"], own["seen_within"], own["level"]) == (1, [RW_8], "rt")

    def test_the_export_states_its_rows_and_its_checksum_and_leaves_a_trace(
        self, rw: Any, session: Session, package: Allocation
    ) -> None:
        exported = rw.get(f"/v1/rounds/{package.round_id}/progress/export.csv")
        [line] = csv.DictReader(io.StringIO(exported.text))

        assert exported.headers["X-Row-Count"] == "1"
        assert exported.headers["X-Content-SHA256"] == hashlib.sha256(exported.data).hexdigest()
        assert (line["area_code"], line["planned"], line["pending"]) == (RW_8, "1", "1")
        looks = session.execute(select(AccessRecord.action, AccessRecord.actor_id, AccessRecord.subject)).all()
        assert looks == [("rows.exported", rw.user_id, str(package.round_id))]

    def test_the_list_of_recipients_is_exported_masked_by_whoever_may_export(
        self, dinsos: Any, rw: Any, package: Allocation
    ) -> None:
        path = f"/v1/rounds/{package.round_id}/allocations/export.csv"
        exported = dinsos.get(path)
        [line] = csv.DictReader(io.StringIO(exported.text))

        assert rw.get(path).status_code == 403
        assert (line["allocation_id"], line["state"], line["name"]) == (str(package.id), "pending", "Siti Aminah")
        assert "*" in line["nik_masked"]
        assert exported.headers["X-Row-Count"] == "1"
