"""The doors of the journal: for auditors, of their own area, as pages and as files that can be checked."""

import csv
import hashlib
import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord
from field_api.journal.rules import Event
from tests.factories import journal as factory

DOORS = ("/v1/journal", "/v1/journal/export.csv", "/v1/access-log", "/v1/access-log/export.csv")


@pytest.mark.parametrize("door", DOORS)
def test_nobody_comes_in_without_a_token(anonymous: Any, door: Any) -> None:
    assert anonymous.get(door).status_code == 401


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_only_auditors_come_in(as_role: Any, door: Any, role: Any) -> None:
    assert as_role(role).get(door).status_code == 403


@pytest.mark.parametrize("door", DOORS)
def test_an_auditor_sees_his_own_area_only(as_role: Any, session: Session, door: Any) -> None:
    mine = factory.entry(session, area_code="31.75.06.1004.001.001")
    theirs = factory.entry(session, area_code="31.74.01.1001.001.001")
    factory.look(session, subject=str(mine), area_code="31.75.06.1004.001.001")
    factory.look(session, subject=str(theirs), area_code="31.74.01.1001.001.001")

    answer = as_role(Role.AUDITOR, "31.75").get(door)

    assert answer.status_code == 200
    assert str(mine) in answer.text
    assert str(theirs) not in answer.text


def test_an_entry_is_shown_with_its_position_or_null(as_role: Any, session: Session) -> None:
    subject = factory.entry(session, Event.CASE_DECIDED, area_code="35.01.01", data={"verdict": "accept"})

    answer = as_role(Role.AUDITOR).get("/v1/journal", query_string={"subject_id": str(subject)})

    (shown,) = answer.json["items"]
    assert shown["event"] == "case.decided"
    assert shown["data"] == {"verdict": "accept"}
    assert shown["position"] is None
    assert answer.json["next"] is None


def test_the_cursor_leads_through_all_pages(as_role: Any, session: Session) -> None:
    written = [str(factory.entry(session, area_code="35.02.01")) for _ in range(3)]
    auditor = as_role(Role.AUDITOR)

    first = auditor.get("/v1/journal", query_string={"area": "35.02", "limit": 2}).json
    second = auditor.get("/v1/journal", query_string={"area": "35.02", "limit": 2, "cursor": first["next"]}).json

    assert [item["subject_id"] for item in first["items"] + second["items"]] == written
    assert second["next"] is None


def test_a_person_reads_from_the_newest_on(as_role: Any, session: Session) -> None:
    written = [str(factory.entry(session, area_code="35.09.01")) for _ in range(3)]
    auditor = as_role(Role.AUDITOR)
    asked = {"area": "35.09", "limit": 2, "order": "newest"}

    first = auditor.get("/v1/journal", query_string=asked).json
    second = auditor.get("/v1/journal", query_string={**asked, "cursor": first["next"]}).json

    assert [item["subject_id"] for item in first["items"] + second["items"]] == written[::-1]


@pytest.mark.parametrize(
    "question",
    [
        {"event": "nothing.happened"},
        {"subject_id": "x"},
        {"since": "2026-11-01"},
        {"since": "2026-11-02T00:00:00Z", "until": "2026-11-01T00:00:00Z"},
        {"limit": 100000},
        {"cursor": "%%%"},
    ],
)
def test_a_question_without_sense_is_refused(as_role: Any, question: Any) -> None:
    answer = as_role(Role.AUDITOR).get("/v1/journal", query_string=question)

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"


def test_the_export_states_its_rows_and_its_checksum(as_role: Any, session: Session) -> None:
    subject = factory.entry(session, area_code="35.03.01", data={"count": 2})

    answer = as_role(Role.AUDITOR).get("/v1/journal/export.csv", query_string={"area": "35.03"})

    header, row = csv.reader(io.StringIO(answer.text))
    assert dict(zip(header, row, strict=True))["subject_id"] == str(subject)
    assert dict(zip(header, row, strict=True))["data"] == '{"count": 2}'
    assert answer.headers["X-Row-Count"] == "1"
    assert answer.headers["X-Content-SHA256"] == hashlib.sha256(answer.data).hexdigest()
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_leaves_a_trace_of_its_own(as_role: Any, session: Session) -> None:
    auditor = as_role(Role.AUDITOR, "35.04")

    auditor.get("/v1/access-log/export.csv")

    record = session.query(AccessRecord).filter(AccessRecord.actor_id == auditor.user_id).one()
    assert (record.action, record.subject) == ("rows.exported", "access_log")
