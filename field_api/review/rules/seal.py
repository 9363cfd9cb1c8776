"""The seal of an endorsement list: numbers, counts and a hash over exactly its items.

What the head of the region signs is this hash. Anybody can compute it again from the items; an item that was altered,
added, removed or renumbered gives another one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from field_api.journal.rules import canonical_json


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


def numbered(items: Iterable[SealedItem]) -> list[SealedItem]:
    """The items numbered from 1 by area, household, person and component, whatever order they come in."""
    ordered = sorted(items, key=_place)
    return [replace(item, number=number) for number, item in enumerate(ordered, start=1)]


def list_content_sha256(items: Iterable[SealedItem]) -> str:
    """SHA-256 (hex) of the canonical JSON of the items: sorted keys, no spaces, no floats, one array by number."""
    ordered = sorted(items, key=lambda item: (item.number or 0, item.determination_id.hex))
    digest = hashlib.sha256(b"[")
    for position, item in enumerate(ordered):
        digest.update(b"," if position else b"")
        digest.update(_canonical(item))
    digest.update(b"]")
    return digest.hexdigest()


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


def _canonical(item: SealedItem) -> bytes:
    return canonical_json({name: _plain(getattr(item, name)) for name in _FIELDS})


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


_FIELDS = tuple(field.name for field in fields(SealedItem))
