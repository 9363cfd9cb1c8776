"""`field-api verify`: a receipt offline with nothing but the log's public key, or everything against the log."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.orm import Session

from field_api.commands.operator import operator_session, plain_errors
from field_api.journal.service import audit_entries
from field_api.transparency.rules.faults import Fault
from field_api.transparency.rules.notes import Checkpoint, Verifier, open_checkpoint
from field_api.transparency.rules.receipts import Receipt
from field_api.transparency.service import audit_log

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("receipt", type=FILE, required=False)
@click.option("--all", "everything", is_flag=True, help="Compare the journal and the log, row by row.")
@click.option("--verifier", required=True, help="The public key of the log, `name+id+key`, or a file that holds it.")
@click.option("--checkpoint", "held", type=FILE, multiple=True, help="With --all: a checkpoint kept outside.")
def verify(receipt: Path | None, everything: bool, verifier: str, held: tuple[Path, ...]) -> None:  # noqa: FBT001 - an option of the command
    """Check RECEIPT, or with --all the whole record; the exit code is 1 when anything does not hold."""
    if (receipt is None) is not everything:
        raise click.UsageError("Name a receipt, or say --all.")
    with plain_errors():
        named = Path(verifier)
        public_key = Verifier.parse(named.read_text(encoding="utf-8") if named.is_file() else verifier)
        if receipt is not None:
            _verify_receipt(receipt, public_key)
            return
        kept = [open_checkpoint(path.read_text(encoding="utf-8"), [public_key]) for path in held]
    with operator_session() as session:
        _report(_audit(session, public_key, kept))


def _verify_receipt(path: Path, verifier: Verifier) -> None:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{path} is no JSON.") from error
    receipt = Receipt.parse(document)
    checkpoint = receipt.verify([verifier])
    statement = json.loads(receipt.statement)
    click.echo(
        f"The receipt holds: {statement['event']} of {statement['subject_id']}, recorded {statement['recorded_at']}."
    )
    click.echo(
        f"It is entry {receipt.index} of the log {checkpoint.origin}, under the checkpoint of {checkpoint.size} entries."
    )
    click.echo(
        "Proved: this was recorded so, and has not changed since. Not proved: that the scene or the position was real."
    )


def _audit(session: Session, verifier: Verifier, held: list[Checkpoint]) -> Iterator[Fault]:
    yield from audit_log(session, verifier, held=held)
    yield from audit_entries(session)


def _report(faults: Iterator[Fault]) -> None:
    count = 0
    for fault in faults:
        count += 1
        click.echo(f"{fault.code:20} {fault.subject}  {fault.detail}")
    if count:
        raise click.ClickException(f"{count} things do not match the log.")
    click.echo("Everything matches the log.")
