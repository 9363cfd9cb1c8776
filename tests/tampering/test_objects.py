"""Every kind of object, changed by somebody who owns the bucket: each change is found and the photo or letter named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.evidence.rules.photos.captures import derivative_key, original_key
from field_api.evidence.service.object_audit import Hasher, audit_photos
from field_api.review.rules.letter import letter_key
from field_api.review.service.letter_audit import audit_letters
from field_api.storage import S3Store

Named = list[tuple[str, str]]


@dataclass
class Tampered:
    """The bucket with what was done to it, so that it can be taken back."""

    store: S3Store
    session: Session
    before: dict[str, bytes | None] = field(default_factory=dict)

    def put(self, key: str, content: bytes) -> None:
        self._remember(key)
        self.store.put(key, content, content_type="application/octet-stream")

    def delete(self, key: str) -> None:
        self._remember(key)
        self.store.delete(key)

    def get(self, key: str) -> bytes:
        return self.store.get(key)

    def _remember(self, key: str) -> None:
        if key not in self.before:
            there = any(each.key == key for each in self.store.objects(key))
            self.before[key] = self.store.get(key) if there else None

    def restore(self) -> None:
        for key, content in self.before.items():
            if content is None:
                self.store.delete(key)
            else:
                self.store.put(key, content, content_type="application/octet-stream")

    def one(self, query: str) -> str:
        found = self.session.scalar(text(query))
        assert found is not None
        return str(found)

    @property
    def photos(self) -> list[str]:
        """Two photos whose bytes lie in the bucket."""
        query = (
            "SELECT p.sha256 FROM photos p JOIN photo_inspections i USING (sha256) WHERE i.has_derivatives"
            " AND p.sha256 NOT IN (SELECT sha256 FROM photo_arrivals) ORDER BY 1 LIMIT 2"
        )
        return [str(found) for found in self.session.scalars(text(query))]

    @property
    def letter(self) -> str:
        return self.one("SELECT letter_sha256 FROM endorsement_lists WHERE letter_sha256 IS NOT NULL")

    @property
    def arrival(self) -> str:
        return self.one("SELECT sha256 FROM photo_arrivals ORDER BY 1 LIMIT 1")

    def found(self, *, share: float = 1.0) -> Named:
        told: list[tuple[int, int]] = []
        hasher = Hasher(self.store, share=share, progress=lambda *done: told.append(done))
        faults = [*audit_photos(self.session, self.store, hasher), *audit_letters(self.session, self.store, hasher)]
        self.hashed = told[-1] if told else (0, 0)
        return sorted((fault.code, fault.subject) for fault in faults)


@pytest.fixture
def tampered(bucket: S3Store, unguarded: Session) -> Iterator[Tampered]:
    made = Tampered(bucket, unguarded)
    yield made
    made.restore()


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def flip_original(world: Tampered) -> Named:
    photo = world.photos[0]
    world.put(original_key(photo), flipped(world.get(original_key(photo))))
    return [("object_differs", photo)]


def cut_original(world: Tampered) -> Named:
    photo = world.photos[0]
    world.put(original_key(photo), world.get(original_key(photo))[:-1])
    return [("object_differs", photo)]


def delete_original(world: Tampered) -> Named:
    photo = world.photos[0]
    world.delete(original_key(photo))
    return [("object_missing", photo)]


def swap_originals(world: Tampered) -> Named:
    one, other = world.photos
    contents = world.get(original_key(one)), world.get(original_key(other))
    world.put(original_key(one), contents[1])
    world.put(original_key(other), contents[0])
    return [("object_differs", one), ("object_differs", other)]


def add_original(world: Tampered) -> Named:
    world.put(original_key("a" * 64), b"a photo that nobody took")
    return [("object_unknown", original_key("a" * 64))]


def add_beside_original(world: Tampered) -> Named:
    key = f"{original_key(world.photos[0])}.bak"
    world.put(key, b"something else")
    return [("object_unknown", key)]


def delete_derivative(world: Tampered) -> Named:
    photo = world.photos[0]
    world.delete(derivative_key(photo, "large"))
    return [("object_missing", photo)]


def add_derivative(world: Tampered) -> Named:
    world.put(derivative_key("a" * 64, "thumb"), b"a picture of no photo")
    return [("object_unknown", derivative_key("a" * 64, "thumb"))]


def flip_letter(world: Tampered) -> Named:
    letter = world.letter
    world.put(letter_key(letter), flipped(world.get(letter_key(letter))))
    return [("object_differs", letter)]


def delete_letter(world: Tampered) -> Named:
    letter = world.letter
    world.delete(letter_key(letter))
    return [("object_missing", letter)]


def swap_letter(world: Tampered) -> Named:
    letter = world.letter
    world.put(letter_key(letter), b"%PDF-1.7 another letter")
    return [("object_differs", letter)]


def add_letter(world: Tampered) -> Named:
    world.put(letter_key("a" * 64), b"%PDF-1.7")
    return [("object_unknown", letter_key("a" * 64))]


def flip_arrival(world: Tampered) -> Named:
    photo = world.arrival
    world.session.execute(
        text(
            "UPDATE photo_arrivals SET content = set_byte(content, 9, get_byte(content, 9) # 1) WHERE sha256 = :photo"
        ),
        {"photo": photo},
    )
    return [("photo_differs", photo)]


def delete_arrival(world: Tampered) -> Named:
    photo = world.arrival
    world.session.execute(text("DELETE FROM photo_arrivals WHERE sha256 = :photo"), {"photo": photo})
    return [("object_missing", photo)]


def add_photo_row(world: Tampered) -> Named:
    world.session.execute(text("INSERT INTO photos (sha256, size, stored_at) VALUES (repeat('b', 64), 9, now())"))
    return [("object_missing", "b" * 64)]


def test_what_was_sent_lies_whole_in_the_bucket_or_in_the_database(tampered: Tampered) -> None:
    assert tampered.found() == []
    assert tampered.hashed[0] > len(tampered.photos)
    assert tampered.arrival


@pytest.mark.parametrize(
    "change",
    [
        flip_original, cut_original, delete_original, swap_originals, add_original, add_beside_original,
        delete_derivative, add_derivative, flip_letter, delete_letter, swap_letter, add_letter, flip_arrival,
        delete_arrival, add_photo_row,
    ],
)  # fmt: skip
def test_every_change_of_an_object_is_named(tampered: Tampered, change: Callable[[Tampered], Named]) -> None:
    expected = change(tampered)

    assert tampered.found() == expected


def test_a_sample_looks_at_all_names_and_sizes_and_hashes_some(tampered: Tampered) -> None:
    tampered.found()
    everything = tampered.hashed[0]
    expected = cut_original(tampered) + delete_letter(tampered)

    assert tampered.found(share=0.2) == sorted(expected)
    assert tampered.hashed[0] < everything
