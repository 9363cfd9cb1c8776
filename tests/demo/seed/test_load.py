from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from field_api import db
from field_api.areas import service as areas
from field_api.areas.models import Area
from field_api.config import Config
from field_api.demo.logins import LOGINS, DemoInProduction
from field_api.demo.seed.load import Demo, DemoSize, NotEmpty, load_demo, summary_of
from field_api.distribution.models import Allocation, HandOver, Round
from field_api.evidence.models.photos import Bundle, Capture, Photo, PhotoInspection, PhotoPiece
from field_api.evidence.models.visits import Assignment, Visit, VisitEvaluation
from field_api.identity.models import Device, User
from field_api.identity.service import check_password
from field_api.journal.models import JournalEntry
from field_api.registry.models import Enrolment, Household, Person
from field_api.review.models import Case, Decision, EndorsementList
from field_api.review.service.seals import check_seal
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from tests.factories import identity as identity_factory

MADE_AT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SMALL = DemoSize(households=120, photo=(320, 240))


@dataclass(frozen=True)
class Made:
    """The demo as it stands, and what the same one held when it was made before."""

    demo: Demo
    session: Session
    before: dict[str, Any]


@pytest.fixture(scope="module")
def made(engine: Engine, store: S3Store, config: Config) -> Iterator[Made]:
    """Made twice and kept once for all tests of this file, because photos take their time."""
    with engine.connect() as connection, connection.begin() as outer:
        with db.make_session_factory(connection, join_transaction_mode="create_savepoint")() as session:
            db.set_scope(session, EVERYWHERE)
            load_demo(session, store, config, made_at=MADE_AT, size=SMALL)
            before = facts(session)
            session.rollback()
            yield Made(load_demo(session, store, config, made_at=MADE_AT, size=SMALL), session, before)
        outer.rollback()


@pytest.fixture
def demo(made: Made) -> Demo:
    return made.demo


@pytest.fixture
def told(made: Made) -> Session:
    """A session that reads the finished demo."""
    return made.session


def facts(session: Session) -> dict[str, Any]:
    """What must be the same whenever the same demo is made: ids and content of what the story says."""
    asked: dict[str, Select[Any]] = {
        "users": select(User.id, User.username),
        "people": select(Person.id, Person.name, Person.birth_date, Person.nik_masked),
        "households": select(Household.id, Household.address, Household.latitude_e7),
        "visits": select(Visit.id, Visit.answers, Visit.finished_at, Visit.latitude_e7),
        "captures": select(Capture.bundle_id, Capture.number, Capture.sha256, Capture.taken_at),
        "decisions": select(Decision.id, Decision.verdict, Decision.decided_at),
        "hand_overs": select(HandOver.id, HandOver.outcome, HandOver.handed_over_at),
        "lists": select(EndorsementList.id, EndorsementList.state),
    }
    return {name: sorted(map(repr, session.execute(statement))) for name, statement in asked.items()}


def test_the_demo_shows_every_stage_of_the_main_job(demo: Demo, told: Session) -> None:
    states = Counter(told.scalars(select(Case.state)))
    assert set(states) == {"awaiting_review", "returned", "accepted", "rejected"}
    assert set(told.scalars(select(EndorsementList.state))) == {"draft", "endorsed"}
    assert told.scalars(select(Round.state)).all() == ["open"]
    assert set(told.scalars(select(HandOver.outcome))) == {"delivered", "not_delivered"}
    assert told.scalar(select(func.count()).select_from(Visit)) == demo.visits
    assert set(told.scalars(select(Assignment.status))) == {"open", "done"}


def test_whoever_is_endorsed_is_enrolled_and_has_a_package(demo: Demo, told: Session) -> None:
    endorsed = told.get_one(EndorsementList, demo.endorsed_list)
    assert check_seal(told, list_id=endorsed.id).intact
    assert endorsed.counts is not None
    assert told.scalar(select(func.count()).select_from(Enrolment)) == endorsed.counts["eligible"]
    allocated = told.scalar(select(func.count()).select_from(Allocation).where(Allocation.round_id == demo.round))
    assert allocated == endorsed.counts["eligible"]


def test_photos_that_were_sent_are_whole_and_those_of_decided_cases_inspected(told: Session) -> None:
    complete = select(Bundle.id).where(Bundle.completed_at.is_not(None))
    captured = set(told.scalars(select(Capture.sha256).where(Capture.bundle_id.in_(complete))))
    assert captured <= set(told.scalars(select(Photo.sha256)))
    decided = select(Decision.visit_id)
    shown = set(told.scalars(select(Capture.sha256).where(Capture.bundle_id.in_(decided))))
    assert shown == set(told.scalars(select(PhotoInspection.sha256)))
    assert set(told.scalars(select(PhotoInspection.verdict))) == {"accepted"}


def test_every_photo_is_signed_by_a_phone_of_its_author(told: Session) -> None:
    assert told.scalar(select(func.count()).select_from(Capture))
    assert {remark for visit in told.scalars(select(Visit)) for remark in visit.remarks} == set()
    for capture in told.scalars(select(Capture)):
        device = told.get_one(Device, UUID(capture.envelope["device_id"]))
        assert device.user_id == told.get_one(Bundle, capture.bundle_id).author_id


def test_the_officer_of_an_rt_has_a_package_to_hand_over(demo: Demo, told: Session) -> None:
    handed = select(HandOver.allocation_id)
    waiting = told.scalars(
        select(Allocation.area_code).where(Allocation.round_id == demo.round, Allocation.id.not_in(handed))
    ).all()
    officers = {login.area_code for login in LOGINS if login.role == "rt"}
    assert officers <= set(waiting)


def test_one_visit_waits_for_photos_in_the_middle_of_an_upload(told: Session) -> None:
    assert told.scalar(select(func.count()).select_from(Bundle).where(Bundle.completed_at.is_(None)))
    assert told.scalar(select(func.count()).select_from(PhotoPiece)) == 1


def test_every_visited_household_was_judged_by_both_instruments(told: Session) -> None:
    visited = told.scalar(select(func.count()).select_from(Visit).where(Visit.outcome == "visited"))
    codes = Counter(
        told.scalars(
            select(VisitEvaluation.instrument_code)
            .join(Visit, Visit.id == VisitEvaluation.visit_id)
            .where(Visit.outcome == "visited")
        )
    )
    assert codes == {"bps-14": visited, "kepmensos-262": visited}


def test_a_house_lies_in_the_polygon_of_its_own_rt(told: Session) -> None:
    for household in told.scalars(select(Household).order_by(Household.id).limit(10)):
        assert household.latitude_e7 is not None
        assert household.longitude_e7 is not None
        found = areas.area_at(
            told,
            latitude_e7=household.latitude_e7,
            longitude_e7=household.longitude_e7,
            on=MADE_AT.date(),
        )
        assert found is not None
        assert found.code == household.area_code


def test_every_login_opens_with_its_printed_password(told: Session) -> None:
    for login in LOGINS:
        assert check_password(told, username=login.username, password=login.password, at=MADE_AT).active


def test_the_journal_tells_the_story_in_the_order_of_time(told: Session) -> None:
    moments = told.scalars(select(JournalEntry.recorded_at).order_by(JournalEntry.seq)).all()
    assert list(moments) == sorted(moments)
    assert max(moments) < MADE_AT


def test_the_same_moment_and_seed_make_the_same_demo(made: Made) -> None:
    assert facts(made.session) == made.before


def test_the_summary_names_what_can_be_looked_at(demo: Demo, told: Session) -> None:
    text = "\n".join(summary_of(demo))
    assert str(demo.open_assignment) in text
    assert str(demo.case_awaiting_review) in text
    assignment = told.get_one(Assignment, demo.open_assignment)
    assert assignment.status == "open"
    assert told.get_one(Case, demo.case_awaiting_review).state == "awaiting_review"


def test_a_database_with_a_user_is_left_alone(session: Session, store: S3Store, config: Config) -> None:
    identity_factory.user(session)

    with pytest.raises(NotEmpty):
        load_demo(session, store, config, made_at=MADE_AT, size=SMALL)

    assert session.scalar(select(Area.id).limit(1)) is None


def test_production_is_refused_before_anything_is_written(session: Session, store: S3Store, config: Config) -> None:
    with pytest.raises(DemoInProduction):
        load_demo(session, store, replace(config, environment="production"), made_at=MADE_AT, size=SMALL)

    assert session.scalar(select(User.id).limit(1)) is None
