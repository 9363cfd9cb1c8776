import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api.bodies import DOCUMENT_AND_BYTES
from field_api.clock import new_id, now
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Visit, VisitEvaluation, VisitMember
from field_api.identity.models import Device
from field_api.identity.rules import Role
from field_api.journal.models import JournalEntry
from field_api.registry.models import Household
from field_api.transparency.models import SignedCheckpoint
from field_api.transparency.rules.notes import Signer
from field_api.transparency.rules.receipts import Receipt
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import journal as journal_factory
from tests.factories import registry as registry_factory
from tests.factories import signing

AREA = "31.75.06.1004"
NEIGHBOUR = "31.75.06.1005"
FRONT, INSIDE = b"front" * 100, b"inside" * 100
MANIFEST = [
    evidence_factory.photo_entry(FRONT, "house_front"),
    evidence_factory.photo_entry(INSIDE, "house_inside"),
]


@pytest.fixture
def household(session: Session) -> Household:
    evidence_factory.instrument(session)
    evidence_factory.instrument(session, "kepmensos-262@2022")
    return registry_factory.household(session, f"{AREA}.008.003")


@pytest.fixture
def verifier(as_role: Any) -> Any:
    return as_role(Role.VERIFIER, AREA)


def send_photo(client: Any, content: bytes) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    answer = client.patch(f"/v1/photos/{hashlib.sha256(content).hexdigest()}", data=content, headers=headers)
    assert answer.status_code == 204


def send(client: Any, payload: dict[str, Any], visit_id: UUID | None = None) -> Any:
    return client.put(f"/v1/visits/{visit_id or new_id()}", json=payload)


class TestSubmitting:
    def test_a_visit_is_received_and_the_answer_names_the_missing_photos(
        self, verifier: Any, household: Household
    ) -> None:
        answer = send(verifier, evidence_factory.visit_payload(household.id, MANIFEST))

        assert answer.status_code == 201
        assert answer.json["complete"] is False
        assert [photo["sha256"] for photo in answer.json["missing"]] == [entry["sha256"] for entry in MANIFEST]
        assert answer.json["missing"][0]["upload_url"] == f"/v1/photos/{MANIFEST[0]['sha256']}"

    def test_the_same_visit_again_changes_nothing(self, verifier: Any, household: Household, session: Session) -> None:
        visit_id = new_id()
        payload = evidence_factory.visit_payload(household.id, MANIFEST)
        first = send(verifier, payload, visit_id)

        repeats = [send(verifier, payload, visit_id) for _ in range(20)]

        assert {repeat.status_code for repeat in repeats} == {200}
        assert {repeat.json["content_sha256"] for repeat in repeats} == {first.json["content_sha256"]}
        assert session.scalar(select(func.count()).select_from(Visit)) == 1
        entries = session.scalars(select(JournalEntry.event).where(JournalEntry.subject_id == visit_id)).all()
        assert entries == ["visit.submitted"]

    def test_a_repeat_asks_once_who_sends_it_and_what_is_known_and_nothing_else(
        self, verifier: Any, household: Household, statements: list[str]
    ) -> None:
        visit_id, payload = new_id(), evidence_factory.visit_payload(household.id, MANIFEST)
        send(verifier, payload, visit_id)
        for photo in (FRONT, INSIDE):
            send_photo(verifier, photo)
        statements.clear()

        repeat = send(verifier, payload, visit_id)

        assert (repeat.status_code, repeat.json["complete"]) == (200, True)
        [asked] = statements
        assert re.findall(r"FROM (\w+)", asked) == ["login_sessions", "bundles"]

    def test_a_repeat_is_complete_when_its_photos_came_through_a_visit_that_nobody_here_can_see(
        self, verifier: Any, as_role: Any, household: Household, session: Session
    ) -> None:
        visit_id, payload = new_id(), evidence_factory.visit_payload(household.id, MANIFEST)
        send(verifier, payload, visit_id)
        neighbour = as_role(Role.VERIFIER, NEIGHBOUR)
        beyond = registry_factory.household(session, f"{NEIGHBOUR}.001.001")
        send(neighbour, evidence_factory.visit_payload(beyond.id, MANIFEST))
        for photo in (FRONT, INSIDE):
            send_photo(neighbour, photo)

        repeat = send(verifier, payload, visit_id)

        assert (repeat.status_code, repeat.json["complete"], repeat.json["missing"]) == (200, True, [])
        assert verifier.get(f"/v1/visits/{visit_id}/receipt").json == repeat.json

    def test_what_was_taken_once_is_not_judged_again_by_rules_that_came_since(
        self, verifier: Any, session: Session
    ) -> None:
        old = {"sent_by": "an app of years ago"}
        here, elsewhere = (
            evidence_factory.bundle(session, author_id=verifier.user_id, area_code=area, content=old)
            for area in (AREA, NEIGHBOUR)
        )

        assert send(verifier, old, here.id).json["repeated"] is True
        assert send(verifier, old, new_id()).json["code"] == "invalid_shape"
        # Somebody who has been sent elsewhere is told no more than about a visit that is not there.
        assert send(verifier, old, elsewhere.id).json["code"] == "invalid_shape"

    def test_the_same_id_with_other_content_is_a_conflict_and_the_first_stays(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        visit_id = new_id()
        send(verifier, evidence_factory.visit_payload(household.id, MANIFEST), visit_id)

        other = send(verifier, evidence_factory.visit_payload(household.id, MANIFEST, note="lain"), visit_id)

        assert (other.status_code, other.json["code"]) == (409, "other_content")
        assert session.get_one(Visit, visit_id).note == "Atap bocor di dapur."

    def test_the_id_of_another_verifier_is_a_conflict(self, verifier: Any, as_role: Any, household: Household) -> None:
        visit_id = new_id()
        payload = evidence_factory.visit_payload(household.id, MANIFEST)
        send(verifier, payload, visit_id)

        assert send(as_role(Role.VERIFIER, AREA), payload, visit_id).json["code"] == "other_content"

    def test_two_instruments_are_evaluated_side_by_side_and_the_first_one_judges(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        visit_id = new_id()
        both = [{"code": "bps-14", "version": "2005"}, {"code": "kepmensos-262", "version": "2022"}]
        extra = {
            "has_dwelling": True,
            "kepmensos262.head_income_steady": False,
            "kepmensos262.worried_about_food": True,
            "kepmensos262.food_over_half": True,
            "kepmensos262.clothing_spending": False,
        }
        answers = evidence_factory.POOR_ANSWERS | extra
        payload = evidence_factory.visit_payload(household.id, MANIFEST, instruments=both, answers=answers)

        assert send(verifier, payload, visit_id).status_code == 201

        found = session.scalars(select(VisitEvaluation).where(VisitEvaluation.visit_id == visit_id)).all()
        outcomes = {row.instrument_code: row.outcome for row in found}
        assert outcomes == {"bps-14": "poor", "kepmensos-262": "indicated"}
        assert session.get_one(Visit, visit_id).instrument_code == "bps-14"

    def test_a_nik_is_sealed_and_shown_masked(self, verifier: Any, household: Household, session: Session) -> None:
        visit_id, nik = new_id(), registry_factory.a_nik()
        members = [{"name": "Siti", "relationship": "head", "nik": nik}]

        answer = send(verifier, evidence_factory.visit_payload(household.id, MANIFEST, members=members), visit_id)

        assert answer.status_code == 201, answer.json
        row = session.scalars(select(VisitMember).where(VisitMember.visit_id == visit_id)).one()
        assert row.nik_sealed is not None
        assert nik.encode() not in row.nik_sealed
        shown = verifier.get(f"/v1/visits/{visit_id}")
        assert shown.json["members"][0]["nik_masked"] == f"{nik[:4]}********{nik[-4:]}"
        assert nik not in shown.text

    def test_a_visit_to_a_withdrawn_assignment_is_accepted_with_a_remark(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        assignment = evidence_factory.assignment(session, household, verifier.user_id, status="withdrawn")
        visit_id = new_id()
        payload = evidence_factory.visit_payload(household.id, MANIFEST, assignment_id=str(assignment.id))

        assert send(verifier, payload, visit_id).status_code == 201
        assert "assignment_withdrawn" in session.get_one(Visit, visit_id).remarks

    def test_an_open_assignment_is_done_by_the_visit(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        assignment = evidence_factory.assignment(session, household, verifier.user_id)

        send(verifier, evidence_factory.visit_payload(household.id, MANIFEST, assignment_id=str(assignment.id)))

        session.refresh(assignment)
        assert assignment.status == "done"


class TestSigning:
    @pytest.fixture
    def phone(self, verifier: Any, session: Session) -> Device:
        key = signing.public_jwk()
        made = Device(
            id=new_id(),
            user_id=verifier.user_id,
            label="Uji",
            public_key=key,
            key_thumbprint="uji",
            registered_at=now(),
        )
        session.add(made)
        session.flush()
        return made

    def remarks_on(self, verifier: Any, household: Household, session: Session, sign: Callable[..., Any]) -> set[str]:
        visit_id = new_id()
        manifest = [photo | {"envelope": sign(photo)} for photo in MANIFEST]
        payload = evidence_factory.visit_payload(household.id, manifest, channel="field_app")
        assert send(verifier, payload, visit_id).status_code == 201
        remarks = session.get_one(Visit, visit_id).remarks
        return {remark for remark in remarks if "sign" in remark and remark != "unassigned"}

    def test_photos_signed_by_the_registered_phone_are_not_remarked(
        self, verifier: Any, household: Household, session: Session, phone: Device
    ) -> None:
        assert self.remarks_on(verifier, household, session, lambda photo: signing.envelope(photo, phone.id)) == set()

    def test_an_unsigned_photo_of_the_field_app_is_remarked_and_not_refused(
        self, verifier: Any, household: Household, session: Session
    ) -> None:
        assert self.remarks_on(verifier, household, session, lambda _: {}) == {"photo_unsigned"}


class TestSignedAfter:
    """The phone signs the newest checkpoint it holds: the receipt says after which moment the photos were signed."""

    LOG = Signer("dinsos.example/log", bytes(range(32)))

    @pytest.fixture
    def phone(self, verifier: Any, session: Session) -> UUID:
        made = new_id()
        key = {"label": "Uji", "public_key": signing.public_jwk()}
        assert verifier.put(f"/v1/me/devices/{made}", json=key).status_code in {200, 201}
        return made

    @pytest.fixture
    def held(self, session: Session) -> list[dict[str, Any]]:
        """Two checkpoints of the log, as the phone keeps them, the older one first."""
        kept = []
        for _ in range(2):
            journal_factory.entry(session)
            journal_factory.log_all(session, self.LOG)
            newest = session.scalars(select(SignedCheckpoint).order_by(SignedCheckpoint.size.desc()).limit(1)).one()
            root = base64.b64encode(newest.root).decode()
            kept.append({"origin": self.LOG.name, "size": newest.size, "root": root})
        return kept

    def sent(self, verifier: Any, household: Household, phone: UUID, afters: list[Any]) -> UUID:
        visit_id = new_id()
        manifest = [
            photo | {"envelope": signing.envelope(photo, phone, **({"after": after} if after else {}))}
            for photo, after in zip(MANIFEST, afters, strict=True)
        ]
        payload = evidence_factory.visit_payload(household.id, manifest, channel="field_app")
        assert send(verifier, payload, visit_id).status_code == 201
        return visit_id

    def test_the_receipt_names_the_oldest_checkpoint_that_all_photos_were_signed_after(
        self, verifier: Any, household: Household, session: Session, phone: UUID, held: list[dict[str, Any]]
    ) -> None:
        visit_id = self.sent(verifier, household, phone, [held[1], held[0]])
        for content in (FRONT, INSIDE):
            send_photo(verifier, content)
        journal_factory.log_all(session, self.LOG)

        receipt = verifier.get(f"/v1/visits/{visit_id}/proof").json

        after = receipt["statement"]["data"]["after"]
        assert (after["size"], after["root"]) == (held[0]["size"], held[0]["root"])
        assert Receipt.parse(receipt).verify([self.LOG.verifier]).size > after["size"]
        assert session.get_one(Visit, visit_id).remarks == ["unassigned"]

    @pytest.mark.parametrize(
        "change",
        [{"root": base64.b64encode(bytes(32)).decode()}, {"size": 999}, {"origin": "elsewhere"}, {"size": 1 << 70}, {"root": 5}],
    )  # fmt: skip
    def test_a_checkpoint_that_the_log_never_signed_is_remarked_and_not_believed(
        self,
        verifier: Any,
        household: Household,
        session: Session,
        phone: UUID,
        held: list[dict[str, Any]],
        change: dict[str, Any],
    ) -> None:
        visit_id = self.sent(verifier, household, phone, [held[0], held[1] | change])

        assert "after_unknown" in session.get_one(Visit, visit_id).remarks
        assert session.get_one(Bundle, visit_id).signed_after is None

    def test_a_phone_that_holds_none_yet_says_nothing_and_is_not_remarked(
        self, verifier: Any, household: Household, session: Session, phone: UUID, held: list[dict[str, Any]]
    ) -> None:
        visit_id = self.sent(verifier, household, phone, [held[0], None])

        assert session.get_one(Visit, visit_id).remarks == ["unassigned"]
        assert session.get_one(Bundle, visit_id).signed_after is None


class TestRefusing:
    @pytest.mark.parametrize(
        ("change", "pointer", "code"),
        [
            ({"photos": MANIFEST[:1]}, "/photos", "photo_kind_missing"),
            ({"recommendation": None}, "/recommendation", "missing"),
            ({"occupation": None}, "/occupation", "missing"),
            ({"members": []}, "/members", "missing"),
            ({"position": None}, "/position", "position_missing"),
            ({"answers": {}}, "/answers/floor_material", "missing"),
            (
                {"answers": evidence_factory.POOR_ANSWERS | {"floor_material": "gold"}},
                "/answers/floor_material",
                "unknown_option",
            ),
            ({"finished_at": "2026-03-02T08:00:00+07:00"}, "/finished_at", "ends_before_it_begins"),
            ({"members": [{"name": "A", "relationship": "head", "nik": "123"}]}, "/members/0/nik", "nik_invalid"),
            (
                {"members": [{"name": "A", "relationship": "head", "birth_date": "2026-03-03"}]},
                "/members/0/birth_date",
                "birth_date_implausible",
            ),
            ({"instruments": [{"code": "bps-14", "version": "1999"}]}, "/instruments/0", "unknown_instrument"),
            ({"replaces_visit_id": str(uuid4())}, "/replaces_visit_id", "unknown_visit"),
        ],
    )
    def test_what_is_missing_is_named_with_its_place_and_nothing_is_stored(
        self, verifier: Any, household: Household, session: Session, change: Any, pointer: str, code: str
    ) -> None:
        answer = send(verifier, evidence_factory.visit_payload(household.id, MANIFEST, **change))

        assert answer.status_code == 422
        assert (pointer, code) in {(item["pointer"], item["code"]) for item in answer.json["problems"]}
        assert session.scalar(select(func.count()).select_from(Visit)) == 0

    def test_one_photo_twice_in_a_manifest_is_refused_by_number(self, verifier: Any, household: Household) -> None:
        answer = send(verifier, evidence_factory.visit_payload(household.id, [*MANIFEST, MANIFEST[0]]))

        assert answer.json["code"] == "manifest_invalid"
        assert answer.json["problems"][0]["pointer"] == "/photos/2/sha256"

    def test_a_coordinate_with_decimals_is_refused_for_it_has_no_single_spelling(
        self, verifier: Any, household: Household
    ) -> None:
        position = {"latitude_e7": -6.2, "longitude_e7": 106.8}

        answer = send(verifier, evidence_factory.visit_payload(household.id, MANIFEST, position=position))

        assert answer.status_code == 422

    def test_a_float_in_a_signed_envelope_is_refused(self, verifier: Any, household: Household) -> None:
        manifest = [MANIFEST[0] | {"envelope": {"accuracy": 4.5}}, MANIFEST[1]]

        answer = send(verifier, evidence_factory.visit_payload(household.id, manifest))

        assert answer.json["code"] == "float_in_content"

    def test_what_is_nested_a_thousand_levels_deep_is_refused_and_nothing_is_stored(
        self, verifier: Any, session: Session
    ) -> None:
        deep = b'{"note": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

        for content_type in ("application/json", DOCUMENT_AND_BYTES):
            answer = verifier.put(f"/v1/visits/{new_id()}", data=deep, content_type=content_type)
            assert (answer.status_code, answer.json["code"]) == (422, "invalid_shape")
            assert "nested too deeply" in answer.json["detail"]

        assert session.scalar(select(func.count()).select_from(Visit)) == 0

    def test_a_character_that_no_text_holds_is_refused_by_its_field(self, verifier: Any, household: Household) -> None:
        answer = send(verifier, evidence_factory.visit_payload(household.id, MANIFEST, note="half \ud800 a character"))

        assert (answer.status_code, answer.json["code"]) == (422, "invalid_shape")
        [problem] = answer.json["problems"]
        assert (problem["pointer"], problem["code"]) == ("/note", "control_character")

    def test_a_visit_that_found_nobody_needs_a_photo_and_a_note(self, verifier: Any, household: Household) -> None:
        bare = {"outcome": "not_found", "answers": {}, "members": [], "photos": [], "note": ""}

        answer = send(verifier, evidence_factory.visit_payload(household.id, [], **bare))

        assert {item["pointer"] for item in answer.json["problems"]} == {"/photos", "/note"}


class TestReach:
    def test_without_a_token_nobody_sends_a_visit(self, anonymous: Any, household: Household) -> None:
        assert send(anonymous, evidence_factory.visit_payload(household.id, MANIFEST)).status_code == 401

    def test_a_reviewer_sends_no_visit(self, as_role: Any, household: Household) -> None:
        reviewer = as_role(Role.DINSOS_REVIEWER, AREA)

        assert send(reviewer, evidence_factory.visit_payload(household.id, MANIFEST)).status_code == 403

    def test_a_household_of_the_neighbouring_kelurahan_does_not_exist_for_a_verifier(
        self, as_role: Any, household: Household
    ) -> None:
        neighbour = as_role(Role.VERIFIER, NEIGHBOUR)

        answer = send(neighbour, evidence_factory.visit_payload(household.id, MANIFEST))

        assert (answer.status_code, answer.json["code"]) == (404, "household_not_found")

    def test_a_verifier_who_has_a_desk_elsewhere_reads_his_own_visits_and_no_colleagues(
        self, as_role: Any, session: Session, household: Household
    ) -> None:
        both = as_role(Role.VERIFIER, AREA)
        identity_factory.grant(session, both.user_id, Role.DINSOS_REVIEWER, NEIGHBOUR)
        own = evidence_factory.visit(session, household, both.user_id)
        theirs = evidence_factory.visit(session, household)
        work = [evidence_factory.assignment(session, household, each.verifier_id) for each in (own, theirs)]

        assert [item["id"] for item in both.get(f"/v1/visits?area={AREA}").json["items"]] == [str(own.id)]
        assert [item["id"] for item in both.get("/v1/assignments").json["items"]] == [str(work[0].id)]
        assert both.get(f"/v1/visits/{theirs.id}").status_code == 404
        assert both.get(f"/v1/assignments/{work[1].id}").status_code == 404

    def test_a_colleague_in_the_same_area_does_not_read_the_visit(
        self, verifier: Any, as_role: Any, household: Household
    ) -> None:
        visit_id = new_id()
        send(verifier, evidence_factory.visit_payload(household.id, MANIFEST), visit_id)
        colleague = as_role(Role.VERIFIER, AREA)

        assert colleague.get(f"/v1/visits/{visit_id}").status_code == 404
        assert colleague.get("/v1/visits").json["items"] == []
        assert len(verifier.get("/v1/visits").json["items"]) == 1
        assert colleague.get(f"/v1/visits/{visit_id}/receipt").status_code == 404
