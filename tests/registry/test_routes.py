import hashlib
import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api import clock
from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord
from field_api.registry.models import ImportRejection, RegistryImport
from tests.factories import areas as area_factory
from tests.factories import registry as registry_factory
from tests.factories.registry import AT, RT

NEIGHBOUR = "31.73.06.1003.001.001"
DESK = "31.75"


@pytest.fixture
def reviewer(as_role: Any) -> Any:
    return as_role(Role.DINSOS_REVIEWER, DESK)


def code_of(response: Any) -> tuple[int, str]:
    return response.status_code, response.get_json()["code"]


HOUSEHOLD = {"area_code": RT, "address": "Jl. Mawar 1", "latitude_e7": -61_000_000, "longitude_e7": 1_069_000_000}


class TestEveryDoor:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/v1/households"),
            ("POST", "/v1/households/search"),
            ("GET", "/v1/households/export.csv"),
            ("GET", "/v1/households/{id}"),
            ("PUT", "/v1/households/{id}"),
            ("PATCH", "/v1/households/{id}"),
            ("POST", "/v1/households/{id}/family-cards"),
            ("POST", "/v1/people/search"),
            ("GET", "/v1/people/{id}"),
            ("PUT", "/v1/people/{id}"),
            ("PATCH", "/v1/people/{id}"),
            ("POST", "/v1/people/{id}/moves"),
            ("POST", "/v1/people/{id}/departures"),
            ("POST", "/v1/people/{id}/clear-nik"),
            ("GET", "/v1/programmes"),
            ("PUT", "/v1/programmes/pkh"),
            ("GET", "/v1/enrolments"),
            ("GET", "/v1/enrolments/{id}"),
            ("GET", "/v1/imports"),
            ("POST", "/v1/imports"),
            ("GET", "/v1/imports/{id}"),
            ("GET", "/v1/imports/{id}/rejections"),
            ("GET", "/v1/imports/{id}/rejections.csv"),
        ],
    )
    def test_nobody_enters_without_a_token(self, anonymous: Any, method: str, path: str) -> None:
        response = anonymous.request(method, path.format(id=clock.new_id()))

        assert code_of(response) == (401, "unauthenticated")

    @pytest.mark.parametrize(
        ("method", "path", "role"),
        [
            ("GET", "/v1/households", Role.RT),
            ("GET", "/v1/households/export.csv", Role.VERIFIER),
            ("PUT", "/v1/households/{id}", Role.VERIFIER),
            ("POST", "/v1/people/{id}/clear-nik", Role.AUDITOR),
            ("POST", "/v1/imports", Role.DINSOS_APPROVER),
            ("PUT", "/v1/programmes/pkh", Role.DINSOS_REVIEWER),
        ],
    )
    def test_the_wrong_role_is_refused(self, as_role: Any, method: str, path: str, role: Role) -> None:
        response = as_role(role, DESK).request(method, path.format(id=clock.new_id()))

        assert code_of(response) == (403, "forbidden")


class TestHouseholds:
    def test_what_was_put_is_shown_with_members_cards_and_enrolments(self, session: Session, reviewer: Any) -> None:
        area_factory.area(session)
        household_id = clock.new_id()
        assert reviewer.put(f"/v1/households/{household_id}", json=HOUSEHOLD).status_code == 200
        home = session.get_one(registry_factory.Household, household_id)
        person = registry_factory.person(session, home)
        registry_factory.family_card(session, home)
        registry_factory.active_enrolment(session, home)

        response = reviewer.get(f"/v1/households/{household_id}")

        body = response.get_json()
        assert response.headers["ETag"] == '"1"'
        assert body["area_code"] == RT
        assert [member["person"]["id"] for member in body["members"]] == [str(person.id)]
        assert body["members"][0]["person"]["nik_masked"] == person.nik_masked
        assert len(body["family_cards"]) == 1
        assert body["enrolments"][0]["status"] == "active"

    def test_several_are_shown_at_once_and_each_look_is_recorded(self, session: Session, reviewer: Any) -> None:
        homes = [registry_factory.household(session) for _ in range(3)]
        wanted = "&".join(f"id={home.id}" for home in (*homes[:2], registry_factory.Household(id=clock.new_id())))

        shown = reviewer.get(f"/v1/households/details?{wanted}").get_json()

        alone = reviewer.get(f"/v1/households/{homes[0].id}").get_json()
        assert [home["id"] for home in shown] == sorted(str(home.id) for home in homes[:2])
        assert alone in shown
        looks = session.scalars(select(AccessRecord.subject)).all()
        assert sorted(looks) == sorted([*(str(home.id) for home in homes[:2]), str(homes[0].id)])

    @pytest.mark.parametrize("query", ["", "?id=x", "?" + "&".join([f"id={clock.new_id()}"] * 51)])
    def test_nothing_no_id_and_too_many_at_once_are_refused(self, reviewer: Any, query: str) -> None:
        assert reviewer.get(f"/v1/households/details{query}").status_code == 422

    def test_a_look_is_recorded(self, session: Session, reviewer: Any) -> None:
        home = registry_factory.household(session)

        reviewer.get(f"/v1/households/{home.id}")

        (record,) = session.scalars(select(AccessRecord))
        assert (record.action, record.subject, record.actor_id) == (
            "dossier.viewed", str(home.id), reviewer.user_id,
        )  # fmt: skip

    def test_another_area_is_not_found(self, session: Session, reviewer: Any) -> None:
        home = registry_factory.household(session, NEIGHBOUR)

        assert code_of(reviewer.get(f"/v1/households/{home.id}")) == (404, "household_not_found")
        assert code_of(reviewer.patch(f"/v1/households/{home.id}", json={"address": "x"})) == (
            404, "household_not_found",
        )  # fmt: skip

    def test_a_list_holds_only_the_own_area_page_by_page(self, session: Session, reviewer: Any) -> None:
        for _ in range(3):
            registry_factory.household(session)
        registry_factory.household(session, NEIGHBOUR)

        first = reviewer.get("/v1/households?limit=2").get_json()
        rest = reviewer.get(f"/v1/households?limit=2&cursor={first['next']}").get_json()

        assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
        assert {item["area_code"] for item in first["items"] + rest["items"]} == {RT}

    def test_a_list_narrows_to_whole_segments_of_a_code(self, session: Session, reviewer: Any) -> None:
        registry_factory.household(session)

        assert len(reviewer.get("/v1/households?area=31.75.06.1004").get_json()["items"]) == 1
        assert reviewer.get("/v1/households?area=31.75.06.100").get_json()["items"] == []

    def test_half_a_position_is_refused(self, reviewer: Any) -> None:
        response = reviewer.put(
            f"/v1/households/{clock.new_id()}", json={key: HOUSEHOLD[key] for key in HOUSEHOLD if key != "longitude_e7"}
        )

        assert code_of(response) == (422, "invalid_shape")

    def test_an_area_that_does_not_exist_is_refused(self, reviewer: Any) -> None:
        response = reviewer.put(f"/v1/households/{clock.new_id()}", json=HOUSEHOLD)

        assert code_of(response) == (422, "unknown_area")

    def test_nobody_registers_in_another_area(self, session: Session, reviewer: Any) -> None:
        area_factory.area(session, NEIGHBOUR)

        response = reviewer.put(f"/v1/households/{clock.new_id()}", json=HOUSEHOLD | {"area_code": NEIGHBOUR})

        assert code_of(response) == (403, "outside_area")

    def test_the_same_id_with_other_content_is_a_conflict(self, session: Session, reviewer: Any) -> None:
        area_factory.area(session)
        path = f"/v1/households/{clock.new_id()}"
        reviewer.put(path, json=HOUSEHOLD)

        assert reviewer.put(path, json=HOUSEHOLD).status_code == 200
        assert code_of(reviewer.put(path, json=HOUSEHOLD | {"address": "Lain"})) == (409, "household_conflict")

    def test_a_correction_names_the_version_it_saw(self, session: Session, reviewer: Any) -> None:
        path = f"/v1/households/{registry_factory.household(session).id}"

        missing = reviewer.patch(path, json={"address": "Jl. Baru"})
        done = reviewer.patch(path, json={"address": "Jl. Baru"}, headers={"If-Match": '"1"'})
        stale = reviewer.patch(path, json={"address": "Jl. Lain"}, headers={"If-Match": '"1"'})

        assert (missing.status_code, done.status_code, stale.status_code) == (428, 200, 412)
        assert done.headers["ETag"] == '"2"'

    def test_a_new_card_replaces_the_old_one(self, session: Session, reviewer: Any) -> None:
        home = registry_factory.household(session)
        old = registry_factory.family_card(session, home)
        number = registry_factory.a_family_card()

        response = reviewer.post(
            f"/v1/households/{home.id}/family-cards",
            json={"number": number, "valid_from": "2026-02-01", "replaces": str(old.id)},
        )
        found = reviewer.post("/v1/households/search", json={"family_card": number}).get_json()

        assert response.status_code == 201
        assert number not in response.text
        assert [each["id"] for each in found] == [str(home.id)]

    def test_a_number_that_is_no_card_is_refused(self, session: Session, reviewer: Any) -> None:
        home = registry_factory.household(session)

        response = reviewer.post(
            f"/v1/households/{home.id}/family-cards", json={"number": "12", "valid_from": "2026-02-01"}
        )

        assert code_of(response) == (422, "family_card_invalid")


class TestPeople:
    def test_somebody_is_registered_and_found_by_name_and_by_nik(self, session: Session, reviewer: Any) -> None:
        home, nik, person_id = registry_factory.household(session), registry_factory.a_nik(), clock.new_id()
        body = {
            "household_id": str(home.id),
            "nik": nik,
            "name": "Nur Aisyah",
            "sex": "F",
            "birth_date": "1984-08-17",
            "relationship": "head",
        }

        made = reviewer.put(f"/v1/people/{person_id}", json=body)

        assert made.status_code == 200
        assert nik not in made.text
        for wanted in ({"name": "aisyah nur"}, {"nik": nik}, {"name": "aisyah", "nik": nik, "area": "31.75.06"}):
            found = reviewer.post("/v1/people/search", json=wanted).get_json()["items"]
            assert [each["id"] for each in found] == [str(person_id)]

    def test_a_search_ends_at_the_border_of_the_own_area(self, session: Session, reviewer: Any) -> None:
        nik = registry_factory.a_nik()
        registry_factory.person(session, registry_factory.household(session, NEIGHBOUR), nik=nik)

        assert reviewer.post("/v1/people/search", json={"nik": nik}).get_json()["items"] == []

    def test_wildcards_alone_are_no_name(self, reviewer: Any) -> None:
        assert code_of(reviewer.post("/v1/people/search", json={"name": "%_%"})) == (422, "invalid_shape")

    def test_a_number_that_is_no_nik_is_refused_and_not_repeated(self, session: Session, reviewer: Any) -> None:
        home = registry_factory.household(session)

        response = reviewer.put(
            f"/v1/people/{clock.new_id()}",
            json={"household_id": str(home.id), "nik": "3175061313849876", "name": "Siti", "relationship": "head"},
        )

        assert code_of(response) == (422, "nik_invalid")
        assert "3175061313849876" not in response.text

    def test_another_area_is_not_found(self, session: Session, reviewer: Any) -> None:
        person = registry_factory.person(session, registry_factory.household(session, NEIGHBOUR))

        for response in (
            reviewer.get(f"/v1/people/{person.id}"),
            reviewer.patch(f"/v1/people/{person.id}", json={"name": "x"}),
            reviewer.post(f"/v1/people/{person.id}/clear-nik", json={"reason": "periksa"}),
        ):
            assert code_of(response) == (404, "person_not_found")

    def test_a_correction_names_the_version_it_saw(self, session: Session, reviewer: Any) -> None:
        path = f"/v1/people/{registry_factory.person(session).id}"

        done = reviewer.patch(path, json={"occupation": "Nelayan"}, headers={"If-Match": '"1"'})
        stale = reviewer.patch(path, json={"occupation": "Petani"}, headers={"If-Match": '"1"'})

        assert (done.status_code, done.get_json()["occupation"], stale.status_code) == (200, "Nelayan", 412)

    def test_a_second_person_with_a_verified_nik_is_a_conflict(self, session: Session, reviewer: Any) -> None:
        nik = registry_factory.a_nik()
        registry_factory.person(session, nik=nik, nik_status="verified")
        person = registry_factory.person(session, nik=nik)

        response = reviewer.patch(
            f"/v1/people/{person.id}", json={"nik_status": "verified"}, headers={"If-Match": '"1"'}
        )

        assert code_of(response) == (409, "nik_taken")

    def test_the_nik_in_clear_needs_a_reason_and_leaves_a_trace(self, session: Session, reviewer: Any) -> None:
        nik = registry_factory.a_nik()
        path = f"/v1/people/{registry_factory.person(session, nik=nik).id}/clear-nik"

        without = reviewer.post(path, json={"reason": ""})
        shown = reviewer.post(path, json={"reason": "padan dengan Dukcapil"})

        (record,) = session.scalars(select(AccessRecord))
        assert without.status_code == 422
        assert shown.get_json() == {"nik": nik}
        assert record.action == "nik.unmasked"

    def test_a_move_shows_in_the_history(self, session: Session, reviewer: Any) -> None:
        person, elsewhere = registry_factory.person(session), registry_factory.household(session)

        moved = reviewer.post(
            f"/v1/people/{person.id}/moves",
            json={"household_id": str(elsewhere.id), "relationship": "child", "moved_on": "2026-02-01"},
        )
        history = reviewer.get(f"/v1/people/{person.id}").get_json()["memberships"]

        assert moved.status_code == 201
        assert [each["valid_to"] for each in history] == [None, "2026-02-01"]

    def test_a_death_ends_the_membership_once(self, session: Session, reviewer: Any) -> None:
        path = f"/v1/people/{registry_factory.person(session).id}/departures"

        first = reviewer.post(path, json={"left_on": "2026-02-01", "cause": "died"})
        again = reviewer.post(path, json={"left_on": "2026-02-01", "cause": "died"})

        assert (first.status_code, first.get_json()["valid_to"]) == (201, "2026-02-01")
        assert code_of(again) == (409, "not_a_member")


PROGRAMME = {
    "name": "Program Contoh",
    "unit": "household",
    "components": [{"code": "package", "name": "Paket", "amount": 200_000, "per": "month"}],
    "legal_basis": "uji",
    "valid_from": "2026-01-01",
}


class TestProgrammes:
    def test_a_programme_is_defined_and_changed_with_its_version(self, as_role: Any) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "")
        path = "/v1/programmes/contoh"

        made = administrator.put(path, json=PROGRAMME)
        without = administrator.put(path, json=PROGRAMME | {"name": "Lain"})
        changed = administrator.put(path, json=PROGRAMME | {"name": "Lain"}, headers={"If-Match": '"1"'})

        assert (made.status_code, without.status_code, changed.status_code) == (200, 428, 200)
        assert administrator.get(path).get_json()["name"] == "Lain"
        assert [each["code"] for each in administrator.get("/v1/programmes").get_json()] == ["contoh"]

    def test_an_amount_without_an_interval_is_refused(self, as_role: Any) -> None:
        broken = PROGRAMME | {"components": [{"code": "package", "name": "Paket", "amount": 5}]}

        response = as_role(Role.ADMINISTRATOR, "").put("/v1/programmes/contoh", json=broken)

        assert code_of(response) == (422, "programme_invalid")
        assert response.get_json()["problems"][0]["pointer"] == "/components/0/per"

    def test_an_unknown_programme_is_not_found(self, reviewer: Any) -> None:
        assert code_of(reviewer.get("/v1/programmes/none")) == (404, "programme_not_found")


class TestEnrolments:
    def test_a_list_tells_the_status_on_the_day_asked_for(self, session: Session, reviewer: Any) -> None:
        made = registry_factory.active_enrolment(session, effective_from=date(2026, 3, 1))
        registry_factory.active_enrolment(session, registry_factory.household(session, NEIGHBOUR))

        before = reviewer.get("/v1/enrolments?on=2026-02-28").get_json()["items"]
        after = reviewer.get("/v1/enrolments?on=2026-03-01&status=active&programme=sembako").get_json()["items"]

        assert [(each["id"], each["status"]) for each in before] == [(str(made.id), None)]
        assert [(each["id"], each["status"]) for each in after] == [(str(made.id), "active")]

    def test_one_enrolment_shows_its_history(self, session: Session, reviewer: Any) -> None:
        made = registry_factory.active_enrolment(session)
        registry_factory.enrolment_status(session, made, "ended", effective_from=date(2026, 2, 1))

        body = reviewer.get(f"/v1/enrolments/{made.id}").get_json()

        assert [each["status"] for each in body["statuses"]] == ["active", "ended"]

    def test_another_area_is_not_found(self, session: Session, reviewer: Any) -> None:
        made = registry_factory.enrolment(session, registry_factory.household(session, NEIGHBOUR))

        assert code_of(reviewer.get(f"/v1/enrolments/{made.id}")) == (404, "enrolment_not_found")


def an_import(session: Session, area_code: str = DESK, **overrides: Any) -> RegistryImport:
    values: dict[str, Any] = {
        "id": clock.new_id(), "area_code": area_code, "file_name": "x.csv", "file_sha256": "0" * 64,
        "object_key": "imports/x", "status": "finished", "refusal": None, "bytes_total": 10, "bytes_read": 10,
        "rows_read": 5, "rows_rejected": 2, "households_stored": 1, "people_stored": 2, "requested_by": None,
        "requested_at": AT, "finished_at": AT,
    }  # fmt: skip
    made = RegistryImport(**values | overrides)
    session.add(made)
    session.flush()
    for row in (3, 4):
        session.add(
            ImportRejection(
                import_id=made.id,
                number=row * 100,
                row=row,
                field="nik",
                code="nik_invalid",
                detail="=1+1",
                remedy="-",
                area_code=area_code,
            )
        )
    session.flush()
    return made


class TestImports:
    def upload(self, client: Any, content: bytes = b"nama\n", **form: str) -> Any:
        return client.post("/v1/imports", data={"file": (io.BytesIO(content), "keluarga.csv"), **form})

    def test_a_file_is_taken_at_once_and_watched_at_its_own_address(self, reviewer: Any) -> None:
        taken = self.upload(reviewer)

        seen = reviewer.get(taken.headers["Location"]).get_json()
        assert taken.status_code == 202
        assert (seen["status"], seen["area_code"]) == ("waiting", DESK)
        assert seen["file_sha256"] == hashlib.sha256(b"nama\n").hexdigest()

    def test_the_same_file_under_the_same_id_is_taken_once(self, reviewer: Any) -> None:
        import_id = str(clock.new_id())

        assert self.upload(reviewer, id=import_id).status_code == 202
        assert self.upload(reviewer, id=import_id).status_code == 202
        assert code_of(self.upload(reviewer, b"other", id=import_id)) == (409, "import_conflict")
        assert len(reviewer.get("/v1/imports").get_json()["items"]) == 1

    def test_an_area_beyond_the_own_is_refused(self, reviewer: Any) -> None:
        assert code_of(self.upload(reviewer, area_code="31")) == (403, "outside_area")

    def test_a_request_without_a_file_is_refused(self, reviewer: Any) -> None:
        assert code_of(reviewer.post("/v1/imports", data={"area_code": DESK})) == (422, "invalid_shape")

    def test_progress_and_rejections_are_shown(self, session: Session, reviewer: Any) -> None:
        made = an_import(session)

        seen = reviewer.get(f"/v1/imports/{made.id}").get_json()
        first = reviewer.get(f"/v1/imports/{made.id}/rejections?limit=1").get_json()
        rest = reviewer.get(f"/v1/imports/{made.id}/rejections?limit=1&cursor={first['next']}").get_json()

        assert (seen["rows_read"], seen["rows_rejected"], seen["rows_known"]) == (5, 2, 1)
        assert [each["row"] for each in first["items"] + rest["items"]] == [3, 4]

    def test_the_report_can_be_checked_and_holds_no_formula(self, session: Session, reviewer: Any) -> None:
        made = an_import(session)

        report = reviewer.get(f"/v1/imports/{made.id}/rejections.csv")

        assert report.headers["X-Row-Count"] == "2"
        assert report.headers["X-Content-SHA256"] == hashlib.sha256(report.data).hexdigest()
        assert "3,nik,nik_invalid,'=1+1,'-,\"Perbaiki NIK sesuai KTP" in report.text

    def test_another_area_is_not_found(self, session: Session, reviewer: Any) -> None:
        made = an_import(session, "31.73")

        for path in ("", "/rejections", "/rejections.csv"):
            assert code_of(reviewer.get(f"/v1/imports/{made.id}{path}")) == (404, "import_not_found")


class TestExport:
    def test_it_holds_the_own_area_masked_and_is_recorded(self, session: Session, reviewer: Any) -> None:
        nik, card = registry_factory.a_nik(), registry_factory.a_family_card()
        home = registry_factory.household(session)
        registry_factory.family_card(session, home, number=card)
        registry_factory.person(session, home, nik=nik, name="=cmd|calc")
        registry_factory.person(session, registry_factory.household(session, NEIGHBOUR), name="Tetangga")

        export = reviewer.get("/v1/households/export.csv")

        (record,) = session.scalars(select(AccessRecord))
        assert export.headers["X-Row-Count"] == "1"
        assert export.headers["X-Content-SHA256"] == hashlib.sha256(export.data).hexdigest()
        assert nik not in export.text
        assert card not in export.text
        assert "'=cmd|calc" in export.text
        assert "Tetangga" not in export.text
        assert (record.action, record.area_code, record.actor_id) == ("rows.exported", DESK, reviewer.user_id)
