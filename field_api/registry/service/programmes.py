"""Programmes of assistance: define them, and load the definitions that come with the product."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from field_api.errors import Conflict, NotFound
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.registry.models import Programme
from field_api.registry.queries import enrolments as queries
from field_api.registry.rules.programmes import ProgrammeDefinition, parse_programme

DEFAULTS = Path(__file__).resolve().parents[1] / "programmes"
_FIELDS = ("name", "unit", "components", "legal_basis", "valid_from", "valid_to")


class ProgrammeNotFound(NotFound):
    code = "programme_not_found"


class ComponentInUse(Conflict):
    """A component that somebody is enrolled in cannot be taken away; the unit of a programme in use stays too."""

    code = "component_in_use"


def define_programme(session: Session, author: Author, *, document: Mapping[str, Any], at: datetime) -> Programme:
    """Make or change a programme from its definition; the same again changes nothing.

    Raises InvalidProgramme, ComponentInUse. A caller that edits compares versions first (If-Match).
    """
    definition = parse_programme(document)
    programme = queries.programme(session, definition.code, lock=True)
    if programme is None:
        programme = Programme(code=definition.code)
        session.add(programme)
    elif all(getattr(programme, field) == getattr(definition, field) for field in _FIELDS):
        return programme
    else:
        _refuse_loss(session, programme, definition)
    for field in _FIELDS:
        setattr(programme, field, getattr(definition, field))
    session.flush()
    journal.append(
        session,
        author,
        Event.PROGRAMME_DEFINED,
        subject_id=subject_of(definition.code),
        at=at,
        data={
            "code": definition.code,
            "version": programme.version,
            "components": [each["code"] for each in definition.components],
        },
    )
    return programme


def load_programmes(session: Session, author: Author, *, at: datetime, folder: Path = DEFAULTS) -> list[Programme]:
    """Define every programme of a folder of JSON files; programmes that exist already keep what was edited."""
    loaded = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        known = queries.programme(session, document["code"])
        loaded.append(known or define_programme(session, author, document=document, at=at))
    return loaded


def require_programme(session: Session, code: str) -> Programme:
    """The programme, or ProgrammeNotFound."""
    found = queries.programme(session, code)
    if found is None:
        raise ProgrammeNotFound("There is no such programme.")
    return found


def subject_of(code: str) -> UUID:
    """The id under which the journal speaks of a programme, whose key is its code."""
    return uuid5(NAMESPACE_URL, f"urn:field-api:programme:{code}")


def _refuse_loss(session: Session, programme: Programme, definition: ProgrammeDefinition) -> None:
    used = queries.components_in_use(session, programme.code)
    lost = used - {each["code"] for each in definition.components}
    if lost or (used and programme.unit != definition.unit):
        raise ComponentInUse(
            "Somebody is enrolled in what this change would take away. Add a component and end the old one by date.",
            extra={"components": sorted(lost)},
        )
