"""Commands that import administrative areas: codes with names, polygons, and who took over from whom."""

from datetime import datetime
from pathlib import Path

import click
from click import DateTime

from field_api import clock
from field_api.areas import service
from field_api.areas.rules.code_files import CodeColumns
from field_api.areas.rules.polygon_files import CodeProperties
from field_api.areas.service import EditionReport
from field_api.commands.operator import OPERATOR, operator_session

DAY = DateTime(["%Y-%m-%d"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN_FINDINGS = 20

title_option = click.option("--title", required=True, help="What this edition is called, with its source.")
day_option = click.option("--valid-from", type=DAY, required=True, help="First day on which it holds.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")


@click.group()
def areas() -> None:
    """Administrative areas: province to RT, dated."""


@areas.command("import-codes")
@click.argument("file", type=FILE)
@title_option
@day_option
@click.option("--code-column", "code_columns", multiple=True, default=("kode",), help="Several are joined by dots.")
@click.option("--name-column", default="nama", help="Empty: RW and RT without names.")
@click.option("--level-column", default=None)
@click.option("--complete-for", multiple=True, help="Code below which absent areas end; may be repeated.")
@dry_run_option
def import_codes(
    *,
    file: Path,
    title: str,
    valid_from: datetime,
    code_columns: tuple[str, ...],
    name_column: str,
    level_column: str | None,
    complete_for: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Import codes and names from a CSV."""
    with operator_session() as session:
        report = service.import_codes(
            session,
            OPERATOR,
            source=file,
            title=title,
            valid_from=valid_from.date(),
            at=clock.now(),
            columns=CodeColumns(code=code_columns, name=name_column or None, level=level_column),
            complete_for=complete_for,
            dry_run=dry_run,
        )
    _tell(report)


@areas.command("import-polygons")
@click.argument("file", type=FILE)
@title_option
@day_option
@click.option(
    "--code-property", "code_properties", multiple=True, default=("kode",), help="Several are joined by dots."
)
@click.option("--repair", is_flag=True, help="Repair what is invalid instead of leaving it out.")
@dry_run_option
def import_polygons(
    *,
    file: Path,
    title: str,
    valid_from: datetime,
    code_properties: tuple[str, ...],
    repair: bool,
    dry_run: bool,
) -> None:
    """Import polygons from GeoJSON, and join them where a level above has none."""
    with operator_session() as session:
        report = service.import_polygons(
            session,
            OPERATOR,
            source=file,
            title=title,
            valid_from=valid_from.date(),
            code_of=CodeProperties(code_properties),
            repair=repair,
            at=clock.now(),
            dry_run=dry_run,
        )
    _tell(report)


@areas.command("import-successions")
@click.argument("file", type=FILE)
@title_option
@dry_run_option
def import_successions(*, file: Path, title: str, dry_run: bool) -> None:
    """Import which code took over from which."""
    with operator_session() as session:
        report = service.import_successions(
            session, OPERATOR, source=file, title=title, at=clock.now(), dry_run=dry_run
        )
    _tell(report)


def _tell(report: EditionReport) -> None:
    if report.repeated:
        click.echo("This file was imported before, and nothing has changed since.")
        return
    counts = ", ".join(f"{count} {name}" for name, count in report.counts.items())
    click.echo(f"{'Would import' if report.dry_run else 'Imported'}: {counts}")
    for finding in report.findings[:SHOWN_FINDINGS]:
        click.echo(f"  row {finding.row}  {finding.code}  {finding.finding}: {finding.detail} ({finding.handled})")
    if len(report.findings) > SHOWN_FINDINGS:
        click.echo(f"  ... {len(report.findings)} findings in all; GET /v1/area-editions/{report.edition_id}/findings")
