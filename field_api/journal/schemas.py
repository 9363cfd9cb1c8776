"""Shapes of the journal and the access log, and of the questions asked of them."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from field_api.api import HistoryArgumentsSchema
from field_api.journal.queries import AccessFilter, EntryFilter
from field_api.journal.rules import Access, Event

AREA = fields.String(load_default=None, metadata={"description": "Everything under this code", "examples": ["31.75"]})
ACTOR = fields.UUID(load_default=None, metadata={"description": "The user who did it"})
SINCE = fields.AwareDateTime(
    load_default=None, metadata={"description": "From this moment on", "examples": ["2026-11-01T00:00:00+07:00"]}
)
UNTIL = fields.AwareDateTime(load_default=None, metadata={"description": "Before this moment"})


class _PeriodSchema(Schema):
    since = SINCE
    until = UNTIL

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            raise ValidationError("The period ends before it begins.", "until")


class EntryFilterSchema(_PeriodSchema):
    """The question for an export of the journal."""

    event = fields.String(
        load_default=None,
        validate=validate.OneOf([event.value for event in Event]),
        metadata={"examples": ["visit.completed"]},
    )
    subject_id = fields.UUID(load_default=None, metadata={"description": "What it happened to"})
    actor_id = ACTOR
    area = AREA

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        names = EntryFilter.__dataclass_fields__
        asked = EntryFilter(**{name: data.pop(name) for name in names})
        return {**data, "asked": asked}


class EntryArgumentsSchema(EntryFilterSchema, HistoryArgumentsSchema):
    """The question for a page of the journal."""


class AccessFilterSchema(_PeriodSchema):
    """The question for an export of the access log."""

    action = fields.String(
        load_default=None,
        validate=validate.OneOf([action.value for action in Access]),
        metadata={"examples": ["nik.unmasked"]},
    )
    subject = fields.String(load_default=None, metadata={"description": "Id or hash of what was looked at"})
    actor_id = ACTOR
    area = AREA

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        names = AccessFilter.__dataclass_fields__
        asked = AccessFilter(**{name: data.pop(name) for name in names})
        return {**data, "asked": asked}


class AccessArgumentsSchema(AccessFilterSchema, HistoryArgumentsSchema):
    """The question for a page of the access log."""


class EntrySchema(Schema):
    seq = fields.Integer(metadata={"description": "Number in the order of writing; with gaps"})
    position = fields.Integer(
        allow_none=True,
        metadata={"description": "Place in the sealed order, dense from 0; null for a moment after writing"},
    )
    id = fields.UUID()
    event = fields.String(metadata={"examples": ["visit.completed"]})
    subject_id = fields.UUID()
    area_code = fields.String(metadata={"description": "Empty: the country"})
    actor_id = fields.UUID(allow_none=True, metadata={"description": "Null: the system itself"})
    device_id = fields.UUID(allow_none=True)
    request_id = fields.String(allow_none=True)
    recorded_at = fields.AwareDateTime()
    data = fields.Dict(keys=fields.String())


class AccessSchema(Schema):
    seq = fields.Integer()
    action = fields.String(metadata={"examples": ["photo.viewed"]})
    subject = fields.String()
    area_code = fields.String()
    actor_id = fields.UUID(allow_none=True)
    device_id = fields.UUID(allow_none=True)
    request_id = fields.String(allow_none=True)
    accessed_at = fields.AwareDateTime()
    data = fields.Dict(keys=fields.String())
