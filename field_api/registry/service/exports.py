"""Everybody of an area as rows of a table, numbers masked; streamed, and recorded in the access log."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.journal import service as journal
from field_api.journal.rules import Author
from field_api.registry.queries.exports import people_with_households
from field_api.registry.rules.import_rows import E7

COLUMNS = (
    "household_id", "no_kk", "area_code", "address", "person_id", "nik", "nik_status", "name", "sex", "birth_place",
    "birth_date", "relationship", "occupation", "education", "lat", "lon", "findings",
)  # fmt: skip


def export_people(
    session: Session, author: Author, *, area_code: str | None, at: datetime
) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of `COLUMNS`, one per present member under `area_code`, within the scope of the session.

    NIK and No. KK are masked. The export is recorded before its first row is read.
    """
    journal.record_export(session, author, subject="registry.households", area_code=area_code, at=at)
    return _rows(session, area_code, at)


def _rows(session: Session, area_code: str | None, at: datetime) -> Iterator[tuple[Any, ...]]:
    for household, person, relationship, cards in people_with_households(
        session, area_code=area_code, on=local_day(at, area_code or "")
    ):
        yield (
            household.id,
            cards or "",
            household.area_code,
            household.address,
            person.id,
            person.nik_masked or "",
            person.nik_status,
            person.name,
            person.sex or "",
            person.birth_place or "",
            person.birth_date.isoformat() if person.birth_date else "",
            relationship,
            person.occupation or "",
            person.education or "",
            _degrees(household.latitude_e7),
            _degrees(household.longitude_e7),
            " ".join(each["code"] for each in person.findings),
        )


def _degrees(value_e7: int | None) -> float | str:
    """Decimal degrees as a number, so that a minus sign is not taken for a formula."""
    return "" if value_e7 is None else value_e7 / E7
