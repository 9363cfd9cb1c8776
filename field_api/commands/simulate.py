"""`field-api simulate`: a district with known truth through the real interface, and what the checks made of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from field_api import clock
from field_api.commands.operator import password_from, plain_errors
from field_api.simulation import labelled
from field_api.simulation.driver import simulate as run
from field_api.simulation.plan import FEWEST, MOST, make_plan
from field_api.simulation.product import Client, connections
from field_api.simulation.report import compare, lines_of

PASSWORD_VARIABLE = "FIELD_API_PASSWORD"  # noqa: S105 - the name of a variable
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--against", "address", help="The address of a running product, a demo or a test.")
@click.option("--admin", help="The user name of an administrator of the whole country.")
@click.option("--households", "count", type=click.IntRange(FEWEST, MOST), default=100, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Another seed, another truth.")
@click.option("--cases", type=FOLDER, help="Instead: put the labelled real cases of this folder to the checks.")
@click.option("--out", type=OUT, help="Also write the report as JSON.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help=f"Read the administrator's password from standard input; else {PASSWORD_VARIABLE} or a prompt.",
)
def simulate(
    *,
    address: str | None,
    admin: str | None,
    count: int,
    seed: int,
    cases: Path | None,
    out: Path | None,
    password_stdin: bool,
) -> None:
    """Make people up, visit them honestly and not, and report what the checks found.

    Refuses a product that does not say it is a demo or a test. With --cases nothing is sent anywhere.
    """
    if cases is not None and address is None:
        _report_cases(cases, out)
        return
    if address is None or admin is None or cases is not None:
        raise click.UsageError("Say --against ADDRESS --admin USER, or --cases FOLDER.")
    password = password_from(PASSWORD_VARIABLE, from_stdin=password_stdin, confirmed=False)
    plan = make_plan(seed, count=count, made_at=clock.now())
    with plain_errors(), connections() as pool:
        outcome = run(Client(pool, address), plan, admin=admin, password=password, say=_say)
    report = compare(outcome.seen)
    _write(out, {"seed": seed, "households": count, **outcome.to_json(), **report.to_json()})
    click.echo("\n".join([*lines_of(report), *outcome.lines()]))


def _report_cases(folder: Path, out: Path | None) -> None:
    with plain_errors():
        found = {"photos": labelled.photos_in(folder), "sequences": labelled.sequences_in(folder)}
    reports = {name: compare(seen, labelled.LOOKS_FOR, labelled.CAVEAT) for name, seen in found.items()}
    _write(out, {name: report.to_json() for name, report in reports.items()})
    for name, report in reports.items():
        click.echo("\n".join((f"== {name}", *lines_of(report), "")))


def _write(out: Path | None, document: Mapping[str, Any]) -> None:
    if out is not None:
        out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    click.echo(line, err=True)
