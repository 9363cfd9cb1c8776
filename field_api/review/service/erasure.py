"""Erasing a person from sealed lists: the item keeps number, hash and outcome, and nobody can tell whom it meant."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.registry.rules.erasure import ErasedPerson, ErasedTraces
from field_api.review.models import Determination, ListItem
from field_api.review.queries import erasure as queries


def erase_list_items(session: Session, person: ErasedPerson) -> ErasedTraces:
    """Empty recipient and salt of the items that are about this person; every other item stays provable.

    Of a household programme it is the items of which he was the recipient, and all about a household in which nobody else
    ever was: name and NIK may have been corrected since the sealing. The determinations are named as subjects, so that an
    audit knows which salts may be missing.
    """
    meant = [
        item.determination_id
        for item, determined in queries.items_about(session, person.person_id, person.households)
        if _is_meant(person, item, determined)
    ]
    erased = session.scalar(select(func.erase_list_items(person.person_id, meant))) or 0
    session.expire_all()
    return ErasedTraces(Counter(list_items=erased), frozenset([*meant, *queries.cases_of(session, person.alone)]))


def _is_meant(person: ErasedPerson, item: ListItem, determined: Determination) -> bool:
    if determined.person_id is not None:
        return determined.person_id == person.person_id
    if determined.household_id in person.alone:
        return True
    return person.is_meant(person_id=None, nik_hash=item.nik_hash, name=item.recipient_name)
