"""People: register, correct, look at a NIK in clear."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.errors import Conflict, InvalidInput, NotFound
from field_api.journal import service as journal
from field_api.journal.rules import Access, Author, Event
from field_api.registry.models import Membership, Person
from field_api.registry.queries import people as queries
from field_api.registry.rules.kinship import Relationship
from field_api.registry.rules.names import search_name, tidy_name
from field_api.registry.rules.nik import Sex
from field_api.registry.rules.nik_standing import (
    NIK_DOUBLED,
    PERSON_DOUBLED,
    Finding,
    GivenNik,
    NikStatus,
    judge_nik,
)
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.households import require_household
from field_api.registry.service.keys import NIK_CONTEXT, hash_nik, seal_nik

_CORRECTABLE = ("name", "sex", "birth_place", "birth_date", "mother_name", "occupation", "education")
# What the findings of a NIK are concluded from.
_JUDGED = frozenset({"nik", "birth_date", "sex", "name"})


class PersonNotFound(NotFound):
    code = "person_not_found"


class PersonConflict(Conflict):
    """The id belongs to a person with other content; a person is changed by a correction."""

    code = "person_conflict"


class PersonErased(Conflict):
    """The data of this person were erased; the row names nobody."""

    code = "person_erased"


class NoNik(Conflict):
    """The person carries no NIK that could be shown or confirmed."""

    code = "no_nik"


class NameMissing(InvalidInput):
    code = "name_missing"


def register_person(
    session: Session,
    author: Author,
    keys: KeyRing,
    *,
    person_id: UUID,
    household_id: UUID,
    nik: str | None,
    name: str,
    sex: Sex | None,
    birth_date: date | None,
    relationship: Relationship | str,
    at: datetime,
    birth_place: str | None = None,
    mother_name: str | None = None,
    occupation: str | None = None,
    education: str | None = None,
    nik_temporary: bool = False,
    member_from: date | None = None,
) -> Person:
    """Register a person and start the membership, from `member_from` or the day of `at`.

    The same again is no error, other content under this id is. A NIK may be absent; one that cannot be a NIK is
    refused (InvalidNik); what looks odd about it becomes a finding (B5). Also raises HouseholdNotFound, NameMissing.
    """
    household = require_household(session, household_id)
    judged = judge_nik(nik, birth_date=birth_date, sex=sex, area_code=household.area_code, temporary=nik_temporary)
    person = Person(
        id=person_id,
        area_code=household.area_code,
        sex=sex,
        birth_place=birth_place,
        birth_date=birth_date,
        mother_name=mother_name,
        occupation=occupation,
        education=education,
        registered_at=at,
        **_name_columns(name),
        **_nik_columns(keys, judged),
    )
    known = queries.person(session, person_id)
    if known is not None:
        return _same_or_conflict(known, person)
    person.findings = judged.findings + _doubled(session, person)
    session.add(person)
    session.flush()
    start_membership(
        session, person, household_id, Relationship(relationship), member_from or local_day(at, household.area_code)
    )
    journal.append(
        session,
        author,
        Event.PERSON_REGISTERED,
        subject_id=person_id,
        area_code=person.area_code,
        at=at,
        data={"household": str(household_id), "nik_status": person.nik_status, "findings": _codes(person)},
    )
    return person


def correct_person(
    session: Session, author: Author, keys: KeyRing, person: Person, *, changes: dict[str, Any], at: datetime
) -> Person:
    """Correct what is known of a person (B5), and judge the NIK anew where that depends on it.

    `changes` holds any of name, sex, birth_place, birth_date, mother_name, occupation, education, nik (None removes
    it), and nik_status: verified or invalid (answers of Dukcapil) or given. Raises InvalidNik, NoNik, NameMissing.
    """
    changed = [field for field in _CORRECTABLE if field in changes and getattr(person, field) != changes[field]]
    for field in changed:
        if field == "name":
            _rename(person, changes["name"])
        else:
            setattr(person, field, changes[field])
    if "nik" in changes:
        changed += _change_nik(keys, person, changes["nik"])
    if changes.get("nik_status", person.nik_status) != person.nik_status:
        if person.nik_hash is None:
            raise NoNik("There is no NIK to confirm or to call invalid.")
        person.nik_status = NikStatus(changes["nik_status"]).value
        changed.append("nik_status")
    if not changed:
        return person
    if _JUDGED & set(changed):
        person.findings = _findings_anew(session, keys, person)
    session.flush()
    journal.append(
        session,
        author,
        Event.PERSON_CHANGED,
        subject_id=person.id,
        area_code=person.area_code,
        at=at,
        data={"fields": changed, "version": person.version, "findings": _codes(person)},
    )
    return person


def unmask_nik(session: Session, author: Author, keys: KeyRing, *, person_id: UUID, reason: str, at: datetime) -> str:
    """The NIK in clear. The look and its reason are recorded before the number is shown (A3).

    The route has checked the permission. Raises PersonNotFound, NoNik.
    """
    person = require_person(session, person_id)
    if person.nik_sealed is None:
        raise NoNik("No NIK is recorded for this person.")
    journal.record_access(
        session,
        author,
        Access.NIK_UNMASKED,
        subject=str(person_id),
        area_code=person.area_code,
        at=at,
        data={"reason": reason},
    )
    return keys.open_sealed(person.nik_sealed, context=NIK_CONTEXT)


def view_person(session: Session, author: Author, *, person_id: UUID, at: datetime) -> Person:
    """The person, for showing; the look is recorded (A3). Raises PersonNotFound."""
    person = require_person(session, person_id)
    journal.record_access(
        session, author, Access.DOSSIER_VIEWED, subject=str(person_id), area_code=person.area_code, at=at
    )
    return person


def require_person(session: Session, person_id: UUID, *, lock: bool = False) -> Person:
    """The person within the scope of the session, or PersonNotFound; PersonErased when he is to be changed (`lock`)."""
    found = queries.person(session, person_id, lock=lock)
    if found is None:
        raise PersonNotFound("There is no such person in your area.")
    if lock and found.erased_at is not None:
        raise PersonErased("The data of this person were erased. Nothing can be added to them.")
    return found


def _name_columns(name: str) -> dict[str, str]:
    tidy = tidy_name(name)
    if not tidy:
        raise NameMissing("A person has a name. Where none is known, write how people call them.")
    return {"name": tidy, "search_name": search_name(tidy)}


def _rename(person: Person, name: str) -> None:
    for column, value in _name_columns(name).items():
        setattr(person, column, value)


def _nik_columns(keys: KeyRing, judged: GivenNik) -> dict[str, Any]:
    number = seal_nik(keys, judged.digits) if judged.digits else None
    return {
        "nik_sealed": number.sealed if number else None,
        "nik_hash": number.hash if number else None,
        "nik_masked": number.masked if number else None,
        "nik_status": judged.status.value,
        "findings": judged.findings,
    }


def _change_nik(keys: KeyRing, person: Person, nik: str | None) -> list[str]:
    typed = (nik or "").strip()
    if (hash_nik(keys, typed) if typed else None) == person.nik_hash:
        return []
    judged = judge_nik(typed, birth_date=person.birth_date, sex=_sex_of(person), area_code=person.area_code)
    for column, value in _nik_columns(keys, judged).items():
        setattr(person, column, value)
    return ["nik"]


def _findings_anew(session: Session, keys: KeyRing, person: Person) -> list[Finding]:
    """Judge the recorded number again after a correction; a temporary one or none has nothing to judge."""
    if person.nik_sealed is None or person.nik_status == NikStatus.TEMPORARY:
        return []
    digits = keys.open_sealed(person.nik_sealed, context=NIK_CONTEXT)
    judged = judge_nik(digits, birth_date=person.birth_date, sex=_sex_of(person), area_code=person.area_code)
    return judged.findings + _doubled(session, person)


def _doubled(session: Session, person: Person) -> list[Finding]:
    """Say that others carry this NIK, and whether one of them has the same name too."""
    if person.nik_hash is None or person.nik_status == NikStatus.TEMPORARY:
        return []
    names = queries.names_by_nik(session, [person.nik_hash], apart_from=person.id).get(person.nik_hash)
    if not names:
        return []
    return [PERSON_DOUBLED if person.search_name in names else NIK_DOUBLED]


def start_membership(
    session: Session, person: Person, household_id: UUID, relationship: Relationship, day: date
) -> Membership:
    """Write the row of a membership; whoever calls leaves the journal entry of the whole."""
    membership = Membership(
        id=new_id(),
        person_id=person.id,
        household_id=household_id,
        area_code=person.area_code,
        relationship=relationship.value,
        valid_from=day,
        valid_to=None,
    )
    session.add(membership)
    session.flush()
    return membership


def _same_or_conflict(known: Person, sent: Person) -> Person:
    compared = ("nik_hash", *_CORRECTABLE)
    if any(getattr(known, field) != getattr(sent, field) for field in compared):
        raise PersonConflict("This id belongs to a person with other content. Correct that one instead.")
    return known


def _codes(person: Person) -> list[str]:
    return sorted(each["code"] for each in person.findings)


def _sex_of(person: Person) -> Sex | None:
    return "M" if person.sex == "M" else "F" if person.sex == "F" else None
