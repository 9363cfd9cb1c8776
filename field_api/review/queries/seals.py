"""Reading what the seal of a list is made of, and what the journal recorded of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from field_api.journal.models import JournalEntry
from field_api.journal.rules import Event
from field_api.review.models import EndorsementList, ListItem
from field_api.review.queries.lists import item_columns
from field_api.review.rules.seal import KeptItem, SealedItem

_STREAMED_ROWS = 5000


def kept_items(session: Session, list_id: UUID) -> list[KeptItem]:
    """The items of a sealed list by number, with their commitments and salts."""
    statement = _kept(list_id).order_by(ListItem.number)
    return [_read(row) for row in session.execute(statement, execution_options={"yield_per": _STREAMED_ROWS})]


def kept_item(session: Session, list_id: UUID, number: int) -> KeptItem | None:
    """One item of a sealed list by its number."""
    row = session.execute(_kept(list_id).where(ListItem.number == number)).first()
    return None if row is None else _read(row)


def commitments_of(session: Session, list_id: UUID) -> Sequence[bytes]:
    """The commitments of a sealed list in the order of its numbers."""
    found = session.scalars(select(ListItem.commitment).where(ListItem.list_id == list_id).order_by(ListItem.number))
    return [each or b"" for each in found]


def sealings(session: Session) -> Sequence[JournalEntry]:
    """Every entry about the sealing of a list, in the order of writing."""
    return session.scalars(
        select(JournalEntry).where(JournalEntry.event == Event.LIST_SEALED.value).order_by(JournalEntry.seq)
    ).all()


def rooted_lists(session: Session) -> dict[UUID, EndorsementList]:
    """Every list that carries a root, by id."""
    found = session.scalars(select(EndorsementList).where(EndorsementList.root.is_not(None)))
    return {listed.id: listed for listed in found}


def _kept(list_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        item_columns(ListItem.recipient_name, ListItem.nik_masked, ListItem.nik_hash, ListItem.address)
        .add_columns(ListItem.commitment, ListItem.salt)
        .where(ListItem.list_id == list_id)
    )


def _read(row: Row[*tuple[Any, ...]]) -> KeptItem:
    columns = dict(row._mapping)  # noqa: SLF001 - the name that SQLAlchemy gives it
    commitment, salt = columns.pop("commitment"), columns.pop("salt")
    return KeptItem(SealedItem(**columns), commitment or b"", salt)
