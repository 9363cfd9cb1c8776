"""A session with the rights of whoever owns the machine, who can switch off what holds the facts; all is undone at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api import db
from field_api.config import Config, sqlalchemy_url
from field_api.scope import EVERYWHERE
from script.stack.postgres import EmbeddedPostgres


@contextmanager
def owner_session(postgres: EmbeddedPostgres, config: Config, *, superuser: bool = False) -> Iterator[Session]:
    """A session of the owner of the tables, or of the cluster, who has the keys of the product as well."""
    url = postgres.admin_url() if superuser else postgres.url("field_owner")
    engine = db.make_engine(replace(config, database_url=sqlalchemy_url(url)))
    with engine.connect() as connection:
        outer = connection.begin()
        with db.make_session_factory(connection, join_transaction_mode="create_savepoint")() as session:
            db.set_scope(session, EVERYWHERE)
            yield session
        outer.rollback()
    engine.dispose()


def switch_off_guards(session: Session, *tables: str) -> None:
    """From here on rows of these tables can be changed and removed, and nothing reacts to new ones."""
    session.flush()
    for table in tables:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def switch_off_everything(session: Session) -> None:
    """From here on triggers and foreign keys are silent as well, as they are for a superuser who wants them so."""
    session.flush()
    session.execute(text("SET LOCAL session_replication_role = replica"))


def faults_in(output: str) -> set[tuple[str, str]]:
    """Code and subject of every fault that `field-api verify --all` printed, without its closing line."""
    lines = (line.split() for line in output.splitlines())
    return {(words[0], words[1]) for words in lines if len(words) > 1 and "_" in words[0]}
