"""A whole invented district, written by the services and logged, in a session before which nothing is guarded."""

from collections.abc import Iterator
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
from field_api.identity.service import register_device
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.keys import key_ring
from field_api.storage import S3Store
from field_api.transparency.rules.notes import Signer
from script.stack.objectstore import EmbeddedStore
from script.stack.postgres import EmbeddedPostgres
from tests.factories import journal as factory
from tests.factories import signing
from tests.fakes.tampering import owner_session, switch_off_everything

SIGNER = Signer("dinsos.example/log", bytes(range(32)))
SIZE = DemoSize(households=60, photo=(320, 240))


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
    for hand_over_id in session.scalars(_complete(HandOver.id)).all():
        hand_over_checks.check_hand_over(session, SystemAuthor(), hand_over_id=hand_over_id, at=clock.now())
    for visit_id in session.scalars(_complete(Visit.id)).all():
        checks.check_visit(session, SystemAuthor(), key_ring(config), visit_id=visit_id, at=clock.now())


def _complete(key: InstrumentedAttribute[UUID]) -> Select[UUID]:
    """Two acts of a kind that are complete."""
    return select(key).join(Bundle, Bundle.id == key).where(Bundle.completed_at.is_not(None)).limit(2)


@pytest.fixture
def unguarded(district: Session) -> Iterator[Session]:
    """The district, as it was, for each test."""
    with district.begin_nested() as savepoint:
        yield district
        savepoint.rollback()
