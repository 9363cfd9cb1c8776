import csv
import hashlib
import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api import clock
from field_api.areas.rules.zones import local_day
from field_api.identity.models import User
from field_api.identity.rules import Role
from field_api.review.models import Determination, EndorsementList
from field_api.storage import S3Store
from tests.factories import areas as areas_factory
from tests.factories import review as review_factory

HERE, NEIGHBOUR = "31.75.06", "31.75.07"
SEEN = {"If-Match": '"1"'}


@pytest.fixture
def found(session: Session) -> Determination:
    areas_factory.area(session)
    return review_factory.determined_household(session, name="=Siti Aminah")


@pytest.fixture
def sealed(session: Session, found: Determination) -> EndorsementList:
    return review_factory.sealed_list(session, found, area_code=HERE)


def a_draft(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(clock.new_id()),
        "title": "Penetapan Maret",
        "period": "2026-03",
        "programme_code": "sembako",
        "area_code": HERE,
    } | changes


def a_letter(**changes: Any) -> dict[str, Any]:
    # The seal of a factory lies in the past.
    today = local_day(clock.now(), HERE)
    return {
        "number": f"460/{clock.new_id().hex[-8:]}",
        "date": today.isoformat(),
        "signatory_name": "Ani Lestari",
        "signatory_capacity": "sekda_atas_nama_kepala_daerah",
        "letter": (io.BytesIO(changes.pop("content", review_factory.PDF)), "surat.docx"),
    } | changes


def endorse(client: Any, listed: EndorsementList, *, etag: str | None = None, **changes: Any) -> Any:
    headers = {"If-Match": etag or f'"{listed.version}"'}
    return client.post(f"/v1/lists/{listed.id}/endorsement", data=a_letter(**changes), headers=headers)


def test_a_list_goes_from_draft_to_letter(as_role: Any, found: Determination) -> None:
    clerk, approver = as_role(Role.DINSOS_REVIEWER, HERE), as_role(Role.DINSOS_APPROVER, HERE)
    draft = a_draft()
    path = f"/v1/lists/{draft['id']}"

    drafted = clerk.post("/v1/lists", json=draft)
    filled = clerk.post(f"{path}/items", json={}, headers={"If-Match": drafted.headers["ETag"]})
    sealed = clerk.post(f"{path}/seal", headers={"If-Match": filled.headers["ETag"]})
    endorsed = approver.post(
        f"{path}/endorsement", data=a_letter(), headers={"If-Match": sealed.headers["ETag"]}
    )  # fmt: skip

    assert [answer.status_code for answer in (drafted, filled, sealed, endorsed)] == [201, 200, 200, 200]
    assert filled.json["counts"] == {"items": 1}
    assert sealed.json["counts"]["eligible"] == 1
    assert endorsed.json["state"] == "endorsed"
    assert endorsed.json["letter_sha256"] == hashlib.sha256(review_factory.PDF).hexdigest()
    assert approver.get(f"{path}/letter.pdf").data == review_factory.PDF
    [item] = approver.get(f"{path}/items").json["items"]
    assert (item["number"], item["determination_id"]) == (1, str(found.id))


def test_a_list_names_who_drafted_sealed_and_endorsed_it(as_role: Any, session: Session, found: Determination) -> None:
    clerk, approver = as_role(Role.DINSOS_REVIEWER, HERE), as_role(Role.DINSOS_APPROVER, HERE)
    clerks, approvers = (session.get_one(User, each.user_id).full_name for each in (clerk, approver))
    draft = a_draft()
    path = f"/v1/lists/{draft['id']}"

    drafted = clerk.post("/v1/lists", json=draft)
    filled = clerk.post(f"{path}/items", json={}, headers={"If-Match": drafted.headers["ETag"]})
    sealed = approver.post(f"{path}/seal", headers={"If-Match": filled.headers["ETag"]})
    approver.post(f"{path}/endorsement", data=a_letter(), headers={"If-Match": sealed.headers["ETag"]})

    assert (drafted.json["drafted_by_name"], drafted.json["sealed_by_name"]) == (clerks, None)
    [listed] = clerk.get("/v1/lists").json["items"]
    names = [listed[f"{author}_name"] for author in ("drafted_by", "sealed_by", "endorsed_by")]
    assert names == [clerks, approvers, approvers]
    [row] = csv.DictReader(io.StringIO(clerk.get("/v1/lists/export.csv").text))
    assert (row["drafted_by_name"], row["endorsed_by_name"], row["items"]) == (clerks, approvers, "1")


def test_an_item_is_put_on_by_id_and_taken_off(as_role: Any, session: Session, found: Determination) -> None:
    clerk = as_role(Role.DINSOS_REVIEWER, HERE)
    listed = review_factory.endorsement_list(session, HERE)
    path = f"/v1/lists/{listed.id}/items"

    put = clerk.post(path, json={"determination_ids": [str(found.id)]}, headers=SEEN)
    taken = clerk.delete(f"{path}/{found.id}", headers={"If-Match": put.headers["ETag"]})

    assert (put.json["counts"], taken.json["counts"]) == ({"items": 1}, {"items": 0})


def test_determinations_that_are_ready_are_listed(as_role: Any, found: Determination) -> None:
    answer = as_role(Role.DINSOS_REVIEWER, HERE).get("/v1/determinations?ready=true&programme=sembako&area=31.75")

    assert [each["id"] for each in answer.json["items"]] == [str(found.id)]


def test_the_letter_draft_is_a_pdf_that_is_downloaded_and_not_shown(as_role: Any, sealed: EndorsementList) -> None:
    answer = as_role(Role.DINSOS_APPROVER, HERE).get(f"/v1/lists/{sealed.id}/letter-draft.pdf")

    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.startswith(b"%PDF-")


def test_the_export_states_rows_and_checksum_and_disarms_formulas(as_role: Any, sealed: EndorsementList) -> None:
    answer = as_role(Role.AUDITOR, HERE).get(f"/v1/lists/{sealed.id}/export.csv")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["X-Row-Count"] == "1"
    assert answer.headers["X-Content-SHA256"] == hashlib.sha256(answer.data).hexdigest()
    assert rows[0]["recipient_name"] == "'=Siti Aminah"
    assert "*" in rows[0]["nik_masked"]


def test_the_seal_can_be_checked_by_anybody_who_sees_the_list(as_role: Any, sealed: EndorsementList) -> None:
    answer = as_role(Role.AUDITOR, HERE).get(f"/v1/lists/{sealed.id}/seal")

    assert answer.json == {
        "sealed_root": (sealed.root or b"").hex(),
        "found_root": (sealed.root or b"").hex(),
        "size": 1,
        "erased": 0,
        "intact": True,
    }


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"period": "Maret"}, 422, "invalid_shape"),
        ({"area_code": "3175"}, 422, "invalid_area_code"),
        ({"area_code": "31.75.99"}, 422, "unknown_area"),
        ({"programme_code": "kjp"}, 404, "programme_not_found"),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(
    as_role: Any, found: Determination, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = as_role(Role.DINSOS_REVIEWER, HERE).post("/v1/lists", json=a_draft(**changes))

    assert found
    assert (answer.status_code, answer.json["code"]) == (status, code)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"signatory_capacity": "kepala_dinas"}, 422, "invalid_shape"),
        ({"date": "2020-01-01"}, 422, "letter_date"),
        ({"content": b"a scan, they say"}, 422, "letter_not_a_pdf"),
        ({"etag": '"77"'}, 412, "precondition_failed"),
    ],
)
def test_a_letter_that_is_not_one_of_the_three_or_does_not_fit_is_refused(
    as_role: Any, sealed: EndorsementList, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = endorse(as_role(Role.DINSOS_APPROVER, HERE), sealed, **changes)

    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_letter_without_its_file_is_refused(as_role: Any, sealed: EndorsementList) -> None:
    form = a_letter()
    form.pop("letter")

    answer = as_role(Role.DINSOS_APPROVER, HERE).post(f"/v1/lists/{sealed.id}/endorsement", data=form, headers=SEEN)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_shape")


def test_who_decided_on_the_list_does_not_endorse_it(as_role: Any, session: Session) -> None:
    approver = as_role(Role.DINSOS_APPROVER, HERE)
    decided = review_factory.determined_household(session, reviewer_id=approver.user_id)
    sealed = review_factory.sealed_list(session, decided, area_code=HERE)

    answer = endorse(approver, sealed)

    assert (answer.status_code, answer.json["code"]) == (403, "approver_is_reviewer")


@pytest.mark.parametrize("act", ["items", "seal"])
def test_a_change_names_the_version_it_saw(as_role: Any, session: Session, act: str) -> None:
    clerk = as_role(Role.DINSOS_REVIEWER, HERE)
    listed = review_factory.endorsement_list(session, HERE)
    path = f"/v1/lists/{listed.id}/{act}"

    assert clerk.post(path, json={}).status_code == 428
    assert clerk.post(path, json={}, headers={"If-Match": '"9"'}).status_code == 412


def test_a_sealed_list_does_not_change(as_role: Any, sealed: EndorsementList) -> None:
    seen = {"If-Match": f'"{sealed.version}"'}

    answer = as_role(Role.DINSOS_REVIEWER, HERE).post(f"/v1/lists/{sealed.id}/items", json={}, headers=seen)

    assert (answer.status_code, answer.json["code"]) == (409, "list_sealed")


READS = ("", "/items", "/seal", "/letter-draft.pdf", "/letter.pdf", "/export.csv")


@pytest.mark.parametrize("read", READS)
def test_the_neighbour_reads_nothing_of_a_list(as_role: Any, session: Session, store: S3Store, read: str) -> None:
    listed = review_factory.endorsed_list(session, store, area_code=HERE)
    own, neighbour = as_role(Role.DINSOS_APPROVER, HERE), as_role(Role.DINSOS_APPROVER, NEIGHBOUR)

    assert own.get(f"/v1/lists/{listed.id}{read}").status_code == 200
    assert neighbour.get(f"/v1/lists/{listed.id}{read}").status_code == 404
    assert neighbour.get("/v1/lists").json["items"] == []
    assert neighbour.get("/v1/determinations").json["items"] == []


def test_the_neighbour_changes_nothing_of_a_list(as_role: Any, sealed: EndorsementList) -> None:
    neighbour = as_role(Role.DINSOS_APPROVER, NEIGHBOUR)
    path = f"/v1/lists/{sealed.id}"

    assert neighbour.post(f"{path}/items", json={}, headers=SEEN).status_code == 404
    assert neighbour.post(f"{path}/seal", headers=SEEN).status_code == 404
    assert neighbour.delete(f"{path}/items/{clock.new_id()}", headers=SEEN).status_code == 404
    assert endorse(neighbour, sealed).status_code == 404
    assert neighbour.post("/v1/lists", json=a_draft()).status_code == 403


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.RW, Role.ADMINISTRATOR])
def test_lists_are_for_the_desk(as_role: Any, sealed: EndorsementList, role: Role) -> None:
    client = as_role(role, HERE)

    assert client.get("/v1/lists").status_code == 403
    assert client.get(f"/v1/lists/{sealed.id}/letter-draft.pdf").status_code == 403
    assert client.post("/v1/lists", json=a_draft()).status_code == 403


def test_a_reviewer_prepares_and_does_not_endorse(as_role: Any, sealed: EndorsementList) -> None:
    assert endorse(as_role(Role.DINSOS_REVIEWER, HERE), sealed).status_code == 403
    assert endorse(as_role(Role.AUDITOR, HERE), sealed).status_code == 403


def test_without_a_login_no_letter_is_shown(anonymous: Any, sealed: EndorsementList) -> None:
    assert anonymous.get(f"/v1/lists/{sealed.id}/letter-draft.pdf").status_code == 401
    assert anonymous.get("/v1/lists").status_code == 401
