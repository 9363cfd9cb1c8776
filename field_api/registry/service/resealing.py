"""Sealing numbers anew with the current key, so that an older one can leave the ring.

The keyed hashes beside the numbers stay: they have a key of their own, which does not rotate.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from field_api.clock import new_id
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import FamilyCard, Person
from field_api.registry.rules.sealing import NONCE_BYTES, KeyRing
from field_api.registry.service.keys import FAMILY_CARD_CONTEXT, NIK_CONTEXT


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed numbers and the context that is bound to them."""

    name: str
    entity: type[Person | FamilyCard]
    sealed: InstrumentedAttribute[Any]
    context: str


COLUMNS = (
    SealedColumn("people.nik", Person, Person.nik_sealed, NIK_CONTEXT),
    SealedColumn("family_cards.number", FamilyCard, FamilyCard.number_sealed, FAMILY_CARD_CONTEXT),
)


def seals_by_key(session: Session) -> dict[tuple[str, str], int]:
    """How many values each key seals: (column, key id) -> count. Reads whole tables."""
    found: dict[tuple[str, str], int] = {}
    for column in COLUMNS:
        # A sealed value begins with its version, the length of the key id, and the key id.
        key_id = func.convert_from(func.substring(column.sealed, 3, func.get_byte(column.sealed, 1)), "UTF8")
        statement = select(key_id, func.count()).where(column.sealed.is_not(None)).group_by(key_id)
        found |= {(column.name, name): count for name, count in session.execute(statement)}
    return found


def reseal_batch(
    session: Session, keys: KeyRing, column: SealedColumn, *, after: UUID | None, limit: int
) -> tuple[int, UUID | None]:
    """Look at the next `limit` values by row id and seal anew those that carry an older key.

    Returns how many were sealed, and the last row id; None when the end is reached. Raises SealingKeyUnknown when a
    key has left the ring too early, and SealBroken.
    """
    entity = column.entity
    statement = select(entity.id, column.sealed).where(column.sealed.is_not(None)).order_by(entity.id).limit(limit)
    if after is not None:
        statement = statement.where(entity.id > after)
    rows = session.execute(statement.with_for_update()).all()
    sealed_anew = [
        {
            "row_id": row_id,
            "sealed": keys.seal(
                keys.open_sealed(sealed, context=column.context),
                context=column.context,
                nonce=secrets.token_bytes(NONCE_BYTES),
            ),
        }
        for row_id, sealed in rows
        if keys.needs_resealing(sealed)
    ]
    if sealed_anew:
        # The table and not the class: nothing that a reader can see changes, so the version stays.
        table = cast("Table", entity.__table__)
        change = update(table).where(table.c.id == bindparam("row_id")).values({column.sealed.key: bindparam("sealed")})
        session.connection().execute(change, sealed_anew)
    return len(sealed_anew), rows[-1][0] if len(rows) == limit else None


def record_resealing(
    session: Session, author: Author, keys: KeyRing, *, counts: Mapping[str, int], at: datetime
) -> None:
    """Leave one entry for a whole run: how many values of each column, and the key that seals them now."""
    journal.append(
        session,
        author,
        Event.NUMBERS_RESEALED,
        subject_id=new_id(),
        at=at,
        data={"key": keys.current, **{name.replace(".", "_"): count for name, count in counts.items()}},
    )
