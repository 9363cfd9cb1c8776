"""Reading imports and rejections, and what a batch of an import meets in the registry.

The lookups of a batch ask plain tables for the whole country on purpose: an id is taken wherever it is taken. What they
find decides a rejection that says no more than that.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page
from field_api.registry.models import FamilyCard, Household, ImportRejection, Person, RegistryImport


def registry_import(session: Session, import_id: UUID, *, lock: bool = False) -> RegistryImport | None:
    """The import within the scope; `lock` makes a second run of the same job wait."""
    statement = select(RegistryImport).where(RegistryImport.id == import_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def imports_page(
    session: Session, *, after: tuple[Any, ...] | None, limit: int, newest_first: bool = False
) -> Page[RegistryImport]:
    """Imports in the order of their ids, which is the order in which they were asked for."""
    key = [RegistryImport.id]
    return keyset_page(session, select(RegistryImport), key=key, after=after, limit=limit, newest_first=newest_first)


def rejections_page(
    session: Session, import_id: UUID, *, after: tuple[Any, ...] | None, limit: int
) -> Page[ImportRejection]:
    """Rejections of an import in the order of the file."""
    statement = select(ImportRejection).where(ImportRejection.import_id == import_id)
    return keyset_page(session, statement, key=[ImportRejection.number], after=after, limit=limit)


def areas_of_households(session: Session, household_ids: Collection[str]) -> dict[str, str]:
    """The area codes of those households that exist; ids are 32 hex digits, here and below."""
    table = Household.__table__
    statement = select(table.c.id, table.c.area_code).where(among(table.c.id, household_ids))
    return {row.id.hex: row.area_code for row in session.execute(statement)}


def known_people(session: Session, person_ids: Collection[str]) -> set[str]:
    """Which of these ids belong to a person already."""
    table = Person.__table__
    return {each.hex for each in session.scalars(select(table.c.id).where(among(table.c.id, person_ids)))}


def current_cards(session: Session, household_ids: Collection[str]) -> set[tuple[str, bytes]]:
    """Household and number hash of the current cards of these households."""
    table = FamilyCard.__table__
    statement = select(table.c.household_id, table.c.number_hash).where(
        among(table.c.household_id, household_ids), table.c.valid_to.is_(None)
    )
    return {(household_id.hex, bytes(number_hash)) for household_id, number_hash in session.execute(statement)}


def among(column: ColumnElement[Any], values: Collection[str] | Collection[bytes]) -> ColumnElement[bool]:
    """Whether a column is one of thousands of values: ids in hex, or bytes.

    They travel as one text parameter in PostgreSQL's own notation of arrays: binding each costs more than finding it.
    Unnested, they are joined by hash or index; compared as an array, they would be read again for every row.
    """
    items = (value if isinstance(value, str) else f'"\\\\x{value.hex()}"' for value in values)
    array = cast(literal(f"{{{','.join(items)}}}", Text), ARRAY(column.type))
    return column.in_(select(func.unnest(array)))
