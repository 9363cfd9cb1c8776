"""`field-api witness-key`: under which key this deployment witnesses the logs of others."""

import click

from field_api.commands.operator import configuration
from field_api.transparency.rules.cosignatures import Cosigner


@click.command("witness-key")
def witness_key() -> None:
    """Print the public key under which this deployment witnesses other logs."""
    config = configuration()
    if config.witness_key is None:
        raise click.ClickException("FIELD_API_WITNESS_KEY is not set: this deployment is no witness.")
    click.echo(str(Cosigner(config.witness_name, config.witness_key).verifier))
