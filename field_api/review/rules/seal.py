"""The seal of an endorsement list: numbers, counts, and a Merkle root over exactly its items.

What the head of the region signs is this root (RFC 9162, section 2.1). Its leaves are salted commitments to the items in
the order of their numbers: an item that was altered, added, removed or renumbered gives another root, one item can be
proved without showing the others, and one that was erased leaves all the others provable.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from field_api.journal.rules import canonical_json
from field_api.transparency.rules.merkle import inclusion_proof, leaf_hash, node_of, root_of
from field_api.transparency.rules.receipts import commitment_of


@dataclass(frozen=True, slots=True)
class SealedItem:
    """One line of a list as it is sealed.

    The recipient is the person, or the head of the household for a household programme. `recipient_name`,
    `nik_masked`, `nik_hash` (hex of the keyed hash) and `address` are as the registry had them at the sealing: a
    later correction there does not change who was endorsed.
    """

    number: int | None
    determination_id: UUID
    decision_id: UUID
    reviewer_id: UUID
    household_id: UUID
    person_id: UUID | None
    programme_code: str
    component: str
    eligible: bool
    without_field_evidence: bool
    area_code: str
    recipient_name: str | None
    nik_masked: str | None
    nik_hash: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item with what its leaf is made of: 32 bytes of commitment, and the salt (16 bytes) unless it was erased."""

    item: SealedItem
    commitment: bytes
    salt: bytes | None


def numbered(items: Iterable[SealedItem]) -> list[SealedItem]:
    """The items numbered from 1 by area, household, person and component, whatever order they come in."""
    ordered = sorted(items, key=_place)
    return [replace(item, number=number) for number, item in enumerate(ordered, start=1)]


def item_statement(list_id: UUID, period: str, item: SealedItem) -> bytes:
    """What a list says of one item: canonical JSON of the list's id and month and of every field of the item."""
    return canonical_json(
        {"list_id": str(list_id), "period": period, **{name: _plain(getattr(item, name)) for name in _FIELDS}}
    )


def item_commitment(list_id: UUID, period: str, item: SealedItem, salt: bytes) -> bytes:
    """32 bytes that fix the item without showing it; `salt` is 16 bytes, of this item alone."""
    return commitment_of(item_statement(list_id, period, item), salt)


def list_root(commitments: Sequence[bytes]) -> bytes:
    """The Merkle root (32 bytes) over the commitments of a list in the order of their numbers."""
    return root_of(len(commitments), node_of([leaf_hash(each) for each in commitments]))


def item_proof(commitments: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the item at `index` (its number less one) to the root."""
    return inclusion_proof(index, len(commitments), node_of([leaf_hash(each) for each in commitments]))


def counts_of(items: Iterable[SealedItem], *, unit: str) -> dict[str, Any]:
    """What the letter states. `unit` is the programme's: persons and households are never added up (X8)."""
    items = list(items)
    components: dict[str, Counter[str]] = {}
    for item in items:
        counter = components.setdefault(item.component, Counter(eligible=0, not_eligible=0))
        counter["eligible" if item.eligible else "not_eligible"] += 1
    return {
        "unit": unit,
        "items": len(items),
        "eligible": sum(item.eligible for item in items),
        "not_eligible": sum(not item.eligible for item in items),
        "without_field_evidence": sum(item.without_field_evidence for item in items),
        "households": len({item.household_id for item in items}),
        "people": len({item.person_id for item in items if item.person_id}),
        "components": {code: dict(counter) for code, counter in sorted(components.items())},
    }


def _place(item: SealedItem) -> tuple[str, str, str, str, str]:
    person = item.person_id.hex if item.person_id else ""
    return (item.area_code, item.household_id.hex, person, item.component, item.determination_id.hex)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


_FIELDS = tuple(field.name for field in fields(SealedItem))
