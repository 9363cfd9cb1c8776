"""Endorsement lists: draft one, put determinations on it, take them off, seal it.

A list is changed by those who see its whole area, each change names the version it saw, and what is sealed stays.
"""

import re
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session, attributes

from field_api.areas import service as areas
from field_api.areas.rules.zones import local_day
from field_api.errors import Conflict, FieldProblem, InvalidInput, NotFound
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.permissions import Permission
from field_api.registry.service.programmes import require_programme
from field_api.review.models import EndorsementList, ListItem
from field_api.review.queries import lists as queries
from field_api.review.rules.seal import SealedItem, counts_of, item_commitment, list_root, numbered
from field_api.review.service.decisions import MatchVersion
from field_api.transparency.rules.receipts import SALT_BYTES

# What one letter carries, and what one request can seal.
MAX_ITEMS = 50_000
_RECIPIENT = ("recipient_name", "nik_masked", "nik_hash", "address")
_FURTHEST = timedelta(days=366)
_PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class ListNotFound(NotFound):
    """There is no such list, or its area is not wholly the actor's."""

    code = "list_not_found"


class ListConflict(Conflict):
    """The id belongs to a list with other content."""

    code = "list_conflict"


class ListNotDraft(Conflict):
    """The list is sealed; nothing on it changes any more."""

    code = "list_sealed"


class NotReady(Conflict):
    """A determination is of another programme or area, on another list, or overtaken by a newer one."""

    code = "determination_not_ready"


class ListNotSealable(Conflict):
    """The list is empty, too long, or holds what was overtaken in the meantime."""

    code = "list_not_sealable"


def draft_list(
    session: Session,
    actor: Actor,
    *,
    list_id: UUID,
    title: str,
    period: str,
    programme_code: str,
    area_code: str,
    at: datetime,
) -> EndorsementList:
    """Begin a list for one programme, one area and one month ('YYYY-MM'); the same again is no error.

    Raises `UnknownArea`, `OutsideArea`, `ProgrammeNotFound`, `ListConflict`.
    """
    if not _PERIOD.fullmatch(period):
        problem = FieldProblem("/period", "period_form", "A period is a month.", "Write 2026-11.")
        raise InvalidInput("The period is no month.", problems=[problem])
    if period > f"{local_day(at, area_code) + _FURTHEST:%Y-%m}":
        problem = FieldProblem(
            "/period", "period_too_far", "This lies more than a year ahead.", "Give an earlier month."
        )
        raise InvalidInput("The period lies too far ahead.", problems=[problem])
    area = areas.require_area(session, area_code, on=local_day(at, area_code))
    actor.require(Permission.LIST_PREPARE, area.code)
    require_programme(session, programme_code)
    content = {"title": title, "period": period, "programme_code": programme_code, "area_code": area.code}
    known = queries.visible_list(session, list_id)
    if known is not None:
        if any(getattr(known, name) != value for name, value in content.items()):
            raise ListConflict("This id belongs to a list with other content. Make a new id.")
        return known
    listed = EndorsementList(
        id=list_id, **content, state="draft", counts={"items": 0}, drafted_by=actor.user_id, drafted_at=at
    )
    session.add(listed)
    session.flush()
    _record(session, actor, Event.LIST_DRAFTED, listed, at=at, data={"programme": programme_code, "period": period})
    return listed


def require_list(session: Session, list_id: UUID, *, lock: bool = False) -> EndorsementList:
    """The list, or `ListNotFound`."""
    listed = queries.visible_list(session, list_id, lock=lock)
    if listed is None:
        raise ListNotFound("There is no such list in your area.")
    return listed


def add_items(
    session: Session,
    actor: Actor,
    *,
    list_id: UUID,
    determination_ids: Sequence[UUID] | None,
    match_version: MatchVersion,
    at: datetime,
) -> EndorsementList:
    """Put determinations on a draft: the named ones, or all that are ready in the list's area when None.

    Ready is what belongs to the programme and area, stands on no list and is the newest word about its subject.
    Those already on this list are no error; any other that is not ready is `NotReady`, and none is added.
    """
    listed = _locked_draft(session, list_id, match_version)
    among = None if determination_ids is None else _missing(session, listed, determination_ids)
    ready = queries.ready_ids(programme_code=listed.programme_code, area_code=listed.area_code, among=among)
    columns = ("determination_id", "reviewer_id", "area_code", "list_id")
    added = session.execute(
        insert(ListItem).from_select(columns, ready.add_columns(literal(listed.id))),
        execution_options={"synchronize_session": False},
    )
    _count_again(session, actor, listed, {"added": _rows_of(added)}, at=at)
    return listed


def remove_item(
    session: Session, actor: Actor, *, list_id: UUID, determination_id: UUID, match_version: MatchVersion, at: datetime
) -> EndorsementList:
    """Take one determination off a draft; taking off what is not there is no error."""
    listed = _locked_draft(session, list_id, match_version)
    removed = session.execute(
        delete(ListItem).where(ListItem.list_id == list_id, ListItem.determination_id == determination_id),
        execution_options={"synchronize_session": False},
    )
    _count_again(session, actor, listed, {"removed": _rows_of(removed)}, at=at)
    return listed


def seal_list(
    session: Session, actor: Actor, *, list_id: UUID, match_version: MatchVersion, at: datetime
) -> EndorsementList:
    """Number the items, keep each recipient as the registry has him now, and fix the root over all of it (B2, B10).

    Each item gets a salt of its own, so that it can be proved, and erased, without a word about the others.

    Raises `ListNotSealable` for an empty list, and naming the items about which something newer was decided or for which
    nobody is named: the person has left the area or was erased, or nobody is left in a household that is to be served.
    Take them off first.
    """
    listed = _locked_draft(session, list_id, match_version)
    _refuse(queries.overtaken_items(session, list_id), "Something newer was decided about these. Take them off.")
    drafted = queries.draft_items(session, list_id, on=local_day(at, listed.area_code))
    if not drafted:
        raise ListNotSealable("The list is empty.")
    nobody = [item for item in drafted if not item.recipient_name]
    # A household that has died out or moved away can still be named as one that is served no more.
    nameless = [item.determination_id for item in nobody if item.eligible or item.person_id]
    _refuse(nameless, "These name nobody: the person left or was erased, or nobody is left. Take them off.")
    items = numbered(drafted)
    salts = [secrets.token_bytes(SALT_BYTES) for _ in items]
    commitments = [item_commitment(list_id, listed.period, item, salt) for item, salt in zip(items, salts, strict=True)]
    _write_items(session, list_id, items, commitments=commitments, salts=salts)
    listed.root, listed.size = list_root(commitments), len(items)
    listed.counts = counts_of(items, unit=require_programme(session, listed.programme_code).unit)
    listed.sealed_by, listed.sealed_at, listed.state = actor.user_id, at, "sealed"
    session.flush()
    data = {"items": len(items), "root": listed.root.hex()}
    _record(session, actor, Event.LIST_SEALED, listed, at=at, data=data)
    return listed


def _locked_draft(session: Session, list_id: UUID, match_version: MatchVersion) -> EndorsementList:
    listed = require_list(session, list_id, lock=True)
    if listed.state != "draft":
        raise ListNotDraft("The list is sealed. Nothing on it can be changed any more.")
    match_version(listed.version)
    return listed


def _missing(session: Session, listed: EndorsementList, determination_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the named determinations that are not on the list yet; all of them must be ready."""
    wanted = set(determination_ids) - queries.items_on(session, listed.id, determination_ids)
    rows = session.execute(
        queries.ready_ids(programme_code=listed.programme_code, area_code=listed.area_code, among=wanted)
    )
    if unready := wanted - {row[0] for row in rows}:
        raise NotReady(
            "Some determinations are of another programme or area, on another list, or overtaken by a newer one.",
            extra={"determination_ids": sorted(map(str, unready))},
        )
    return wanted


def _count_again(
    session: Session, actor: Actor, listed: EndorsementList, change: dict[str, int], *, at: datetime
) -> None:
    items = queries.count_items(session, listed.id)
    if items > MAX_ITEMS:
        raise ListNotSealable(f"A list carries at most {MAX_ITEMS} items. Make one for each smaller area.")
    listed.counts = {"items": items}
    # Also when the count stays the same: whoever read the list before must read it again.
    attributes.flag_modified(listed, "counts")
    session.flush()
    _record(session, actor, Event.LIST_CHANGED, listed, at=at, data={**change, "items": items})


def _refuse(determination_ids: Collection[UUID], detail: str) -> None:
    if determination_ids:
        raise ListNotSealable(detail, extra={"determination_ids": sorted(map(str, determination_ids))})


def _write_items(
    session: Session, list_id: UUID, items: Sequence[SealedItem], *, commitments: list[bytes], salts: list[bytes]
) -> None:
    """Set what the sealing gives to each item in one statement, for a list may hold 50,000 of them."""
    values: dict[str, list[Any]] = {
        name: [getattr(item, name) for item in items] for name in ("determination_id", "number", *_RECIPIENT)
    }
    values["nik_hash"] = [bytes.fromhex(item.nik_hash) if item.nik_hash else None for item in items]
    values |= {"commitment": commitments, "salt": salts}
    columns = ListItem.__table__.c
    given = select(
        *(func.unnest(literal(column, ARRAY(columns[name].type))).label(name) for name, column in values.items())
    ).subquery()
    session.execute(
        update(ListItem)
        .where(ListItem.list_id == list_id, ListItem.determination_id == given.c.determination_id)
        .values({name: given.c[name] for name in ("number", *_RECIPIENT, "commitment", "salt")}),
        execution_options={"synchronize_session": False},
    )


def _rows_of(result: Any) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0


def _record(
    session: Session, actor: Actor, event: Event, listed: EndorsementList, *, at: datetime, data: dict[str, Any]
) -> None:
    journal.append(
        session, actor, event, subject_id=listed.id, area_code=listed.area_code, at=at, data=data, rows=[listed]
    )
