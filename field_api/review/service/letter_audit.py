"""Comparing the signed letters in the bucket with the lists that carry them."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from field_api.evidence.service.object_audit import Expected, Hasher, compare
from field_api.review.queries import lists as queries
from field_api.review.rules.letter import letter_key
from field_api.storage import ObjectStore
from field_api.transparency.rules.faults import Fault

LETTERS = "letters/"


def audit_letters(session: Session, store: ObjectStore, hasher: Hasher) -> Iterator[Fault]:
    """Hash every letter again; a letter that no list carries is named, also one whose endorsement failed at the end."""
    expected = (Expected(letter_key(sha256), sha256, sha256) for sha256 in queries.letters(session))
    yield from compare(expected, store.objects(LETTERS), hasher)
