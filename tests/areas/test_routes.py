import json
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api.identity.rules import Role
from tests.conftest import ApiClient, ClientMaker
from tests.factories import areas as factory

VILLAGE = "31.75.06.1004"
LIST = "kode,nama\n31,Jakarta\n31.75,Jakarta Timur\n3175,Cakung\n"


@pytest.fixture
def reader(as_role: ClientMaker) -> ApiClient:
    return as_role(Role.VERIFIER, "35.10")


@pytest.fixture
def administrator(as_role: ClientMaker) -> ApiClient:
    return as_role(Role.ADMINISTRATOR, "31")


def upload(client: ApiClient, content: str, **form: Any) -> Any:
    given = {"kind": "codes", "title": "Daftar uji", "valid_from": "2025-01-01"} | form
    return client.post(
        "/v1/areas/imports", data=given | {"file": (BytesIO(content.encode()), "daftar.csv")},
        content_type="multipart/form-data",
    )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/v1/areas", "/v1/areas/31", "/v1/areas/31/polygon", "/v1/areas/at?lat=1&lon=100", "/v1/area-editions"]
)
def test_a_stranger_sees_no_areas(anonymous: ApiClient, path: str) -> None:
    assert anonymous.get(path).status_code == 401


def test_areas_of_another_region_may_be_seen_for_they_are_not_personal(session: Session, reader: ApiClient) -> None:
    factory.area(session, VILLAGE)

    answer = reader.get(f"/v1/areas/{VILLAGE}")

    assert (answer.status_code, answer.json["level"], answer.json["parent_code"]) == (200, 4, "31.75.06")


def test_an_unknown_code_and_a_day_before_the_area_are_both_not_found(session: Session, reader: ApiClient) -> None:
    factory.area(session, VILLAGE)

    for path in ("/v1/areas/31.75.06.1005", f"/v1/areas/{VILLAGE}?on=2019-01-01"):
        answer = reader.get(path)
        assert (answer.status_code, answer.json["code"]) == (404, "area_not_found")


def test_children_come_page_by_page(session: Session, reader: ApiClient) -> None:
    for number in (1, 2, 3):
        factory.area(session, f"{VILLAGE}.00{number}")

    first = reader.get(f"/v1/areas?parent={VILLAGE}&limit=2").json
    rest = reader.get(f"/v1/areas?parent={VILLAGE}&limit=2&cursor={first['next']}").json

    assert [area["code"][-3:] for area in first["items"] + rest["items"]] == ["001", "002", "003"]
    assert rest["next"] is None


def test_a_search_narrows_by_name_and_level(session: Session, reader: ApiClient) -> None:
    factory.area(session, VILLAGE, name="Penggilingan")

    answer = reader.get("/v1/areas?search=gilingan&level=4")

    assert [area["name"] for area in answer.json["items"]] == ["Penggilingan"]
    assert reader.get("/v1/areas?search=gilingan&level=3").json["items"] == []


def test_a_search_stays_below_the_given_codes(session: Session, reader: ApiClient) -> None:
    factory.area(session, "31.75.06.1004", name="Kampung Sama")
    factory.area(session, "31.75.07.1001", name="Kampung Sama")
    factory.area(session, "31.74.01.1001", name="Kampung Sama")

    answer = reader.get("/v1/areas?search=kampung sama&under=31.75.06,31.74")

    assert [area["code"] for area in answer.json["items"]] == ["31.74.01.1001", "31.75.06.1004"]


def test_just_the_areas_that_were_asked_for(session: Session, reader: ApiClient) -> None:
    for code in ("31.75.06.1004", "31.75.06.1005", "31.75.07.1001"):
        factory.area(session, code)

    answer = reader.get("/v1/areas?codes=31.75.07.1001,31.75.06.1004,99.99,nonsense")

    assert [area["code"] for area in answer.json["items"]] == ["31.75.06.1004", "31.75.07.1001"]


@pytest.mark.parametrize("query", ["level=7", "search=a", "limit=0", "on=yesterday"])
def test_a_question_that_makes_no_sense_is_refused(reader: ApiClient, query: str) -> None:
    assert reader.get(f"/v1/areas?{query}").status_code == 422


def test_a_polygon_is_a_geojson_feature(session: Session, reader: ApiClient) -> None:
    factory.area(session, VILLAGE)
    factory.polygon(session, VILLAGE)

    answer = reader.get(f"/v1/areas/{VILLAGE}/polygon")

    assert answer.content_type == "application/geo+json"
    assert answer.json["properties"]["code"] == VILLAGE
    assert answer.json["type"] == "Feature"
    assert answer.json["geometry"]["type"] == "MultiPolygon"
    assert [106.9, -6.2] in answer.json["geometry"]["coordinates"][0][0]
    assert reader.get("/v1/areas/31.75/polygon").status_code == 404


def test_a_point_is_answered_with_its_area(session: Session, reader: ApiClient) -> None:
    factory.area(session, VILLAGE)
    factory.polygon(session, VILLAGE)

    assert reader.get("/v1/areas/at?lat=-6.195&lon=106.905").json["code"] == VILLAGE
    assert reader.get("/v1/areas/at?lat=-6.195&lon=106.905&level=2").json["code"] == "31.75"
    assert reader.get("/v1/areas/at?lat=0&lon=0").status_code == 404
    assert reader.get("/v1/areas/at?lat=95&lon=0").status_code == 422


def test_only_an_administrator_imports(reader: ApiClient, anonymous: ApiClient) -> None:
    assert upload(anonymous, LIST).status_code == 401
    assert upload(reader, LIST).status_code == 403


def test_an_import_reports_its_counts_and_faulty_rows(administrator: ApiClient, reader: ApiClient) -> None:
    report = upload(administrator, LIST)

    assert report.status_code == 200
    assert report.json["counts"]["added"] == 2
    assert report.json["finding_counts"] == {"invalid_code": 1}
    edition_id = report.json["edition_id"]
    findings = reader.get(f"/v1/area-editions/{edition_id}/findings?finding=invalid_code").json["items"]
    assert [(found["row"], found["code"], found["handled"]) for found in findings] == [(4, "3175", "left_out")]
    assert [edition["id"] for edition in reader.get("/v1/area-editions").json["items"]] == [edition_id]


def test_the_same_import_again_says_so(administrator: ApiClient) -> None:
    first = upload(administrator, LIST).json

    again = upload(administrator, LIST).json

    assert (again["repeated"], again["edition_id"]) == (True, first["edition_id"])


def test_a_dry_run_leaves_no_edition(administrator: ApiClient) -> None:
    report = upload(administrator, LIST, dry_run="true").json

    assert (report["dry_run"], report["counts"]["added"]) == (True, 2)
    assert administrator.get("/v1/area-editions").json["items"] == []


def test_an_administrator_imports_only_his_own_area(administrator: ApiClient) -> None:
    report = upload(administrator, "kode,nama\n32,Jawa Barat\n").json

    assert (report["counts"]["added"], report["finding_counts"]) == (0, {"outside_your_area": 1})


def test_polygons_are_imported_with_the_named_properties(session: Session, administrator: ApiClient) -> None:
    factory.area(session, VILLAGE)
    ring = [[106.9, -6.2], [106.91, -6.2], [106.91, -6.19], [106.9, -6.19], [106.9, -6.2]]
    feature = {
        "type": "Feature",
        "properties": {"kel": VILLAGE, "rw": "008"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }

    report = upload(administrator, json.dumps({"features": [feature]}), kind="polygons", code_columns="kel,rw").json

    assert (report["counts"]["added"], report["counts"]["areas"], report["findings"]) == (1, 1, [])


def test_a_file_that_cannot_be_read_is_refused_as_a_whole(administrator: ApiClient) -> None:
    answer = upload(administrator, "code,name\n31,Jakarta\n")

    assert (answer.status_code, answer.json["code"]) == (422, "unreadable_file")
    assert upload(administrator, LIST, kind="roads").status_code == 422


def test_a_file_too_large_to_wait_for_is_refused(administrator: ApiClient) -> None:
    fields = {"kind": "codes", "title": "Besar", "valid_from": "2025-01-01"}
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()
    ]
    parts.append('--edge\r\nContent-Disposition: form-data; name="file"; filename="daftar.csv"\r\n\r\n')
    body = "".join(parts).encode() + b"x" * (10 * 1024 * 1024) + b"\r\n--edge--\r\n"

    answer = administrator.post("/v1/areas/imports", data=body, content_type="multipart/form-data; boundary=edge")

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_findings_of_an_unknown_edition_are_not_found(reader: ApiClient) -> None:
    answer = reader.get("/v1/area-editions/00000000-0000-7000-8000-000000000000/findings")

    assert (answer.status_code, answer.json["code"]) == (404, "edition_not_found")
