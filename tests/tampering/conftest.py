"""A whole invented district, written by the services and logged, in a session before which nothing is guarded."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from field_api import clock
from field_api.config import Config, ObjectStoreAddress
from field_api.demo.seed.load import DemoSize, load_demo
from field_api.distribution.models import HandOver
from field_api.distribution.service import checks as hand_over_checks
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Visit
from field_api.evidence.service import checks
from field_api.identity.models import User
from field_api.identity.rules import Actor, Grant, Role
from field_api.identity.service import create_user, grant_role, register_device
from field_api.journal import service as journal
from field_api.journal.rules import Event, SystemAuthor
from field_api.registry.service.keys import key_ring
from field_api.review.models import BackCheck, Decision, SecondReview
from field_api.review.rules.sampling import Finding
from field_api.review.service import back_checks, sampling, second_reviews
from field_api.storage import S3Store
from field_api.transparency.rules.notes import Signer
from script.stack.objectstore import EmbeddedStore
from script.stack.postgres import EmbeddedPostgres
from tests.factories import journal as factory
from tests.factories import sampling as factory_of_samples
from tests.factories import signing
from tests.fakes.tampering import owner_session, switch_off_everything

SIGNER = Signer("dinsos.example/log", bytes(range(32)))
SIZE = DemoSize(households=80, photo=(320, 240))


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Store]:
    """A store of its own, for here everything in it is looked at."""
    with EmbeddedStore(tmp_path_factory.mktemp("objects")) as server:
        store = S3Store(ObjectStoreAddress.parse(server.url))
        store.ensure_bucket()
        yield store


# For one file: its transaction stays open, and whoever writes the same rows in another test would wait for it.
@pytest.fixture(scope="module")
def district(postgres: EmbeddedPostgres, bucket: S3Store, config: Config) -> Iterator[Session]:
    with owner_session(postgres, config, superuser=True) as session:
        load_demo(session, bucket, config, made_at=clock.now(), size=SIZE)
        # The demo has no phones.
        user = session.scalars(select(User).limit(1)).one()
        grants = (Grant(Role.VERIFIER, ""), Grant(Role.ADMINISTRATOR, ""))
        owner = Actor(user.id, clock.new_id(), None, "test", grants)
        for label in ("one", "two"):
            key = signing.public_jwk() | {"x": label}
            register_device(session, owner, device_id=clock.new_id(), label=label, public_key=key, at=clock.now())
        _check_two_of_each(session, owner, config)
        _look_at_two_decisions_again(session)
        factory.log_all(session, SIGNER)
        session.expunge_all()
        switch_off_everything(session)
        yield session


def _check_two_of_each(session: Session, administrator: Actor, config: Config) -> None:
    """What a worker would have said of them, and limits that were set."""
    for code, limit in (("35", 30_000), ("31", 20_000)):
        checks.set_thresholds(
            session, administrator, area_code=code, valid_from=clock.now().date(), limits={"accuracy_mm": limit},
            reason=f"Pengukuran di {code}", at=clock.now(),
        )  # fmt: skip
    whole = {"second_review_permille": 1000, "back_check_permille": 1000}
    checks.set_thresholds(
        session, administrator, area_code="", valid_from=date(2020, 1, 1), limits=whole, reason="Semua", at=clock.now()
    )
    for hand_over_id in session.scalars(_complete(HandOver.id)).all():
        hand_over_checks.check_hand_over(session, SystemAuthor(), hand_over_id=hand_over_id, at=clock.now())
    for visit_id in session.scalars(_complete(Visit.id)).all():
        checks.check_visit(session, SystemAuthor(), key_ring(config), visit_id=visit_id, at=clock.now())


def _complete(key: InstrumentedAttribute[UUID]) -> Select[UUID]:
    """Two acts of a kind that are complete."""
    return select(key).join(Bundle, Bundle.id == key).where(Bundle.completed_at.is_not(None)).limit(2)


def _look_at_two_decisions_again(session: Session) -> None:
    """Draws, second reviews with their answers, and back-checks, of which one is answered."""
    author, reviewer, verifier = (
        SystemAuthor(),
        _somebody(session, Role.DINSOS_REVIEWER),
        _somebody(session, Role.VERIFIER),
    )
    for decision in session.scalars(select(Decision).where(Decision.verdict == "accept").limit(2)).all():
        check = factory_of_samples.checked(session, decision.visit_id)
        journal.append(
            session, author, Event.VISIT_CHECKED, subject_id=check.visit_id, area_code=check.area_code,
            at=clock.now(), rows=[check],
        )  # fmt: skip
        sampling.draw_for_case(session, author, case_id=decision.case_id, at=clock.now())
    for review in session.scalars(select(SecondReview)).all():
        second_reviews.take_second_review(session, reviewer, review_id=review.id, at=clock.now())
        second_reviews.answer_second_review(
            session, reviewer, review_id=review.id, finding=Finding.ELIGIBLE, reason="Sesuai bukti", at=clock.now()
        )
    for back_check in session.scalars(select(BackCheck)).all():
        back_checks.assign_back_check(
            session, reviewer, back_check_id=back_check.id, assignment_id=clock.new_id(), verifier_id=verifier.user_id,
            due_on=None, at=clock.now(),
        )  # fmt: skip
    # The demo's visits were sent before anybody checked them: one of another hand stands for an answer.
    visit = session.scalars(select(Visit).where(Visit.verifier_id != back_check.first_verifier_id).limit(1)).one()
    back_check.visit_id, back_check.verifier_id, back_check.answered_at = visit.id, visit.verifier_id, clock.now()
    session.flush()
    journal.append(
        session, author, Event.BACK_CHECK_ANSWERED, subject_id=back_check.decision_id, area_code=back_check.area_code,
        at=clock.now(), rows=[back_check],
    )  # fmt: skip


def _somebody(session: Session, role: Role) -> Actor:
    author, user_id = SystemAuthor(), clock.new_id()
    create_user(
        session, author, user_id=user_id, username=f"kedua-{role}", full_name="Orang Kedua", password="kata sandi uji coba",
        at=clock.now(),
    )  # fmt: skip
    grant_role(
        session, author, user_id=user_id, role=role, area_code="35.99", valid_from=date(2020, 1, 1), valid_to=None,
        at=clock.now(),
    )  # fmt: skip
    return Actor(user_id, clock.new_id(), None, "test", (Grant(role, "35.99"),))


@pytest.fixture
def unguarded(district: Session) -> Iterator[Session]:
    """The district, as it was, for each test."""
    with district.begin_nested() as savepoint:
        yield district
        savepoint.rollback()
