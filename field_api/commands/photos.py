"""Commands for photos."""

import click

from field_api.commands.operator import operator_session
from field_api.evidence.service import inspection


@click.group()
def photos() -> None:
    """What the workers know of the photos."""


@photos.command()
def reinspect() -> None:
    """Queue the visits and hand-overs whose photos this version has not inspected, or never looked for elsewhere.

    After an update that raises the version of the inspection. Earlier inspections stay; running it again while the
    workers are busy only makes them look twice.
    """
    with operator_session() as session:
        click.echo(f"{inspection.queue_uninspected(session)} visits and hand-overs are queued.")
