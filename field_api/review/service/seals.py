"""The seal of a list: computed again, and one item proved without showing the others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.errors import Conflict, NotFound
from field_api.journal import service as journal
from field_api.journal.rules import Access, Author
from field_api.review.models import EndorsementList
from field_api.review.queries import seals as queries
from field_api.review.rules.proofs import ListProof
from field_api.review.rules.seal import (
    KeptItem,
    item_commitment,
    item_proof,
    item_statement,
    list_root,
)
from field_api.review.service.lists import require_list


class ListNotSealed(Conflict):
    """A draft has no seal and no letter yet."""

    code = "list_not_sealed"


class ListWithoutRoot(Conflict):
    """The list was endorsed before lists had roots; its signed letter carries another kind of seal."""

    code = "list_without_root"


class SealBroken(Conflict):
    """The items are not the ones that were sealed. This is for an investigation, not for another attempt."""

    code = "seal_broken"


class ItemNotFound(NotFound):
    """The list has no item of this number."""

    code = "list_item_not_found"


class ItemErased(NotFound):
    """The salt of the item was erased with the data of its person."""

    code = "list_item_erased"


@dataclass(frozen=True, slots=True)
class SealCheck:
    """The root that was sealed, and that of the items as they are now; `erased` of them stand with their hash alone."""

    root: bytes
    found: bytes
    size: int
    erased: int

    @property
    def sealed_root(self) -> str:
        return self.root.hex()

    @property
    def found_root(self) -> str:
        return self.found.hex()

    @property
    def intact(self) -> bool:
        return self.root == self.found


def require_sealed(session: Session, list_id: UUID, *, lock: bool = False) -> EndorsementList:
    """The list, when it carries a root. Raises `ListNotFound`, `ListNotSealed`, `ListWithoutRoot`."""
    listed = require_list(session, list_id, lock=lock)
    if listed.state == "draft":
        raise ListNotSealed("The list is a draft. Seal it first.")
    if listed.root is None:
        raise ListWithoutRoot("This list was endorsed before lists had roots. Its signed letter is what proves it.")
    return listed


def check_seal(session: Session, *, list_id: UUID) -> SealCheck:
    """Compute the root of a sealed list again. Raises what `require_sealed` raises."""
    listed = require_sealed(session, list_id)
    return _check(listed, queries.kept_items(session, list_id))


def intact_items(session: Session, listed: EndorsementList) -> list[KeptItem]:
    """The items of a sealed list by number; `SealBroken` when they are not the ones that were sealed."""
    kept = queries.kept_items(session, listed.id)
    if not _check(listed, kept).intact:
        raise SealBroken("The items of this list are not the ones that were sealed. Tell an auditor.")
    return kept


def prove_item(session: Session, author: Author, *, list_id: UUID, number: int, origin: str, at: datetime) -> ListProof:
    """The proof that item `number` is on a sealed list, showing nothing of the others; leaves a trace.

    `origin` names the log of this deployment. Raises `ItemNotFound`, `ItemErased`, `SealBroken` when the proof would
    not lead to the root, and what `require_sealed` raises.
    """
    listed = require_sealed(session, list_id)
    kept = queries.kept_item(session, list_id, number)
    if kept is None:
        raise ItemNotFound("The list has no item of this number.")
    if kept.salt is None:
        raise ItemErased("What was sealed of this person has been erased; its place in the list remains.")
    commitments = queries.commitments_of(session, list_id)
    statement = item_statement(list_id, listed.period, kept.item)
    root = list_root(commitments)
    if root != listed.root or commitment_at(listed, kept) != kept.commitment:
        raise SealBroken("The items of this list are not the ones that were sealed. Tell an auditor.")
    journal.record_access(
        session,
        author,
        Access.LIST_ITEM_PROVED,
        subject=str(list_id),
        area_code=kept.item.area_code,
        at=at,
        data={"number": number, "determination": str(kept.item.determination_id)},
    )
    return ListProof(
        origin=origin,
        list_id=list_id,
        statement=statement,
        salt=kept.salt,
        index=number - 1,
        size=len(commitments),
        proof=item_proof(commitments, number - 1),
        root=root,
    )


def commitment_at(listed: EndorsementList, kept: KeptItem) -> bytes:
    """The commitment of an item as it is now; of one that was erased only the kept one is left."""
    if kept.salt is None:
        return kept.commitment
    return item_commitment(listed.id, listed.period, kept.item, kept.salt)


def _check(listed: EndorsementList, kept: list[KeptItem]) -> SealCheck:
    found = list_root([commitment_at(listed, each) for each in kept])
    return SealCheck(listed.root or b"", found, len(kept), sum(each.salt is None for each in kept))
