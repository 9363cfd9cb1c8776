from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api import clock, db
from field_api.areas.service import UnknownArea
from field_api.identity.rules import OutsideArea, Role
from field_api.journal.models import AccessRecord, JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import EnrolmentStatus, Household, Membership, Person
from field_api.registry.queries import enrolments as enrolment_queries
from field_api.registry.queries import households as household_queries
from field_api.registry.queries import people as person_queries
from field_api.registry.rules.nik import InvalidNik
from field_api.registry.service import enrolments, households, memberships, people, programmes
from field_api.scope import Scope
from tests.factories import areas as area_factory
from tests.factories import registry as registry_factory
from tests.factories.registry import AT, KEYS, RT

AUTHOR = SystemAuthor("test")
NEIGHBOUR = "31.75.06.1004.009.001"


def entries(session: Session, event: str) -> list[JournalEntry]:
    return list(session.scalars(select(JournalEntry).where(JournalEntry.event == event).order_by(JournalEntry.seq)))


def register_household(session: Session, **overrides: Any) -> Household:
    values: dict[str, Any] = {
        "household_id": clock.new_id(),
        "area_code": RT,
        "address": "Jl. Mawar 1",
        "latitude_e7": -61_000_000,
        "longitude_e7": 1_069_000_000,
        "at": AT,
    }
    return households.register_household(session, overrides.pop("author", AUTHOR), **values | overrides)


def register_person(session: Session, home: Household, **overrides: Any) -> Person:
    values: dict[str, Any] = {
        "person_id": clock.new_id(),
        "household_id": home.id,
        "nik": registry_factory.a_nik(),
        "name": "Siti Aminah",
        "sex": "F",
        "birth_date": date(1984, 8, 17),
        "relationship": "head",
        "at": AT,
    }
    return people.register_person(session, AUTHOR, KEYS, **values | overrides)


class TestRegisterHousehold:
    def test_it_leaves_one_entry_without_a_personal_datum(self, session: Session) -> None:
        area_factory.area(session)

        home = register_household(session)

        (entry,) = entries(session, "household.registered")
        assert (entry.subject_id, entry.area_code, entry.data) == (home.id, RT, {})

    def test_the_same_again_is_no_error_and_leaves_no_second_entry(self, session: Session) -> None:
        area_factory.area(session)
        home = register_household(session)

        again = register_household(session, household_id=home.id)

        assert again is home
        assert len(entries(session, "household.registered")) == 1

    def test_the_same_id_with_other_content_is_a_conflict(self, session: Session) -> None:
        area_factory.area(session)
        home = register_household(session)

        with pytest.raises(households.HouseholdConflict):
            register_household(session, household_id=home.id, address="Jl. Lain 2")

    def test_an_area_that_does_not_exist_is_refused(self, session: Session) -> None:
        with pytest.raises(UnknownArea):
            register_household(session)

    def test_a_district_is_too_large_for_a_household(self, session: Session) -> None:
        area_factory.area(session, "31.75.06")

        with pytest.raises(UnknownArea):
            register_household(session, area_code="31.75.06")

    def test_nobody_registers_outside_the_own_area(self, session: Session, make_actor: Any) -> None:
        area_factory.area(session)

        with pytest.raises(OutsideArea):
            register_household(session, author=make_actor(Role.DINSOS_REVIEWER, "31.73"))


class TestCorrectHousehold:
    def test_members_and_cards_follow_into_the_new_area(self, session: Session) -> None:
        area_factory.area(session, NEIGHBOUR)
        home = registry_factory.household(session)
        member = registry_factory.person(session, home)
        card = registry_factory.family_card(session, home)

        households.correct_household(session, AUTHOR, home, changes={"area_code": NEIGHBOUR}, at=AT)

        session.expire_all()
        (membership,) = person_queries.memberships_of(session, member.id)
        assert {home.area_code, member.area_code, card.area_code, membership.area_code} == {NEIGHBOUR}

    def test_the_entry_names_the_fields_and_not_their_values(self, session: Session) -> None:
        home = registry_factory.household(session)

        households.correct_household(session, AUTHOR, home, changes={"address": "Jl. Baru 5"}, at=AT)

        (entry,) = entries(session, "household.changed")
        assert entry.data == {"fields": ["address"], "version": 2}

    def test_a_correction_that_changes_nothing_leaves_no_entry(self, session: Session) -> None:
        home = registry_factory.household(session)

        households.correct_household(session, AUTHOR, home, changes={"address": home.address}, at=AT)

        assert entries(session, "household.changed") == []


class TestRecordFamilyCard:
    def test_a_change_of_number_ends_the_old_card(self, session: Session) -> None:
        home = registry_factory.household(session)
        old = registry_factory.family_card(session, home)

        new = households.record_family_card(
            session,
            AUTHOR,
            KEYS,
            household_id=home.id,
            number=registry_factory.a_family_card(),
            valid_from=date(2026, 2, 1),
            replaces=old.id,
            at=AT,
        )

        assert old.valid_to == date(2026, 2, 1)
        assert [card.id for card in household_queries.family_cards_of(session, home.id)] == [new.id, old.id]

    def test_several_cards_may_stand_side_by_side(self, session: Session) -> None:
        home = registry_factory.household(session)
        first = registry_factory.family_card(session, home)

        households.record_family_card(
            session, AUTHOR, KEYS, household_id=home.id, number=registry_factory.a_family_card(),
            valid_from=date(2026, 2, 1), at=AT,
        )  # fmt: skip

        assert first.valid_to is None

    def test_the_same_current_number_again_changes_nothing(self, session: Session) -> None:
        home = registry_factory.household(session)
        number = registry_factory.a_family_card()
        card = registry_factory.family_card(session, home, number=number)

        again = households.record_family_card(
            session, AUTHOR, KEYS, household_id=home.id, number=number, valid_from=date(2026, 2, 1), at=AT
        )

        assert again is card
        assert entries(session, "family_card.recorded") == []

    def test_a_card_cannot_begin_before_the_one_it_replaces(self, session: Session) -> None:
        home = registry_factory.household(session)
        old = registry_factory.family_card(session, home)

        with pytest.raises(households.FamilyCardPeriod):
            households.record_family_card(
                session, AUTHOR, KEYS, household_id=home.id, number=registry_factory.a_family_card(),
                valid_from=old.valid_from - timedelta(days=1), replaces=old.id, at=AT,
            )  # fmt: skip


class TestRegisterPerson:
    def test_the_nik_is_sealed_hashed_and_masked(self, session: Session) -> None:
        nik = registry_factory.a_nik()

        person = register_person(session, registry_factory.household(session), nik=nik)

        assert person.nik_sealed is not None
        assert nik.encode() not in person.nik_sealed
        assert KEYS.open_sealed(person.nik_sealed, context="people.nik") == nik
        assert person.nik_masked == f"{nik[:4]}********{nik[12:]}"
        assert person.nik_status == "given"

    def test_somebody_without_a_nik_is_welcome(self, session: Session) -> None:
        person = register_person(session, registry_factory.household(session), nik=None)

        assert (person.nik_status, person.nik_hash) == ("absent", None)

    def test_a_number_that_cannot_be_a_nik_is_refused(self, session: Session) -> None:
        with pytest.raises(InvalidNik):
            register_person(session, registry_factory.household(session), nik="3175061313840001")

    def test_a_nik_of_another_sex_and_birth_date_becomes_findings(self, session: Session) -> None:
        nik = registry_factory.a_nik(sex="M", born=date(1990, 1, 2))

        person = register_person(session, registry_factory.household(session), nik=nik)

        assert [each["code"] for each in person.findings] == ["nik_birth_date_differs", "nik_sex_differs"]

    def test_a_nik_that_another_person_carries_becomes_a_finding(self, session: Session) -> None:
        nik = registry_factory.a_nik()
        registry_factory.person(session, nik=nik, name="Budi")

        person = register_person(session, registry_factory.household(session), nik=nik)

        assert [each["code"] for each in person.findings] == ["nik_doubled"]

    def test_the_double_is_found_beyond_the_scope_of_whoever_registers(self, session: Session) -> None:
        nik = registry_factory.a_nik()
        registry_factory.person(session, registry_factory.household(session, "31.73.06.1003.001.001"), nik=nik)
        home = registry_factory.household(session)
        db.set_scope(session, Scope.of(["31.75"]))

        person = register_person(session, home, nik=nik)

        assert [each["code"] for each in person.findings] == ["person_doubled"]

    def test_the_membership_starts_with_the_person_in_one_entry(self, session: Session) -> None:
        home = registry_factory.household(session)

        person = register_person(session, home)

        (member,) = household_queries.members_of(session, home.id, on=AT.date())
        (entry,) = entries(session, "person.registered")
        assert member.person is person
        assert entry.data == {"household": str(home.id), "nik_status": "given", "findings": []}

    def test_the_same_again_is_no_error(self, session: Session) -> None:
        home, nik = registry_factory.household(session), registry_factory.a_nik()
        person = register_person(session, home, nik=nik)

        again = register_person(session, home, nik=nik, person_id=person.id)

        assert again is person
        assert len(entries(session, "person.registered")) == 1

    def test_the_same_id_with_another_nik_is_a_conflict(self, session: Session) -> None:
        home = registry_factory.household(session)
        person = register_person(session, home)

        with pytest.raises(people.PersonConflict):
            register_person(session, home, person_id=person.id)

    def test_a_household_outside_the_scope_is_not_found(self, session: Session) -> None:
        home = registry_factory.household(session)
        db.set_scope(session, Scope.of(["31.73"]))

        with pytest.raises(households.HouseholdNotFound):
            register_person(session, home)

    def test_a_blank_name_is_refused(self, session: Session) -> None:
        with pytest.raises(people.NameMissing):
            register_person(session, registry_factory.household(session), name="  ")


class TestCorrectPerson:
    def test_a_corrected_birth_date_takes_its_finding_away(self, session: Session) -> None:
        person = register_person(session, registry_factory.household(session), birth_date=date(1985, 8, 17))
        assert [each["code"] for each in person.findings] == ["nik_birth_date_differs"]

        people.correct_person(session, AUTHOR, KEYS, person, changes={"birth_date": date(1984, 8, 17)}, at=AT)

        assert person.findings == []
        assert entries(session, "person.changed")[0].data["fields"] == ["birth_date"]

    def test_a_verified_nik_belongs_to_one_person_only(self, session: Session) -> None:
        nik = registry_factory.a_nik()
        registry_factory.person(session, nik=nik, nik_status="verified")
        other = registry_factory.person(session, nik=nik)

        with pytest.raises(Exception, match="uq_people_verified_nik"):
            people.correct_person(session, AUTHOR, KEYS, other, changes={"nik_status": "verified"}, at=AT)

    def test_no_nik_cannot_be_verified(self, session: Session) -> None:
        person = registry_factory.person(session, nik=None)

        with pytest.raises(people.NoNik):
            people.correct_person(session, AUTHOR, KEYS, person, changes={"nik_status": "verified"}, at=AT)

    def test_a_nik_that_comes_later_is_judged_like_the_first(self, session: Session) -> None:
        person = registry_factory.person(session, nik=None)

        people.correct_person(session, AUTHOR, KEYS, person, changes={"nik": registry_factory.a_nik()}, at=AT)

        assert person.nik_status == "given"

    def test_a_new_name_is_found_by_search(self, session: Session) -> None:
        person = registry_factory.person(session)

        people.correct_person(session, AUTHOR, KEYS, person, changes={"name": "Nur  Aisyah"}, at=AT)

        assert (person.name, person.search_name) == ("Nur Aisyah", "NUR AISYAH")


class TestMovePerson:
    def test_the_old_membership_ends_on_the_day_the_new_one_begins(self, session: Session) -> None:
        person = registry_factory.person(session)
        elsewhere = registry_factory.household(session, NEIGHBOUR)

        memberships.move_person(
            session, AUTHOR, person_id=person.id, household_id=elsewhere.id, relationship="child",
            moved_on=date(2026, 2, 1), at=AT,
        )  # fmt: skip

        new, old = person_queries.memberships_of(session, person.id)
        assert (old.valid_to, new.valid_from, new.household_id) == (date(2026, 2, 1), date(2026, 2, 1), elsewhere.id)
        assert person.area_code == NEIGHBOUR

    def test_a_move_before_the_membership_began_is_refused(self, session: Session) -> None:
        person = registry_factory.person(session, member_from=date(2026, 2, 1))
        elsewhere = registry_factory.household(session)

        with pytest.raises(memberships.MoveDate):
            memberships.move_person(
                session, AUTHOR, person_id=person.id, household_id=elsewhere.id, relationship="child",
                moved_on=date(2026, 2, 1), at=AT,
            )  # fmt: skip

    def test_the_database_refuses_two_memberships_at_once(self, session: Session) -> None:
        person = registry_factory.person(session)

        with pytest.raises(Exception, match="ex_memberships_person_period"):
            registry_factory.membership(session, person, registry_factory.household(session))


class TestEndMembership:
    def test_whoever_died_no_longer_belongs_to_the_household(self, session: Session) -> None:
        home = registry_factory.household(session)
        person = registry_factory.person(session, home)

        memberships.end_membership(session, AUTHOR, person_id=person.id, left_on=date(2026, 2, 1), cause="died", at=AT)

        (entry,) = entries(session, "membership.ended")
        assert household_queries.members_of(session, home.id, on=date(2026, 2, 1)) == []
        assert entry.data == {"household": str(home.id), "cause": "died"}

    def test_nobody_leaves_twice(self, session: Session) -> None:
        person = registry_factory.person(session)
        left: dict[str, Any] = {"person_id": person.id, "left_on": date(2026, 2, 1), "cause": "died", "at": AT}
        memberships.end_membership(session, AUTHOR, **left)

        with pytest.raises(memberships.NotAMember):
            memberships.end_membership(session, AUTHOR, **left)


class TestUnmaskNik:
    def test_the_look_and_its_reason_are_recorded(self, session: Session, make_actor: Any) -> None:
        nik = registry_factory.a_nik()
        person = registry_factory.person(session, nik=nik)
        actor = make_actor(Role.DINSOS_REVIEWER, "31.75")

        shown = people.unmask_nik(session, actor, KEYS, person_id=person.id, reason="padan Dukcapil", at=AT)

        (record,) = session.scalars(select(AccessRecord))
        assert shown == nik
        assert (record.action, record.subject, record.actor_id) == ("nik.unmasked", str(person.id), actor.user_id)
        assert record.data == {"reason": "padan Dukcapil"}

    def test_nothing_is_shown_for_somebody_without_a_nik(self, session: Session) -> None:
        person = registry_factory.person(session, nik=None)

        with pytest.raises(people.NoNik):
            people.unmask_nik(session, AUTHOR, KEYS, person_id=person.id, reason="periksa", at=AT)


class TestProgrammes:
    def test_the_definitions_that_come_with_the_product_are_loaded_once(self, session: Session) -> None:
        first = programmes.load_programmes(session, AUTHOR, at=AT)

        programmes.load_programmes(session, AUTHOR, at=AT)

        assert {each.code for each in first} >= {"pkh", "sembako", "klj", "kaj", "kpdj"}
        assert len(entries(session, "programme.defined")) == len(first)

    def test_a_component_that_somebody_is_enrolled_in_stays(self, session: Session) -> None:
        registry_factory.enrolment(session)
        document = {
            "code": "sembako",
            "name": "Sembako",
            "unit": "household",
            "legal_basis": "",
            "valid_from": "2020-01-01",
            "components": [{"code": "elderly", "name": "Lanjut usia"}],
        }

        with pytest.raises(programmes.ComponentInUse):
            programmes.define_programme(session, AUTHOR, document=document, at=AT)


class TestEnrolments:
    def activate(self, session: Session, home: Household, **overrides: Any) -> Any:
        registry_factory.programme(session)
        values: dict[str, Any] = {
            "programme_code": "sembako",
            "component": "package",
            "household_id": home.id,
            "person_id": None,
            "area_code": home.area_code,
            "list_id": clock.new_id(),
            "effective_from": date(2026, 3, 1),
            "reason": "disahkan",
            "at": AT,
        }
        return enrolments.activate_enrolment(session, AUTHOR, **values | overrides)

    def active_on(self, session: Session, day: date, area_code: str = "31.75") -> list[Any]:
        return list(enrolments.active_enrolments(session, programme_code="sembako", area_code=area_code, on=day))

    def test_a_new_enrolment_is_active_from_its_day_on(self, session: Session) -> None:
        home = registry_factory.household(session)

        made = self.activate(session, home)

        assert self.active_on(session, date(2026, 2, 28)) == []
        assert self.active_on(session, date(2026, 3, 1)) == [
            enrolments.ActiveEnrolment(made.id, home.id, None, "package", RT)
        ]
        assert len(entries(session, "enrolment.created")) == 1

    def test_the_same_list_twice_changes_nothing(self, session: Session) -> None:
        home, list_id = registry_factory.household(session), clock.new_id()
        self.activate(session, home, list_id=list_id)

        self.activate(session, home, list_id=list_id)

        assert len(list(session.scalars(select(EnrolmentStatus)))) == 1
        assert entries(session, "enrolment.status_changed") == []

    def test_what_was_in_force_on_a_day_stays_answerable(self, session: Session) -> None:
        made = self.activate(session, registry_factory.household(session))

        enrolments.change_status(
            session, AUTHOR, enrolment_id=made.id, status="suspended", effective_from=date(2026, 4, 1), reason="-",
            at=AT,
        )  # fmt: skip
        enrolments.change_status(
            session, AUTHOR, enrolment_id=made.id, status="active", effective_from=date(2026, 6, 1), reason="-", at=AT
        )

        in_force = [len(self.active_on(session, date(2026, month, 15))) for month in (2, 3, 4, 5, 6)]
        assert in_force == [0, 1, 0, 0, 1]

    def test_of_two_statuses_of_one_day_the_later_counts(self, session: Session) -> None:
        made = self.activate(session, registry_factory.household(session))

        enrolments.change_status(
            session, AUTHOR, enrolment_id=made.id, status="ended", effective_from=date(2026, 3, 1), reason="-", at=AT
        )

        assert self.active_on(session, date(2026, 3, 1)) == []

    def test_only_the_area_asked_for_is_streamed(self, session: Session) -> None:
        self.activate(session, registry_factory.household(session))
        there = self.activate(session, registry_factory.household(session, NEIGHBOUR))

        found = self.active_on(session, date(2026, 3, 1), "31.75.06.1004.009")

        assert [each.enrolment_id for each in found] == [there.id]

    def test_the_scope_of_the_session_narrows_the_stream(self, session: Session) -> None:
        self.activate(session, registry_factory.household(session))
        db.set_scope(session, Scope.of(["31.73"]))

        assert self.active_on(session, date(2026, 3, 1)) == []

    def test_a_programme_of_households_takes_no_person(self, session: Session) -> None:
        home = registry_factory.household(session)
        person = registry_factory.person(session, home)

        with pytest.raises(enrolments.WrongUnit):
            self.activate(session, home, person_id=person.id)

    def test_an_unknown_component_is_refused(self, session: Session) -> None:
        with pytest.raises(enrolments.UnknownComponent):
            self.activate(session, registry_factory.household(session), component="caviar")

    def test_an_enrolment_outside_the_scope_is_not_found(self, session: Session) -> None:
        made = self.activate(session, registry_factory.household(session))
        db.set_scope(session, Scope.of(["31.73"]))

        with pytest.raises(enrolments.EnrolmentNotFound):
            enrolments.change_status(
                session, AUTHOR, enrolment_id=made.id, status="ended", effective_from=AT.date(), reason="-", at=AT
            )

    def test_the_status_on_a_day_narrows_a_list(self, session: Session) -> None:
        made = self.activate(session, registry_factory.household(session))
        wanted = enrolment_queries.EnrolmentFilter(on=date(2026, 3, 1), status="active")

        page = enrolment_queries.enrolments_page(session, wanted, after=None, limit=10)

        assert [each.id for each in page.items] == [made.id]


def test_a_membership_of_the_past_does_not_count_as_present(session: Session) -> None:
    home = registry_factory.household(session)
    person = registry_factory.person(session, home)
    session.get_one(Membership, person_queries.memberships_of(session, person.id)[0].id).valid_to = date(2025, 1, 1)
    session.flush()

    assert household_queries.members_of(session, home.id, on=AT.date()) == []
