"""A database of its own for a test that walks up and down the chain."""

from collections.abc import Iterator

import pytest
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, NullPool, create_engine

from field_api.commands.set_up import alembic_config
from field_api.config import sqlalchemy_url
from script.stack.postgres import EmbeddedPostgres


@pytest.fixture
def owner(postgres: EmbeddedPostgres, own_database: str) -> Iterator[Connection]:
    engine = create_engine(sqlalchemy_url(postgres.url("field_owner", own_database)), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def chain(owner: Connection) -> AlembicConfig:
    """The migrations, run over the owner's connection."""
    config = alembic_config()
    config.attributes["connection"] = owner
    return config
