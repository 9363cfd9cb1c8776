"""Commands for the queue of jobs."""

import click

from field_api import jobs as queue
from field_api.commands.operator import operator_session


@click.group()
def jobs() -> None:
    """What the workers have before them."""


@jobs.command()
def status() -> None:
    """Print how many jobs wait, run and failed, by area."""
    with operator_session() as session:
        state = queue.queue_state(session)
    for (area, each), count in state.depth.items():
        click.echo(f"{area:16} {each:10} {count:>8}")
    click.echo(f"{state.workers} lanes of workers report; the first job waits for {state.oldest_seconds:.0f} s.")


@jobs.command()
def retry() -> None:
    """Queue every failed job again, after what made them fail is repaired."""
    with operator_session() as session:
        click.echo(f"{queue.retry_failed(session)} jobs are queued again.")
