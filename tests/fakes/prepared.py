"""What takes long to make, made once a run and then copied: a migrated cluster, and a product with the demo's data.

The processes of one run share a folder; the first that asks makes, the others wait and copy.
"""

import fcntl
from collections.abc import Callable
from pathlib import Path

from alembic import command
from sqlalchemy import NullPool, create_engine

from field_api.commands.set_up import alembic_config
from field_api.config import sqlalchemy_url
from script.stack.postgres import EmbeddedPostgres
from tests.fakes.product import RunningProduct


def migrated(shared: Path) -> Path:
    """A folder with `postgres`: a PostGIS cluster, migrated from empty to head, that does not run."""
    return _once(shared / "migrated", _migrate_a_cluster)


def with_demo(shared: Path) -> Path:
    """A folder with `postgres` and `objects`: what a product holds once the demo is in it and its worker has nothing to do."""
    start = migrated(shared)
    return _once(shared / "with_demo", lambda folder: _fill_with_demo(folder, start))


def migrate(owner_url: str) -> None:
    """Run every migration on a database, as its owner."""
    config = alembic_config()
    with create_engine(sqlalchemy_url(owner_url), poolclass=NullPool).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _once(folder: Path, make: Callable[[Path], None]) -> Path:
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            # Under its name only when it is whole: whoever fails here must not leave half of it to the others.
            making = folder.with_suffix(".making")
            make(making)
            making.rename(folder)
    return folder


def _migrate_a_cluster(folder: Path) -> None:
    with EmbeddedPostgres(folder / "postgres", durable=False) as cluster:
        migrate(cluster.url("field_owner"))


def _fill_with_demo(folder: Path, start: Path) -> None:
    with RunningProduct(folder, start=start) as running:
        running.command("demo")
        running.wait_for_the_worker()
