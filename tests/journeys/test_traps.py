"""What went wrong in systems like this one: bad networks, two phones, wrong clocks, double clicks, curious neighbours."""

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
import urllib3

from field_api.bodies import DOCUMENT_AND_BYTES
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.http_client import PIECE_TYPE, Answer, Client, Phone, fresh_id, manifest_entry
from tests.fakes.product import connections
from tests.journeys.town import NEXT_DOOR, RW_OF_TRAPS, Town, import_households, visit_payload

pytestmark = pytest.mark.stack

CHUNK = 8 * 1024
_serials = count()


@pytest.fixture(scope="module")
def households(town: Town) -> Iterator[str]:
    """Houses of Tegal Alur, one after the other; nobody has been there."""
    return iter(import_households(town, town.log_in("penelaah"), RW_OF_TRAPS, 20))


@pytest.fixture(scope="module")
def verifier(town: Town) -> Client:
    return town.log_in("petugas")


@pytest.fixture(scope="module")
def reviewer(town: Town) -> Client:
    return town.log_in("penelaah")


@pytest.fixture
def new_photo(shared_data: Path) -> Callable[[], bytes]:
    """A real photo that nobody has sent: with other bytes behind its end."""
    photo = (shared_data / "photos" / "retagged" / "id_ok_1.jpg").read_bytes()
    return lambda: photo + f"trap {next(_serials)}".encode()


def two_photos(new_photo: Callable[[], bytes]) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The manifest of a whole visit, and its contents by hash."""
    contents = {kind: new_photo() for kind in ("house_front", "house_inside")}
    entries = [manifest_entry(content, kind) for kind, content in contents.items()]
    return entries, {entry["sha256"]: contents[entry["kind"]] for entry in entries}


def whole_visit(visit: str, payload: dict[str, Any], contents: dict[str, bytes]) -> tuple[str, bytes, dict[str, str]]:
    """Path, body and headers of a visit that brings its photos."""
    photos = (contents[entry["sha256"]] for entry in payload["photos"])
    body = b"\n".join((json.dumps(payload).encode(), b"".join(photos)))
    return f"/v1/visits/{visit}", body, {"Content-Type": DOCUMENT_AND_BYTES}


def send_visit(client: Client, household: str, new_photo: Callable[[], bytes], **overrides: Any) -> str:
    entries, contents = two_photos(new_photo)
    visit = fresh_id()
    Phone(client).deliver(f"/v1/visits/{visit}", visit_payload(household, entries, **overrides), contents)
    return visit


def cases_of(reviewer: Client, household: str) -> list[dict[str, Any]]:
    items = reviewer.get(f"/v1/cases?area={RW_OF_TRAPS}&limit=500").json()["items"]
    return [item["case"] for item in items if item["case"]["household_id"] == household]


def wait_for_case(town: Town, reviewer: Client, visit: str) -> dict[str, Any]:
    """The case of a visit whose photos the worker has looked at."""
    household = reviewer.get(f"/v1/visits/{visit}").json()["household_id"]

    def ready() -> bool:
        photos = reviewer.get(f"/v1/visits/{visit}").json()["photos"]
        return all(photo["verdict"] for photo in photos) and bool(cases_of(reviewer, household))

    town.product.wait_for("case", ready)
    (case,) = cases_of(reviewer, household)
    return case


class TestBadNetworks:
    def test_a_photo_cut_at_every_chunk_goes_on_where_the_server_was(
        self, town: Town, verifier: Client, households: Iterator[str], new_photo: Callable[[], bytes]
    ) -> None:
        (front, inside), contents = two_photos(new_photo)
        visit = fresh_id()
        verifier.put(f"/v1/visits/{visit}", visit_payload(next(households), [front, inside]))
        content = contents[front["sha256"]]
        cuts = list(range(CHUNK, len(content), CHUNK))

        offsets = [0]

        def held() -> int:
            return int(verifier.expect("HEAD", f"/v1/photos/{front['sha256']}", 200).headers["upload-offset"])

        with FaultProxy(town.product.port) as proxy:
            for cut in cuts:
                proxy.plan(Fault(after_request_bytes=CHUNK))
                send_once(verifier, proxy, front["sha256"], offsets[-1], content)
                # What arrived before the connection broke is kept, as soon as the server has seen that it broke.
                town.product.wait_for(f"piece before {cut}", lambda: held() > offsets[-1], seconds=10)
                offsets.append(held())
            assert proxy.broken == len(cuts)
        assert verifier.patch_piece(front["sha256"], offsets[-1], content[offsets[-1] :]).status == 204
        assert verifier.patch_piece(inside["sha256"], 0, contents[inside["sha256"]]).status == 204

        # Never beyond what had left the phone.
        assert all(later - earlier <= CHUNK for earlier, later in pairwise(offsets))
        assert verifier.get(f"/v1/visits/{visit}/receipt").json()["complete"] is True
        stored = town.product.original(front["sha256"])
        assert hashlib.sha256(stored).hexdigest() == front["sha256"]

    def test_a_visit_cut_in_the_middle_of_its_photos_is_here_and_the_same_body_completes_it(
        self, town: Town, verifier: Client, households: Iterator[str], new_photo: Callable[[], bytes]
    ) -> None:
        entries, contents = two_photos(new_photo)
        visit, (front, inside) = fresh_id(), entries
        path, body, headers = whole_visit(visit, visit_payload(next(households), entries), contents)
        # The first photo passes, and half of the second one; the head of the request is shorter than that.
        cut = len(body) - inside["size"] // 2

        def held() -> dict[str, int]:
            receipt = verifier.request("GET", f"{path}/receipt")
            missing = receipt.json()["missing"] if receipt.status == 200 else entries
            return {photo["sha256"]: photo.get("offset", 0) for photo in missing}

        with FaultProxy(town.product.port) as proxy:
            proxy.plan(Fault(after_request_bytes=cut))
            with pytest.raises(urllib3.exceptions.HTTPError):
                Client.through(verifier, proxy.address).request(
                    "PUT", path, body=body, headers=headers | {"Connection": "close"}
                )
            assert proxy.broken == 1
        town.product.wait_for("what arrived", lambda: held().keys() == {inside["sha256"]}, seconds=10)

        assert 0 < held()[inside["sha256"]] <= inside["size"] // 2
        again = verifier.expect("PUT", path, 200, body=body, headers=headers).json()
        assert (again["complete"], again["repeated"]) == (True, True)
        for entry in (front, inside):
            assert hashlib.sha256(town.product.original(entry["sha256"])).hexdigest() == entry["sha256"]

    @pytest.mark.parametrize("answer_bytes", [0, 1, 200])
    def test_an_answer_that_never_arrives_is_asked_for_again_and_nothing_is_doubled(
        self,
        town: Town,
        households: Iterator[str],
        new_photo: Callable[[], bytes],
        answer_bytes: int,
    ) -> None:
        entries, contents = two_photos(new_photo)
        visit, household = fresh_id(), next(households)
        with FaultProxy(town.product.port) as proxy, connections() as pool:
            client = town.log_in("petugas", pool=pool, address=proxy.address)
            pool.clear()
            # The login took a connection; every further one loses its answer, until enough have.
            proxy.plan(*[Fault(after_answer_bytes=answer_bytes)] * 6)
            receipt = Phone(client).deliver(f"/v1/visits/{visit}", visit_payload(household, entries), contents)

        assert proxy.broken == 6
        assert receipt["complete"] is True
        assert count_of(town, "SELECT count(*) FROM visits WHERE household_id = %s", household) == 1
        assert count_of(town, "SELECT count(*) FROM journal_entries WHERE subject_id = %s", visit) >= 4
        assert (
            count_of(
                town,
                "SELECT count(*) FROM journal_entries WHERE subject_id = %s AND event = 'visit.submitted'",
                visit,
            )
            == 1
        )

    @pytest.mark.parametrize("with_photos", [False, True])
    def test_the_same_visit_sent_eight_times_at_once_is_one(
        self,
        town: Town,
        verifier: Client,
        households: Iterator[str],
        new_photo: Callable[[], bytes],
        with_photos: bool,  # noqa: FBT001
    ) -> None:
        entries, contents = two_photos(new_photo)
        visit, household = fresh_id(), next(households)
        payload = visit_payload(household, entries)
        path, body, headers = whole_visit(visit, payload, contents)
        if not with_photos:
            body, headers = body.partition(b"\n")[0], {"Content-Type": "application/json"}

        def put(client: Client) -> Answer:
            return client.request("PUT", path, body=body, headers=headers)

        answers = at_once(8, put, town, "petugas")

        assert sorted(answer.status for answer in answers) == [200] * 7 + [201]
        assert len({answer.json()["content_sha256"] for answer in answers}) == 1
        assert {answer.json()["complete"] for answer in answers} == {with_photos}
        assert count_of(town, "SELECT count(*) FROM visits WHERE household_id = %s", household) == 1
        other = verifier.put(f"/v1/visits/{visit}", payload | {"note": "Lain."}, 409)
        assert other.json()["code"] == "other_content"


class TestPhones:
    def test_one_house_visited_by_two_phones_is_two_visits_and_one_case_that_shows_both(
        self,
        town: Town,
        verifier: Client,
        reviewer: Client,
        households: Iterator[str],
        new_photo: Callable[[], bytes],
    ) -> None:
        household = next(households)
        earlier = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
        first = send_visit(verifier, household, new_photo, started_at=earlier, finished_at=earlier)
        wait_for_case(town, reviewer, first)
        second = send_visit(town.log_in("petugas-dua"), household, new_photo, recommendation="not_eligible")
        town.product.wait_for("newer visit", lambda: cases_of(reviewer, household)[0]["visit_id"] == second)

        (case,) = cases_of(reviewer, household)
        dossier = reviewer.get(f"/v1/cases/{case['id']}").json()

        assert (dossier["visit"]["id"], [each["id"] for each in dossier["earlier_visits"]]) == (second, [first])

    def test_one_photo_named_by_two_visits_on_both_sides_of_a_border_completes_both(
        self, town: Town, reviewer: Client, verifier: Client, households: Iterator[str], new_photo: Callable[[], bytes]
    ) -> None:
        entries, contents = two_photos(new_photo)
        (beyond,) = import_households(town, town.log_in("penelaah-tetangga"), NEXT_DOOR, 1)
        neighbour = town.log_in("petugas-tetangga")
        theirs, ours = fresh_id(), fresh_id()
        payload = visit_payload(beyond, entries)
        neighbour.put(f"/v1/visits/{theirs}", payload)
        Phone(verifier).deliver(f"/v1/visits/{ours}", visit_payload(next(households), entries), contents)

        # Nothing is missing on the server, so a phone that asks again is told that it may forget.
        assert neighbour.put(f"/v1/visits/{theirs}", payload, 200).json()["complete"] is True
        assert neighbour.get(f"/v1/visits/{theirs}/receipt").json()["complete"] is True

    @pytest.mark.parametrize(("days", "remarked"), [(1, ["clock_ahead"]), (-1, [])])
    def test_a_clock_that_is_a_day_wrong_keeps_nobody_from_sending(
        self, reviewer: Client, verifier: Client, households: Iterator[str], new_photo: Callable[[], bytes], days: int, remarked: list[str]
    ) -> None:  # fmt: skip
        moment = (datetime.now(UTC) + timedelta(days=days)).isoformat()

        visit = send_visit(verifier, next(households), new_photo, started_at=moment, finished_at=moment)

        shown = reviewer.get(f"/v1/visits/{visit}").json()
        assert [remark for remark in shown["remarks"] if remark.startswith("clock")] == remarked
        assert datetime.fromisoformat(shown["finished_at"]) == datetime.fromisoformat(moment)
        assert abs(datetime.fromisoformat(shown["received_at"]) - datetime.now(UTC)) < timedelta(minutes=5)


class TestTheDesk:
    def test_a_double_click_decides_once(
        self, town: Town, reviewer: Client, verifier: Client, households: Iterator[str], new_photo: Callable[[], bytes]
    ) -> None:
        case = wait_for_case(town, reviewer, send_visit(verifier, next(households), new_photo))
        path = f"/v1/cases/{case['id']}"
        etag = reviewer.get(path).headers["etag"]
        decision = rejection()

        answers = at_once(
            2,
            lambda client: client.request("POST", f"{path}/decisions", json=decision, headers={"If-Match": etag}),
            town,
            "penelaah",
        )

        assert sorted(answer.status for answer in answers) == [200, 201]
        assert len(reviewer.get(path).json()["decisions"]) == 1

    def test_two_reviewers_who_decide_at_once_do_not_overwrite_each_other(
        self, town: Town, reviewer: Client, verifier: Client, households: Iterator[str], new_photo: Callable[[], bytes]
    ) -> None:
        case = wait_for_case(town, reviewer, send_visit(verifier, next(households), new_photo))
        path = f"/v1/cases/{case['id']}"
        etag = reviewer.get(path).headers["etag"]

        answers = at_once(
            2,
            lambda client: client.request("POST", f"{path}/decisions", json=rejection(), headers={"If-Match": etag}),
            town,
            "penelaah",
        )

        assert sorted(answer.status for answer in answers) in ([201, 409], [201, 412])
        assert len(reviewer.get(path).json()["decisions"]) == 1

    def test_nobody_decides_on_his_own_visit(
        self, town: Town, households: Iterator[str], new_photo: Callable[[], bytes]
    ) -> None:
        both = town.log_in("petugas-penelaah")
        case = wait_for_case(town, both, send_visit(both, next(households), new_photo))
        etag = both.get(f"/v1/cases/{case['id']}").headers["etag"]

        refused = both.post(f"/v1/cases/{case['id']}/decisions", rejection(), 403, match=etag)

        assert refused.json()["code"] == "reviewer_is_verifier"

    def test_a_list_is_nowhere_for_the_neighbour(self, town: Town, reviewer: Client) -> None:
        drafted = {"title": "Daftar", "period": "2026-11", "programme_code": "sembako", "area_code": RW_OF_TRAPS}
        made = reviewer.post("/v1/lists", {"id": fresh_id(), **drafted}).json()["id"]
        neighbour = town.log_in("penelaah-tetangga")

        assert made not in [each["id"] for each in neighbour.get("/v1/lists").json()["items"]]
        assert neighbour.get(f"/v1/lists?area={RW_OF_TRAPS}").json()["items"] == []
        for door in ("", "/items", "/seal", "/export.csv", "/letter-draft.pdf", "/letter.pdf"):
            neighbour.get(f"/v1/lists/{made}{door}", 404)


def rejection() -> dict[str, Any]:
    return {"id": fresh_id(), "verdict": "reject", "reason_code": "not_poor", "reason": "Rumah dan pekerjaan layak."}


def send_once(client: Client, proxy: FaultProxy, sha256: str, offset: int, content: bytes) -> None:
    """Send the rest of a photo through the proxy, which breaks the connection on the way."""
    through = Client.through(client, proxy.address)
    headers = {"Content-Type": PIECE_TYPE, "Upload-Offset": str(offset), "Connection": "close"}
    with pytest.raises(urllib3.exceptions.HTTPError):
        through.request("PATCH", f"/v1/photos/{sha256}", headers=headers, body=content[offset:])


def at_once(number: int, ask: Callable[[Client], Answer], town: Town, username: str) -> list[Answer]:
    """The answers to `number` requests of one person that leave at the same moment."""
    with ThreadPoolExecutor(number) as threads:
        client = town.log_in(username)
        return [each.result() for each in [threads.submit(ask, client) for _ in range(number)]]


def count_of(town: Town, statement: str, value: str) -> Any:
    ((found,),) = town.product.rows(statement, value)
    return found
