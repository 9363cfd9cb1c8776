"""Real parts for every test: one PostGIS cluster and one S3 server a run, and a rolled-back transaction a test."""

import base64
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db, tables
from field_api.app import Edge, create_app
from field_api.config import Config, ObjectStoreAddress
from field_api.identity import service as identity
from field_api.identity.rules import Actor, Grant, Role
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from script.stack.objectstore import EmbeddedStore
from script.stack.postgres import EmbeddedPostgres
from tests.factories import identity as identity_factory
from tests.fakes.prepared import migrated
from tests.fakes.product import copy_data

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
TABLES = tables.METADATA
PASSWORD = "kata sandi uji coba"
PRISTINE = "pristine"


# The machine is shared: an example may be slow without being wrong.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.db)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real and hostile data beside the project; its absence is a failure, never a skip."""
    assert SHARED_DATA.is_dir(), "../shared/data is missing beside the project"
    return SHARED_DATA


@pytest.fixture(scope="session")
def shared_by_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, shared_by_run: Path) -> Iterator[EmbeddedPostgres]:
    """A private PostGIS cluster, migrated from empty to head."""
    folder = tmp_path_factory.mktemp("cluster")
    copy_data(migrated(shared_by_run), folder)
    with EmbeddedPostgres(folder / "postgres", durable=False) as cluster:
        # Copied before anybody is connected, so that a test can have a database of its own at any time.
        cluster.create_database(PRISTINE)
        yield cluster


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("objects")) as server:
        yield server


@pytest.fixture(scope="session")
def store(s3_server: EmbeddedStore) -> S3Store:
    """The real object store, shared by all tests: keys are hashes, so tests do not meet."""
    opened = S3Store(ObjectStoreAddress.parse(s3_server.url))
    opened.ensure_bucket()
    return opened


@pytest.fixture(scope="session")
def environment(postgres: EmbeddedPostgres, s3_server: EmbeddedStore) -> dict[str, str]:
    """What a whole process of the product needs to run against the test's servers."""
    return {
        "DATABASE_URL": postgres.url("field_app"),
        "OBJECT_STORE_URL": s3_server.url,
        "FIELD_API_SEAL_KEYS": "test:" + base64.b64encode(b"s" * 32).decode(),
        "FIELD_API_HASH_KEY": base64.b64encode(b"h" * 32).decode(),
        "FIELD_API_LOG_KEY": base64.b64encode(b"l" * 32).decode(),
        "FIELD_API_ENV": "test",
    }


@pytest.fixture
def own_database(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The name of a migrated, empty database for one test: for whole processes, which commit."""
    name = f"own_{clock.new_id().hex}"
    postgres.create_database(name, template=PRISTINE)
    yield name
    postgres.drop_database(name)


@pytest.fixture
def own_environment(environment: dict[str, str], postgres: EmbeddedPostgres, own_database: str) -> dict[str, str]:
    """What a whole process needs to run against a database of its own."""
    return environment | {
        "DATABASE_URL": postgres.url("field_app", own_database),
        "MIGRATION_DATABASE_URL": postgres.url("field_owner", own_database),
    }


@pytest.fixture(scope="session")
def config(environment: dict[str, str]) -> Config:
    return Config.from_environment(environment)


@pytest.fixture(scope="session")
def engine(config: Config) -> Iterator[Engine]:
    made = db.make_engine(config)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """One outer transaction; whatever the code under test commits is a savepoint inside it."""
    with engine.connect() as opened:
        outer = opened.begin()
        yield opened
        if outer.is_active:
            outer.rollback()


@pytest.fixture
def sessions(connection: Connection) -> sessionmaker[Session]:
    return db.make_session_factory(connection, join_transaction_mode="create_savepoint")


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that sees the whole country, for arranging and for looking at results."""
    with sessions() as opened:
        db.set_scope(opened, EVERYWHERE)
        yield opened


@pytest.fixture
def statements(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the database since the beginning of the test, whether through SQLAlchemy or past it."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def note(cursor: Any, statement: str, *values: Any, **options: Any) -> Any:
        if "SAVEPOINT" not in statement:
            sent.append(statement)
        return execute(cursor, statement, *values, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", note)
    return sent


@pytest.fixture(scope="session")
def wired_app(config: Config, store: S3Store) -> Flask:
    """The application, wired once a run; `app` gives it the sessions of a test."""
    return create_app(config, store=store)


@pytest.fixture
def app(wired_app: Flask, config: Config, sessions: sessionmaker[Session], store: S3Store) -> Flask:
    """The application inside the test's transaction."""
    wired_app.extensions["field_api"] = Edge(config=config, sessions=sessions, store=store)
    return wired_app


class ApiClient:
    """A Flask test client that carries a token and speaks JSON."""

    def __init__(self, app: Flask, token: str | None, user_id: UUID | None) -> None:
        self._client = app.test_client()
        self.token = token
        self.user_id = user_id

    def request(self, method: str, path: str, **options: Any) -> Any:
        headers = dict(options.pop("headers", {}))
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        return self._client.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Any:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Any:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self.request("DELETE", path, **options)


@pytest.fixture
def anonymous(app: Flask) -> ApiClient:
    return ApiClient(app, None, None)


ActorMaker = Callable[..., Actor]
ClientMaker = Callable[..., ApiClient]


@pytest.fixture
def make_actor(session: Session) -> ActorMaker:
    """`make_actor(Role.VERIFIER, "31.75")`: a user with that role, as the Actor that services take."""

    def make(role: Role, area_code: str = "") -> Actor:
        user = identity_factory.user(session, role, area_code)
        return Actor(user.id, clock.new_id(), None, "test", (Grant(role, area_code),))

    return make


@pytest.fixture
def as_role(app: Flask, session: Session) -> ClientMaker:
    """`as_role(Role.VERIFIER, "31.75")`: a client logged in as a new user with that role."""

    def make(role: Role, area_code: str = "") -> ApiClient:
        user = identity_factory.user(session, role, area_code)
        _, token = identity.open_session(session, user, device_id=None, at=clock.now(), request_id=None)
        session.flush()
        return ApiClient(app, token, user.id)

    return make
