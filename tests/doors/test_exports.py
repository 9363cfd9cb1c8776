"""Exports of the lists of the desk: what they state about themselves, what they hold, and the trace they leave."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord
from tests.factories import areas as areas_factory
from tests.factories import distribution as distribution_factory
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

HERE, NEIGHBOUR = "31.75.06.1004", "31.75.06.1005"
EXPORTS = {
    "users": (Role.AUDITOR, "/v1/users"),
    "assignments": (Role.AUDITOR, "/v1/assignments"),
    "lists": (Role.AUDITOR, "/v1/lists"),
    "rounds": (Role.AUDITOR, "/v1/rounds"),
    "hand_overs": (Role.AUDITOR, "/v1/hand-overs"),
    "imports": (Role.DINSOS_REVIEWER, "/v1/imports"),
}


def rows_of(answer: Any) -> Sequence[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("subject", EXPORTS)
def test_an_export_states_its_rows_and_checksum_and_leaves_a_trace(
    as_role: Any, session: Session, subject: str
) -> None:
    role, listed = EXPORTS[subject]
    client = as_role(role, HERE)

    answer = client.get(f"{listed}/export.csv")

    assert answer.status_code == 200, answer.text
    assert answer.headers["X-Row-Count"] == str(len(rows_of(answer))) == str(len(client.get(listed).json["items"]))
    assert answer.headers["X-Content-SHA256"] == hashlib.sha256(answer.data).hexdigest()
    looks = session.execute(
        select(AccessRecord.action, AccessRecord.actor_id, AccessRecord.subject, AccessRecord.area_code)
    ).all()
    assert looks == [("rows.exported", client.user_id, subject, HERE)]


def test_an_export_of_users_names_their_roles_and_keeps_to_the_search(as_role: Any, session: Session) -> None:
    wanted = identity_factory.user(session, Role.RW, f"{HERE}.008")
    auditor = as_role(Role.AUDITOR, HERE)

    [row] = rows_of(auditor.get(f"/v1/users/export.csv?search={wanted.username}"))

    assert (row["id"], row["full_name"], row["active"]) == (str(wanted.id), wanted.full_name, "yes")
    assert row["roles"].startswith(f"rw {HERE}.008 ")


def test_an_export_of_assignments_keeps_to_the_status_and_the_verifier_takes_his_own(
    as_role: Any, session: Session
) -> None:
    evidence_factory.instrument(session)
    home = registry_factory.household(session, f"{HERE}.008.003")
    mine, other = as_role(Role.VERIFIER, HERE), as_role(Role.VERIFIER, HERE)
    reviewer = as_role(Role.DINSOS_REVIEWER, HERE)
    body = {"household_id": str(home.id), "instrument": {"code": "bps-14", "version": "2005"}}
    made = [
        reviewer.put(f"/v1/assignments/{new_id()}", json=body | {"verifier_id": str(verifier.user_id)}).json["id"]
        for verifier in (mine, other)
    ]
    path = "/v1/assignments/export.csv"

    assert [(row["id"], row["address"]) for row in rows_of(mine.get(path))] == [(made[0], home.address)]
    assert [row["id"] for row in rows_of(reviewer.get(f"{path}?status=open&area={HERE}"))] == made
    assert rows_of(reviewer.get(f"{path}?status=done")) == []


def test_an_export_of_lists_keeps_to_the_filters_of_the_list(as_role: Any, session: Session) -> None:
    areas_factory.area(session)
    draft = review_factory.endorsement_list(session, HERE)
    auditor = as_role(Role.AUDITOR, HERE)
    path = "/v1/lists/export.csv"

    [row] = rows_of(auditor.get(f"{path}?state=draft&area={HERE}&period={draft.period}"))

    assert (row["id"], row["title"], row["letter_number"]) == (str(draft.id), draft.title, "")
    assert rows_of(auditor.get(f"{path}?state=endorsed")) == []


def test_an_export_of_rounds_and_of_the_hand_overs_of_one_keeps_to_the_round(as_role: Any, session: Session) -> None:
    opened = distribution_factory.round_(session, planned=1)
    package = distribution_factory.allocation(session, opened, registry_factory.household(session, f"{HERE}.008.003"))
    done = distribution_factory.hand_over(session, package)
    auditor, path = as_role(Role.AUDITOR, HERE), "/v1/hand-overs/export.csv"

    [found] = rows_of(auditor.get("/v1/rounds/export.csv?state=open"))
    [row] = rows_of(auditor.get(f"{path}?round={opened.id}"))

    assert (found["id"], found["planned"]) == (str(opened.id), "1")
    assert (row["id"], row["outcome"], row["officer_id"]) == (str(done.id), "delivered", str(done.officer_id))
    assert rows_of(auditor.get("/v1/rounds/export.csv?state=closed")) == []
    assert rows_of(auditor.get(f"{path}?round={done.id}")) == []
    assert rows_of(auditor.get(f"{path}?area={NEIGHBOUR}")) == []
