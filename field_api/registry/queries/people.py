"""Reading people and memberships; always within the scope of the session, but for one stated exception."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, valid_on, within
from field_api.registry.models import Membership, Person
from field_api.registry.queries.imports import among
from field_api.scope import Scope


def person(session: Session, person_id: UUID, *, lock: bool = False) -> Person | None:
    """The person, when within the scope; `lock` keeps others from changing the row until the commit."""
    statement = select(Person).where(Person.id == person_id)
    return session.scalar(statement.with_for_update() if lock else statement)


def people_page(
    session: Session,
    *,
    area_code: str | None,
    words: str | None,
    nik_hash: bytes | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[Person]:
    """People by area code and id: under `area_code`, whose search name holds each of `words`, with this NIK.

    `words` is a `rules.names.search_name`, so it holds no wildcard of LIKE.
    """
    statement = select(Person)
    if area_code:
        statement = statement.where(within(Person.area_code, Scope.of([area_code])))
    for word in (words or "").split():
        statement = statement.where(Person.search_name.like(f"%{word}%"))
    if nik_hash is not None:
        statement = statement.where(Person.nik_hash == nik_hash)
    return keyset_page(session, statement, key=[Person.area_code, Person.id], after=after, limit=limit)


def memberships_of(session: Session, person_id: UUID) -> Sequence[Membership]:
    """All memberships of a person, the newest first."""
    return session.scalars(
        select(Membership)
        .where(Membership.person_id == person_id)
        .order_by(Membership.valid_from.desc(), Membership.valid_to.desc())
    ).all()


def membership_on(session: Session, person_id: UUID, *, on: date) -> Membership | None:
    """The membership in force that day."""
    return session.scalar(
        select(Membership).where(
            Membership.person_id == person_id,
            valid_on(Membership, on),
        )
    )


def names_by_nik(
    session: Session, nik_hashes: Collection[bytes], *, apart_from: UUID | None = None
) -> dict[bytes, set[str]]:
    """The search names of everybody else who carries one of these NIK, by hash.

    This asks the whole country on purpose, through the plain table: a NIK is doubled wherever the other person
    lives (domain 2.12). Callers turn the answer into a finding that says no more than that.
    """
    table = Person.__table__
    found: dict[bytes, set[str]] = {}
    statement = select(table.c.nik_hash, table.c.search_name).where(among(table.c.nik_hash, nik_hashes))
    if apart_from is not None:
        statement = statement.where(table.c.id != apart_from)
    for nik_hash, name in session.execute(statement):
        found.setdefault(bytes(nik_hash), set()).add(name)
    return found
