"""Reading endorsement lists and what may stand on them; always within the scope of the session."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, lock_until_commit, within
from field_api.registry.models import Household, Person, Programme, head_on
from field_api.review.models import Decision, Determination, EndorsementList, ListItem
from field_api.review.rules.seal import SealedItem
from field_api.scope import Scope

_STREAMED_ROWS = 5000


def visible_list(session: Session, list_id: UUID, *, lock: bool = False) -> EndorsementList | None:
    """The list, when its whole area is within the scope; `lock` makes two editors take turns."""
    statement = select(EndorsementList).where(EndorsementList.id == list_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def lists_page(  # noqa: PLR0913 - one for each question that may be asked
    session: Session,
    *,
    state: str | None,
    programme_code: str | None,
    period: str | None,
    area_code: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
    newest_first: bool = False,
) -> Page[EndorsementList]:
    statement = select(EndorsementList)
    for column, value in (
        (EndorsementList.state, state),
        (EndorsementList.programme_code, programme_code),
        (EndorsementList.period, period),
    ):
        if value:
            statement = statement.where(column == value)
    if area_code:
        statement = statement.where(within(EndorsementList.area_code, Scope.of([area_code])))
    return keyset_page(
        session, statement, key=[EndorsementList.id], after=after, limit=limit, newest_first=newest_first
    )


def programme(session: Session, code: str) -> Programme | None:
    return session.get(Programme, code)


def is_ready() -> ColumnElement[bool]:
    """On no list yet, and the newest word about its subject.

    Both look at the plain tables, without scope: they ask only whether something exists, and a newer determination
    counts wherever it was made.
    """
    items = ListItem.__table__.alias()
    listed = exists().where(items.c.determination_id == Determination.id)
    return and_(~listed, ~_overtaken_by(Determination.__table__.alias("newer")))


def _overtaken_by(newer: FromClause) -> ColumnElement[bool]:
    """Whether there is a later determination about the same subject; ids are UUIDv7 made by the server."""
    return exists().where(
        newer.c.household_id == Determination.household_id,
        newer.c.programme_code == Determination.programme_code,
        newer.c.component == Determination.component,
        newer.c.person_id.is_not_distinct_from(Determination.person_id),
        newer.c.id > Determination.id,
    )


def ready_ids(*, programme_code: str, area_code: str, among: Collection[UUID] | None = None) -> Select[UUID, UUID, str]:
    """Determination, reviewer and area of what may be put on a list of this programme and area."""
    statement = select(Determination.id, Determination.reviewer_id, Determination.area_code).where(
        Determination.programme_code == programme_code,
        within(Determination.area_code, Scope.of([area_code])),
        is_ready(),
    )
    return statement if among is None else statement.where(Determination.id.in_(among))


def determinations_page(
    session: Session,
    *,
    programme_code: str | None,
    area_code: str | None,
    ready: bool | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[Determination]:
    """Determinations by area and id; `ready` keeps those that may (or may not) go on a list."""
    statement = select(Determination)
    if programme_code:
        statement = statement.where(Determination.programme_code == programme_code)
    if area_code:
        statement = statement.where(within(Determination.area_code, Scope.of([area_code])))
    if ready is not None:
        statement = statement.where(is_ready() if ready else ~is_ready())
    key = [Determination.area_code, Determination.id]
    return keyset_page(session, statement, key=key, after=after, limit=limit)


def overtaken_items(session: Session, list_id: UUID) -> Sequence[UUID]:
    """Determinations of a list about whose subject something newer was decided."""
    return session.scalars(
        select(Determination.id)
        .join(ListItem, ListItem.determination_id == Determination.id)
        .where(ListItem.list_id == list_id, _overtaken_by(Determination.__table__.alias("newer")))
    ).all()


def lock_letters(session: Session, programme_code: str) -> None:
    """Let letters about one programme come into force one after the other, until the commit.

    Whoever asks afterwards what was overtaken sees every letter that came before his.
    """
    lock_until_commit(session, f"field_api.letters:{programme_code}")


def overtaken_by_letter(session: Session, list_id: UUID) -> frozenset[UUID]:
    """Determinations of a list about whose subject something newer was not only decided but endorsed."""
    newer = Determination.__table__.alias("newer")
    items = ListItem.__table__.alias("newer_items")
    lists = EndorsementList.__table__.alias("newer_lists")
    endorsed = (
        select(newer.c.id)
        .join(items, items.c.determination_id == newer.c.id)
        .join(lists, lists.c.id == items.c.list_id)
        .where(
            lists.c.state == "endorsed",
            newer.c.household_id == Determination.household_id,
            newer.c.programme_code == Determination.programme_code,
            newer.c.component == Determination.component,
            newer.c.person_id.is_not_distinct_from(Determination.person_id),
            newer.c.id > Determination.id,
        )
        .exists()
    )
    return frozenset(
        session.scalars(
            select(Determination.id)
            .join(ListItem, ListItem.determination_id == Determination.id)
            .where(ListItem.list_id == list_id, endorsed)
        )
    )


def count_items(session: Session, list_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(ListItem).where(ListItem.list_id == list_id)) or 0


def items_on(session: Session, list_id: UUID, among: Collection[UUID]) -> set[UUID]:
    """Which of these determinations stand on the list."""
    return set(
        session.scalars(
            select(ListItem.determination_id).where(
                ListItem.list_id == list_id, ListItem.determination_id.in_(among)
            )
        )
    )  # fmt: skip


def items_page(
    session: Session, *, listed: EndorsementList, after: tuple[Any, ...] | None, limit: int
) -> Page[ListItem]:
    """The items by number, or by determination as long as the list has no numbers."""
    statement = select(ListItem).where(ListItem.list_id == listed.id)
    key = [ListItem.determination_id] if listed.state == "draft" else [ListItem.number]
    return keyset_page(session, statement, key=key, after=after, limit=limit)


def sealed_items(session: Session, list_id: UUID, *, among: Collection[UUID] | None = None) -> list[SealedItem]:
    """The items of a sealed list by number, with the recipients as they were sealed."""
    statement = item_columns(
        ListItem.recipient_name, ListItem.nik_masked, ListItem.nik_hash, ListItem.address
    ).where(ListItem.list_id == list_id)  # fmt: skip
    if among is not None:
        statement = statement.where(ListItem.determination_id.in_(among))
    return _read(session, statement.order_by(ListItem.number))


def draft_items(
    session: Session, list_id: UUID, *, on: date, among: Collection[UUID] | None = None
) -> list[SealedItem]:
    """The items of a draft with the recipients as the registry has them now: the person, or the household's head."""
    head = head_on(Determination.household_id, on)
    statement = (
        item_columns(Person.name, Person.nik_masked, Person.nik_hash, Household.address)
        .outerjoin(Person, Person.id == func.coalesce(Determination.person_id, head))
        .outerjoin(Household, Household.id == Determination.household_id)
        .where(ListItem.list_id == list_id)
    )
    if among is not None:
        statement = statement.where(ListItem.determination_id.in_(among))
    return _read(session, statement)


def item_columns(name: Any, nik_masked: Any, nik_hash: Any, address: Any) -> Select[*tuple[Any, ...]]:
    """The columns of a `SealedItem`, under the names of its fields."""
    return (
        select(
            ListItem.number,
            ListItem.determination_id,
            Determination.decision_id,
            ListItem.reviewer_id,
            Determination.household_id,
            Determination.person_id,
            Determination.programme_code,
            Determination.component,
            Determination.eligible,
            Decision.without_field_evidence,
            ListItem.area_code,
            name.label("recipient_name"),
            nik_masked.label("nik_masked"),
            func.encode(nik_hash, "hex").label("nik_hash"),
            address.label("address"),
        )
        .join(Determination, Determination.id == ListItem.determination_id)
        .join(Decision, Decision.id == Determination.decision_id)
    )


def _read(session: Session, statement: Select[*tuple[Any, ...]]) -> list[SealedItem]:
    rows = session.execute(statement, execution_options={"yield_per": _STREAMED_ROWS})
    return [SealedItem(**row) for row in rows.mappings()]


def items_shown(session: Session, *, listed: EndorsementList, items: Sequence[ListItem], on: date) -> list[SealedItem]:
    """What a page shows of these items, in their order: as sealed, or as the registry has it for a draft."""
    among = [item.determination_id for item in items]
    if listed.state == "draft":
        found = draft_items(session, listed.id, on=on, among=among)
    else:
        found = sealed_items(session, listed.id, among=among)
    by_id = {item.determination_id: item for item in found}
    return [by_id[determination_id] for determination_id in among if determination_id in by_id]


def letters(session: Session) -> Iterator[str]:
    """The hashes of the letters that lists carry, each once, in the order in which the bucket lists them."""
    hashes = select(EndorsementList.letter_sha256).where(EndorsementList.letter_sha256.is_not(None)).distinct()
    yield from sorted(hash_ for hash_ in session.scalars(hashes) if hash_)
