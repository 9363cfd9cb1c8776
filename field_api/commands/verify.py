"""`field-api verify`: a receipt or the proof of a list item offline, or everything against the log."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api import db
from field_api.commands.operator import configuration, opened_sessions, plain_errors
from field_api.evidence.service.member_audit import audit_members
from field_api.evidence.service.object_audit import DERIVATIVES, ORIGINALS, Hasher, audit_photos
from field_api.journal.service import audit_entries, audit_rows
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import key_ring
from field_api.review.rules import proofs
from field_api.review.service.letter_audit import LETTERS, audit_letters
from field_api.review.service.seal_audit import audit_seals
from field_api.scope import EVERYWHERE
from field_api.storage import ObjectStore, S3Store
from field_api.transparency.rules.faults import REMARKS, Fault
from field_api.transparency.rules.notes import Checkpoint, Verifier, open_checkpoint
from field_api.transparency.rules.receipts import Receipt
from field_api.transparency.service import audit_log

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# Import files come and go, the doctor writes one object and removes it, the store of one machine tries itself with one.
FOLDERS = {ORIGINALS, DERIVATIVES, LETTERS, "imports/", "doctor/", "ready"}
PROGRESS_SECONDS = 5.0


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
            _verify_proof(_read(proof), verifier, root)
            return
        public_key = _public_key(verifier)
        kept = [open_checkpoint(path.read_text(encoding="utf-8"), [public_key]) for path in held]
    _report(_audit(public_key, kept, share=photos))


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


def _verify_proof(document: dict[str, Any], verifier: str | None, root: str | None) -> None:
    """Tell the kinds apart by what they say of themselves; each is trusted for nothing else."""
    if document.get("format") != proofs.FORMAT:
        _verify_receipt(document, _public_key(verifier))
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


def _verify_receipt(document: dict[str, Any], verifier: Verifier) -> None:
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
    click.echo(
        "Proved: this was recorded so, and has not changed since. Not proved: that the scene or the position was real."
    )


def _audit(verifier: Verifier, held: list[Checkpoint], *, share: float) -> Iterator[Fault]:
    config = configuration()
    keys, store = key_ring(config), S3Store(config.object_store)
    with opened_sessions(config) as sessions, plain_errors():
        with db.unit_of_work(sessions) as session:
            # One snapshot, else a write that comes between looks wrong.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield from _audit_database(_patient(session), keys, verifier, held)
        if share:
            with db.unit_of_work(sessions) as session:
                # No snapshot: what came meanwhile is asked for again.
                yield from _audit_bucket(_patient(session), store, share=share)


def _audit_database(session: Session, keys: KeyRing, verifier: Verifier, held: list[Checkpoint]) -> Iterator[Fault]:
    yield from audit_log(session, verifier, held=held)
    yield from audit_entries(session)
    yield from audit_seals(session)
    yield from audit_rows(session)
    yield from audit_members(session, keys)


def _audit_bucket(session: Session, store: ObjectStore, *, share: float) -> Iterator[Fault]:
    hasher = Hasher(store, share=share, progress=_Progress())
    yield from audit_photos(session, store, hasher)
    yield from audit_letters(session, store, hasher)
    for folder in store.folders():
        if folder not in FOLDERS:
            yield Fault("object_unknown", folder, "Nothing of this product lies there.")


def _patient(session: Session) -> Session:
    """The session, seeing the whole country, and waiting as long as it takes."""
    db.set_scope(session, EVERYWHERE)
    session.execute(text("SET LOCAL statement_timeout = 0"))
    return session


class _Progress:
    """Says on stderr how far the hashing is, every few seconds."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, objects: int, size: int) -> None:
        if time.monotonic() - self._told >= PROGRESS_SECONDS:
            self._told = time.monotonic()
            click.echo(f"{objects} objects hashed, {size / 1e9:.1f} GB", err=True)


def _report(faults: Iterator[Fault]) -> None:
    count = 0
    for fault in faults:
        count += fault.code not in REMARKS
        click.echo(f"{fault.code:20} {fault.subject}  {fault.detail}")
    if count:
        raise click.ClickException(f"{count} things do not match the log.")
    click.echo("Everything matches the log.")
