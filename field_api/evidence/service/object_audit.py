"""Comparing the bucket with the rows: every original hashed again, everything else found or named.

Rows come before objects: a photo is on record before its bytes are moved. So an object without a row is looked up once
more, and one that came while the audit ran is none too many. Only listings and pieces of one object are in memory.
"""

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from re import fullmatch

from sqlalchemy.orm import Session

from field_api.evidence.queries import stored_photos as queries
from field_api.evidence.queries.stored_photos import PhotoOnRecord
from field_api.evidence.rules.photos.captures import derivative_key, original_key
from field_api.storage import ObjectMissing, ObjectStore, StoredObject
from field_api.transparency.rules.faults import Fault

ORIGINALS, DERIVATIVES = "photos/", "derivatives/"
SIZES = ("large", "thumb")
# Waiting for the store is most of the time, so several objects are read at once.
_READERS = 8
_AT_ONCE = 256

# Told how many objects and how many bytes have been hashed so far.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Expected:
    """An object that a row asks for: SHA-256 and size of its bytes where they are known.

    `elsewhere`: its bytes are still in the database too, so that the bucket need not have it yet.
    """

    key: str
    subject: str
    sha256: str | None = None
    size: int | None = None
    elsewhere: bool = False


class Hasher:
    """Hashes a share of the objects that are whole by their size: 1.0 is every one."""

    def __init__(self, store: ObjectStore, *, share: float, progress: Progress) -> None:
        self._store, self._share, self._progress = store, share, progress
        # Which ones are taken must not be foreseen by somebody who wants his own to be left out.
        self._draw = random.SystemRandom()
        self._objects = self._bytes = 0

    def check(self, pairs: Sequence[tuple[Expected, StoredObject]]) -> Iterator[Fault]:
        """Name those whose bytes are not the ones that their row names."""
        taken = [pair for pair in pairs if self._share >= 1 or self._draw.random() < self._share]
        with ThreadPoolExecutor(_READERS) as readers:
            digests = list(readers.map(self._hash, (found.key for _, found in taken)))
        for (expected, found), digest in zip(taken, digests, strict=True):
            if digest is None:
                yield Fault("object_missing", expected.subject, f"There is no object {expected.key}.")
            elif digest != expected.sha256:
                yield _differs(expected, "Its bytes have another hash.")
            self._objects, self._bytes = self._objects + 1, self._bytes + found.size
        self._progress(self._objects, self._bytes)

    def _hash(self, key: str) -> str | None:
        digest = hashlib.sha256()
        try:
            for piece in self._store.stream(key):
                digest.update(piece)
        except ObjectMissing:
            return None
        return digest.hexdigest()


def audit_photos(session: Session, store: ObjectStore, hasher: Hasher) -> Iterator[Fault]:
    """Compare originals and derivatives with the rows, and name what is missing, differs or is not on record.

    Codes: `photo_differs` (bytes still in the database), `object_differs`, `object_missing`, `object_unknown`.
    """
    yield from _damaged_arrivals(session)
    originals = (_expected(photo) for photo in queries.photos_on_record(session))
    yield from compare(originals, store.objects(ORIGINALS), hasher, known=lambda keys: _known(session, keys))
    derivatives = (
        Expected(derivative_key(sha256, size), sha256) for sha256 in queries.shown_photos(session) for size in SIZES
    )
    # Their bytes are made anew from the original, so nothing names a hash of them.
    yield from compare(derivatives, store.objects(DERIVATIVES), hasher, known=lambda keys: _known(session, keys))


def compare(
    expected: Iterable[Expected],
    stored: Iterable[StoredObject],
    hasher: Hasher,
    *,
    known: Callable[[Sequence[str]], set[str]] = lambda _keys: set(),
) -> Iterator[Fault]:
    """Walk over both in the order of their keys. `known` says which of some unexpected keys have a row after all."""
    walk = _side_by_side(iter(expected), iter(stored))
    while pairs := tuple(islice(walk, _AT_ONCE)):
        unexpected = [found.key for wanted, found in pairs if wanted is None and found is not None]
        fine = known(unexpected) if unexpected else set()
        both = []
        for wanted, found in pairs:
            if wanted is None and found is not None and found.key not in fine:
                yield Fault("object_unknown", found.key, "No row names this object.")
            elif wanted is not None and found is None and not wanted.elsewhere:
                yield Fault("object_missing", wanted.subject, f"There is no object {wanted.key}.")
            elif wanted is not None and found is not None:
                if wanted.size is not None and wanted.size != found.size:
                    yield _differs(wanted, f"It has {found.size} bytes, and {wanted.size} are on record.")
                elif wanted.sha256 is not None:
                    both.append((wanted, found))
        yield from hasher.check(both)


def _side_by_side(
    expected: Iterator[Expected], stored: Iterator[StoredObject]
) -> Iterator[tuple[Expected | None, StoredObject | None]]:
    wanted, found = next(expected, None), next(stored, None)
    while wanted is not None or found is not None:
        if found is None or (wanted is not None and wanted.key < found.key):
            yield wanted, None
            wanted = next(expected, None)
        elif wanted is None or found.key < wanted.key:
            yield None, found
            found = next(stored, None)
        else:
            yield wanted, found
            wanted, found = next(expected, None), next(stored, None)


def _expected(photo: PhotoOnRecord) -> Expected:
    return Expected(original_key(photo.sha256), photo.sha256, photo.sha256, photo.size, elsewhere=photo.arrived)


def _damaged_arrivals(session: Session) -> Iterator[Fault]:
    for sha256 in queries.damaged_arrivals(session):
        yield Fault("photo_differs", sha256, "Its bytes in the database have another hash.")


def _known(session: Session, keys: Sequence[str]) -> set[str]:
    """Keys under the hash of a photo that is on record by now."""
    hashes = {key: named.group(1) for key in keys if (named := fullmatch(r"\w+/../(\w{64})(?:\.\w+\.jpg)?", key))}
    on_record = queries.known_photos(session, hashes.values())
    return {key for key, sha256 in hashes.items() if sha256 in on_record and _is_a_place_of(sha256, key)}


def _is_a_place_of(sha256: str, key: str) -> bool:
    return key in {original_key(sha256), *(derivative_key(sha256, size) for size in SIZES)}


def _differs(expected: Expected, detail: str) -> Fault:
    return Fault("object_differs", expected.subject, f"{detail} The object is {expected.key}.")
