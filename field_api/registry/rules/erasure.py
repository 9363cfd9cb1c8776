"""What a higher area needs to know of a person whose data are to be erased, and what it says of what it erased."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from field_api.registry.rules.names import search_name


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """A person as the registry knew him, read before anything was erased.

    `households` are all that he ever belonged to; in those of `alone` nobody else ever was, so that whatever is known of
    them is known of him.
    """

    person_id: UUID
    nik_hash: bytes | None
    search_name: str
    households: frozenset[UUID]
    alone: frozenset[UUID]

    def is_meant(self, *, person_id: UUID | None, nik_hash: bytes | None, name: str | None) -> bool:
        """Whether a record of one of his households speaks of him: by id, or else by NIK, or else by name."""
        if person_id is not None:
            return person_id == self.person_id
        if nik_hash is not None and self.nik_hash is not None:
            return nik_hash == self.nik_hash
        return bool(name and self.search_name) and search_name(name or "") == self.search_name


@dataclass(frozen=True, slots=True)
class ErasedTraces:
    """What an area erased: counts by name, and the subjects whose journal entries are about this person alone.

    `rows` are the rows of evidence that were emptied: the entry of the erasure speaks for them from now on.
    """

    counts: Counter[str] = field(default_factory=Counter)
    subjects: frozenset[UUID] = frozenset()
    rows: tuple[Any, ...] = ()

    def __add__(self, other: "ErasedTraces") -> "ErasedTraces":
        return ErasedTraces(self.counts + other.counts, self.subjects | other.subjects, self.rows + other.rows)
