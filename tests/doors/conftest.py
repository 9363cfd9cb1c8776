"""The world of the walk, arranged once a module in one transaction that is rolled back."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine

from field_api import db
from field_api.app import Edge
from field_api.config import Config
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from tests.doors.walker import Walker
from tests.doors.world import World, build


@pytest.fixture(scope="module")
def opened(engine: Engine) -> Iterator[Connection]:
    """One transaction for the whole walk; it is rolled back at the end."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture(scope="module")
def world(opened: Connection, store: S3Store) -> World:
    with db.make_session_factory(opened, join_transaction_mode="create_savepoint")() as session:
        db.set_scope(session, EVERYWHERE)
        arranged = build(session, store)
        session.commit()
    return arranged


@pytest.fixture
def walker(wired_app: Flask, config: Config, opened: Connection, store: S3Store, world: World) -> Walker:
    sessions = db.make_session_factory(opened, join_transaction_mode="create_savepoint")
    wired_app.extensions["field_api"] = Edge(config=config, sessions=sessions, store=store)
    return Walker(wired_app, opened, world)
