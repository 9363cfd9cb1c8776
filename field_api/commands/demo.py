"""Commands that show the product at work: invented data, the logins for them, and single drawn photos."""

import json
from hashlib import sha256
from pathlib import Path

import click

from field_api import clock
from field_api.areas.rules.zones import WIB
from field_api.commands.operator import configuration, operator_session
from field_api.config import Config
from field_api.demo.district import synthetic_district
from field_api.demo.house_photos import PHOTO_KINDS, PhotoKind, draw_photo
from field_api.demo.living import living_conditions
from field_api.demo.logins import DemoInProduction, login_table, refuse_in_production
from field_api.demo.people import households
from field_api.demo.seed.load import holds_data, load_demo, summary_of
from field_api.storage import S3Store


@click.group(invoke_without_command=True)
@click.option("--logins", is_flag=True, help="Only print who can log in, and with which password.")
@click.pass_context
def demo(context: click.Context, *, logins: bool) -> None:
    """Make an invented district with visits in every stage, when the database is empty.

    Wants FIELD_API_ENV=demo or test: the passwords are known to everybody.
    """
    if context.invoked_subcommand is not None:
        return
    config = configuration()
    try:
        refuse_in_production(config)
    except DemoInProduction as refused:
        raise click.ClickException(refused.detail) from refused
    if logins:
        click.echo("\n".join(login_table()))
    else:
        _make(config)


@demo.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The JPEG to write.")
@click.option("--kind", type=click.Choice(PHOTO_KINDS), required=True)
@click.option("--lat-e7", "latitude_e7", type=int, help="Latitude in 1e-7 degree.")
@click.option("--lon-e7", "longitude_e7", type=int, help="Longitude in 1e-7 degree.")
@click.option("--seed", default="0", show_default=True, help="Another seed is another photo.")
def photo(*, out: Path, kind: PhotoKind, latitude_e7: int | None, longitude_e7: int | None, seed: str) -> None:
    """Draw a photo with EXIF, and print how a manifest declares it (JSON)."""
    taken_at = clock.now().astimezone(WIB).replace(microsecond=0)
    someone = next(households(synthetic_district(2), count=1, seed=2, made_at=taken_at))
    content = draw_photo(kind, seed, living_conditions(someone), taken_at, latitude_e7, longitude_e7)
    out.write_bytes(content)
    declared = {
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "kind": kind,
        "taken_at": taken_at.isoformat(),
    }
    click.echo(json.dumps(declared))


def _make(config: Config) -> None:
    store = S3Store(config.object_store)
    store.ensure_bucket()
    with operator_session() as session:
        if holds_data(session):
            click.echo("The database holds data already, so no demonstration data are made.")
            return
        made = load_demo(session, store, config, made_at=clock.now(), say=click.echo)
    click.echo("\n".join([*summary_of(made), "Who can log in: field-api demo --logins"]))
