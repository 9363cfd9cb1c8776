"""Erasing a person from sealed lists: the item keeps number, hash and outcome, and nobody can tell whom it meant."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.registry.rules.erasure import ErasedPerson, ErasedTraces
from field_api.review.queries import erasure as queries


def erase_list_items(session: Session, person: ErasedPerson) -> ErasedTraces:
    """Empty recipient and salt of the items that are about this person; every other item stays provable.

    Of a household programme it is the items of which he was the recipient. The determinations are named as subjects, so
    that an audit knows which salts may be missing.
    """
    meant = [
        item.determination_id
        for item, determined in queries.items_about(session, person.person_id, person.households)
        if person.is_meant(
            person_id=determined,
            nik_hash=None if determined else item.nik_hash,
            name=None if determined else item.recipient_name,
        )
    ]
    erased = session.scalar(select(func.erase_list_items(person.person_id, meant))) or 0
    session.expire_all()
    return ErasedTraces(Counter(list_items=erased), frozenset([*meant, *queries.cases_of(session, person.alone)]))
