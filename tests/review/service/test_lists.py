from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api import clock, db
from field_api.areas.service import UnknownArea
from field_api.erasure.service import erase_person
from field_api.errors import InvalidInput, PreconditionFailed
from field_api.identity.rules import Actor, OutsideArea
from field_api.journal.models import JournalEntry
from field_api.registry.models import Membership, Person
from field_api.registry.service.programmes import ProgrammeNotFound
from field_api.review.models import Case, Determination, EndorsementList, ListItem
from field_api.review.queries.lists import sealed_items
from field_api.review.queries.seals import kept_items
from field_api.review.rules.seal import list_root
from field_api.review.service.lists import (
    ListConflict,
    ListNotDraft,
    ListNotFound,
    ListNotSealable,
    NotReady,
    add_items,
    draft_list,
    remove_item,
    require_list,
    seal_list,
)
from field_api.review.service.seals import check_seal
from field_api.scope import Scope
from tests.factories import areas as areas_factory
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
DRAFT = {"title": "Penetapan Maret", "period": "2026-03", "programme_code": "sembako", "area_code": "31.75.06"}
NEIGHBOUR_RT = "31.75.07.1001.001.001"


@pytest.fixture
def clerk(session: Session) -> Actor:
    areas_factory.area(session, "31.75.06")
    registry_factory.programme(session)
    return review_factory.actor(session, area_code="31.75")


def on(listed: EndorsementList, session: Session) -> list[object]:
    statement = select(ListItem.determination_id).where(ListItem.list_id == listed.id)
    return sorted(session.scalars(statement))


def add(session: Session, clerk: Actor, listed: EndorsementList, *determinations: Determination) -> EndorsementList:
    return add_items(
        session,
        clerk,
        list_id=listed.id,
        determination_ids=[each.id for each in determinations] or None,
        match_version=review_factory.any_version,
        at=AT,
    )


def seal(session: Session, clerk: Actor, listed: EndorsementList) -> EndorsementList:
    return seal_list(session, clerk, list_id=listed.id, match_version=review_factory.any_version, at=AT)


def determine_again(session: Session, earlier: Determination, **overrides: object) -> Determination:
    """A later decision about the same household and subject."""
    household_id = earlier.household_id
    home = session.get_one(registry_factory.Household, household_id)
    case = review_factory.case(session, evidence_factory.visit(session, home))
    return review_factory.determination(session, review_factory.decision(session, case), **overrides)


class TestDrafting:
    def test_a_draft_is_for_one_programme_area_and_month(self, session: Session, clerk: Actor) -> None:
        listed = draft_list(session, clerk, list_id=clock.new_id(), **DRAFT, at=AT)

        assert (listed.state, listed.programme_code, listed.area_code) == ("draft", "sembako", "31.75.06")
        entries = session.scalars(select(JournalEntry.event).where(JournalEntry.subject_id == listed.id)).all()
        assert entries == ["list.drafted"]

    def test_the_same_draft_again_is_no_error_and_another_one_is(self, session: Session, clerk: Actor) -> None:
        list_id = clock.new_id()
        first = draft_list(session, clerk, list_id=list_id, **DRAFT, at=AT)

        assert draft_list(session, clerk, list_id=list_id, **DRAFT, at=AT) is first
        with pytest.raises(ListConflict):
            draft_list(session, clerk, list_id=list_id, **DRAFT | {"period": "2026-04"}, at=AT)

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ({"period": "2026-13"}, InvalidInput),
            ({"period": "2027-04"}, InvalidInput),
            ({"programme_code": "tidak-ada"}, ProgrammeNotFound),
            ({"area_code": "31.75.99"}, UnknownArea),
        ],
    )
    def test_what_does_not_exist_is_refused(
        self, session: Session, clerk: Actor, change: dict[str, str], error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            draft_list(session, clerk, list_id=clock.new_id(), **DRAFT | change, at=AT)

    def test_nobody_drafts_for_the_neighbour(self, session: Session, clerk: Actor) -> None:
        areas_factory.area(session, "35.10")

        with pytest.raises(OutsideArea):
            draft_list(session, clerk, list_id=clock.new_id(), **DRAFT | {"area_code": "35.10"}, at=AT)


class TestFilling:
    def test_everything_ready_in_the_area_is_put_on(self, session: Session, clerk: Actor) -> None:
        mine = [review_factory.determined_household(session) for _ in range(2)]
        review_factory.determined_household(session, NEIGHBOUR_RT)
        listed = review_factory.endorsement_list(session)
        version = listed.version

        add(session, clerk, listed)

        assert on(listed, session) == sorted(each.id for each in mine)
        assert listed.counts == {"items": 2}
        assert listed.version > version

    def test_a_household_found_not_eligible_is_listed_too(self, session: Session, clerk: Actor) -> None:
        found = review_factory.determined_household(session, eligible=False)
        listed = review_factory.endorsement_list(session)

        add(session, clerk, listed)

        assert on(listed, session) == [found.id]

    def test_named_determinations_are_put_on_and_twice_is_no_error(self, session: Session, clerk: Actor) -> None:
        one, other = (review_factory.determined_household(session) for _ in range(2))
        listed = review_factory.endorsement_list(session)
        add(session, clerk, listed, one)

        add(session, clerk, listed, one, other)

        assert on(listed, session) == sorted([one.id, other.id])

    @pytest.mark.parametrize("why", ["neighbour", "programme", "listed", "overtaken", "unknown"])
    def test_what_is_not_ready_is_refused_by_name_and_nothing_is_put_on(
        self, session: Session, clerk: Actor, why: str
    ) -> None:
        good = review_factory.determined_household(session)
        bad = review_factory.determined_household(session, NEIGHBOUR_RT if why == "neighbour" else registry_factory.RT)
        listed = review_factory.endorsement_list(session)
        if why == "programme":
            bad = review_factory.determined_household(session, programme_code="pkh")
        if why == "listed":
            review_factory.list_item(session, review_factory.endorsement_list(session), bad)
        if why == "overtaken":
            determine_again(session, bad)
        if why == "unknown":
            bad = Determination(id=clock.new_id())

        with pytest.raises(NotReady) as refused:
            add(session, clerk, listed, good, bad)

        assert refused.value.extra["determination_ids"] == [str(bad.id)]
        assert on(listed, session) == []

    def test_a_newer_word_about_another_component_overtakes_nothing(self, session: Session, clerk: Actor) -> None:
        earlier = review_factory.determined_household(session)
        later = determine_again(session, earlier, component="elderly")
        listed = review_factory.endorsement_list(session)

        add(session, clerk, listed)

        assert on(listed, session) == sorted([earlier.id, later.id])

    def test_an_item_is_taken_off_and_may_go_elsewhere(self, session: Session, clerk: Actor) -> None:
        found = review_factory.determined_household(session)
        listed, another = (review_factory.endorsement_list(session) for _ in range(2))
        add(session, clerk, listed, found)

        remove_item(
            session,
            clerk,
            list_id=listed.id,
            determination_id=found.id,
            match_version=review_factory.any_version,
            at=AT,
        )

        assert listed.counts == {"items": 0}
        add(session, clerk, another, found)
        assert on(another, session) == [found.id]

    def test_who_saw_an_older_list_changes_nothing(self, session: Session, clerk: Actor) -> None:
        listed = review_factory.endorsement_list(session)

        def stale(_: int) -> None:
            raise PreconditionFailed("somebody was here")

        with pytest.raises(PreconditionFailed):
            add_items(session, clerk, list_id=listed.id, determination_ids=None, match_version=stale, at=AT)

    def test_a_list_of_the_neighbour_is_not_found(self, session: Session, clerk: Actor) -> None:
        listed = review_factory.endorsement_list(session)
        db.set_scope(session, Scope.of(["31.74"]))

        with pytest.raises(ListNotFound):
            add(session, clerk, listed)

    def test_a_list_that_reaches_beyond_the_scope_is_not_found(self, session: Session) -> None:
        listed = review_factory.endorsement_list(session, "31.75")
        db.set_scope(session, Scope.of(["31.75.06"]))

        with pytest.raises(ListNotFound):
            require_list(session, listed.id)


class TestSealing:
    def test_a_sealed_list_has_numbers_counts_recipients_and_a_hash(self, session: Session, clerk: Actor) -> None:
        review_factory.determined_household(session, name="Budi Santoso")
        review_factory.determined_household(session, eligible=False)
        listed = review_factory.endorsement_list(session)
        add(session, clerk, listed)

        seal(session, clerk, listed)

        items = sealed_items(session, listed.id)
        assert listed.state == "sealed"
        assert [item.number for item in items] == [1, 2]
        assert {item.recipient_name for item in items} == {"Budi Santoso", "Siti Aminah"}
        assert all("*" in (item.nik_masked or "") and item.nik_hash for item in items)
        assert (listed.root, listed.size) == (
            list_root([each.commitment for each in kept_items(session, listed.id)]),
            2,
        )
        assert len({each.salt for each in kept_items(session, listed.id)}) == 2
        assert listed.counts is not None
        assert (listed.counts["eligible"], listed.counts["not_eligible"], listed.counts["households"]) == (1, 1, 2)

    def test_a_correction_in_the_registry_does_not_change_who_was_sealed(self, session: Session) -> None:
        found = review_factory.determined_household(session)
        sealed = review_factory.sealed_list(session, found)
        head = session.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.household_id == found.household_id)
        ).one()
        head.name = "Orang Lain"
        session.flush()

        items = sealed_items(session, sealed.id)

        assert items[0].recipient_name == "Siti Aminah"
        assert check_seal(session, list_id=sealed.id).intact

    def test_an_empty_list_is_not_sealed(self, session: Session, clerk: Actor) -> None:
        with pytest.raises(ListNotSealable):
            seal(session, clerk, review_factory.endorsement_list(session))

    def test_what_was_overtaken_since_is_named(self, session: Session, clerk: Actor) -> None:
        found = review_factory.determined_household(session)
        listed = review_factory.endorsement_list(session)
        add(session, clerk, listed, found)
        determine_again(session, found, eligible=False)

        with pytest.raises(ListNotSealable) as refused:
            seal(session, clerk, listed)

        assert refused.value.extra["determination_ids"] == [str(found.id)]

    def test_a_person_who_left_the_area_is_named(self, session: Session, clerk: Actor) -> None:
        home = registry_factory.household(session)
        child = registry_factory.person(session, home)
        case = review_factory.case(session, evidence_factory.visit(session, home))
        found = review_factory.determination(
            session, review_factory.decision(session, case), member=child, programme_code="pkh"
        )
        listed = review_factory.endorsement_list(session, programme_code="pkh")
        add(session, clerk, listed, found)
        child.area_code = "35.10.01.1001.001.001"
        session.flush()
        db.set_scope(session, Scope.of(["31.75"]))

        with pytest.raises(ListNotSealable) as refused:
            seal(session, clerk, listed)

        assert refused.value.extra["determination_ids"] == [str(found.id)]

    @pytest.mark.parametrize("why", ["erased", "moved"])
    def test_a_household_for_which_nobody_is_named_is_named(self, session: Session, clerk: Actor, why: str) -> None:
        found, other = (review_factory.determined_household(session) for _ in range(2))
        listed = review_factory.endorsement_list(session)
        add(session, clerk, listed, found, other)
        membership = session.scalars(select(Membership).where(Membership.household_id == found.household_id)).one()
        if why == "erased":
            erase_person(
                session, clerk, person_id=membership.person_id, legal_basis="subject_request", reason="uji coba", at=AT
            )
        else:
            membership.valid_to = AT.date()
        session.flush()

        with pytest.raises(ListNotSealable) as refused:
            seal(session, clerk, listed)

        assert refused.value.extra["determination_ids"] == [str(found.id)]

    def test_a_household_without_a_recorded_head_is_named_by_a_member_and_one_of_nobody_can_be_ended(
        self, session: Session, clerk: Actor
    ) -> None:
        headless = review_factory.determined_household(session)
        empty = review_factory.determined_household(session, eligible=False)
        listed = review_factory.endorsement_list(session)
        add(session, clerk, listed, headless, empty)
        of = {each.household_id: each for each in session.scalars(select(Membership))}
        of[headless.household_id].relationship = "other"
        of[empty.household_id].valid_to = AT.date()
        session.flush()

        sealed = seal(session, clerk, listed)

        names = {item.determination_id: item.recipient_name for item in sealed_items(session, sealed.id)}
        assert names == {headless.id: "Siti Aminah", empty.id: None}

    def test_nothing_changes_on_a_sealed_list(self, session: Session, clerk: Actor) -> None:
        sealed = review_factory.sealed_list(session)

        with pytest.raises(ListNotDraft):
            add(session, clerk, sealed)
        with pytest.raises(ListNotDraft):
            seal(session, clerk, sealed)

    def test_the_clock_plays_no_part_in_the_seal(self, session: Session, clerk: Actor) -> None:
        listed = review_factory.endorsement_list(session)
        add(session, clerk, listed, review_factory.determined_household(session))
        seal_list(
            session,
            clerk,
            list_id=listed.id,
            match_version=review_factory.any_version,
            at=AT + timedelta(days=9),
        )

        assert check_seal(session, list_id=listed.id).intact
        assert session.scalars(select(Case)).first() is not None
