"""The walk over the whole record that `field-api verify --all` makes: first the database, then the bucket."""

import time
from collections.abc import Iterator

import click
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api import db
from field_api.commands.operator import configuration, opened_sessions
from field_api.evidence.service.member_audit import audit_members
from field_api.evidence.service.object_audit import DERIVATIVES, ORIGINALS, Hasher, audit_photos
from field_api.journal.service import audit_entries, audit_rows
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import key_ring
from field_api.review.service.draw_audit import audit_draws
from field_api.review.service.letter_audit import LETTERS, audit_letters
from field_api.review.service.seal_audit import audit_seals
from field_api.scope import EVERYWHERE
from field_api.storage import ObjectStore, S3Store
from field_api.transparency.rules.faults import Fault
from field_api.transparency.rules.notes import Checkpoint, Verifier
from field_api.transparency.service import audit_log

# Import files come and go, the doctor writes one object and removes it, the store of one machine tries itself with one.
FOLDERS = {ORIGINALS, DERIVATIVES, LETTERS, "imports/", "doctor/", "ready"}
PROGRESS_SECONDS = 5.0


def audit(verifier: Verifier, held: list[Checkpoint], *, share: float) -> Iterator[Fault]:
    """Every row, list, entry, leaf and object that does not fit; `share` of the originals is hashed again, from 0 to 1."""
    config = configuration()
    keys, store = key_ring(config), S3Store(config.object_store)
    with opened_sessions(config) as sessions:
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
    yield from audit_draws(session)
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
