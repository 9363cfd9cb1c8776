import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from field_api import db, tables
from field_api.distribution.models import HandOver
from field_api.erasure.models import Erasure
from field_api.erasure.service import ErasureReport, ReasonMissing, erase_person
from field_api.evidence.models.photos import Capture, Photo, PhotoInspection
from field_api.evidence.models.visits import Visit, VisitMember
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.journal.rules import Event, SystemAuthor
from field_api.registry.models import Enrolment, EnrolmentStatus, FamilyCard, Household, Membership, Person
from field_api.registry.service.enrolments import active_enrolments
from field_api.registry.service.erasure import TracesElsewhere
from field_api.registry.service.people import PersonErased, PersonNotFound, require_person
from field_api.review.models import ListItem
from field_api.review.service.lists import ListNotSealable
from field_api.review.service.seal_audit import audit_seals
from field_api.review.service.seals import ItemErased, check_seal, prove_item
from field_api.scope import Scope
from field_api.storage import S3Store
from field_api.transparency.rules.notes import Signer
from field_api.transparency.service import audit_log
from tests.factories import distribution as distribution_factory
from tests.factories import evidence as evidence_factory
from tests.factories import journal as journal_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
SIGNER = Signer("dinsos.example/log", bytes(range(32)))
NAME = "Rahmat Kusumaatmaja"


def erase(session: Session, person: Person, **options: Any) -> ErasureReport:
    """Erase, and let the database check at once what it checks at the commit."""
    values = {"legal_basis": "subject_request", "reason": "Surat permohonan 12/XI/2026", "at": AT}
    report = erase_person(session, SystemAuthor("test"), person_id=person.id, **(values | options))
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.expire_all()
    return report


def journaled(session: Session, person: Person) -> None:
    """The entries that a service would have left about a person and his household."""
    journal_factory.entry(session, Event.PERSON_REGISTERED, subject_id=person.id)
    journal_factory.entry(session, Event.PERSON_CHANGED, subject_id=person.id)


def everything_said(session: Session) -> str:
    """Every row of every table of the product, as text."""
    session.flush()
    return "\n".join(
        json.dumps([str(value) for value in row], ensure_ascii=False)
        for table in tables.METADATA.sorted_tables
        for row in session.execute(select(table))
    )


def removals(session: Session) -> list[str]:
    """The photos whose removal from the bucket is queued, once for each time."""
    queued = text("SELECT args ->> 'sha256' FROM procrastinate_jobs WHERE task_name = 'evidence.remove_photo'")
    return sorted(session.scalars(queued))


def faults(session: Session) -> list[str]:
    session.flush()
    session.expire_all()
    audits = (audit_log(session, SIGNER.verifier), journal.audit_entries(session), audit_seals(session))
    return [f"{fault.code} {fault.subject}" for audit in audits for fault in audit]


@pytest.fixture
def home(session: Session) -> Household:
    return registry_factory.household(session, address="Jl. Rahmat No. 99")


@pytest.fixture
def lone(session: Session, home: Household) -> Person:
    """Somebody who lives alone, was visited, determined, sealed, endorsed by nobody, and got a package."""
    person = registry_factory.person(session, home, name=NAME)
    journaled(session, person)
    return person


class TestRegistry:
    def test_nothing_in_the_registry_names_the_person_any_more(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        registry_factory.family_card(session, home)
        masked = lone.nik_masked

        erase(session, lone)

        assert (lone.name, lone.search_name, lone.nik_hash, lone.nik_status) == ("", "", None, "absent")
        assert (lone.birth_date, lone.mother_name, lone.findings, lone.erased_at) == (None, None, [], AT)
        assert (home.address, home.latitude_e7, home.point) == ("", None, None)
        assert session.scalars(select(FamilyCard)).all() == []
        said = everything_said(session)
        assert NAME not in said
        assert str(masked) not in said
        assert "Sumiati" not in said

    def test_a_household_of_several_keeps_its_place_and_its_card(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        registry_factory.person(session, home, name="Siti Aminah", relationship="spouse")
        registry_factory.family_card(session, home)

        erase(session, lone)

        assert home.address == "Jl. Rahmat No. 99"
        assert session.scalars(select(FamilyCard)).one() is not None
        assert "Siti Aminah" in everything_said(session)

    def test_what_is_in_force_for_him_ends_and_he_belongs_to_no_household(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        enrolled = registry_factory.active_enrolment(session, home)

        erase(session, lone)

        statuses = session.scalars(
            select(EnrolmentStatus).where(EnrolmentStatus.enrolment_id == enrolled.id).order_by(EnrolmentStatus.number)
        ).all()
        assert [(each.status, each.effective_from) for each in statuses][-1] == ("ended", AT.date())
        assert session.scalars(select(Membership.valid_to)).one() == AT.date()

    def test_what_is_in_force_ends_although_an_end_was_recorded_last(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        enrolled = registry_factory.active_enrolment(session, home, effective_from=date(2026, 3, 5))
        registry_factory.enrolment_status(session, enrolled, "ended", effective_from=date(2026, 3, 4))

        report = erase(session, lone)

        assert report.counts["enrolments_ended"] == 1
        assert served(session, AT.date()) == []

    def test_what_was_to_begin_later_never_does(self, session: Session, lone: Person, home: Household) -> None:
        enrolled = registry_factory.active_enrolment(session, home)
        registry_factory.enrolment_status(session, enrolled, "suspended", effective_from=date(2026, 3, 10))
        registry_factory.enrolment_status(session, enrolled, "active", effective_from=date(2026, 3, 20))

        erase(session, lone)

        assert [served(session, date(2026, 3, day)) for day in (8, 9, 10, 20, 31)] == [[enrolled.id], [], [], [], []]
        assert not any(erase(session, lone).counts.values())

    def test_a_membership_that_began_later_than_today_is_empty(self, session: Session, home: Household) -> None:
        person = registry_factory.person(session, home, name=NAME, member_from=date(2026, 12, 1))

        erase(session, person)

        membership = session.scalars(select(Membership)).one()
        assert (membership.valid_from, membership.valid_to) == (date(2026, 12, 1), date(2026, 12, 1))

    def test_the_row_cannot_be_changed_again(self, session: Session, lone: Person) -> None:
        erase(session, lone)

        with pytest.raises(PersonErased):
            require_person(session, lone.id, lock=True)
        assert require_person(session, lone.id) is lone


class TestOnceMore:
    def test_the_same_again_changes_nothing_and_leaves_no_entry(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        evidence_factory.visit(session, home)
        distribution_factory.hand_over(session, distribution_factory.allocation(session, home=home))
        review_factory.sealed_list(session, determined(session, home))
        journal_factory.log_all(session, SIGNER)
        erase(session, lone, with_photos=True)
        version = lone.version

        again = erase(session, lone, with_photos=True, at=AT + timedelta(days=1))

        assert not any(again.counts.values())
        assert (lone.version, lone.erased_at) == (version, AT)
        entries = session.scalars(select(JournalEntry).where(JournalEntry.event == "person.erased")).all()
        assert len(entries) == 1

    def test_what_an_offline_phone_brings_later_is_erased_too(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        erase(session, lone)
        late = evidence_factory.visit(session, home, members=0)
        member(session, late, 0, NAME, person_id=lone.id)

        again = erase(session, lone, at=AT + timedelta(days=1))

        assert (again.counts["visit_members"], again.counts["visits"]) == (1, 1)
        assert NAME not in everything_said(session)
        assert len(session.scalars(select(Erasure)).all()) == 1

    def test_what_came_of_an_erased_photo_goes_too_and_is_told(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        evidence_factory.visit(session, home, photos=1)
        erase(session, lone, with_photos=True)
        photo = session.scalars(select(Photo)).one()
        position = {"exif": {"position": {"latitude_e7": -61_234_567, "longitude_e7": 1_068_000_000}}}
        evidence_factory.inspection(session, photo.sha256, inspection_version=2, findings=position)

        again = erase(session, lone, with_photos=True, at=AT + timedelta(days=1))

        assert {name: count for name, count in again.counts.items() if count} == {"photo_inspections": 1}
        told = session.scalars(select(PhotoInspection)).all()
        assert [(each.findings, each.has_derivatives) for each in told] == [({}, False)] * 2
        assert photo.erased_at == AT
        assert removals(session) == [photo.sha256] * 2
        assert list(journal.audit_rows(session, [Photo, PhotoInspection])) == []


class TestEvidence:
    def test_the_person_is_taken_out_of_visits_and_the_others_stay(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        registry_factory.person(session, home, name="Siti Aminah", relationship="spouse")
        visited = evidence_factory.visit(session, home, members=0)
        for number, (name, values) in enumerate(
            (
                ("Rahmat K.", {"person_id": lone.id}),
                ("Kusuma", {"nik_hash": lone.nik_hash}),
                (NAME.upper(), {}),
                ("Siti Aminah", {}),
            )
        ):
            member(session, visited, number, name, **values)

        report = erase(session, lone)

        names = session.scalars(select(VisitMember.name).order_by(VisitMember.number)).all()
        assert names == ["", "", "", "Siti Aminah"]
        assert report.counts["visit_members"] == 3
        assert session.get_one(Visit, visited.id).latitude_e7 is not None

    def test_a_namesake_elsewhere_stays(self, session: Session, lone: Person) -> None:
        elsewhere = evidence_factory.visit(session, registry_factory.household(session), members=0)
        member(session, elsewhere, 0, NAME)

        erase(session, lone)

        assert session.scalars(select(VisitMember.name)).all() == [NAME]

    def test_a_visit_to_him_alone_loses_its_place_and_keeps_its_answers_and_photos(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        visited = evidence_factory.visit(session, home, note="Rumah pojok", answers={"roof": "tile"})
        capture(session, visited, latitude_e7=-61_234_567, longitude_e7=1_069_876_543, envelope={"samples": [1]})

        report = erase(session, lone)

        told = session.get_one(Visit, visited.id)
        assert (told.latitude_e7, told.position_samples, told.note, told.occupation) == (None, [], "", None)
        assert told.answers == {"roof": "tile"}
        assert report.counts["captures"] == 1
        assert {(each.latitude_e7, str(each.envelope)) for each in session.scalars(select(Capture))} == {(None, "{}")}
        assert "photos" not in report.counts
        assert all(photo.erased_at is None for photo in session.scalars(select(Photo)))

    def test_photos_go_when_asked_and_their_hashes_stay(self, session: Session, lone: Person, home: Household) -> None:
        evidence_factory.visit(session, home)
        hashes = sorted(session.scalars(select(Capture.sha256)))

        report = erase(session, lone, with_photos=True)

        assert report.counts["photos"] == 2
        assert sorted(session.scalars(select(Photo.sha256).where(Photo.erased_at == AT))) == hashes
        assert sorted(session.scalars(select(Capture.sha256))) == hashes
        assert {inspection.has_derivatives for inspection in session.scalars(select(PhotoInspection))} == {False}
        assert removals(session) == hashes

    def test_photos_of_a_household_of_several_stay(self, session: Session, lone: Person, home: Household) -> None:
        registry_factory.person(session, home, name="Siti Aminah", relationship="spouse")
        evidence_factory.visit(session, home)

        report = erase(session, lone, with_photos=True)

        assert "photos" not in report.counts

    def test_a_photo_that_another_bundle_names_too_stays(self, session: Session, lone: Person, home: Household) -> None:
        visited = evidence_factory.visit(session, home, photos=1)
        other = evidence_factory.visit(session, photos=0, complete=False)
        shared = session.scalars(select(Capture).where(Capture.bundle_id == visited.id)).one()
        capture(session, other, sha256=shared.sha256)

        erase(session, lone, with_photos=True)

        assert session.get_one(Photo, shared.sha256).erased_at is None


class TestLists:
    def test_the_item_keeps_number_and_hash_and_the_others_stay_provable(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        found = determined(session, home)
        listed = review_factory.sealed_list(session, found, review_factory.determined_household(session))

        report = erase(session, lone)

        item = session.scalars(select(ListItem).where(ListItem.determination_id == found.id)).one()
        other = session.scalars(select(ListItem).where(ListItem.determination_id != found.id)).one()
        assert (item.recipient_name, item.nik_masked, item.nik_hash, item.address, item.salt) == (None,) * 5
        assert (len(item.commitment or b""), report.counts["list_items"]) == (32, 1)
        check = check_seal(session, list_id=listed.id)
        assert (check.intact, check.erased) == (True, 1)
        values: dict[str, Any] = {"list_id": listed.id, "origin": "x", "at": AT}
        proof = prove_item(session, SystemAuthor(), number=other.number or 0, **values)
        assert proof.verify(listed.root or b"")["recipient_name"] == "Siti Aminah"
        with pytest.raises(ItemErased):
            prove_item(session, SystemAuthor(), number=item.number or 0, **values)

    def test_an_item_of_which_somebody_else_is_the_recipient_stays(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        child = registry_factory.person(session, home, name="Anak Kecil", relationship="child")
        found = determined(session, home)
        review_factory.sealed_list(session, found)

        report = erase(session, child)

        assert "list_items" not in report.counts
        assert session.scalars(select(ListItem.recipient_name)).one() == NAME

    def test_a_list_with_an_erased_item_is_endorsed_and_serves_the_others(
        self, session: Session, store: S3Store, lone: Person, home: Household
    ) -> None:
        other = review_factory.determined_household(session)
        listed = review_factory.sealed_list(session, determined(session, home), other)
        erase(session, lone)

        review_factory.endorse(session, store, listed)

        served = session.scalars(select(Enrolment.household_id)).all()
        assert (listed.state, served) == ("endorsed", [other.household_id])

    def test_a_household_of_one_is_not_served_although_he_was_corrected_after_the_sealing(
        self, session: Session, store: S3Store, lone: Person, home: Household
    ) -> None:
        listed = review_factory.sealed_list(session, determined(session, home))
        lone.name, lone.search_name, lone.nik_hash = "Rahmat K.", "rahmat k", b"c" * 32
        session.flush()

        erase(session, lone)
        review_factory.endorse(session, store, listed)

        assert session.scalars(select(Enrolment)).all() == []
        assert NAME not in everything_said(session)

    def test_an_erased_person_is_not_sealed_any_more(self, session: Session, home: Household) -> None:
        child = registry_factory.person(session, home, name="Anak Kecil", relationship="child")
        case = review_factory.case(session, evidence_factory.visit(session, home))
        found = review_factory.determination(
            session, review_factory.decision(session, case), member=child, programme_code="pkh"
        )
        drafted = review_factory.endorsement_list(session, programme_code="pkh")
        review_factory.list_item(session, drafted, found)
        erase(session, child)

        with pytest.raises(ListNotSealable):
            review_factory.seal(session, drafted)


class TestDistribution:
    def test_who_received_and_where_is_emptied_and_that_it_was_delivered_stays(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        handed = distribution_factory.hand_over(session, distribution_factory.allocation(session, home=home))

        report = erase(session, lone)

        told = session.get_one(HandOver, handed.id)
        assert (told.outcome, told.latitude_e7, told.note) == ("delivered", None, "")
        assert told.receiver_name in (None, "-")
        assert report.counts["hand_over_places"] == 1

    def test_receivers_of_the_same_name_are_emptied_and_others_stay(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        registry_factory.person(session, home, name="Siti Aminah", relationship="spouse")
        for receiver in (NAME, "Siti Aminah"):
            package = distribution_factory.allocation(session, home=home, enrolled=_enrolled(session, home, receiver))
            distribution_factory.hand_over(session, package, received_by="family_member", receiver_name=receiver)

        erase(session, lone)

        assert sorted(session.scalars(select(HandOver.receiver_name))) == ["-", "Siti Aminah"]
        assert None not in session.scalars(select(HandOver.latitude_e7)).all()


class TestRecord:
    def test_the_journal_tells_ids_and_counts_and_no_words(self, session: Session, lone: Person) -> None:
        erase(session, lone, reason="Permohonan lisan")

        entry = session.scalars(select(JournalEntry).where(JournalEntry.event == "person.erased")).one()
        assert entry.subject_id == lone.id
        assert entry.data["legal_basis"] == "subject_request"
        assert str(lone.id) in entry.data["subjects"]
        assert "lisan" not in json.dumps(entry.data)
        row = session.scalars(select(Erasure)).one()
        assert (row.reason, row.with_photos, row.area_code) == ("Permohonan lisan", False, lone.area_code)

    def test_no_fault_is_left_and_every_other_receipt_verifies(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        neighbour = registry_factory.person(session, name="Siti Aminah")
        journaled(session, neighbour)
        lone_id, neighbour_id = lone.id, neighbour.id
        review_factory.sealed_list(session, determined(session, home), review_factory.determined_household(session))
        journal_factory.log_all(session, SIGNER)
        before = session.scalar(text("SELECT string_agg(commitment, '' ORDER BY index) FROM log_leaves"))

        report = erase(session, lone, with_photos=True)
        journal_factory.log_all(session, SIGNER)

        assert faults(session) == []
        assert report.counts["salts"] == 2
        kept = journal.receipt_for(session, subject_id=neighbour_id, event=Event.PERSON_CHANGED)
        assert kept.verify([SIGNER.verifier]).size > kept.index
        with pytest.raises(journal.ReceiptErased):
            journal.receipt_for(session, subject_id=lone_id, event=Event.PERSON_CHANGED)
        told = journal.receipt_for(session, subject_id=lone_id, event=Event.PERSON_ERASED)
        assert told.verify([SIGNER.verifier])
        after = session.scalar(text("SELECT string_agg(commitment, '' ORDER BY index) FROM log_leaves"))
        assert bytes(after).startswith(bytes(before))


class TestRefusals:
    @pytest.mark.parametrize("reason", ["", "   ", "a   "])
    def test_nobody_is_erased_without_a_reason(self, session: Session, lone: Person, reason: str) -> None:
        with pytest.raises(ReasonMissing):
            erase(session, lone, reason=reason)

    def test_nobody_is_erased_on_a_basis_that_the_law_does_not_know(self, session: Session, lone: Person) -> None:
        with pytest.raises(ValueError, match="because"):
            erase(session, lone, legal_basis="because")

    def test_a_person_of_the_neighbour_is_not_found(self, session: Session, lone: Person) -> None:
        db.set_scope(session, Scope.of(["31.74"]))

        with pytest.raises(PersonNotFound):
            erase(session, lone)

    def test_somebody_who_lived_elsewhere_too_is_erased_by_who_answers_for_both(
        self, session: Session, lone: Person, home: Household
    ) -> None:
        elsewhere = registry_factory.household(session, "35.10.01.1001.001.001")
        registry_factory.membership(session, lone, elsewhere, valid_from=date(2019, 1, 1), valid_to=date(2019, 12, 31))
        db.set_scope(session, Scope.of(["31.75"]))

        with pytest.raises(TracesElsewhere):
            erase(session, lone)


def served(session: Session, day: date) -> list[UUID]:
    found = active_enrolments(session, programme_code="sembako", area_code="31", on=day)
    return [each.enrolment_id for each in found]


def _enrolled(session: Session, home: Household, component: str) -> Enrolment:
    return registry_factory.active_enrolment(session, home, component=component)


def member(session: Session, visited: Visit, number: int, name: str, **values: Any) -> None:
    session.add(
        VisitMember(
            visit_id=visited.id, number=number, area_code=visited.area_code, name=name, relationship="other", **values
        )
    )
    session.flush()


def capture(session: Session, visited: Visit, **values: Any) -> None:
    """One more photo in the manifest of a visit."""
    ordinary: dict[str, Any] = {"sha256": "ab" * 32, "size": 1000, "kind": "kitchen", "envelope": {}}
    session.add(Capture(bundle_id=visited.id, number=9, area_code=visited.area_code, **ordinary | values))
    session.flush()


def determined(session: Session, home: Household) -> Any:
    case = review_factory.case(session, evidence_factory.visit(session, home))
    return review_factory.determination(session, review_factory.decision(session, case))
