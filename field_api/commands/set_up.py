"""Commands that bring the product up: tables, interface document, worker, and how to keep what it holds."""

import json
import os
import sys
from pathlib import Path

import click
from alembic import command as alembic_command
from alembic.config import Config as AlembicConfig
from flask import Flask

from field_api.app import create_app
from field_api.commands.operator import configuration

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "docs" / "openapi.json"

BACKUP_HINTS = """\
Three things belong together: the database, the bucket, the keys. In this order, while everything goes on working:

1. The database first:
     deploy/backup.sh field-api-$(date +%F).dump
   which is  pg_dump --format=custom --exclude-table-data=spatial_ref_sys --file=FILE "$MIGRATION_DATABASE_URL"

2. The bucket `{bucket}` after it, with any S3 tool that copies what is new:
     rclone copy field:{bucket} backup:{bucket}
     mc mirror field/{bucket} backup/{bucket}
   Photos are never changed, so a later copy holds every photo the dump speaks of. The other way round, photos that
   arrived in between would be in the dump and not in the copy.

3. The keys, once and after each rotation, to another place with other readers: FIELD_API_SEAL_KEYS and
   FIELD_API_HASH_KEY (var/secrets.env or .env). Without them every NIK is lost; with the dump alone nobody reads one.

Back: keys, then the bucket, then  deploy/restore.sh FILE  into an empty database, then  field-api migrate  and
field-api doctor. Practise it.
"""


def openapi_document(app: Flask) -> str:
    """The interface as the code makes it, in the form in which it is committed."""
    return json.dumps(app.extensions["field_api_spec"].to_dict(), indent=1, ensure_ascii=False) + "\n"


def alembic_config() -> AlembicConfig:
    """Where the migrations lie."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


@click.command()
def migrate() -> None:
    """Bring the database to the newest version (uses MIGRATION_DATABASE_URL)."""
    alembic_command.upgrade(alembic_config(), "head")


@click.command()
@click.option("--check", is_flag=True, help="Compare with docs/openapi.json and fail when it is stale.")
def openapi(*, check: bool) -> None:
    """Print the OpenAPI document that the code makes."""
    document = openapi_document(create_app())
    if not check:
        click.echo(document, nl=False)
    elif not OPENAPI.exists() or OPENAPI.read_text(encoding="utf-8") != document:
        click.echo("docs/openapi.json is stale: run `field-api openapi > docs/openapi.json`", err=True)
        sys.exit(1)


@click.command()
def worker() -> None:
    """Start a worker process, which runs until it gets SIGTERM; start as many as you like."""
    configuration()
    # The workers stand above the product, which never imports them; so this process becomes one.
    os.execv(sys.executable, [sys.executable, "-m", "workers"])  # noqa: S606 - our own module


@click.command("backup-hints")
def backup_hints() -> None:
    """Print the commands of a backup in the right order, and why; shows no secret."""
    click.echo(BACKUP_HINTS.format(bucket=configuration().object_store.bucket), nl=False)
