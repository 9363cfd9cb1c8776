"""The main job from end to end, over HTTP, with real photos, real polygons, a real worker, database and store.

One story in the order in which it happens; every step goes on with what the one before left.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.fakes.http_client import Client, Phone, fresh_id, manifest_entry
from tests.journeys.town import LATITUDE_E7, LONGITUDE_E7, RW, Town, import_households, today, visit_payload

pytestmark = pytest.mark.stack

PROGRAMME, COMPONENT = "sembako", "food"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@dataclass
class Story:
    """The people of the journey and what they have brought about so far."""

    town: Town
    photos: dict[str, bytes]
    people: dict[str, Client] = field(default_factory=dict)
    household: str = ""
    case: str = ""
    visits: list[str] = field(default_factory=list)
    list_id: str = ""
    round_id: str = ""
    hand_over: str = ""

    def __getitem__(self, username: str) -> Client:
        if username not in self.people:
            self.people[username] = self.town.log_in(username)
        return self.people[username]

    def who(self, username: str) -> str:
        return str(self[username].user_id)


@pytest.fixture(scope="module")
def story(town: Town, shared_data: Path) -> Story:
    folder = shared_data / "photos"
    names = {
        "house_front": "retagged/id_ok_1.jpg",
        "house_inside": "reuse/n_other_scene_1.jpg",
        "kitchen": "crafted/all_0_over_0.jpg",
        "house_inside_again": "retagged/id_hpe_1500m.jpg",
        "hand_over": "retagged/id_ok_2.jpg",
    }
    return Story(town, {name: (folder / path).read_bytes() for name, path in names.items()})


def wait_for_case(story: Story, visit: str) -> dict[str, Any]:
    """The line of the queue that holds this visit, as soon as the worker has opened the case and seen every photo."""
    reviewer = story["penelaah"]

    def line() -> dict[str, Any] | None:
        items = reviewer.get(f"/v1/cases?area={RW}&state=awaiting_review").json()["items"]
        return next((item["case"] for item in items if item["case"]["visit_id"] == visit), None)

    def inspected() -> bool:
        return all(photo["verdict"] for photo in reviewer.get(f"/v1/visits/{visit}").json()["photos"])

    story.town.product.wait_for("case", lambda: line() is not None)
    story.town.product.wait_for("inspection", inspected)
    case = line()
    assert case is not None
    return case


def test_households_come_in_as_a_file(story: Story) -> None:
    (story.household,) = import_households(story.town, story["penelaah"], RW, 1)

    shown = story["penelaah"].get(f"/v1/households/{story.household}").json()

    assert [member["person"]["name"] for member in shown["members"]] == ["Siti Aminah"]
    assert "*" in shown["members"][0]["person"]["nik_masked"]


def test_a_verifier_is_asked_for_a_visit(story: Story) -> None:
    body = {
        "household_id": story.household,
        "verifier_id": story.who("petugas"),
        "instrument": {"code": "bps-14", "version": "2005"},
    }
    assignment = fresh_id()
    story["penelaah"].put(f"/v1/assignments/{assignment}", body)

    mine = story["petugas"].get("/v1/assignments?status=open").json()["items"]

    assert [each["id"] for each in mine] == [assignment]
    assert story["petugas-dua"].get("/v1/assignments?status=open").json()["items"] == []


def test_the_visit_is_complete_when_its_last_photo_is_here(story: Story) -> None:
    verifier, visit = story["petugas"], fresh_id()
    (assignment,) = verifier.get("/v1/assignments?status=open").json()["items"]
    front, inside, kitchen = (story.photos[kind] for kind in ("house_front", "house_inside", "kitchen"))
    photos = [manifest_entry(story.photos[kind], kind) for kind in ("house_front", "house_inside", "kitchen")]
    payload = visit_payload(story.household, photos, assignment_id=assignment["id"])

    receipt = verifier.put(f"/v1/visits/{visit}", payload).json()
    assert [missing["kind"] for missing in receipt["missing"]] == ["house_front", "house_inside", "kitchen"]

    # One in two pieces, one twice, one whole.
    first, second = front[:20_000], front[20_000:]
    assert verifier.patch_piece(photos[0]["sha256"], 0, first).headers["upload-offset"] == "20000"
    assert verifier.patch_piece(photos[0]["sha256"], 20_000, second).status == 204
    assert [verifier.patch_piece(photos[1]["sha256"], 0, inside).status for _ in range(2)] == [204, 204]
    assert verifier.get(f"/v1/visits/{visit}/receipt").json()["complete"] is False
    assert verifier.patch_piece(photos[2]["sha256"], 0, kitchen).headers["bundle-completed"] == visit
    repeated = verifier.put(f"/v1/visits/{visit}", payload, 200).json()

    assert (repeated["complete"], repeated["repeated"], repeated["missing"]) == (True, True, [])
    assert repeated["content_sha256"] == receipt["content_sha256"]
    story.visits.append(visit)


def test_the_worker_looks_at_the_photos_and_opens_a_case(story: Story) -> None:
    story.case = wait_for_case(story, story.visits[0])["id"]

    dossier = story["penelaah"].get(f"/v1/cases/{story.case}").json()

    assert [photo["verdict"] for photo in dossier["photos"]] == ["accepted"] * 3
    # The third one is told to have no position.
    assert [bool(photo["remarks"]) for photo in dossier["photos"]] == [False, False, True]
    assert dossier["place"]["area_code"] == RW
    assert (dossier["place"]["inside_household_area"], dossier["place"]["metres_from_house"]) == (True, 0)
    assert [each["instrument_code"] for each in dossier["evaluations"]] == ["bps-14"]
    thumb = story["penelaah"].get(dossier["photos"][0]["thumb_url"])
    assert (thumb.headers["content-type"], thumb.body[:2]) == ("image/jpeg", b"\xff\xd8")
    assert b"Exif" not in thumb.body[:64]


def test_the_neighbour_sees_nothing_of_it(story: Story) -> None:
    neighbour = story["penelaah-tetangga"]

    assert story.case not in neighbour.get("/v1/cases?limit=500").body.decode()
    for path in (
        f"/v1/cases/{story.case}",
        f"/v1/visits/{story.visits[0]}",
        f"/v1/bundles/{story.visits[0]}/photos/0/large",
        f"/v1/households/{story.household}",
    ):
        neighbour.get(path, 404)


def test_the_reviewer_returns_one_photo_and_the_verifier_brings_it(story: Story) -> None:
    etag = story["penelaah"].get(f"/v1/cases/{story.case}").headers["etag"]
    decision = {
        "id": fresh_id(),
        "verdict": "return_photos",
        "reason_code": "photo_unclear",
        "reason": "Bagian dalam rumah tidak terlihat.",
        "photo_kinds": ["house_inside"],
        "due_on": today(),
    }
    returned = story["penelaah"].post(f"/v1/cases/{story.case}/decisions", decision, match=etag).json()
    assert returned["case"]["state"] == "returned"

    (assignment,) = story["petugas"].get("/v1/assignments?status=open").json()["items"]
    assert (assignment["return_photo_kinds"], assignment["returns_visit_id"]) == (["house_inside"], story.visits[0])
    contents = [story.photos["house_front"], story.photos["house_inside_again"]]
    photos = [manifest_entry(each, kind) for each, kind in zip(contents, ("house_front", "house_inside"), strict=True)]
    visit = fresh_id()
    again = visit_payload(story.household, photos, assignment_id=assignment["id"], replaces_visit_id=story.visits[0])
    # The photo that is here already is not asked for again.
    receipt = story["petugas"].put(f"/v1/visits/{visit}", again).json()
    assert [missing["kind"] for missing in receipt["missing"]] == ["house_inside"]
    Phone(story["petugas"]).deliver(f"/v1/visits/{visit}", again, {photos[1]["sha256"]: contents[1]})
    story.visits.append(visit)

    assert wait_for_case(story, visit)["id"] == story.case


def test_the_reviewer_accepts_and_seals_a_list(story: Story) -> None:
    reviewer = story["penelaah"]
    dossier = reviewer.get(f"/v1/cases/{story.case}")
    assert [line["decision"]["verdict"] for line in dossier.json()["decisions"]] == ["return_photos"]
    assert [visit["id"] for visit in dossier.json()["earlier_visits"]] == [story.visits[0]]
    determination = {
        "programme_code": PROGRAMME,
        "component": COMPONENT,
        "eligible": True,
        "reason": "Memenuhi BPS-14.",
    }
    decision = {
        "id": fresh_id(),
        "verdict": "accept",
        "reason_code": "evidence_supports",
        "reason": "Foto, posisi dan jawaban cocok.",
        "determinations": [determination],
    }
    decided = reviewer.post(f"/v1/cases/{story.case}/decisions", decision, match=dossier.headers["etag"])
    assert decided.json()["case"]["state"] == "accepted"

    story.list_id = fresh_id()
    body = {"title": "Penerima Sembako", "period": today()[:7], "programme_code": PROGRAMME, "area_code": RW}
    drafted = reviewer.post("/v1/lists", {"id": story.list_id, **body})
    filled = reviewer.post(f"/v1/lists/{story.list_id}/items", {}, 200, match=drafted.headers["etag"])
    sealed = reviewer.post(f"/v1/lists/{story.list_id}/seal", {}, 200, match=filled.headers["etag"])

    assert (sealed.json()["state"], sealed.json()["counts"]["items"]) == ("sealed", 1)
    assert reviewer.get(f"/v1/lists/{story.list_id}/seal").json()["intact"] is True


def test_the_letter_brings_the_enrolment_into_force(story: Story) -> None:
    approver = story["pengesah"]
    draft = approver.get(f"/v1/lists/{story.list_id}/letter-draft.pdf")
    assert draft.body.startswith(b"%PDF")
    form = {
        "number": f"460/{story.list_id[-8:]}/2026",
        "date": today(),
        "signatory_name": "Ani Lestari",
        "signatory_capacity": "kepala_daerah",
        "letter": ("surat.pdf", PDF, "application/pdf"),
    }
    etag = approver.get(f"/v1/lists/{story.list_id}").headers["etag"]

    endorsed = approver.form(f"/v1/lists/{story.list_id}/endorsement", form, 200, match=etag).json()

    assert endorsed["state"] == "endorsed"
    assert approver.get(f"/v1/lists/{story.list_id}/letter.pdf").body == PDF
    (enrolment,) = approver.get(f"/v1/households/{story.household}").json()["enrolments"]
    assert (enrolment["programme_code"], enrolment["component"]) == (PROGRAMME, COMPONENT)
    assert [(each["status"], each["list_id"]) for each in enrolment["statuses"]] == [("active", story.list_id)]


def test_the_package_is_handed_over_at_the_door(story: Story) -> None:
    story.round_id, story.hand_over = fresh_id(), fresh_id()
    plan = {"programme_code": PROGRAMME, "area_code": RW, "title": "Tahap 1", "package": "10 kg beras"}
    days = {"starts_on": today(), "ends_on": today()}
    opened = story["pengesah"].post("/v1/rounds", {"id": story.round_id, **plan, **days}).json()
    assert (opened["state"], opened["planned"]) == ("open", 1)
    officer = story["ketua-rw"]
    (package,) = officer.get(f"/v1/rounds/{story.round_id}/allocations").json()["items"]
    assert package["recipient"]["name"] == "Siti Aminah"
    story["ketua-rw-tetangga"].get(f"/v1/rounds/{story.round_id}/allocations", 404)

    proof = manifest_entry(story.photos["hand_over"], "hand_over")
    body = {
        "allocation_id": package["id"],
        "outcome": "delivered",
        "received_by": "self",
        "position": {"latitude_e7": LATITUDE_E7, "longitude_e7": LONGITUDE_E7, "accuracy_mm": 7_000},
        "photos": [proof],
        "handed_over_at": f"{today()}T00:00:01+07:00",
    }
    Phone(officer).deliver(f"/v1/hand-overs/{story.hand_over}", body, {proof["sha256"]: story.photos["hand_over"]})

    progress = story["pengesah"].get(f"/v1/rounds/{story.round_id}/progress").json()
    assert (progress["total"]["planned"], progress["total"]["confirmed"]) == (1, 1)
    assert [(place["area_code"], place["confirmed"]) for place in progress["places"]] == [(RW, 1)]


def test_every_step_is_in_the_journal_in_the_name_of_whoever_did_it(story: Story) -> None:
    auditor = story["pemeriksa"]

    def entries() -> list[dict[str, Any]]:
        return list(auditor.get(f"/v1/journal?area={RW}&limit=500").json()["items"])

    story.town.product.wait_for("positions", lambda: all(entry["position"] is not None for entry in entries()))
    happened = [(entry["event"], entry["actor_id"]) for entry in entries()]
    verifier, reviewer, approver, officer = (
        story.who(name) for name in ("petugas", "penelaah", "pengesah", "ketua-rw")
    )

    expected = [
        ("import.requested", reviewer), ("import.finished", None),
        ("visit.assigned", reviewer), ("visit.submitted", verifier), ("visit.completed", verifier),
        ("photo.inspected", None), ("case.opened", None), ("case.decided", reviewer),
        ("case.resubmitted", None), ("list.drafted", reviewer), ("list.sealed", reviewer),
        ("list.endorsed", approver), ("enrolment.status_changed", approver), ("round.opened", approver),
        ("package.handed_over", officer), ("hand_over.completed", officer),
    ]  # fmt: skip
    assert [step for step in expected if step not in happened] == []
    counts = {event: sum(each == event for each, _ in happened) for event, _ in expected}
    assert (counts["visit.completed"], counts["case.opened"], counts["case.decided"]) == (2, 1, 2)


def test_every_look_is_in_the_access_log(story: Story) -> None:
    looks = story["pemeriksa"].get(f"/v1/access-log?area={RW}&limit=500").json()["items"]

    seen = {(look["action"], look["actor_id"]) for look in looks}
    assert {
        ("photo.viewed", story.who("penelaah")),
        ("dossier.viewed", story.who("penelaah")),
        ("letter.viewed", story.who("pengesah")),
    } <= seen


def test_every_row_and_photo_of_the_story_matches_the_log(story: Story) -> None:
    product = story.town.product
    key = urllib3.request("GET", f"{product.address}/log/key", retries=False).data.decode().strip()

    assert "Everything matches the log." in product.command("verify", "--all", "--verifier", key)


def test_no_log_holds_a_name_a_number_or_a_position(story: Story) -> None:
    for name in ("api.log", "worker.log"):
        text = (story.town.product.folder / name).read_text(encoding="utf-8")

        assert text
        for secret in ("Siti", "317306", str(LATITUDE_E7), "Jl. Kamal"):
            assert secret not in text, name
