"""Comparing every sealed list with the entry that recorded its sealing: any edit of an item shows, and is named."""

from collections.abc import Container, Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.review.models import EndorsementList
from field_api.review.queries import seals as queries
from field_api.review.rules.seal import KeptItem, list_root
from field_api.review.service.seals import commitment_at
from field_api.transparency.rules.faults import Fault


def audit_seals(session: Session) -> Iterator[Fault]:
    """Compute the root of every sealed list from its items, and name each item, root and list that does not fit.

    What is compared with is the root in the entry `list.sealed`, which the log holds; an entry without one is of a time when
    lists had no roots, and is passed over. The session reads everywhere; memory for one list at a time.
    """
    lists, seen, erased = queries.rooted_lists(session), set(), journal.erased_subjects(session)
    for entry in queries.sealings(session):
        if "root" not in entry.data:
            continue
        subject = str(entry.subject_id)
        if entry.subject_id in seen:
            yield Fault("list_sealed_again", subject, "The list was sealed before; nothing may follow that.")
            continue
        seen.add(entry.subject_id)
        listed = lists.get(entry.subject_id)
        if listed is None or listed.state == "draft":
            yield Fault("list_unsealed", subject, "The list was sealed and is not any more, or is gone.")
        else:
            yield from _audit_list(session, listed, entry, erased)
            session.expunge_all()
    for list_id in sorted(lists.keys() - seen):
        yield Fault("list_not_recorded", str(list_id), "The list is sealed, and no entry says so.")


def _audit_list(
    session: Session, listed: EndorsementList, entry: JournalEntry, erased: Container[UUID]
) -> Iterator[Fault]:
    kept = queries.kept_items(session, listed.id)
    expected = set(range(1, entry.data["items"] + 1))
    for number in sorted(expected - {each.item.number for each in kept}):
        yield Fault("list_item_missing", f"{listed.id}/{number}", "The item was sealed and is gone.")
    for each in kept:
        if each.item.number not in expected:
            yield Fault("list_item_added", f"{listed.id}/{each.item.number}", "The item was not sealed.")
        else:
            yield from _audit_item(listed, each, erased)
    root = list_root([each.commitment for each in kept])
    if root.hex() != entry.data["root"]:
        yield Fault("list_root_differs", str(listed.id), "The items do not lead to the root that was recorded.")
    if (listed.root, listed.size) != (bytes.fromhex(entry.data["root"]), entry.data["items"]):
        yield Fault("list_differs", str(listed.id), "The row carries another root or size than was recorded.")


def _audit_item(listed: EndorsementList, kept: KeptItem, erased: Container[UUID]) -> Iterator[Fault]:
    subject = f"{listed.id}/{kept.item.number}"
    if kept.salt is None:
        if kept.item.determination_id not in erased:
            yield Fault("list_salt_missing", subject, "Nobody can compare this item, and no erasure explains it.")
    elif commitment_at(listed, kept) != kept.commitment:
        yield Fault("list_item_differs", subject, "The item is not the one that was sealed.")
