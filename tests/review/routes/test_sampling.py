import csv
import hashlib
import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api import clock
from field_api.evidence.models.visits import Visit
from field_api.identity.models import User
from field_api.identity.rules import Role
from field_api.registry.models import Household
from field_api.review.models import BackCheck, Case, Decision, SecondReview
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories import sampling as factory

HERE, NEIGHBOUR = "31.75.06", "31.75.07"
ANSWER = {"finding": "not_eligible", "reason": "Rumah permanen dua lantai."}
# What would tell a second reviewer what he is not to know.
TELLING = ("verdict", "reviewer_id", "decision", "enrolments", "flags", "check", "journal", "state", "rank")


@pytest.fixture
def decision(session: Session) -> Decision:
    factory.shares(session)
    made = factory.decided(session)
    home = session.get_one(registry_factory.Household, session.get_one(Visit, made.visit_id).household_id)
    registry_factory.person(session, home)
    factory.draw(session, made)
    return made


@pytest.fixture
def review(session: Session, decision: Decision) -> SecondReview:
    return session.query(SecondReview).where(SecondReview.decision_id == decision.id).one()


@pytest.fixture
def check(session: Session, decision: Decision) -> BackCheck:
    return session.query(BackCheck).where(BackCheck.decision_id == decision.id).one()


@pytest.fixture
def other(session: Session) -> User:
    return identity_factory.user(session, Role.VERIFIER, HERE)


def names_in(document: Any) -> set[str]:
    """Every name of a member anywhere in a document."""
    if isinstance(document, dict):
        return set(document) | {name for value in document.values() for name in names_in(value)}
    return {name for value in document for name in names_in(value)} if isinstance(document, list) else set()


class TestSecondReviews:
    def test_a_whole_second_review(self, as_role: Any, review: SecondReview, decision: Decision) -> None:
        client, path = as_role(Role.DINSOS_REVIEWER, HERE), f"/v1/second-reviews/{review.id}"
        [waiting] = client.get(f"/v1/second-reviews?area={HERE}").json["items"]
        assert waiting == {
            "id": str(review.id), "area_code": review.area_code, "taken_at": None, "finding": None, "reason": None,
            "answered_at": None,
        }  # fmt: skip
        assert client.get(path).json["code"] == "second_review_not_taken"

        taken = client.post(f"{path}/take")
        shown = client.get(path)

        assert (taken.status_code, shown.status_code) == (200, 200)
        assert taken.json["taken_at"] is not None
        assert client.get("/v1/second-reviews").json["items"] == [taken.json]
        assert shown.json["visit"]["id"] == str(decision.visit_id)
        assert "*" in shown.json["members"][0]["person"]["nik_masked"]
        # A photo has a verdict of its own, that of the inspection.
        assert names_in(shown.json | {"photos": []}) & set(TELLING) == set()
        assert str(decision.id) not in shown.text
        assert str(decision.reviewer_id) not in shown.text

        answers = [client.put(f"{path}/answer", json=ANSWER) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert client.put(f"{path}/answer", json=ANSWER | {"finding": "eligible"}).json["code"] == (
            "second_review_answered"
        )
        assert client.get("/v1/second-reviews").json["items"] == []
        [answered] = client.get("/v1/second-reviews?answered=true").json["items"]
        assert (answered["finding"], answered["reason"]) == (ANSWER["finding"], ANSWER["reason"])

    def test_the_case_is_hidden_from_the_queue_until_the_answer(
        self, as_role: Any, review: SecondReview, decision: Decision
    ) -> None:
        client, path = as_role(Role.DINSOS_REVIEWER, HERE), f"/v1/second-reviews/{review.id}"
        assert client.get("/v1/cases?state=accepted").json["counts"] == {"accepted": 1}
        client.post(f"{path}/take")

        hidden = client.get("/v1/cases?state=accepted").json
        closed = client.get(f"/v1/cases/{decision.case_id}")

        assert (hidden["items"], hidden["counts"]) == ([], {})
        assert (closed.status_code, closed.json["code"]) == (403, "second_review_open")
        client.put(f"{path}/answer", json=ANSWER)
        assert client.get("/v1/cases?state=accepted").json["counts"] == {"accepted": 1}
        assert client.get(f"/v1/cases/{decision.case_id}").status_code == 200

    def test_whoever_has_read_the_dossier_is_offered_nothing(
        self, as_role: Any, review: SecondReview, decision: Decision
    ) -> None:
        client = as_role(Role.DINSOS_REVIEWER, HERE)
        client.get(f"/v1/cases/{decision.case_id}")

        refused = client.post(f"/v1/second-reviews/{review.id}/take")

        assert client.get("/v1/second-reviews").json["items"] == []
        assert (refused.status_code, refused.json["code"]) == (403, "second_reviewer_not_independent")

    @pytest.mark.parametrize("answer", [{}, {"finding": "eligible"}, {"finding": "perhaps", "reason": "uji coba"}])
    def test_an_answer_without_a_finding_or_a_reason_is_refused(
        self, as_role: Any, review: SecondReview, answer: dict[str, str]
    ) -> None:
        client = as_role(Role.DINSOS_REVIEWER, HERE)

        assert client.put(f"/v1/second-reviews/{review.id}/answer", json=answer).status_code == 422

    def test_next_door_it_does_not_exist(self, as_role: Any, review: SecondReview) -> None:
        client = as_role(Role.DINSOS_REVIEWER, NEIGHBOUR)

        assert client.get(f"/v1/second-reviews/{review.id}").status_code == 404
        assert client.post(f"/v1/second-reviews/{review.id}/take").status_code == 404
        assert client.get("/v1/second-reviews").json["items"] == []


class TestBackChecks:
    def test_another_verifier_is_sent_and_learns_nothing(
        self, as_role: Any, check: BackCheck, decision: Decision, session: Session
    ) -> None:
        desk, verifier = as_role(Role.DINSOS_REVIEWER, HERE), as_role(Role.VERIFIER, HERE)
        body = {"assignment_id": str(clock.new_id()), "verifier_id": str(verifier.user_id), "due_on": "2026-12-01"}
        [waiting] = desk.get(f"/v1/back-checks?state=waiting&area={HERE}").json["items"]
        assert (waiting["id"], waiting["assignment"]) == (str(check.id), None)

        sent = [desk.put(f"/v1/back-checks/{check.id}/assignment", json=body) for _ in range(2)]

        assert [(answer.status_code, answer.json["state"]) for answer in sent] == [(200, "assigned")] * 2
        assert names_in(sent[0].json).isdisjoint({"verdict", "decision_id", "finding"})
        [seen] = verifier.get("/v1/assignments").json["items"]
        ordinary = desk.put(
            f"/v1/assignments/{clock.new_id()}",
            json={
                "household_id": seen["household_id"], "verifier_id": str(verifier.user_id),
                "instrument": {"code": "bps-14", "version": "2005"}, "due_on": "2026-12-01",
            },
        ).json  # fmt: skip
        told = {"id", "assigned_at"}
        assert {name: seen[name] for name in seen.keys() - told} == {
            name: ordinary[name] for name in ordinary.keys() - told
        }
        assert verifier.get("/v1/back-checks").status_code == 403

    def test_a_house_that_is_written_down_elsewhere_is_listed_and_nobody_is_sent(
        self, as_role: Any, check: BackCheck, decision: Decision, session: Session
    ) -> None:
        desk, verifier = as_role(Role.DINSOS_REVIEWER, HERE), as_role(Role.VERIFIER, HERE)
        case = session.get_one(Case, decision.case_id)
        session.get_one(Household, case.household_id).area_code = f"{NEIGHBOUR}.1001.001.001"
        session.flush()

        [waiting] = desk.get("/v1/back-checks").json["items"]
        body = {"assignment_id": str(clock.new_id()), "verifier_id": str(verifier.user_id), "due_on": "2026-12-01"}
        refused = desk.put(f"/v1/back-checks/{check.id}/assignment", json=body)

        assert waiting["id"] == str(check.id)
        assert (refused.status_code, refused.json["code"]) == (404, "household_not_found")

    def test_never_the_first_verifier(self, as_role: Any, check: BackCheck) -> None:
        body = {"assignment_id": str(clock.new_id()), "verifier_id": str(check.first_verifier_id)}

        refused = as_role(Role.DINSOS_REVIEWER, HERE).put(f"/v1/back-checks/{check.id}/assignment", json=body)

        assert (refused.status_code, refused.json["code"]) == (403, "verifier_is_first")

    def test_an_assignment_does_not_go_to_him_by_a_detour(self, as_role: Any, check: BackCheck, other: User) -> None:
        desk = as_role(Role.DINSOS_REVIEWER, HERE)
        identity_grant = {"assignment_id": str(clock.new_id()), "verifier_id": str(other.id)}
        made = desk.put(f"/v1/back-checks/{check.id}/assignment", json=identity_grant).json["assignment"]
        first = str(check.first_verifier_id)

        refused = desk.patch(f"/v1/assignments/{made['id']}", json={"verifier_id": first}, headers={"If-Match": '"1"'})

        assert refused.status_code in {403, 422}


class TestQuality:
    @pytest.fixture
    def answered(self, session: Session, review: SecondReview) -> SecondReview:
        review.reviewer_id, review.taken_at = identity_factory.user(session).id, clock.now()
        review.finding, review.reason, review.answered_at = "not_eligible", "uji coba", clock.now()
        session.flush()
        return review

    @pytest.mark.parametrize("role", [Role.DINSOS_APPROVER, Role.AUDITOR])
    def test_the_estimates_come_with_their_interval(self, as_role: Any, answered: SecondReview, role: Role) -> None:
        found = as_role(role, HERE).get("/v1/quality?period=2026-03").json

        assert found["area_code"] == HERE
        row = next(row for row in found["rows"] if row["kind"] == "second_review")
        assert (row["group"], row["decisions"], row["drawn"], row["answered"]) == (f"{HERE}.1004", 1, 1, 1)
        assert row["wrong_inclusion"] == {
            "part": 1, "whole": 1, "value": 1.0, "low": pytest.approx(0.2065, abs=0.0001), "high": 1.0, "weighted": False,
        }  # fmt: skip
        assert row["wrong_exclusion"]["value"] is None

    def test_by_verifier_they_carry_names(self, as_role: Any, answered: SecondReview, session: Session) -> None:
        rows = as_role(Role.AUDITOR, HERE).get("/v1/quality?period=2026&by=verifier").json["rows"]

        first = session.get_one(User, answered.first_verifier_id)
        assert {(row["group"], row["name"]) for row in rows} == {(str(first.id), first.full_name)}

    @pytest.mark.parametrize("query", ["", "period=2026-13", "period=2026&by=reviewer", "period=2026&area=3175"])
    def test_a_malformed_question_is_refused(self, as_role: Any, query: str) -> None:
        assert as_role(Role.AUDITOR, HERE).get(f"/v1/quality?{query}").status_code == 422

    @pytest.mark.parametrize("role", [Role.DINSOS_REVIEWER, Role.VERIFIER, Role.KELURAHAN])
    def test_whoever_is_measured_does_not_read_them(self, as_role: Any, role: Role) -> None:
        assert as_role(role, HERE).get("/v1/quality?period=2026").status_code == 403

    def test_the_export_holds_what_the_page_shows(self, as_role: Any, answered: SecondReview) -> None:
        answer = as_role(Role.AUDITOR, HERE).get("/v1/quality/export.csv?period=2026-03")

        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert answer.headers["X-Row-Count"] == str(len(rows)) == "2"
        assert answer.headers["X-Content-SHA256"] == hashlib.sha256(answer.data).hexdigest()
        assert (rows[0]["kind"], rows[0]["wrong_inclusion_part"], rows[0]["wrong_inclusion_value"]) == (
            "second_review", "1", "1.0",
        )  # fmt: skip
