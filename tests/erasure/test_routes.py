from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api.identity.rules import Role
from field_api.registry.models import Person
from tests.factories import registry as registry_factory

FORM = {"legal_basis": "subject_request", "reason": "Surat permohonan 12/XI/2026"}


@pytest.fixture
def person(session: Session) -> Person:
    return registry_factory.person(session)


def test_an_administrator_erases_a_person_of_his_area(as_role: Any, session: Session, person: Person) -> None:
    answer = as_role(Role.ADMINISTRATOR, "31.75").post(f"/v1/people/{person.id}/erasure", json=FORM)

    assert answer.status_code == 200
    assert answer.json["person_id"] == str(person.id)
    assert answer.json["counts"]["households"] == 1
    session.refresh(person)
    assert person.name == ""


def test_the_person_is_shown_as_erased_and_has_no_nik(as_role: Any, person: Person) -> None:
    as_role(Role.ADMINISTRATOR, "31.75").post(f"/v1/people/{person.id}/erasure", json=FORM)
    reviewer = as_role(Role.DINSOS_REVIEWER, "31.75")

    shown = reviewer.get(f"/v1/people/{person.id}")
    clear = reviewer.post(f"/v1/people/{person.id}/clear-nik", json={"reason": "pemeriksaan"})
    changed = reviewer.patch(
        f"/v1/people/{person.id}", json={"name": "Siti"}, headers={"If-Match": shown.headers["ETag"]}
    )

    assert (shown.json["name"], shown.json["erased_at"] is None) == ("", False)
    assert (clear.status_code, clear.json["code"]) == (409, "no_nik")
    assert (changed.status_code, changed.json["code"]) == (409, "person_erased")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_may(as_role: Any, person: Person, role: Role) -> None:
    assert as_role(role, "31.75").post(f"/v1/people/{person.id}/erasure", json=FORM).status_code == 403


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"reason": ""}, 422), ({"reason": None}, 422), ({"legal_basis": "because"}, 422), ({"reason": " " * 9}, 422)],
)
def test_an_erasure_needs_a_basis_and_a_reason(
    as_role: Any, person: Person, changes: dict[str, Any], status: int
) -> None:
    answer = as_role(Role.ADMINISTRATOR, "31.75").post(f"/v1/people/{person.id}/erasure", json=FORM | changes)

    assert answer.status_code == status


def test_an_administrator_of_the_neighbour_finds_nobody(as_role: Any, person: Person) -> None:
    answer = as_role(Role.ADMINISTRATOR, "31.74").post(f"/v1/people/{person.id}/erasure", json=FORM)

    assert (answer.status_code, answer.json["code"]) == (404, "person_not_found")
