"""The command line of an operator: thin over the services, one transaction per command."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic import command as alembic_command
from alembic.config import Config as AlembicConfig
from sqlalchemy.orm import Session

from field_api import db
from field_api.app import create_app
from field_api.config import Config, ConfigurationError
from field_api.errors import DomainError
from field_api.scope import EVERYWHERE

ROOT = Path(__file__).resolve().parents[1]


@click.group()
def main() -> None:
    """Field API: from a house visit to a social-assistance decision somebody can defend."""


def configuration() -> Config:
    """Read the environment, or say in one line what is missing and stop."""
    try:
        return Config.from_environment(os.environ)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def operator_session() -> Iterator[Session]:
    """One transaction for an operator, who sees the whole country; errors of the domain become one line."""
    sessions = db.make_session_factory(db.make_engine(configuration()))
    try:
        with db.unit_of_work(sessions) as session:
            db.set_scope(session, EVERYWHERE)
            yield session
    except DomainError as error:
        lines = [error.detail, *(f"  {item.pointer}: {item.detail} {item.remedy}" for item in error.problems)]
        raise click.ClickException("\n".join(lines)) from error


@main.command()
def migrate() -> None:
    """Bring the database to the newest version (uses MIGRATION_DATABASE_URL)."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    alembic_command.upgrade(config, "head")


@main.command()
@click.option("--check", is_flag=True, help="Compare with docs/openapi.json and fail when it is stale.")
def openapi(*, check: bool) -> None:
    """Print the OpenAPI document that the code makes."""
    document = json.dumps(create_app().extensions["field_api_spec"].to_dict(), indent=1, ensure_ascii=False) + "\n"
    committed = ROOT / "docs" / "openapi.json"
    if not check:
        click.echo(document, nl=False)
    elif not committed.exists() or committed.read_text(encoding="utf-8") != document:
        click.echo("docs/openapi.json is stale: run `field-api openapi > docs/openapi.json`", err=True)
        sys.exit(1)
