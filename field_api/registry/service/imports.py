"""Importing a file of households: asked for at a door or on the command line, run batch by batch, safe to repeat.

The whole file is looked at first: a heading that cannot be used, an encoding that cannot be read, or the marks of a
spreadsheet on the numbers refuse it before anything is stored. After that every batch is one transaction that also
holds how far the file was read, so a run that was killed goes on where it stopped.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from field_api import db, jobs
from field_api.areas.rules.codes import parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.config import Config
from field_api.errors import Conflict, DomainError, InvalidInput, NotFound
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.permissions import Permission
from field_api.registry.models import RegistryImport
from field_api.registry.queries import imports as queries
from field_api.registry.rules.import_rows import RowReader
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.import_batches import Sealer, store_batch
from field_api.registry.service.import_reading import checked_columns, read_ahead
from field_api.registry.service.keys import key_ring
from field_api.scope import Scope
from field_api.storage import CHUNK_BYTES, ObjectMissing, ObjectStore

_SETTLED = frozenset({"finished", "refused", "failed"})

Progress = Callable[[RegistryImport], None]
Sessions = sessionmaker[Session]


class ImportNotFound(NotFound):
    code = "import_not_found"


class ImportConflict(Conflict):
    """The id belongs to an import of another file."""

    code = "import_conflict"


class StoredFileGone(DomainError):
    """What was sent is not in the store any more, or not as it came."""

    code = "stored_file_gone"


def request_import(
    session: Session,
    author: Author,
    store: ObjectStore,
    *,
    import_id: UUID,
    area_code: str,
    file_name: str,
    content: BinaryIO,
    at: datetime,
) -> RegistryImport:
    """Keep the file and queue the job `registry.run_import`; rows outside `area_code` ("" the country) are rejected.

    The same file under the same id is no error. Raises OutsideArea, ImportConflict, StoreUnavailable.
    """
    code = parse_area_code(area_code) if area_code else ""
    if isinstance(author, Actor):
        author.require(Permission.REGISTRY_IMPORT, code)
    sha256, size = _measured(content)
    known = queries.registry_import(session, import_id)
    if known is not None:
        if known.file_sha256 != sha256:
            raise ImportConflict("This id belongs to the import of another file. Make a new id.")
        return known
    key = f"imports/{import_id}"
    content.seek(0)
    store.put_stream(key, content, size, content_type="application/octet-stream")
    record = _recorded(
        session,
        author,
        import_id=import_id,
        area_code=code,
        file_name=file_name,
        sha256=sha256,
        size=size,
        key=key,
        at=at,
    )
    # One import at a time: each takes a whole core of the database, and a person to wait for.
    jobs.defer(session, "registry.run_import", lock="registry.imports", import_id=import_id)
    return record


def run_import(
    sessions: Sessions,
    store: ObjectStore,
    keys: KeyRing,
    author: Author,
    *,
    import_id: UUID,
    now: Callable[[], datetime],
    progress: Progress | None = None,
) -> RegistryImport:
    """Run, or go on with, an import whose file lies in the store; a settled one is left as it is.

    The file holds numbers in clear, so it is removed from the store when the import is settled.
    """
    record = _begin(sessions, import_id)
    if record.status not in _SETTLED:
        with _fetched(store, record) as path:
            if path is None:
                record = _settle(
                    sessions, author, import_id, "failed", now(), StoredFileGone("The stored file is gone or altered.")
                )
            else:
                record = _run_file(sessions, keys, author, record, path, now=now, progress=progress)
    store.delete(record.object_key)
    return record


def import_file(
    sessions: Sessions,
    config: Config,
    author: Author,
    *,
    path: Path,
    area_scope: str,
    at: datetime,
    progress: Progress,
) -> RegistryImport:
    """Import a file of this machine at once, for the command line; `progress` is called after every batch.

    What was stored before an interruption is recognised when the file is imported again.
    """
    with path.open("rb") as content:
        sha256, size = _measured(content)
    with db.unit_of_work(sessions) as session:
        db.set_scope(session, Scope.of([area_scope]))
        code = parse_area_code(area_scope) if area_scope else ""
        record = _recorded(
            session,
            author,
            import_id=new_id(),
            area_code=code,
            file_name=path.name,
            sha256=sha256,
            size=size,
            key="",
            at=at,
        )
    record = _begin(sessions, record.id)
    return _run_file(sessions, key_ring(config), author, record, path, now=lambda: at, progress=progress)


def require_import(session: Session, import_id: UUID) -> RegistryImport:
    """The import within the scope of the session, or ImportNotFound."""
    found = queries.registry_import(session, import_id)
    if found is None:
        raise ImportNotFound("There is no such import in your area.")
    return found


def _measured(content: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of a file, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    while piece := content.read(CHUNK_BYTES):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _recorded(
    session: Session,
    author: Author,
    *,
    import_id: UUID,
    area_code: str,
    file_name: str,
    sha256: str,
    size: int,
    key: str,
    at: datetime,
) -> RegistryImport:
    record = RegistryImport(
        id=import_id,
        area_code=area_code,
        file_name=file_name,
        file_sha256=sha256,
        object_key=key,
        status="waiting",
        refusal=None,
        bytes_total=size,
        bytes_read=0,
        rows_read=0,
        rows_rejected=0,
        households_stored=0,
        people_stored=0,
        requested_by=author.user_id,
        requested_at=at,
        finished_at=None,
    )
    session.add(record)
    session.flush()
    journal.append(
        session,
        author,
        Event.IMPORT_REQUESTED,
        subject_id=import_id,
        area_code=area_code,
        at=at,
        data={"file_sha256": sha256, "bytes": size},
    )
    return record


@contextmanager
def _transaction(sessions: Sessions) -> Iterator[Session]:
    """A transaction of the import itself: it knows its own row, whose area the rows were checked against."""
    with db.unit_of_work(sessions) as session:
        db.set_scope(session, Scope.of([""]))
        yield session


def _begin(sessions: Sessions, import_id: UUID) -> RegistryImport:
    with _transaction(sessions) as session:
        record = queries.registry_import(session, import_id, lock=True)
        if record is None:
            raise ImportNotFound("There is no such import.")
        if record.status not in _SETTLED:
            record.status = "running"
        return record


@contextmanager
def _fetched(store: ObjectStore, record: RegistryImport) -> Iterator[Path | None]:
    """The stored file on local disk for as long as it is read; None when it is not what was sent."""
    with tempfile.NamedTemporaryFile(prefix="import-") as file:
        digest = hashlib.sha256()
        try:
            for piece in store.stream(record.object_key):
                digest.update(piece)
                file.write(piece)
        except ObjectMissing:
            yield None
            return
        file.flush()
        yield Path(file.name) if digest.hexdigest() == record.file_sha256 else None


def _run_file(
    sessions: Sessions,
    keys: KeyRing,
    author: Author,
    record: RegistryImport,
    path: Path,
    *,
    now: Callable[[], datetime],
    progress: Progress | None,
) -> RegistryImport:
    try:
        columns = checked_columns(path)
    except InvalidInput as error:
        return _settle(sessions, author, record.id, "refused", now(), error)
    reader = RowReader(columns, scope=Scope.of([record.area_code]), today=local_day(now(), record.area_code))
    for batch in read_ahead(path, reader, Sealer(keys), rows_done=record.rows_read):
        with _transaction(sessions) as session:
            stored = store_batch(session, author, import_id=record.id, batch=batch, at=now())
        if progress:
            progress(stored)
    return _settle(sessions, author, record.id, "finished", now())


def _settle(
    sessions: Sessions,
    author: Author,
    import_id: UUID,
    status: str,
    at: datetime,
    refusal: DomainError | None = None,
) -> RegistryImport:
    """Close the import with one journal entry (import.finished), whatever its end."""
    with _transaction(sessions) as session:
        record = queries.registry_import(session, import_id, lock=True)
        if record is None:
            raise ImportNotFound("There is no such import.")
        if record.status in _SETTLED:
            return record
        record.status, record.finished_at = status, at
        record.refusal = refusal.to_json() if refusal else None
        record.bytes_read = record.bytes_total if status == "finished" else record.bytes_read
        session.flush()
        journal.append(
            session,
            author,
            Event.IMPORT_FINISHED,
            subject_id=import_id,
            area_code=record.area_code,
            at=at,
            data={
                "status": status,
                "file_sha256": record.file_sha256,
                "rows": record.rows_read,
                "rejected": record.rows_rejected,
                "households": record.households_stored,
                "people": record.people_stored,
            },
        )
        return record
