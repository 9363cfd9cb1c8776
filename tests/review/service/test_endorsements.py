import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from field_api import constraints, db
from field_api.errors import InvalidInput, PreconditionFailed
from field_api.identity.rules import Role
from field_api.journal.models import AccessRecord, JournalEntry
from field_api.registry.models import Enrolment, EnrolmentStatus
from field_api.registry.service.enrolments import active_enrolments
from field_api.review.models import Determination, EndorsementList
from field_api.review.service.endorsements import (
    MAX_LETTER_BYTES,
    LetterMissing,
    LetterUnsigned,
    ListEndorsed,
    NotAPdf,
    SignedLetter,
    draw_letter,
    endorse_list,
    export_items,
    read_letter,
)
from field_api.review.service.lists import ListNotFound
from field_api.review.service.seals import ListNotSealed
from field_api.scope import Scope
from field_api.storage import S3Store
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def endorse(
    session: Session, store: S3Store, listed: EndorsementList, letter: SignedLetter | None = None, **options: object
) -> EndorsementList:
    approver = options.pop("actor", None) or review_factory.actor(session, Role.DINSOS_APPROVER)
    defaults = {"origin": review_factory.ORIGIN, "match_version": review_factory.any_version, "at": AT}
    return endorse_list(
        session, approver, store, list_id=listed.id, letter=letter or review_factory.letter(), **defaults | options
    )


def statuses_of(session: Session, of: Determination) -> list[tuple[str, date]]:
    rows = session.execute(
        select(EnrolmentStatus.status, EnrolmentStatus.effective_from)
        .join(Enrolment, Enrolment.id == EnrolmentStatus.enrolment_id)
        .where(Enrolment.household_id == of.household_id, Enrolment.component == of.component)
        .order_by(EnrolmentStatus.number)
    )
    return [(status, day) for status, day in rows]


def again(session: Session, earlier: Determination, *, eligible: bool) -> Determination:
    """A later determination about the same household."""
    home = session.get_one(registry_factory.Household, earlier.household_id)
    case = review_factory.case(session, evidence_factory.visit(session, home))
    return review_factory.determination(session, review_factory.decision(session, case), eligible=eligible)


class TestEndorsing:
    def test_the_letter_brings_the_eligible_into_force_from_its_date(self, session: Session, store: S3Store) -> None:
        found = review_factory.determined_household(session)
        listed = review_factory.sealed_list(session, found)

        endorse(session, store, listed)

        assert listed.state == "endorsed"
        assert statuses_of(session, found) == [("active", date(2026, 3, 2))]

    def test_the_journal_names_letter_and_seal(self, session: Session, store: S3Store) -> None:
        listed = review_factory.sealed_list(session)
        letter = review_factory.letter()

        endorse(session, store, listed, letter)

        entry = session.scalars(select(JournalEntry).where(JournalEntry.event == "list.endorsed")).one()
        assert entry.data["letter_sha256"] == letter.sha256
        assert entry.data["root"] == (listed.root or b"").hex()
        assert (entry.data["items"], entry.data["activated"]) == (1, 1)

    def test_who_is_not_eligible_gets_nothing_and_loses_what_was_in_force(
        self, session: Session, store: S3Store
    ) -> None:
        never = review_factory.determined_household(session, eligible=False)
        loser = review_factory.determined_household(session, eligible=False)
        home = session.get_one(registry_factory.Household, loser.household_id)
        registry_factory.active_enrolment(session, home)

        endorse(session, store, review_factory.sealed_list(session, never, loser))

        assert statuses_of(session, never) == []
        assert [status for status, _ in statuses_of(session, loser)] == ["active", "ended"]

    def test_the_same_letter_again_changes_nothing(self, session: Session, store: S3Store) -> None:
        found = review_factory.determined_household(session)
        listed = review_factory.sealed_list(session, found)
        letter = review_factory.letter()
        endorse(session, store, listed, letter)

        def stale(_: int) -> None:
            raise PreconditionFailed("it was endorsed since")

        assert endorse(session, store, listed, letter, match_version=stale) is listed
        assert len(statuses_of(session, found)) == 1

    def test_another_letter_for_an_endorsed_list_is_refused(self, session: Session, store: S3Store) -> None:
        listed = review_factory.endorsed_list(session, store)

        with pytest.raises(ListEndorsed):
            endorse(session, store, listed)

    def test_a_draft_is_not_endorsed(self, session: Session, store: S3Store) -> None:
        with pytest.raises(ListNotSealed):
            endorse(session, store, review_factory.endorsement_list(session))

    def test_who_saw_an_older_list_endorses_nothing(self, session: Session, store: S3Store) -> None:
        def stale(_: int) -> None:
            raise PreconditionFailed("somebody was here")

        with pytest.raises(PreconditionFailed):
            endorse(session, store, review_factory.sealed_list(session), match_version=stale)

    def test_who_decided_a_case_on_the_list_does_not_endorse_it(self, session: Session, store: S3Store) -> None:
        both = review_factory.actor(session, Role.DINSOS_APPROVER)
        found = review_factory.determined_household(session, reviewer_id=both.user_id)
        listed = review_factory.sealed_list(session, found)

        with pytest.raises(IntegrityError) as refused:
            endorse(session, store, listed, actor=both)

        assert constraints.explain(refused.value).code == "approver_is_reviewer"

    def test_a_list_of_the_neighbour_is_not_found(self, session: Session, store: S3Store) -> None:
        listed = review_factory.sealed_list(session)
        db.set_scope(session, Scope.of(["31.74"]))

        with pytest.raises(ListNotFound):
            endorse(session, store, listed)

    def test_an_older_list_does_not_undo_a_newer_letter(self, session: Session, store: S3Store) -> None:
        older = review_factory.determined_household(session)
        sealed_first = review_factory.sealed_list(session, older)
        newer = again(session, older, eligible=False)
        review_factory.endorsed_list(session, store, newer)

        endorse(session, store, sealed_first)

        assert statuses_of(session, older) == []

    def test_a_newer_list_outweighs_an_older_one_whose_letter_is_dated_later(
        self, session: Session, store: S3Store
    ) -> None:
        older = review_factory.determined_household(session)
        first = review_factory.sealed_list(session, older)
        second = review_factory.sealed_list(session, again(session, older, eligible=False))
        in_force = {"programme_code": "sembako", "area_code": review_factory.VILLAGE, "on": AT.date() + 3 * DAY}

        endorse(session, store, first, review_factory.letter(date=AT.date() + 2 * DAY), at=AT + 2 * DAY)
        assert len(list(active_enrolments(session, **in_force))) == 1
        endorse(session, store, second, review_factory.letter(date=AT.date() + DAY), at=AT + 3 * DAY)

        assert list(active_enrolments(session, **in_force)) == []
        assert statuses_of(session, older) == [("active", date(2026, 3, 4)), ("ended", date(2026, 3, 4))]

    def test_a_suspended_enrolment_is_taken_up_again(self, session: Session, store: S3Store) -> None:
        found = review_factory.determined_household(session)
        home = session.get_one(registry_factory.Household, found.household_id)
        enrolled = registry_factory.active_enrolment(session, home)
        registry_factory.enrolment_status(session, enrolled, "suspended")

        endorse(session, store, review_factory.sealed_list(session, found))

        assert [status for status, _ in statuses_of(session, found)] == ["active", "suspended", "active"]


class TestLetters:
    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"%PDF-1.4 cut off in the middle"])
    def test_what_is_no_pdf_is_refused(self, session: Session, store: S3Store, content: bytes) -> None:
        with pytest.raises(NotAPdf):
            endorse(session, store, review_factory.sealed_list(session), review_factory.letter(content=content))

    def test_a_letter_of_more_than_ten_megabytes_is_refused(self, session: Session, store: S3Store) -> None:
        long = review_factory.PDF.replace(b"endobj", b" " * MAX_LETTER_BYTES + b"endobj")

        with pytest.raises(NotAPdf):
            endorse(session, store, review_factory.sealed_list(session), review_factory.letter(content=long))

    def test_the_draft_itself_is_no_signed_letter_and_a_signature_makes_it_one(
        self, session: Session, store: S3Store
    ) -> None:
        listed, reader = review_factory.sealed_list(session), review_factory.actor(session)
        draft = draw_letter(session, reader, list_id=listed.id, origin=review_factory.ORIGIN, at=AT)

        with pytest.raises(LetterUnsigned):
            endorse(session, store, listed, review_factory.letter(content=draft))

        signed = draft + b"\n1 0 obj\n<< /Type /Sig >>\nendobj\n%%EOF\n"
        assert endorse(session, store, listed, review_factory.letter(content=signed)).state == "endorsed"

    @pytest.mark.parametrize("days", [-1, 1])
    def test_a_letter_is_no_older_than_the_seal_and_not_from_the_future(
        self, session: Session, store: S3Store, days: int
    ) -> None:
        dated = review_factory.letter(date=AT.date() + timedelta(days=days))

        with pytest.raises(InvalidInput) as refused:
            endorse(session, store, review_factory.sealed_list(session), dated)

        assert refused.value.code == "letter_date"

    def test_a_number_of_a_letter_is_used_once_a_day(self, session: Session, store: S3Store) -> None:
        letter = review_factory.letter()
        endorse(session, store, review_factory.sealed_list(session), letter)

        with pytest.raises(IntegrityError) as refused:
            endorse(session, store, review_factory.sealed_list(session), letter)

        assert constraints.explain(refused.value).code == "letter_number_taken"

    def test_the_signed_letter_comes_back_byte_by_byte_and_leaves_a_trace(
        self, session: Session, store: S3Store
    ) -> None:
        listed = review_factory.endorsed_list(session, store)
        reader = review_factory.actor(session, Role.AUDITOR)

        assert read_letter(session, reader, store, list_id=listed.id, at=AT) == review_factory.PDF
        looks = session.scalars(select(AccessRecord).where(AccessRecord.actor_id == reader.user_id)).all()
        assert [(look.action, look.subject) for look in looks] == [("letter.viewed", str(listed.id))]

    def test_a_list_without_a_letter_has_none_to_show(self, session: Session, store: S3Store) -> None:
        listed = review_factory.sealed_list(session)

        with pytest.raises(LetterMissing):
            read_letter(session, review_factory.actor(session), store, list_id=listed.id, at=AT)

    def test_the_draft_of_the_letter_is_always_the_same_file(self, session: Session) -> None:
        listed = review_factory.sealed_list(session)
        reader = review_factory.actor(session)

        first, later = (
            draw_letter(session, reader, list_id=listed.id, origin="dinsos.example/log", at=AT + timedelta(days=n))
            for n in (0, 40)
        )

        assert first == later
        assert re.search(rb"/Subject \(%s\)" % (listed.root or b"").hex().encode(), first)

    def test_a_draft_list_has_no_letter_to_sign(self, session: Session) -> None:
        listed = review_factory.endorsement_list(session)

        with pytest.raises(ListNotSealed):
            draw_letter(session, review_factory.actor(session), list_id=listed.id, origin="x", at=AT)


@pytest.mark.parametrize("sealed", [True, False])
def test_an_export_holds_every_item_and_leaves_a_trace(session: Session, sealed: bool) -> None:  # noqa: FBT001
    found = review_factory.determined_household(session, name="Budi")
    if sealed:
        listed = review_factory.sealed_list(session, found)
    else:
        listed = review_factory.endorsement_list(session)
        review_factory.list_item(session, listed, found)
    reader = review_factory.actor(session)

    items = export_items(session, reader, list_id=listed.id, at=AT)

    assert [(item.determination_id, item.recipient_name) for item in items] == [(found.id, "Budi")]
    looks = session.scalars(select(AccessRecord.action).where(AccessRecord.actor_id == reader.user_id)).all()
    assert looks == ["rows.exported"]
