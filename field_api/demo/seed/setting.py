"""What every step of the story needs, and the acts of which it consists."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.demo.seed.pictures import Picture
from field_api.demo.seed.timeline import Timeline
from field_api.demo.signing_phone import SigningPhone
from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.identity.rules import Actor
from field_api.registry.rules.sealing import KeyRing
from field_api.storage import ObjectStore

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the story plays: the open transaction, the store, the keys, the times, and who takes part.

    `origin` is the name of the log, `actors` are the users by name, `person_ids` the people of the registry by NIK,
    `phones` those that sign, by user.
    """

    session: Session
    store: ObjectStore
    keys: KeyRing
    origin: str
    timeline: Timeline
    actors: Mapping[str, Actor]
    person_ids: Mapping[str, UUID]
    phones: Mapping[UUID, SigningPhone]

    def declared(self, author: Actor, picture: Picture) -> CaptureDeclaration:
        """How the author's phone names a photo in its manifest: with the envelope that it signed at the shutter."""
        photo = picture.declaration
        position = {name: getattr(photo, name) for name in ("latitude_e7", "longitude_e7", "accuracy_mm")}
        samples = [position | {"at": as_written(photo.taken_at)}]
        envelope = {"v": 1, "sha256": photo.sha256, "kind": photo.kind, "taken_at": as_written(photo.taken_at)}
        envelope |= {"samples": samples, "position": samples[-1]}
        return replace(photo, envelope=self.phones[author.user_id].signed(envelope))


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens at a moment; `perform` receives that moment."""

    at: datetime
    perform: Callable[[datetime], object]


def as_sent(payload: "DataclassInstance") -> Any:
    """The JSON that a client would have sent, for the hash by which a repeat is known."""
    return json.loads(json.dumps(asdict(payload), default=as_written))


def any_version(_version: int) -> None:
    """Accept the row as it is: nobody else writes while the demo is made."""


def as_written(value: object) -> str:
    """A value of a payload that JSON does not know, as a client writes it."""
    return value.isoformat() if isinstance(value, date) else str(value)
