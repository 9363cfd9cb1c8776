"""`field-api simulate`: a district with known truth through the real interface, and what the checks made of it."""

import json
from pathlib import Path

import click

from field_api import clock
from field_api.commands.operator import password_from, plain_errors
from field_api.simulation.driver import simulate as run
from field_api.simulation.plan import FEWEST, MOST, make_plan
from field_api.simulation.product import Client, connections
from field_api.simulation.report import compare, lines_of

PASSWORD_VARIABLE = "FIELD_API_PASSWORD"  # noqa: S105 - the name of a variable
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--against", "address", required=True, help="The address of a running product, a demo or a test.")
@click.option("--admin", required=True, help="The user name of an administrator of the whole country.")
@click.option("--households", "count", type=click.IntRange(FEWEST, MOST), default=100, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Another seed, another truth.")
@click.option("--out", type=OUT, help="Also write the report as JSON.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help=f"Read the administrator's password from standard input; else {PASSWORD_VARIABLE} or a prompt.",
)
def simulate(*, address: str, admin: str, count: int, seed: int, out: Path | None, password_stdin: bool) -> None:
    """Make people up, visit them honestly and not, and report what the checks found.

    Refuses a product that does not say it is a demo or a test.
    """
    password = password_from(PASSWORD_VARIABLE, from_stdin=password_stdin, confirmed=False)
    plan = make_plan(seed, count=count, made_at=clock.now())
    with plain_errors(), connections() as pool:
        outcome = run(Client(pool, address), plan, admin=admin, password=password, say=_say)
    report = compare(outcome.seen)
    if out is not None:
        document = {"seed": seed, "households": count, **outcome.to_json(), **report.to_json()}
        out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    click.echo("\n".join(lines_of(report)))


def _say(line: str) -> None:
    click.echo(line, err=True)
