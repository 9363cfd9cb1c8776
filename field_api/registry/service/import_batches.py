"""One batch of an import: sealed, compared with what the registry holds, and written by COPY in one transaction.

An import adds and never overwrites: a household or person that is there already stays as it is, so a file may be
imported again, whole or corrected, without doubling anybody. Ids that the file does not give are derived from keyed
hashes, so that the same person in the same household always gets the same id.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.errors import Conflict
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import RegistryImport
from field_api.registry.queries import imports as queries
from field_api.registry.queries.people import names_by_nik
from field_api.registry.rules.import_rows import HouseholdCells, PersonRow, RowProblem
from field_api.registry.rules.names import search_name, tidy_name
from field_api.registry.rules.nik_standing import NIK_DOUBLED, PERSON_DOUBLED, Finding
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import SealedNumber, seal_family_card, seal_nik

# Problems of one row are numbered within its row, so that a repeated run gives the same numbers.
PROBLEMS_PER_ROW = 100
# RFC 9562: version 8, variant 10; everything else is free.
_UUID_VERSION_8 = 0x8 << 76 | 0x2 << 62
_UUID_FREE_BITS = (1 << 128) - 1 ^ (0xF << 76 | 0x3 << 62)

_HOUSEHOLDS = (
    "households",
    ("id", "area_code", "address", "latitude_e7", "longitude_e7", "registered_at", "import_id", "version"),
)
_CARDS = (
    "family_cards",
    ("id", "household_id", "area_code", "number_sealed", "number_hash", "number_masked", "valid_from"),
)
_PEOPLE = (
    "people",
    (
        "id", "area_code", "nik_sealed", "nik_hash", "nik_masked", "nik_status", "name", "search_name", "sex",
        "birth_place", "birth_date", "mother_name", "occupation", "education", "findings", "registered_at", "version",
    ),
)  # fmt: skip
_MEMBERSHIPS = ("memberships", ("id", "person_id", "household_id", "area_code", "relationship", "valid_from"))
_REJECTIONS = (
    "import_rejections",
    ("import_id", "number", "row", "field", "code", "detail", "remedy", "area_code"),
)


class ImportOvertaken(Conflict):
    """Another worker has gone on with this import; this one stops."""

    code = "import_overtaken"


class SealedHousehold(NamedTuple):
    """What a row says of its household: the id (32 hex digits), where it is, and the sealed card."""

    id: str
    area_code: str
    address: str
    latitude_e7: int | None
    longitude_e7: int | None
    card: SealedNumber | None


class SealedPerson(NamedTuple):
    """A row whose numbers are sealed and whose ids are known, as it is written: ids in hex, dates in ISO 8601.

    Built-in values only: hundreds of thousands of these pass from the reading process to the storing one.
    """

    row: int
    household: SealedHousehold
    id: str
    nik: SealedNumber | None
    nik_status: str
    findings: list[Finding]
    name: str
    search_name: str
    sex: str | None
    birth_place: str | None
    birth_date: str | None
    mother_name: str | None
    occupation: str | None
    education: str | None
    relationship: str


@dataclass(slots=True)
class Batch:
    """What was read of the file since the batch before: rows `begins_after` + 1 to `rows_read`, blank ones apart."""

    begins_after: int
    rows_read: int = 0
    bytes_read: int = 0
    people: list[SealedPerson] = field(default_factory=list)
    rejections: dict[int, Sequence[RowProblem]] = field(default_factory=dict)


@dataclass(slots=True)
class _Outcome:
    """The rows to write."""

    households: dict[str, SealedHousehold] = field(default_factory=dict)
    cards: list[tuple[SealedHousehold, SealedNumber]] = field(default_factory=list)
    people: list[tuple[SealedPerson, list[Finding]]] = field(default_factory=list)


@dataclass(slots=True)
class _Surroundings:
    """What the registry holds of the ids and numbers of a batch; grows while the batch is sorted out."""

    areas: dict[str, str]
    home_areas: dict[str, str]
    people: set[str]
    cards: set[tuple[str, bytes]]
    names_by_nik: dict[bytes, set[str]]


class Sealer:
    """Seals the rows of one file; the card of a household is sealed once while its rows follow each other."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys
        self._last: tuple[HouseholdCells, SealedHousehold, bytes] | None = None

    def seal(self, row: PersonRow) -> SealedPerson:
        household, household_key = self._household(row.household)
        nik = seal_nik(self._keys, row.nik.digits) if row.nik.digits else None
        searched = search_name(row.name)
        key = nik.hash if nik else self._keys.keyed_hash(f"{searched}|{row.birth_date}", context="people.without_nik")
        return SealedPerson(
            row=row.row,
            household=household,
            id=_derived_id(household_key + key).hex,
            nik=nik,
            nik_status=row.nik.status.value,
            findings=row.nik.findings,
            name=tidy_name(row.name),
            search_name=searched,
            sex=row.sex,
            birth_place=row.birth_place,
            birth_date=row.birth_date.isoformat() if row.birth_date else None,
            mother_name=row.mother_name,
            occupation=row.occupation,
            education=row.education,
            relationship=row.relationship.value,
        )

    def _household(self, cells: HouseholdCells) -> tuple[SealedHousehold, bytes]:
        if self._last is None or self._last[0] is not cells:
            card = seal_family_card(self._keys, cells.family_card) if cells.family_card else None
            # The reader has made sure that one of the two is there.
            household_id = cells.household_id or _derived_id(b"household" + (card.hash if card else b""))
            place = (cells.area_code, cells.address, cells.latitude_e7, cells.longitude_e7)
            self._last = (cells, SealedHousehold(household_id.hex, *place, card), household_id.bytes)
        return self._last[1], self._last[2]


def store_batch(session: Session, author: Author, *, import_id: UUID, batch: Batch, at: datetime) -> RegistryImport:
    """Write a batch, count it, and leave one journal entry, all in the transaction of `session`.

    The entry (import.batch_stored, about the import) holds the counts and the SHA-256 over the ids of the new
    households and people, 16 bytes each, sorted: so every row that an import made is under the journal's seal.
    Raises ImportOvertaken when another run has stored this batch already.
    """
    record = queries.registry_import(session, import_id, lock=True)
    if record is None or record.rows_read != batch.begins_after or record.status != "running":
        raise ImportOvertaken("Another run goes on with this import.")
    outcome = _sort_out(batch, _look_around(session, batch, on=local_day(at, record.area_code)))
    _write(session, record, batch, outcome, at=at)
    record.rows_read = batch.rows_read
    record.bytes_read = batch.bytes_read
    record.rows_rejected += len(batch.rejections)
    record.households_stored += len(outcome.households)
    record.people_stored += len(outcome.people)
    session.flush()
    ids = sorted((*outcome.households, *(each.id for each, _ in outcome.people)))
    journal.append(
        session,
        author,
        Event.IMPORT_BATCH_STORED,
        subject_id=import_id,
        area_code=record.area_code,
        at=at,
        data={
            "rows": [batch.begins_after + 1, batch.rows_read],
            "rejected": len(batch.rejections),
            "households": len(outcome.households),
            "people": len(outcome.people),
            "ids_sha256": hashlib.sha256(bytes.fromhex("".join(ids))).hexdigest(),
        },
    )
    return record


def _look_around(session: Session, batch: Batch, *, on: date) -> _Surroundings:
    households = {each.household.id for each in batch.people}
    home_areas = queries.areas_of_households(session, households)
    return _Surroundings(
        areas=areas.names_of(session, {each.household.area_code for each in batch.people}, on=on),
        home_areas=home_areas,
        people=queries.known_people(session, [each.id for each in batch.people]),
        cards=queries.current_cards(session, home_areas.keys()),
        names_by_nik=names_by_nik(session, {each.nik.hash for each in batch.people if each.nik}),
    )


def _sort_out(batch: Batch, around: _Surroundings) -> _Outcome:
    """Decide what is written. A NIK that somebody else carries is a finding and keeps nobody out (domain 2.12)."""
    outcome = _Outcome()
    for each in batch.people:
        household = each.household
        problem = _misplaced(household, around)
        if problem is not None:
            batch.rejections[each.row] = [problem]
            continue
        if household.id not in around.home_areas:
            around.home_areas[household.id] = household.area_code
            outcome.households[household.id] = household
        if household.card and (household.id, household.card.hash) not in around.cards:
            around.cards.add((household.id, household.card.hash))
            outcome.cards.append((household, household.card))
        if each.id not in around.people:
            around.people.add(each.id)
            outcome.people.append((each, [*each.findings, *_double_finding(each, around.names_by_nik)]))
    return outcome


def _misplaced(household: SealedHousehold, around: _Surroundings) -> RowProblem | None:
    if household.area_code not in around.areas:
        return RowProblem("area_code", "area_unknown", "No area has this code today.")
    if around.home_areas.get(household.id, household.area_code) != household.area_code:
        detail = "An earlier row or the registry has this household in another area."
        return RowProblem("area_code", "household_area_differs", detail)
    return None


def _double_finding(each: SealedPerson, names_by_hash: dict[bytes, set[str]]) -> list[Finding]:
    if each.nik is None:
        return []
    names = names_by_hash.setdefault(each.nik.hash, set())
    found = [] if not names else [PERSON_DOUBLED if each.search_name in names else NIK_DOUBLED]
    names.add(each.search_name)
    return found


def _write(session: Session, record: RegistryImport, batch: Batch, outcome: _Outcome, *, at: datetime) -> None:
    # Ids, dates and times are written as text here, because the driver would do so one value at a time in Python.
    moment, day, import_id = at.isoformat(), local_day(at, record.area_code).isoformat(), record.id.hex
    households = outcome.households.values()
    _copy(session, _HOUSEHOLDS, (_household_row(each, import_id, moment) for each in households))
    _copy(session, _CARDS, (_card_row(each, card, day) for each, card in outcome.cards))
    _copy(session, _PEOPLE, (_person_row(each, findings, moment) for each, findings in outcome.people))
    _copy(session, _MEMBERSHIPS, (_membership_row(each, day) for each, _ in outcome.people))
    _copy(session, _REJECTIONS, _rejection_rows(record, batch))


def _copy(session: Session, target: tuple[str, Sequence[str]], rows: Iterable[tuple[Any, ...]]) -> None:
    """Stream rows into a table; names of tables and columns come from this module only."""
    table, columns = target
    connection: Any = session.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _household_row(each: SealedHousehold, import_id: str, at: str) -> tuple[Any, ...]:
    return each.id, each.area_code, each.address, each.latitude_e7, each.longitude_e7, at, import_id, 1


def _card_row(each: SealedHousehold, card: SealedNumber, day: str) -> tuple[Any, ...]:
    return new_id().hex, each.id, each.area_code, card.sealed, card.hash, card.masked, day


def _person_row(each: SealedPerson, findings: list[Finding], at: str) -> tuple[Any, ...]:
    sealed, hashed, masked = each.nik or (None, None, None)
    return (
        each.id, each.household.area_code, sealed, hashed, masked, each.nik_status, each.name, each.search_name,
        each.sex, each.birth_place, each.birth_date, each.mother_name, each.occupation, each.education,
        json.dumps(findings) if findings else "[]", at, 1,
    )  # fmt: skip


def _membership_row(each: SealedPerson, day: str) -> tuple[Any, ...]:
    return new_id().hex, each.id, each.household.id, each.household.area_code, each.relationship, day


def _rejection_rows(record: RegistryImport, batch: Batch) -> Iterable[tuple[Any, ...]]:
    for row, problems in sorted(batch.rejections.items()):
        for place, problem in enumerate(problems):
            number = row * PROBLEMS_PER_ROW + place
            yield (
                record.id, number, row, problem.field, problem.code, problem.detail, problem.remedy.english,
                record.area_code,
            )  # fmt: skip


def _derived_id(key: bytes) -> UUID:
    """A UUID of version 8 out of a key that is hashed with the secret already, so that it gives nothing away."""
    digest = int.from_bytes(hashlib.sha256(key).digest()[:16])
    return UUID(int=digest & _UUID_FREE_BITS | _UUID_VERSION_8)
