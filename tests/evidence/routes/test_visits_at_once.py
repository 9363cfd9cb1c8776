"""A visit and its photos in one body: what arrives of it counts, and the same again doubles nothing."""

import hashlib
import json
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from field_api.bodies import DOCUMENT_AND_BYTES
from field_api.clock import new_id, now
from field_api.evidence.models.photos import Bundle, Photo, PhotoArrival, PhotoPiece
from field_api.evidence.models.visits import Visit
from field_api.identity.rules import Role
from field_api.journal.models import JournalEntry
from field_api.registry.models import Household
from tests.factories import evidence as factory
from tests.factories import registry as registry_factory

AREA = "31.75.06.1004"
KINDS = ("house_front", "house_inside", "kitchen")


@pytest.fixture
def household(session: Session) -> Household:
    factory.instrument(session)
    return registry_factory.household(session, f"{AREA}.008.003")


@pytest.fixture
def verifier(as_role: Any) -> Any:
    return as_role(Role.VERIFIER, AREA)


def unique(seed: object, size: int = 4000) -> bytes:
    return (hashlib.sha256(str(seed).encode()).digest() * (size // 32 + 1))[:size]


def whole(household: Household, *photos: bytes, **overrides: Any) -> bytes:
    """A visit and its photos as one body."""
    manifest = [factory.photo_entry(photo, kind) for photo, kind in zip(photos, KINDS, strict=False)]
    document = json.dumps(factory.visit_payload(household.id, manifest, **overrides)).encode()
    return b"\n".join((document, b"".join(photos)))


def send(client: Any, visit_id: UUID, body: bytes) -> Any:
    return client.put(f"/v1/visits/{visit_id}", data=body, content_type=DOCUMENT_AND_BYTES)


def count(session: Session, model: Any) -> Any:
    return session.scalar(select(func.count()).select_from(model))


def events(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(JournalEntry.event)))


def check_now(session: Session) -> None:
    """What the database would check at the commit."""
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_it_is_complete_with_one_request(verifier: Any, household: Household, session: Session) -> None:
    visit_id, before = new_id(), events(session)

    answer = send(verifier, visit_id, whole(household, unique("a"), unique("b")))

    assert (answer.status_code, answer.json["complete"], answer.json["missing"]) == (201, True, [])
    assert events(session) - before == {"visit.submitted": 1, "visit.completed": 1, "photo.stored": 2}
    queued = text("SELECT count(*) FROM procrastinate_jobs WHERE args->>'bundle_id' = :id")
    assert session.scalar(queued, {"id": str(visit_id)}) == 1
    check_now(session)
    assert session.get_one(Bundle, visit_id).completed_at is not None


def test_the_receipt_is_that_of_the_same_visit_sent_in_two_requests(verifier: Any, household: Household) -> None:
    visit_id, photos = new_id(), (unique("c"), unique("d"))
    body = whole(household, *photos)

    at_once = send(verifier, visit_id, body).json
    alone = verifier.put(f"/v1/visits/{visit_id}", data=body.partition(b"\n")[0], content_type="application/json")

    assert (alone.status_code, alone.json) == (200, at_once | {"repeated": True})


def test_the_same_again_doubles_nothing(verifier: Any, household: Household, session: Session) -> None:
    visit_id, body = new_id(), whole(household, unique("e"), unique("f"))
    send(verifier, visit_id, body)
    before = events(session)

    again = send(verifier, visit_id, body)

    assert (again.status_code, again.json["repeated"], again.json["complete"]) == (200, True, True)
    assert events(session) == before
    assert [count(session, model) for model in (Visit, Photo, PhotoArrival)] == [1, 2, 2]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lost=st.integers(1, 12_000))
def test_wherever_it_breaks_off_the_visit_is_here_and_the_same_body_completes_it(
    verifier: Any, household: Household, session: Session, lost: int
) -> None:
    visit_id, photos = new_id(), [unique(f"{number} of {lost}") for number in range(3)]
    body = whole(household, *photos)

    first = send(verifier, visit_id, body[:-lost])
    held = {photo["sha256"]: photo["offset"] for photo in first.json["missing"]}
    again = send(verifier, visit_id, body)

    assert (first.status_code, first.json["complete"]) == (201, False)
    assert sum(4000 - offset for offset in held.values()) == lost
    assert (again.status_code, again.json["complete"]) == (200, True)
    assert count(session, PhotoPiece) == 0
    check_now(session)


def test_a_wrong_photo_is_named_and_all_the_rest_is_kept(verifier: Any, household: Household, session: Session) -> None:
    visit_id, body = new_id(), whole(household, unique("g"), unique("h"))

    answer = send(verifier, visit_id, body[:-1] + b"?")

    assert (answer.status_code, answer.json["code"]) == (409, "photo_hash_mismatch")
    assert answer.json["sha256"] == hashlib.sha256(unique("h")).hexdigest()
    receipt = verifier.get(f"/v1/visits/{visit_id}/receipt").json
    assert [photo["kind"] for photo in receipt["missing"]] == ["house_inside"]
    assert send(verifier, visit_id, body).json["complete"] is True


@pytest.mark.parametrize(
    ("spoil", "status", "code"),
    [
        (lambda body: body + b"!", 413, "photo_too_long"),
        (lambda body: body.partition(b"\n")[2], 422, "no_document"),
        (lambda body: body.replace(b'"visited"', b'"away"', 1), 422, "invalid_shape"),
    ],
)
def test_what_is_refused_leaves_nothing(
    verifier: Any, household: Household, session: Session, spoil: Any, status: int, code: str
) -> None:
    answer = send(verifier, new_id(), spoil(whole(household, unique("i"), unique("j"))))

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert [count(session, model) for model in (Bundle, Visit, Photo, PhotoPiece)] == [0, 0, 0, 0]


def test_a_fault_of_shape_is_named_by_its_place_in_the_document(verifier: Any, household: Household) -> None:
    answer = send(verifier, new_id(), whole(household, unique("k"), occupation=7))

    assert [problem["pointer"] for problem in answer.json["problems"]] == ["/occupation"]


def test_other_content_under_the_id_of_a_visit_is_refused_with_its_photos(
    verifier: Any, household: Household, session: Session
) -> None:
    visit_id = new_id()
    send(verifier, visit_id, whole(household, unique("l"), unique("m")))

    other = send(verifier, visit_id, whole(household, unique("n"), unique("o")))

    assert (other.status_code, other.json["code"]) == (409, "other_content")
    assert count(session, Photo) == 2


def test_a_photo_that_another_visit_waits_for_completes_that_one_too(
    verifier: Any, household: Household, session: Session
) -> None:
    waiting, shared = new_id(), unique("shared")
    send(verifier, waiting, whole(household, unique("p"), shared)[: -len(shared)])

    send(verifier, new_id(), whole(household, shared, unique("q")))

    assert verifier.get(f"/v1/visits/{waiting}/receipt").json["complete"] is True
    check_now(session)


def test_a_bundle_that_says_complete_and_is_not_is_stopped_at_the_commit(verifier: Any, session: Session) -> None:
    session.add(
        Bundle(
            id=new_id(),
            kind="visit",
            area_code=AREA,
            author_id=verifier.user_id,
            content_sha256="0" * 64,
            photo_count=1,
            received_at=now(),
            completed_at=now(),
        )
    )
    session.flush()

    with pytest.raises(IntegrityError, match="a photo of the manifest is not stored"):
        check_now(session)
