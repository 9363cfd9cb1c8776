from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api import db
from field_api.evidence.models.visits import Visit
from field_api.identity.models import User
from field_api.journal.models import AccessRecord
from field_api.journal.rules import Event
from field_api.registry.models import Household
from field_api.review.models import Case
from field_api.review.service.cases import CaseNotFound
from field_api.review.service.dossiers import view_dossier
from field_api.scope import Scope
from tests.factories import areas as areas_factory
from tests.factories import evidence as evidence_factory
from tests.factories import journal as journal_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_a_dossier_gathers_what_is_known_of_the_household(session: Session) -> None:
    home = registry_factory.household(session)
    registry_factory.person(session, home, name="Siti Aminah")
    registry_factory.person(session, home, name="Budi", relationship="child")
    registry_factory.active_enrolment(session, home)
    earlier = evidence_factory.visit(session, home)
    decided = review_factory.decision(session, review_factory.case(session, earlier), verdict="reject")
    visit = evidence_factory.visit(session, home, photos=3, finished_at=AT)
    case = review_factory.case(session, visit)

    dossier = view_dossier(session, review_factory.actor(session), case_id=case.id, at=AT)

    evidence = dossier.evidence
    assert evidence.household is home
    assert [(each.person.name, each.relationship) for each in evidence.members] == [
        ("Siti Aminah", "head"),
        ("Budi", "child"),
    ]
    assert evidence.visit is visit
    assert len(evidence.visit_members) == 1
    assert [photo["verdict"] for photo in evidence.photos] == ["accepted"] * 3
    assert evidence.photos[1]["large_url"] == f"/v1/bundles/{visit.id}/photos/1/large"
    assert [each.instrument_code for each in evidence.evaluations] == ["bps-14"]
    assert dossier.earlier_visits == [earlier]
    assert [line.decision for line in dossier.decisions] == [decided]
    assert [(line.enrolment.programme_code, line.status) for line in dossier.enrolments] == [("sembako", "active")]
    assert not dossier.lacks_field_evidence


def test_a_dossier_names_the_people_and_tells_what_happened(session: Session) -> None:
    home = registry_factory.household(session)
    earlier = evidence_factory.visit(session, home, complete=False)
    visit = evidence_factory.visit(session, home, finished_at=AT)
    case, actor = review_factory.case(session, visit), review_factory.actor(session)
    journal_factory.entry(session, Event.VISIT_COMPLETED, subject_id=visit.id, area_code=home.area_code)
    journal_factory.entry(session, Event.CASE_OPENED, subject_id=case.id, area_code=home.area_code)
    journal_factory.entry(session, Event.CASE_OPENED, area_code=home.area_code)

    dossier = view_dossier(session, actor, case_id=case.id, at=AT)

    assert [entry.event for entry in dossier.journal] == ["case.opened", "visit.completed"]
    assert dossier.user_names[visit.verifier_id] == session.get_one(User, visit.verifier_id).full_name
    assert dossier.incomplete_visit_ids == [earlier.id]


def test_every_look_leaves_a_trace(session: Session) -> None:
    case, actor = review_factory.case(session), review_factory.actor(session)

    view_dossier(session, actor, case_id=case.id, at=AT)

    looks = session.scalars(select(AccessRecord).where(AccessRecord.actor_id == actor.user_id)).all()
    assert [(look.action, look.subject) for look in looks] == [("dossier.viewed", str(case.id))]


def test_the_place_says_whose_land_it_is_and_how_far_from_the_house(session: Session) -> None:
    home = registry_factory.household(session, latitude_e7=-62_000_000, longitude_e7=1_069_000_000)
    village = home.area_code[: len("31.75.06.1004")]
    areas_factory.area(session, village)
    areas_factory.polygon(session, village, west=106.8, south=-6.3, side=0.2)
    # A thousandth of a degree of latitude is 111 m.
    visit = evidence_factory.visit(session, home, latitude_e7=-62_010_000, longitude_e7=1_069_000_000)

    place = view_dossier(
        session, review_factory.actor(session), case_id=review_factory.case(session, visit).id, at=AT
    ).evidence.place

    assert place.area_code == village
    assert place.inside_household_area
    assert place.metres_from_house is not None
    assert abs(place.metres_from_house - 111) <= 1


def test_a_visit_without_a_position_has_no_place(session: Session) -> None:
    visit = evidence_factory.visit(session, latitude_e7=None, longitude_e7=None)

    place = view_dossier(
        session, review_factory.actor(session), case_id=review_factory.case(session, visit).id, at=AT
    ).evidence.place

    assert place.metres_from_house is None
    assert place.area_code is None


def test_a_household_that_was_not_met_lacks_field_evidence(session: Session) -> None:
    case = review_factory.case(session, evidence_factory.visit(session, outcome="moved"))

    dossier = view_dossier(session, review_factory.actor(session), case_id=case.id, at=AT + timedelta(days=1))

    assert dossier.lacks_field_evidence


def test_a_dossier_of_the_neighbour_is_not_found_and_leaves_no_trace(session: Session) -> None:
    case, actor = review_factory.case(session), review_factory.actor(session)
    db.set_scope(session, Scope.of(["31.74"]))

    with pytest.raises(CaseNotFound):
        view_dossier(session, actor, case_id=case.id, at=AT)

    assert session.scalars(select(AccessRecord).where(AccessRecord.actor_id == actor.user_id)).all() == []


class TestPhotoMatches:
    """A photo that was also sent with the visit of another household."""

    @pytest.fixture
    def matched(self, session: Session) -> tuple[Case, Visit]:
        """The case of the later visit, and the earlier visit, in two villages."""
        visits = [
            evidence_factory.visit(session, registry_factory.household(session, area_code))
            for area_code in ("31.75.06.1005.001.001", "31.75.06.1004.008.003")
        ]
        for this, other in (visits, reversed(visits)):
            evidence_factory.match(session, this, other, other_came_first=this is visits[1])
        return review_factory.case(session, visits[1]), visits[0]

    def test_the_dossier_leads_to_the_other_case_and_picture(
        self, session: Session, matched: tuple[Case, Visit]
    ) -> None:
        case, other = matched
        other_case = review_factory.case(session, other)

        dossier = view_dossier(session, review_factory.actor(session), case_id=case.id, at=AT)

        (line,) = dossier.photo_matches
        assert (line.match.number, line.match.layer, line.match.other_came_first) == (0, "scene", True)
        assert line.other is not None
        assert (line.other.photo.bundle_id, line.other.case_id) == (other.id, other_case.id)
        assert line.other.large_url == f"/v1/bundles/{other.id}/photos/0/large"
        assert other.verifier_id in dossier.user_names

    def test_a_visit_that_was_superseded_leads_to_the_case_of_its_household(
        self, session: Session, matched: tuple[Case, Visit]
    ) -> None:
        case, other = matched
        home = session.get_one(Household, other.household_id)
        later_case = review_factory.case(session, evidence_factory.visit(session, home))

        (line,) = view_dossier(session, review_factory.actor(session), case_id=case.id, at=AT).photo_matches

        assert line.other is not None
        assert line.other.case_id == later_case.id

    def test_of_a_visit_in_another_area_only_the_fact_is_told(
        self, session: Session, matched: tuple[Case, Visit]
    ) -> None:
        case, other = matched
        actor = review_factory.actor(session)
        db.set_scope(session, Scope.of([case.area_code]))

        dossier = view_dossier(session, actor, case_id=case.id, at=AT)

        (line,) = dossier.photo_matches
        assert (line.match.distance, line.other) == (12, None)
        assert other.verifier_id not in dossier.user_names
