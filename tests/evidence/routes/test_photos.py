import hashlib
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.clock import new_id, now
from field_api.erasure.service import erase_person
from field_api.evidence.models.photos import Bundle, Capture, Photo, PhotoPiece
from field_api.evidence.rules.photos.inspection import INSPECTION_VERSION, inspect_photo
from field_api.evidence.service.inspection import inspect_bundle
from field_api.evidence.service.originals import move_to_bucket
from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord, JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Household
from field_api.storage import S3Store
from tests.factories import evidence as evidence_factory
from tests.factories import photos as photo_factory
from tests.factories import registry as registry_factory

AREA = "31.75.06.1004"
PIECE = {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture
def household(session: Session) -> Household:
    evidence_factory.instrument(session)
    return registry_factory.household(session, f"{AREA}.008.003")


@pytest.fixture
def verifier(as_role: Any) -> Any:
    return as_role(Role.VERIFIER, AREA)


def send_piece(client: Any, content: bytes, offset: int = 0, *, sha256: str) -> Any:
    return client.patch(f"/v1/photos/{sha256}", data=content, headers=PIECE | {"Upload-Offset": str(offset)})


def send_whole(client: Any, content: bytes) -> Any:
    return send_piece(client, content, sha256=hashlib.sha256(content).hexdigest())


def declare(client: Any, household: Household, *contents: bytes) -> Any:
    kinds = ["house_front", "house_inside", *["other"] * len(contents)]
    manifest = [evidence_factory.photo_entry(each, kinds[number]) for number, each in enumerate(contents)]
    visit_id = new_id()
    answer = client.put(f"/v1/visits/{visit_id}", json=evidence_factory.visit_payload(household.id, manifest))
    assert answer.status_code == 201, answer.json
    return visit_id


def unique(seed: str, size: int = 5000) -> bytes:
    return (hashlib.sha256(seed.encode()).digest() * (size // 32 + 1))[:size]


class TestUploading:
    def test_the_last_photo_completes_the_visit_and_says_so(
        self, verifier: Any, household: Household, session: Session, store: S3Store
    ) -> None:
        front, inside = unique("a"), unique("b")
        visit_id = declare(verifier, household, front, inside)

        first, last = send_whole(verifier, front), send_whole(verifier, inside)

        assert (first.status_code, last.status_code) == (204, 204)
        assert "Bundle-Completed" not in first.headers
        assert last.headers["Bundle-Completed"] == str(visit_id)
        receipt = verifier.get(f"/v1/visits/{visit_id}/receipt").json
        assert (receipt["complete"], receipt["missing"]) == (True, [])
        assert move_to_bucket(session, store, sha256=hashlib.sha256(front).hexdigest()) == front
        entries = select(JournalEntry.event).where(JournalEntry.subject_id == visit_id)
        events = session.scalars(entries.order_by(JournalEntry.seq)).all()
        assert events == ["visit.submitted", "photo.stored", "photo.stored", "visit.completed"]

    def test_a_photo_in_pieces_goes_on_where_it_stopped(self, verifier: Any, household: Household) -> None:
        front, inside = unique("pieces"), unique("other piece")
        declare(verifier, household, front, inside)
        digest = hashlib.sha256(front).hexdigest()

        send_piece(verifier, front[:1700], sha256=digest)
        offset = int(verifier.request("HEAD", f"/v1/photos/{digest}").headers["Upload-Offset"])
        last = send_piece(verifier, front[offset:], offset, sha256=digest)

        assert (offset, last.headers["Upload-Offset"]) == (1700, "5000")

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(cuts=st.lists(st.integers(1, 4999), max_size=4, unique=True))
    def test_however_a_photo_is_cut_the_same_bytes_are_stored(
        self, verifier: Any, household: Household, session: Session, store: S3Store, cuts: list[int]
    ) -> None:
        front, inside = unique(f"cut {sorted(cuts)}"), unique("rest")
        declare(verifier, household, front, inside)
        digest = hashlib.sha256(front).hexdigest()
        edges = [0, *sorted(cuts), len(front)]

        for start, end in itertools.pairwise(edges):
            assert send_piece(verifier, front[start:end], start, sha256=digest).status_code == 204

        assert move_to_bucket(session, store, sha256=digest) == front

    def test_a_piece_at_the_wrong_place_is_told_the_right_one(self, verifier: Any, household: Household) -> None:
        front, inside = unique("wrong place"), unique("x")
        declare(verifier, household, front, inside)
        digest = hashlib.sha256(front).hexdigest()
        send_piece(verifier, front[:100], sha256=digest)

        answer = send_piece(verifier, front[300:400], 300, sha256=digest)

        assert (answer.status_code, answer.json["code"], answer.json["offset"]) == (409, "offset_mismatch", 100)

    def test_one_wrong_byte_is_refused_by_name_and_the_photo_begins_again(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        front, inside = unique("flip"), unique("y")
        visit_id = declare(verifier, household, front, inside)
        digest = hashlib.sha256(front).hexdigest()
        send_piece(verifier, front[:1000], sha256=digest)
        flipped = front[1000:-1] + bytes([front[-1] ^ 1])

        answer = send_piece(verifier, flipped, 1000, sha256=digest)

        assert (answer.status_code, answer.json["code"]) == (409, "photo_hash_mismatch")
        assert (answer.json["sha256"], answer.json["kind"]) == (digest, "house_front")
        assert session.scalar(select(func.count()).select_from(PhotoPiece)) == 0
        assert session.get_one(Bundle, visit_id).completed_at is None
        assert send_whole(verifier, front).status_code == 204

    def test_more_bytes_than_declared_are_refused(self, verifier: Any, household: Household) -> None:
        front, inside = unique("long"), unique("z")
        declare(verifier, household, front, inside)

        answer = send_piece(verifier, front + b"!", sha256=hashlib.sha256(front).hexdigest())

        assert (answer.status_code, answer.json["code"]) == (413, "photo_too_long")

    def test_the_same_photo_again_is_no_error_and_stored_once(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        front, inside = unique("twice"), unique("w")
        declare(verifier, household, front, inside)

        assert [send_whole(verifier, front).status_code for _ in range(3)] == [204, 204, 204]
        digest = hashlib.sha256(front).hexdigest()
        assert session.scalar(select(func.count()).select_from(Photo).where(Photo.sha256 == digest)) == 1

    def test_a_visit_whose_photos_are_all_here_is_complete_at_once(self, verifier: Any, household: Household) -> None:
        front, inside = unique("known a"), unique("known b")
        declare(verifier, household, front, inside)
        send_whole(verifier, front)
        send_whole(verifier, inside)

        second = declare(verifier, household, front, inside)

        assert verifier.get(f"/v1/visits/{second}/receipt").json["complete"] is True

    def test_bytes_that_nobody_declared_are_not_wanted(self, verifier: Any) -> None:
        answer = send_whole(verifier, unique("undeclared"))

        assert (answer.status_code, answer.json["code"]) == (404, "photo_not_declared")

    def test_another_verifier_adds_no_bytes_to_my_photo(
        self, verifier: Any, as_role: Any, household: Household
    ) -> None:
        front, inside = unique("mine"), unique("v")
        declare(verifier, household, front, inside)

        assert send_whole(as_role(Role.VERIFIER, AREA), front).json["code"] == "photo_not_declared"

    @pytest.mark.parametrize("headers", [{}, PIECE, PIECE | {"Upload-Offset": "-1"}, {"Upload-Offset": "0"}])
    def test_a_piece_without_its_headers_is_refused(self, verifier: Any, headers: dict[str, str]) -> None:
        answer = verifier.patch(f"/v1/photos/{'0' * 64}", data=b"x", headers=headers)

        assert (answer.status_code, answer.json["code"]) == (422, "not_a_piece")


class TestSendingSeveralAtOnce:
    @staticmethod
    def send(client: Any, bundle_id: Any, body: bytes, *parts: tuple[bytes, int]) -> Any:
        named = ", ".join(f"{hashlib.sha256(photo).hexdigest()};offset={offset}" for photo, offset in parts)
        return client.post(f"/v1/bundles/{bundle_id}/photos", data=body, headers={"Photo-Parts": named})

    def test_one_body_completes_the_visit(self, verifier: Any, household: Household) -> None:
        front, inside = unique("several a"), unique("several b", 7000)
        visit_id = declare(verifier, household, front, inside)

        answer = self.send(verifier, visit_id, front + inside, (front, 0), (inside, 0))

        assert (answer.status_code, answer.json["complete"]) == (200, True)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(arrived=st.integers(1, 11_999))
    def test_wherever_the_connection_breaks_the_receipt_says_where_to_go_on(
        self, verifier: Any, household: Household, arrived: int
    ) -> None:
        front, inside = unique(f"broken a {arrived}"), unique(f"broken b {arrived}", 7000)
        visit_id = declare(verifier, household, front, inside)

        first = self.send(verifier, visit_id, (front + inside)[:arrived], (front, 0), (inside, 0))

        missing = {photo["sha256"]: photo["offset"] for photo in first.json["missing"]}
        photos = {hashlib.sha256(photo).hexdigest(): photo for photo in (front, inside)}
        rest = b"".join(photos[digest][offset:] for digest, offset in missing.items())
        again = self.send(verifier, visit_id, rest, *((photos[digest], offset) for digest, offset in missing.items()))
        assert again.json["complete"] is True
        assert sum(len(photos[digest]) - offset for digest, offset in missing.items()) == 12_000 - arrived

    def test_a_wrong_photo_is_named_and_the_right_one_is_kept(self, verifier: Any, household: Household) -> None:
        front, inside = unique("good one"), unique("bad one")
        visit_id = declare(verifier, household, front, inside)

        answer = self.send(verifier, visit_id, front + inside[:-1] + b"?", (front, 0), (inside, 0))

        assert (answer.status_code, answer.json["code"]) == (409, "photo_hash_mismatch")
        assert answer.json["sha256"] == hashlib.sha256(inside).hexdigest()
        missing = verifier.get(f"/v1/visits/{visit_id}/receipt").json["missing"]
        assert [photo["kind"] for photo in missing] == ["house_inside"]

    def test_a_photo_of_another_manifest_is_refused(self, verifier: Any, household: Household) -> None:
        front, inside = unique("own a"), unique("own b")
        visit_id = declare(verifier, household, front, inside)

        answer = self.send(verifier, visit_id, b"x", (b"x", 0))

        assert (answer.status_code, answer.json["code"]) == (422, "not_photo_parts")

    def test_somebody_elses_bundle_takes_nothing_from_me(
        self, verifier: Any, as_role: Any, household: Household
    ) -> None:
        front, inside = unique("theirs a"), unique("theirs b")
        visit_id = declare(verifier, household, front, inside)

        answer = self.send(as_role(Role.VERIFIER, AREA), visit_id, front + inside, (front, 0), (inside, 0))

        assert (answer.status_code, answer.json["code"]) == (404, "bundle_not_found")


class TestLooking:
    @pytest.fixture
    def seen(self, verifier: Any, household: Household, session: Session, store: S3Store) -> Any:
        front, inside = photo_factory.encoded(), photo_factory.encoded(photo_factory.drawn(seed=2))
        visit_id = declare(verifier, household, front, inside)
        send_whole(verifier, front)
        send_whole(verifier, inside)
        inspect_bundle(session, SystemAuthor(), store, develop=inspect_photo, bundle_id=visit_id, at=now())
        session.flush()
        return visit_id

    def test_a_derivative_is_shown_to_the_desk_and_leaves_an_access_record(
        self, as_role: Any, session: Session, seen: Any
    ) -> None:
        reviewer = as_role(Role.DINSOS_REVIEWER, AREA)

        answer = reviewer.get(f"/v1/bundles/{seen}/photos/0/large")

        assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        record = session.scalars(select(AccessRecord)).one()
        assert (record.action, record.actor_id, record.area_code) == (
            "photo.viewed",
            reviewer.user_id,
            f"{AREA}.008.003",
        )

    def test_two_people_at_the_desk_see_two_pictures_since_each_bears_a_name(self, as_role: Any, seen: Any) -> None:
        first, second = as_role(Role.DINSOS_REVIEWER, AREA), as_role(Role.AUDITOR, AREA)

        pictures = [each.get(f"/v1/bundles/{seen}/photos/0/thumb").data for each in (first, second)]

        assert all(picture.startswith(b"\xff\xd8") for picture in pictures)
        assert pictures[0] != pictures[1]

    def test_the_neighbours_desk_sees_no_photo(self, as_role: Any, seen: Any) -> None:
        neighbour = as_role(Role.DINSOS_REVIEWER, "31.75.06.1005")

        assert neighbour.get(f"/v1/bundles/{seen}/photos/0/large").status_code == 404

    def test_an_erased_photo_is_not_shown_although_its_picture_is_still_there(
        self, as_role: Any, session: Session, household: Household, seen: Any
    ) -> None:
        photo = session.scalars(select(Capture.sha256).where(Capture.bundle_id == seen, Capture.number == 0)).one()
        person = registry_factory.person(session, household)
        erasure: dict[str, Any] = {
            "legal_basis": "subject_request",
            "reason": "Surat permohonan",
            "with_photos": True,
            "at": now(),
        }
        erase_person(session, SystemAuthor(), person_id=person.id, **erasure)
        evidence_factory.inspection(session, photo, inspection_version=INSPECTION_VERSION + 1)

        answer = as_role(Role.DINSOS_REVIEWER, AREA).get(f"/v1/bundles/{seen}/photos/0/large")

        assert (answer.status_code, answer.json["code"]) == (404, "photo_not_shown")
        assert session.scalars(select(AccessRecord)).all() == []

    def test_a_verifier_sees_no_photos_of_the_desk(self, verifier: Any, seen: Any) -> None:
        assert verifier.get(f"/v1/bundles/{seen}/photos/0/thumb").status_code == 403

    def test_an_inspection_that_runs_twice_leaves_one_row_and_one_entry(
        self, session: Session, store: S3Store, seen: Any
    ) -> None:
        again = inspect_bundle(session, SystemAuthor(), store, develop=inspect_photo, bundle_id=seen, at=now())

        inspected = session.scalars(select(JournalEntry).where(JournalEntry.event == "photo.inspected")).all()
        assert (again, len(inspected)) == (0, 2)
