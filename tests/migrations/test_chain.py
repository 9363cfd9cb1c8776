"""The chain of migrations: one head, the same tables as the models, and a way back that leaves nothing behind."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text

from field_api.commands.set_up import alembic_config
from field_api.config import sqlalchemy_url
from field_api.tables import METADATA
from script.stack.postgres import EmbeddedPostgres

# What belongs to extensions is no part of the chain.
OBJECTS = text("""
    WITH object AS (
      SELECT 'pg_class'::regclass AS catalogue, oid, relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'pg_proc'::regclass, oid, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'pg_type'::regclass, oid, typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
    )
    SELECT object.name FROM object
    LEFT JOIN pg_depend ON pg_depend.classid = catalogue AND pg_depend.objid = object.oid AND pg_depend.deptype = 'e'
    LEFT JOIN pg_class AS indexed ON indexed.oid = object.oid AND indexed.relkind IN ('i', 't', 'c')
    LEFT JOIN pg_type AS typed ON typed.oid = object.oid AND catalogue = 'pg_type'::regclass
    WHERE pg_depend.objid IS NULL AND indexed.oid IS NULL
      AND (typed.oid IS NULL OR (typed.typelem = 0 AND typed.typrelid = 0))
""")


@pytest.fixture
def owner(postgres: EmbeddedPostgres, own_database: str) -> Iterator[Connection]:
    engine = create_engine(sqlalchemy_url(postgres.url("field_owner", own_database)), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def chain(connection: Connection) -> AlembicConfig:
    config = alembic_config()
    config.attributes["connection"] = connection
    return config


def own_objects(connection: Connection) -> set[str]:
    found = set(connection.scalars(OBJECTS))
    connection.commit()
    return found


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_revisions_are_running_numbers() -> None:
    script = ScriptDirectory.from_config(alembic_config())

    numbers = sorted(int(each.revision) for each in script.walk_revisions())

    assert numbers == list(range(1, len(numbers) + 1))


def test_from_empty_to_head_equals_the_models(owner: Connection) -> None:
    command.check(chain(owner))

    assert METADATA.tables.keys() <= own_objects(owner)


def test_a_difference_would_be_noticed(owner: Connection) -> None:
    owner.execute(text("ALTER TABLE users ADD COLUMN surplus integer"))

    context = MigrationContext.configure(
        owner, opts={"include_name": lambda name, _kind, _parents: name != "spatial_ref_sys"}
    )

    assert any("surplus" in str(difference) for difference in compare_metadata(context, METADATA))


def test_back_to_empty_and_up_again(owner: Connection) -> None:
    before = own_objects(owner)

    command.downgrade(chain(owner), "base")
    owner.commit()

    assert own_objects(owner) == {"alembic_version"}
    command.upgrade(chain(owner), "head")
    owner.commit()
    assert own_objects(owner) == before


def test_an_upgrade_at_head_changes_nothing(owner: Connection) -> None:
    before = own_objects(owner)

    command.upgrade(chain(owner), "head")

    assert own_objects(owner) == before
