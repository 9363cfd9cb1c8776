"""Erasing the traces of a person at the door: who received, in which words, and where."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.distribution.queries import erasure as queries
from field_api.evidence.service.erasure import erase_bundles
from field_api.registry.rules.erasure import ErasedPerson, ErasedTraces


def erase_hand_overs(session: Session, person: ErasedPerson, *, with_photos: bool, at: datetime) -> ErasedTraces:
    """Empty the words of hand-overs for this person or received by him, and the places of those to him alone.

    That a package was delivered, and when, stays.
    """
    found = queries.hand_overs_to(session, person.households)
    told = [
        hand_over.id
        for hand_over, household_id, meant in found
        if household_id in person.alone
        or meant == person.person_id
        or person.is_meant(person_id=None, nik_hash=None, name=hand_over.receiver_name)
    ]
    alone = [hand_over.id for hand_over, household_id, _ in found if household_id in person.alone]
    emptied = session.scalar(select(func.erase_receivers(person.person_id, told))) or 0
    placed = session.scalar(select(func.erase_hand_over_places(person.person_id, alone))) or 0
    counts = Counter(hand_overs=emptied, hand_over_places=placed)
    touched = {*told, *alone}
    rows = tuple(hand_over for hand_over, _, _ in found if hand_over.id in touched)
    return ErasedTraces(counts, frozenset(alone), rows) + erase_bundles(
        session, person, alone, with_photos=with_photos, at=at
    )
