"""Runs migrations as the owner of the tables, one runner at a time, with bounded waits for locks."""

import os

from alembic import context
from sqlalchemy import Connection, NullPool, create_engine, text

from field_api.config import sqlalchemy_url
from field_api.tables import METADATA

# Names the lock that keeps two deployments from migrating at once.
_MIGRATION_LOCK = 7_120_001
# Belongs to PostGIS and to the job queue, which bring their own tables.
_FOREIGN_TABLES = ("spatial_ref_sys", "procrastinate_")


def _ours(name: str | None, kind: str, *_: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(_FOREIGN_TABLES))


def _include_object(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:  # noqa: FBT001
    return _ours(name, kind)


def _run(connection: Connection) -> None:
    connection.execute(text("SET lock_timeout = '10s'"))
    connection.execute(text("SET statement_timeout = '15min'"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _MIGRATION_LOCK})
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_object=_include_object,
        transaction_per_migration=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    if context.is_offline_mode():
        context.configure(dialect_name="postgresql", target_metadata=METADATA, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    url = os.environ.get("MIGRATION_DATABASE_URL") or os.environ["DATABASE_URL"]
    with create_engine(sqlalchemy_url(url), poolclass=NullPool).connect() as connection:
        _run(connection)


main()
