"""`field-api verify`: a receipt or the proof of a list item offline, or everything against the log."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from field_api.commands.audit import audit
from field_api.commands.operator import plain_errors
from field_api.review.rules import proofs
from field_api.transparency.rules.cosignatures import WitnessVerifier, cosigners
from field_api.transparency.rules.faults import REMARKS, Fault
from field_api.transparency.rules.notes import Verifier, open_checkpoint
from field_api.transparency.rules.receipts import Receipt

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Share(click.ParamType[float]):
    """`all`, `none`, or `sample=5%`, as a number from 0 to 1."""

    name = "all|none|sample=N%"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        known = {"all": 1.0, "none": 0.0}
        if value in known:
            return known[value]
        number = str(value).removeprefix("sample=").removesuffix("%")
        try:
            share = float(number) / 100
        except ValueError:
            share = -1.0
        if not 0 < share <= 1 or str(value) == number:
            self.fail("Say all, none, or for instance sample=5%.", param, ctx)
        return share


@click.command()
@click.argument("proof", type=FILE, required=False)
@click.option("--all", "everything", is_flag=True, help="Compare rows, lists, journal, log and bucket, one by one.")
@click.option("--verifier", help="The public key of the log, `name+id+key`, or a file that holds it.")
@click.option("--root", help="For the proof of a list item: the root on the letter of the list.")
@click.option(
    "--witness", "witnesses", multiple=True, help="The public key of a witness: how many have cosigned is said."
)
@click.option("--checkpoint", "held", type=FILE, multiple=True, help="With --all: a checkpoint kept outside.")
@click.option(
    "--photos",
    type=Share(),
    default="all",
    help="With --all: how many of the originals are hashed again; none leaves the bucket out.",
)
def verify(
    proof: Path | None,
    everything: bool,  # noqa: FBT001 - an option of the command
    verifier: str | None,
    root: str | None,
    witnesses: tuple[str, ...],
    held: tuple[Path, ...],
    photos: float,
) -> None:
    """Check PROOF, a receipt or the proof of a list item, or with --all the whole record.

    A receipt is checked against the key of the log, a list item against the root on its letter, both without any server. The
    exit code is 1 when anything does not hold.
    """
    if (proof is None) is not everything:
        raise click.UsageError("Name a receipt or a proof, or say --all.")
    with plain_errors():
        if proof is not None:
            _verify_proof(_read(proof), verifier, root, [WitnessVerifier.parse(key) for key in witnesses])
            return
        public_key = _public_key(verifier)
        kept = [open_checkpoint(path.read_text(encoding="utf-8"), [public_key]) for path in held]
        _report(audit(public_key, kept, share=photos))


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{path} is no JSON.") from error
    if not isinstance(document, dict):
        raise click.ClickException(f"{path} holds no receipt and no proof.")
    return document


def _public_key(verifier: str | None) -> Verifier:
    if verifier is None:
        raise click.UsageError("Give the public key of the log with --verifier.")
    named = Path(verifier)
    return Verifier.parse(named.read_text(encoding="utf-8") if named.is_file() else verifier)


def _verify_proof(
    document: dict[str, Any], verifier: str | None, root: str | None, witnesses: list[WitnessVerifier]
) -> None:
    """Tell the kinds apart by what they say of themselves; each is trusted for nothing else."""
    if document.get("format") != proofs.FORMAT:
        _verify_receipt(document, _public_key(verifier), witnesses)
    elif root is None:
        raise click.UsageError("Give the root on the letter of the list with --root; the file itself proves nothing.")
    else:
        _verify_list_item(document, root)


def _verify_list_item(document: dict[str, Any], root: str) -> None:
    proof = proofs.ListProof.parse(document)
    statement = proof.verify(proofs.parse_root(root))
    outcome = "eligible" if statement["eligible"] else "not eligible"
    click.echo(f"The proof holds: number {statement['number']} of list {proof.list_id} for {statement['period']}.")
    click.echo(f"{statement['programme_code']}, {statement['component']}: {outcome}.")
    click.echo(
        "Proved: whoever signed a letter with this root signed this line. Compare size and list with the letter."
    )


def _verify_receipt(document: dict[str, Any], verifier: Verifier, witnesses: list[WitnessVerifier]) -> None:
    receipt = Receipt.parse(document)
    checkpoint = receipt.verify([verifier])
    statement = json.loads(receipt.statement)
    click.echo(
        f"The receipt holds: {statement['event']} of {statement['subject_id']}, recorded {statement['recorded_at']}."
    )
    click.echo(
        f"It is entry {receipt.index} of the log {checkpoint.origin}, under the checkpoint of {checkpoint.size} entries."
    )
    if after := statement["data"].get("after"):
        click.echo(
            f"Its photos were signed on the phone after the log held {after['size']} entries ({after['signed_at']}),"
            f" and it was logged before it held {checkpoint.size}."
        )
    seen = cosigners(receipt.checkpoint, witnesses)
    if witnesses:
        click.echo(f"{len(seen)} of {len(witnesses)} witnesses have cosigned this checkpoint.")
    for each in seen:
        click.echo(f"  {each.witness.name} saw it on {each.at.isoformat()}.")
    click.echo(
        "Proved: this was recorded so, and has not changed since. Not proved: that the scene or the position was real."
    )


def _report(faults: Iterator[Fault]) -> None:
    count = 0
    for fault in faults:
        count += fault.code not in REMARKS
        click.echo(f"{fault.code:20} {fault.subject}  {fault.detail}")
    if count:
        raise click.ClickException(f"{count} things do not match the log.")
    click.echo("Everything matches the log.")
