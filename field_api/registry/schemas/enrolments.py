"""Shapes of programmes and enrolments."""

from marshmallow import Schema, fields, validate

from field_api.api import PageArgumentsSchema
from field_api.registry.rules.enrolments import Status

STATUSES = [each.value for each in Status]


class ComponentSchema(Schema):
    code = fields.String(required=True, metadata={"examples": ["elderly"]})
    name = fields.String(required=True, metadata={"examples": ["Lanjut usia"]})
    amount = fields.Integer(strict=True, metadata={"description": "Whole rupiah", "examples": [2400000]})
    per = fields.String(metadata={"examples": ["year"]})
    goods = fields.String()
    age_from = fields.Integer(strict=True, metadata={"description": "Years, inclusive"})
    age_below = fields.Integer(strict=True, metadata={"description": "Years, exclusive"})
    condition = fields.String()
    source = fields.String()


class ProgrammeSchema(Schema):
    code = fields.String(dump_only=True, metadata={"examples": ["pkh"]})
    name = fields.String(required=True, validate=validate.Length(1, 200))
    unit = fields.String(required=True, validate=validate.OneOf(["person", "household"]))
    components = fields.List(fields.Nested(ComponentSchema), required=True, validate=validate.Length(1, 100))
    legal_basis = fields.String(load_default="", validate=validate.Length(max=500))
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(load_default=None, allow_none=True)


class EnrolmentStatusSchema(Schema):
    status = fields.String(metadata={"enum": STATUSES})
    effective_from = fields.Date()
    reason = fields.String()
    list_id = fields.UUID(allow_none=True)
    recorded_at = fields.AwareDateTime()


class EnrolmentSchema(Schema):
    id = fields.UUID()
    area_code = fields.String()
    programme_code = fields.String()
    component = fields.String()
    household_id = fields.UUID()
    person_id = fields.UUID(allow_none=True)
    created_at = fields.AwareDateTime()
    status = fields.String(
        allow_none=True, metadata={"enum": [*STATUSES, None], "description": "In force on the day asked for"}
    )
    statuses = fields.List(fields.Nested(EnrolmentStatusSchema))


class EnrolmentListSchema(PageArgumentsSchema):
    programme = fields.String(load_default=None)
    area = fields.String(load_default=None, metadata={"examples": ["31.75.06"]})
    household = fields.UUID(load_default=None)
    status = fields.Enum(Status, by_value=True, load_default=None)
    on = fields.Date(load_default=None, metadata={"description": "The day of the status; default: today"})
