"""Publishing instruments, and reading the version that a visit names."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from field_api.errors import Conflict, FieldProblem, InvalidInput, NotFound
from field_api.evidence.models.instruments import PublishedInstrument
from field_api.evidence.queries import visits as queries
from field_api.evidence.rules.instruments.instrument import Instrument, conflicting_items
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event, canonical_json

# The instruments that come with the product.
SHIPPED = Path(__file__).resolve().parents[1] / "instruments"


class InstrumentChanged(Conflict):
    """The version is published with other words; a change is a new version."""

    code = "instrument_published"


class InstrumentNotFound(NotFound):
    code = "instrument_not_found"


class UnknownInstrument(InvalidInput):
    """No such version is published."""

    code = "unknown_instrument"


# A published version never changes, so a process reads each one once.
_read: dict[tuple[str, str], Instrument] = {}
_reading = Lock()


def publish_instrument(
    session: Session, author: Author, *, document: Mapping[str, Any], at: datetime
) -> PublishedInstrument:
    """Publish one version; the same document again is no error.

    Raises `InvalidInstrument` naming each fault, `InstrumentChanged` when the version exists with other content, and
    `InvalidInput` when an item code means something else in another instrument (answers are shared between them).
    """
    instrument = Instrument.from_document(document)
    digest = hashlib.sha256(canonical_json(document)).hexdigest()
    known = queries.published(session, code=instrument.code, version=instrument.version)
    if known is not None:
        if known.document_sha256 == digest:
            return known
        raise InstrumentChanged(f"{instrument.identity} is published already. Give the change a new version.")
    others = [Instrument.from_document(other.document) for other in queries.all_published(session)]
    clashes = conflicting_items([*(other for other in others if other.code != instrument.code), instrument])
    if clashes:
        raise InvalidInput(
            "Some item codes mean something else in another instrument.",
            code="item_code_clash",
            problems=[FieldProblem(f"/items/{code}", "item_code_clash", "Choose another code.") for code in clashes],
        )
    row = PublishedInstrument(
        code=instrument.code,
        version=instrument.version,
        document=dict(document),
        document_sha256=digest,
        valid_from=instrument.valid_from,
        published_at=at,
    )
    session.add(row)
    session.flush()
    journal.append(
        session,
        author,
        Event.INSTRUMENT_PUBLISHED,
        subject_id=uuid5(NAMESPACE_URL, f"instrument:{instrument.identity}"),
        at=at,
        data={"instrument": instrument.identity, "sha256": digest},
        rows=[row],
    )
    return row


def publish_folder(
    session: Session, author: Author, *, at: datetime, folder: Path = SHIPPED
) -> list[PublishedInstrument]:
    """Publish the JSON documents of a folder in the order of their names; those that exist already stay as they are."""
    return [
        publish_instrument(session, author, document=json.loads(path.read_text(encoding="utf-8")), at=at)
        for path in sorted(folder.glob("*.json"))
    ]


def require_instruments(session: Session, names: Sequence[tuple[str, str]], *, pointer: str) -> list[Instrument]:
    """The named versions, in that order; `UnknownInstrument` names those that are not published."""
    found = [_instrument(session, code, version) for code, version in names]
    problems = [
        FieldProblem(
            f"{pointer}/{number}", "unknown_instrument", "No such version is published.", "Load the list again."
        )
        for number, instrument in enumerate(found)
        if instrument is None
    ]
    if problems:
        raise UnknownInstrument("An instrument is not known here.", problems=problems)
    return [instrument for instrument in found if instrument is not None]


def require_published(session: Session, *, code: str, version: str) -> PublishedInstrument:
    """One published version as a row; `InstrumentNotFound` when there is none."""
    row = queries.published(session, code=code, version=version)
    if row is None:
        raise InstrumentNotFound("No such version is published.")
    return row


def _instrument(session: Session, code: str, version: str) -> Instrument | None:
    known = _read.get((code, version))
    if known is not None:
        return known
    row = queries.published(session, code=code, version=version)
    if row is None:
        return None
    instrument = Instrument.from_document(row.document)
    with _reading:
        _read[code, version] = instrument
    return instrument
