"""Shapes of imports, their progress and their rejections."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields

from field_api.api import FieldProblemSchema
from field_api.registry.rules.import_remedies import remedy_for


class HouseholdFileSchema(Schema):
    """The file of a multipart upload."""

    file = Upload(required=True)


class HouseholdFileFormSchema(Schema):
    """The other parts of a multipart upload."""

    id = fields.UUID(load_default=None, metadata={"description": "Made by the caller (UUIDv7), or left out"})
    area_code = fields.String(
        load_default=None,
        metadata={"description": "Rows outside are rejected; default: the one area of my role", "examples": ["31.75"]},
    )


class RefusalSchema(Schema):
    code = fields.String(metadata={"examples": ["file_unreadable"]})
    detail = fields.String(metadata={"examples": ["The file is empty. Choose another one."]})
    problems = fields.List(fields.Nested(FieldProblemSchema))


class ImportSchema(Schema):
    id = fields.UUID()
    area_code = fields.String()
    file_name = fields.String()
    file_sha256 = fields.String()
    status = fields.String(metadata={"examples": ["running"]})
    refusal = fields.Nested(
        RefusalSchema, allow_none=True, metadata={"description": "Why the file as a whole was not taken"}
    )
    bytes_total = fields.Integer()
    bytes_read = fields.Integer()
    rows_read = fields.Integer()
    rows_rejected = fields.Integer()
    households_stored = fields.Integer()
    people_stored = fields.Integer()
    rows_known = fields.Function(
        lambda record: record.rows_read - record.rows_rejected - record.people_stored,
        metadata={"type": "integer", "description": "Rows of people whom the registry had already"},
    )
    requested_at = fields.AwareDateTime()
    finished_at = fields.AwareDateTime(allow_none=True)


class RejectionSchema(Schema):
    row = fields.Integer(
        metadata={"description": "As the spreadsheet shows it; the heading is row 1", "examples": [12]}
    )
    field = fields.String(metadata={"examples": ["nik"]})
    code = fields.String(metadata={"examples": ["nik_invalid"]})
    detail = fields.String()
    remedy = fields.String()
    remedy_indonesian = fields.Function(
        lambda rejection: remedy_for(rejection.field, rejection.code).indonesian,
        metadata={"type": "string", "description": "The remedy in Bahasa Indonesia"},
    )
