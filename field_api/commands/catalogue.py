"""Commands that load what decisions rest on: programmes and instruments."""

import csv
from pathlib import Path

import click

from field_api import clock
from field_api.commands.operator import OPERATOR, operator_session
from field_api.evidence.rules.instruments.ppi import ppi_document
from field_api.evidence.service.instruments import SHIPPED, publish_folder, publish_instrument
from field_api.registry.service import programmes as programme_service

PPI_EDITIONS = ("2016", "2022")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def programmes() -> None:
    """Schemes of assistance."""


@programmes.command("load")
@click.argument("folder", type=FOLDER, default=programme_service.DEFAULTS)
def load_programmes(*, folder: Path) -> None:
    """Define the programmes of a folder of JSON files; those that exist keep what was edited."""
    with operator_session() as session:
        for programme in programme_service.load_programmes(session, OPERATOR, at=clock.now(), folder=folder):
            click.echo(f"{programme.code:24} {programme.name}")


@click.group()
def instruments() -> None:
    """Criteria sets by which a visit is judged."""


@instruments.command("load")
@click.argument("folder", type=FOLDER, default=SHIPPED)
def load_instruments(*, folder: Path) -> None:
    """Publish the instruments of a folder of JSON files; the same again changes nothing."""
    with operator_session() as session:
        for row in publish_folder(session, OPERATOR, at=clock.now(), folder=folder):
            click.echo(f"{row.code}@{row.version}")


@instruments.command("import-ppi")
@click.argument("folder", type=FOLDER)
def import_ppi(*, folder: Path) -> None:
    """Publish the Poverty Probability Index from its publisher's tables.

    The folder holds scorecard_2022.csv and lookup_2022.csv, and the same of 2016 when it is wanted.
    """
    editions = [edition for edition in PPI_EDITIONS if (folder / f"scorecard_{edition}.csv").exists()]
    if not editions:
        raise click.ClickException(f"{folder} holds no scorecard_2016.csv and no scorecard_2022.csv.")
    with operator_session() as session:
        for edition in editions:
            try:
                document = ppi_document(
                    _rows(folder / f"scorecard_{edition}.csv"), _rows(folder / f"lookup_{edition}.csv"), edition
                )
            except (KeyError, ValueError, OSError) as error:
                raise click.ClickException(f"The tables of {edition} cannot be read: {error}") from error
            row = publish_instrument(session, OPERATOR, document=document, at=clock.now())
            click.echo(f"{row.code}@{row.version}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
