from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from field_api import clock
from field_api.clock import new_id
from field_api.identity import service
from field_api.identity.models import LoginSession, User
from field_api.identity.rules import Role
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from tests.factories import identity as identity_factory

PASSWORD = "sandi yang panjang"
KEY = {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}  # fmt: skip


@pytest.fixture
def siti(session: Session) -> User:
    made = service.create_user(
        session, SystemAuthor(), username="Siti.Verifikator", full_name="Siti", password=PASSWORD, at=clock.now()
    )
    service.grant_role(
        session, SystemAuthor(), user_id=made.id, role=Role.VERIFIER, area_code="31", valid_from=clock.now().date(),
        valid_to=None, at=clock.now(),
    )  # fmt: skip
    session.flush()
    return made


def log_in(client: Any, password: str = PASSWORD, username: str = "siti.verifikator", **more: Any) -> Any:
    return client.post("/v1/sessions", json={"username": username, "password": password} | more)


class TestLoggingIn:
    def test_a_token_works_until_it_is_revoked(self, anonymous: Any, siti: User) -> None:
        answer = log_in(anonymous)
        anonymous.token = answer.json["token"]

        assert answer.status_code == 201
        assert anonymous.get("/v1/me").json["username"] == "Siti.Verifikator"
        assert anonymous.delete("/v1/sessions/current").status_code == 204
        assert anonymous.get("/v1/me").status_code == 401

    def test_the_token_is_kept_nowhere(self, anonymous: Any, siti: User, session: Session) -> None:
        token = log_in(anonymous).json["token"]

        kept = session.scalars(select(LoginSession).where(LoginSession.user_id == siti.id)).one()
        assert token.encode() not in kept.token_sha256

    @pytest.mark.parametrize("username", ["siti.verifikator", "tidak.ada"])
    def test_a_wrong_password_and_an_unknown_name_answer_alike(self, anonymous: Any, siti: User, username: str) -> None:
        answer = log_in(anonymous, "salah sekali", username)

        assert (answer.status_code, answer.json["code"]) == (401, "wrong_password")
        assert answer.json["detail"] == "User name or password is wrong."

    def test_failures_are_counted_and_the_sixth_attempt_waits(self, anonymous: Any, siti: User) -> None:
        failures = [log_in(anonymous, "salah sekali").status_code for _ in range(5)]

        late = log_in(anonymous)

        assert failures == [401] * 5
        assert (late.status_code, late.json["code"]) == (429, "too_many_requests")
        assert int(late.headers["Retry-After"]) > 0

    def test_an_inactive_user_and_his_tokens_are_out_at_once(
        self, anonymous: Any, siti: User, session: Session
    ) -> None:
        anonymous.token = log_in(anonymous).json["token"]
        siti.active = False
        session.flush()

        assert anonymous.get("/v1/me").status_code == 401
        assert log_in(anonymous).status_code == 401

    def test_a_new_password_ends_every_session(self, anonymous: Any, siti: User) -> None:
        anonymous.token = log_in(anonymous).json["token"]
        change = {"old_password": PASSWORD, "password": "sandi lain yang panjang"}

        assert anonymous.put("/v1/me/password", json=change).status_code == 204
        assert anonymous.get("/v1/me").status_code == 401
        assert log_in(anonymous, "sandi lain yang panjang").status_code == 201


class TestDevices:
    def test_a_phone_registers_its_key_once(self, as_role: Any) -> None:
        verifier, device_id = as_role(Role.VERIFIER, "31"), new_id()
        device = {"label": "Redmi 12C", "public_key": KEY}

        first = verifier.put(f"/v1/me/devices/{device_id}", json=device)
        again = verifier.put(f"/v1/me/devices/{device_id}", json=device)

        assert (first.status_code, again.status_code) == (200, 200)
        assert [row["id"] for row in verifier.get("/v1/me/devices").json] == [str(device_id)]

    @pytest.mark.parametrize("key", [{"kty": "RSA", "n": "x", "e": "y"}, KEY | {"d": "secret"}, KEY | {"x": ""}])
    def test_a_key_of_another_kind_or_a_private_one_is_refused(self, as_role: Any, key: dict[str, str]) -> None:
        answer = as_role(Role.VERIFIER, "31").put(f"/v1/me/devices/{new_id()}", json={"label": "x", "public_key": key})

        assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")

    def test_somebody_elses_device_gives_no_session(self, as_role: Any, anonymous: Any, siti: User) -> None:
        device_id = new_id()
        as_role(Role.VERIFIER, "31").put(f"/v1/me/devices/{device_id}", json={"label": "x", "public_key": KEY})

        assert log_in(anonymous, device_id=str(device_id)).json["code"] == "unknown_device"


class TestUsers:
    NEW = {
        "username": "petugas.baru",
        "full_name": "Petugas Baru",
        "password": PASSWORD,
        "roles": [{"role": "verifier", "area_code": "31.75.06", "valid_from": "2026-01-01"}],
    }

    def test_an_administrator_makes_users_inside_his_area(self, as_role: Any, session: Session) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "31.75")

        answer = administrator.post("/v1/users", json=self.NEW)

        assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
        entries = session.scalars(
            select(JournalEntry.event).where(JournalEntry.subject_id == answer.json["id"]).order_by(JournalEntry.seq)
        ).all()
        assert entries == ["user.created", "role.granted"]

    def test_a_role_outside_his_area_is_refused_and_nothing_is_kept(self, as_role: Any, session: Session) -> None:
        answer = as_role(Role.ADMINISTRATOR, "31.74").post("/v1/users", json=self.NEW)

        assert (answer.status_code, answer.json["code"]) == (403, "outside_area")
        assert session.scalars(select(User).where(User.username == "petugas.baru")).all() == []

    def test_a_user_name_is_taken_whatever_its_case(self, as_role: Any, siti: User) -> None:
        answer = as_role(Role.ADMINISTRATOR).post("/v1/users", json=self.NEW | {"username": "SITI.verifikator"})

        assert (answer.status_code, answer.json["code"]) == (409, "username_taken")

    def test_a_short_password_is_refused(self, as_role: Any) -> None:
        answer = as_role(Role.ADMINISTRATOR).post("/v1/users", json=self.NEW | {"password": "pendek"})

        assert answer.json["problems"][0]["pointer"] == "/password"

    def test_a_change_must_name_the_version_it_saw(self, as_role: Any, session: Session) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "31")
        user = identity_factory.user(session, Role.RW, "31.75.06.1004.008")
        path, change = f"/v1/users/{user.id}", {"full_name": "Nama Baru"}
        etag = administrator.get(path).headers["ETag"]

        assert administrator.patch(path, json=change).status_code == 428
        assert administrator.patch(path, json=change, headers={"If-Match": '"99"'}).status_code == 412
        changed = administrator.patch(path, json=change, headers={"If-Match": etag})
        assert (changed.status_code, changed.json["full_name"]) == (200, "Nama Baru")
        assert administrator.patch(path, json=change, headers={"If-Match": etag}).status_code == 412

    def test_a_user_who_also_works_elsewhere_is_not_changed_from_here(self, as_role: Any, session: Session) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "31.75")
        user = identity_factory.user(session, Role.RW, "31.75.06.1004.008")
        service.grant_role(
            session, SystemAuthor(), user_id=user.id, role=Role.AUDITOR, area_code="35", valid_from=clock.now().date(),
            valid_to=None, at=clock.now(),
        )  # fmt: skip
        session.flush()

        answer = administrator.patch(f"/v1/users/{user.id}", json={"active": False}, headers={"If-Match": '"1"'})

        assert (answer.status_code, answer.json["code"]) == (403, "outside_area")

    def test_a_role_that_ends_today_opens_no_door_tomorrow(self, as_role: Any, session: Session) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "31")
        verifier = as_role(Role.VERIFIER, "31.75")
        grant = administrator.get(f"/v1/users/{verifier.user_id}").json["roles"][0]

        assert verifier.get("/v1/visits").status_code == 200
        ended = administrator.delete(f"/v1/users/{verifier.user_id}/roles/{grant['id']}")

        assert ended.status_code == 204
        assert verifier.get("/v1/visits").status_code == 403

    def test_users_of_the_neighbours_are_not_seen(self, as_role: Any, session: Session) -> None:
        user = identity_factory.user(session, Role.RW, "31.75.06.1005.008")
        neighbour = as_role(Role.ADMINISTRATOR, "31.75.06.1004")

        assert neighbour.get(f"/v1/users/{user.id}").status_code == 404
        assert str(user.id) not in neighbour.get("/v1/users").text


class TestSettingAPassword:
    NEW = "sandi baru dari administrator"

    def test_the_old_password_and_every_session_end_and_the_journal_says_who_did_it(
        self, as_role: Any, anonymous: Any, session: Session, siti: User
    ) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "31")
        anonymous.token = log_in(anonymous).json["token"]

        answer = administrator.put(f"/v1/users/{siti.id}/password", json={"password": self.NEW})

        assert (answer.status_code, answer.data) == (204, b"")
        assert anonymous.get("/v1/me").status_code == 401
        assert log_in(anonymous).json["code"] == "wrong_password"
        assert log_in(anonymous, self.NEW).status_code == 201
        changes = select(JournalEntry.subject_id, JournalEntry.actor_id).where(
            JournalEntry.event == "user.password_changed"
        )
        assert session.execute(changes).all() == [(siti.id, administrator.user_id)]

    def test_a_short_password_is_refused_and_the_old_one_stays(self, as_role: Any, anonymous: Any, siti: User) -> None:
        answer = as_role(Role.ADMINISTRATOR, "31").put(f"/v1/users/{siti.id}/password", json={"password": "pendek"})

        assert (answer.status_code, answer.json["problems"][0]["pointer"]) == (422, "/password")
        assert log_in(anonymous).status_code == 201

    def test_a_user_of_another_area_or_also_of_another_is_left_alone(
        self, as_role: Any, anonymous: Any, session: Session, siti: User
    ) -> None:
        path, body = f"/v1/users/{siti.id}/password", {"password": self.NEW}
        service.grant_role(
            session, SystemAuthor(), user_id=siti.id, role=Role.RW, area_code="35.01", valid_from=clock.now().date(),
            valid_to=None, at=clock.now(),
        )  # fmt: skip
        session.flush()

        assert as_role(Role.ADMINISTRATOR, "32").put(path, json=body).json["code"] == "user_not_found"
        assert as_role(Role.ADMINISTRATOR, "31").put(path, json=body).json["code"] == "outside_area"
        assert log_in(anonymous).status_code == 201

    def test_nobody_sets_his_own_without_the_old_one_and_only_administrators_set_any(
        self, as_role: Any, siti: User
    ) -> None:
        administrator, auditor = as_role(Role.ADMINISTRATOR, "31"), as_role(Role.AUDITOR, "31")
        body = {"password": self.NEW}

        own = administrator.put(f"/v1/users/{administrator.user_id}/password", json=body)

        assert (own.status_code, own.json["code"]) == (409, "own_password")
        assert auditor.put(f"/v1/users/{siti.id}/password", json=body).status_code == 403


class TestChanging:
    def test_whoever_is_overtaken_is_told_so(self, as_role: Any, siti: User) -> None:
        administrator = as_role(Role.ADMINISTRATOR, "31")

        user_id, seen = siti.id, siti.version

        @event.listens_for(Session, "before_flush", once=True)
        def somebody_else_writes(writing: Session, *_: object) -> None:
            writing.connection().execute(text("UPDATE users SET version = version + 1 WHERE id = :id"), {"id": user_id})

        answer = administrator.patch(
            f"/v1/users/{user_id}", json={"full_name": "Siti Lain"}, headers={"If-Match": f'"{seen}"'}
        )

        assert (answer.status_code, answer.json["code"]) == (412, "precondition_failed")

    def test_a_role_that_is_over_stays_as_long_as_it_was(self, as_role: Any, siti: User, session: Session) -> None:
        over = identity_factory.grant(session, siti.id, Role.RW, "31.75", valid_to=date(2026, 3, 1))

        answer = as_role(Role.ADMINISTRATOR, "31").delete(f"/v1/users/{siti.id}/roles/{over.id}")

        assert answer.status_code == 204
        assert over.valid_to == date(2026, 3, 1)


class TestVerifiers:
    def test_whoever_assigns_visits_sees_who_may_be_sent_today(
        self, as_role: Any, session: Session, siti: User
    ) -> None:
        answer = as_role(Role.DINSOS_REVIEWER, "31.75").get("/v1/verifiers?area=31.75.06.1004.008.003")

        assert answer.json == [{"id": str(siti.id), "username": "Siti.Verifikator", "full_name": "Siti"}]

    def test_another_area_and_another_role_are_refused(self, as_role: Any) -> None:
        assert as_role(Role.DINSOS_REVIEWER, "31.75").get("/v1/verifiers?area=31.74").json["code"] == "outside_area"
        assert as_role(Role.AUDITOR, "31.75").get("/v1/verifiers?area=31.75").status_code == 403
