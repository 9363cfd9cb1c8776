"""The whole database of a test run: emptied by its owner after a test that had to commit for real."""

from sqlalchemy import create_engine, text

from field_api.config import sqlalchemy_url
from script.stack.postgres import EmbeddedPostgres

_OURS = """
    SELECT relname FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname NOT IN ('alembic_version', 'spatial_ref_sys')
"""


def empty(postgres: EmbeddedPostgres) -> None:
    """Empty every table; only the owner can set the guards of immutable rows aside."""
    owner = create_engine(sqlalchemy_url(postgres.url("field_owner")))
    with owner.begin() as connection:
        names = [f'"{name}"' for name in connection.scalars(text(_OURS))]
        for name in names:
            connection.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        connection.execute(text(f"TRUNCATE {', '.join(names)} CASCADE"))
        for name in names:
            connection.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
    owner.dispose()
