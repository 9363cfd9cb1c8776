"""Commands of the registry: imports that show their progress, and the keys that seal NIK and No. KK."""

import time
from pathlib import Path

import click
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db
from field_api.commands.operator import OPERATOR, configuration, opened_sessions, operator_session, plain_errors
from field_api.registry.models import RegistryImport
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service import imports, resealing
from field_api.registry.service.keys import key_ring
from field_api.scope import EVERYWHERE

RESEAL_BATCH = 5000


@click.group()
def registry() -> None:
    """The recipient registry."""


@registry.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--area", default="", help="Rows outside this area are rejected; left out: the whole country.")
def import_households(*, file: Path, area: str) -> None:
    """Import households and people from CSV or XLSX; run it again after an interruption, nothing is doubled."""
    config = configuration()
    began = time.monotonic()

    def show(record: RegistryImport) -> None:
        share = 100 * record.bytes_read / max(record.bytes_total, 1)
        rate = record.rows_read / max(time.monotonic() - began, 0.001)
        click.echo(
            f"\r{share:5.1f} %  {record.rows_read} rows, {record.rows_rejected} rejected, {rate:.0f} rows/s",
            nl=False,
            err=True,
        )

    with plain_errors(), opened_sessions(config) as sessions:
        record = imports.import_file(
            sessions,
            config,
            OPERATOR,
            path=file,
            area_scope=area,
            at=clock.now(),
            progress=show,
        )
    click.echo(err=True)
    if record.status != "finished":
        why = record.refusal["detail"] if record.refusal else "run it again"
        raise click.ClickException(f"The import is {record.status}: {why}")
    click.echo(
        f"{record.households_stored} households and {record.people_stored} people stored, "
        f"{record.rows_rejected} of {record.rows_read} rows rejected: GET /v1/imports/{record.id}/rejections"
    )


@click.group()
def keys() -> None:
    """The keys that seal NIK and No. KK."""


@keys.command()
def status() -> None:
    """Print how many values each key seals; shows no key."""
    ring = key_ring(configuration())
    with operator_session() as session:
        for (column, key_id), count in sorted(resealing.seals_by_key(session).items()):
            note = "current" if key_id == ring.current else "older: `field-api keys rotate` seals these anew"
            click.echo(f"{column:22} {key_id:16} {count:>10}  {note}")
    click.echo(f"The current key is {ring.current}.")


@keys.command()
def rotate() -> None:
    """Seal anew, with the first key of the ring, whatever an older one seals; can be interrupted and run again."""
    config = configuration()
    ring, at = key_ring(config), clock.now()
    with opened_sessions(config) as sessions, plain_errors():
        counts = {column.name: _seal_anew(sessions, ring, column) for column in resealing.COLUMNS}
        with db.unit_of_work(sessions) as session:
            resealing.record_resealing(session, OPERATOR, ring, counts=counts, at=at)
    told = ", ".join(f"{count} of {name}" for name, count in counts.items())
    click.echo(f"Sealed anew with {ring.current}: {told}. Older keys may leave the ring when `keys status` shows none.")


def _seal_anew(sessions: sessionmaker[Session], ring: KeyRing, column: resealing.SealedColumn) -> int:
    """Go through one column, a transaction for each batch; returns how many values were sealed anew."""
    after, total = None, 0
    while True:
        with db.unit_of_work(sessions) as session:
            db.set_scope(session, EVERYWHERE)
            done, after = resealing.reseal_batch(session, ring, column, after=after, limit=RESEAL_BATCH)
        total += done
        if after is None:
            return total
        click.echo(f"{column.name}: {total} sealed anew", err=True)
