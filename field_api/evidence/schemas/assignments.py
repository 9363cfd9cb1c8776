"""Shapes of assignments and instruments."""

from marshmallow import Schema, fields, validate

from field_api.api import PageArgumentsSchema
from field_api.evidence.schemas.visits import InstrumentNameSchema


class NewAssignmentSchema(Schema):
    household_id = fields.UUID(required=True)
    verifier_id = fields.UUID(required=True)
    instrument = fields.Nested(InstrumentNameSchema, required=True)
    due_on = fields.Date(load_default=None, allow_none=True)


class AssignmentChangeSchema(Schema):
    verifier_id = fields.UUID(load_default=None)
    due_on = fields.Date(load_default=None)


class AssignedHouseholdSchema(Schema):
    """What a verifier needs to find the house."""

    address = fields.String()
    latitude_e7 = fields.Integer(allow_none=True)
    longitude_e7 = fields.Integer(allow_none=True)


class AssignmentSchema(Schema):
    id = fields.UUID()
    household_id = fields.UUID()
    area_code = fields.String()
    verifier_id = fields.UUID()
    verifier_name = fields.String()
    instrument_code = fields.String()
    instrument_version = fields.String()
    due_on = fields.Date(allow_none=True)
    status = fields.String()
    returns_visit_id = fields.UUID(allow_none=True, metadata={"description": "Set when a reviewer sent it back"})
    return_reason = fields.String(allow_none=True)
    return_photo_kinds = fields.List(fields.String())
    assigned_at = fields.AwareDateTime()
    household = fields.Nested(AssignedHouseholdSchema)


class AssignmentRowSchema(AssignmentSchema):
    """An assignment as one row of an export."""

    address = fields.String(attribute="household.address")


class AssignmentFilterSchema(Schema):
    status = fields.String(load_default=None, validate=validate.OneOf(["open", "done", "withdrawn"]))
    household = fields.UUID(load_default=None)
    area = fields.String(load_default=None, metadata={"description": "Only under this area code"})


class AssignmentSearchSchema(AssignmentFilterSchema, PageArgumentsSchema):
    """The question for a page of assignments."""


class InstrumentSummarySchema(Schema):
    code = fields.String()
    version = fields.String()
    title = fields.Dict()
    valid_from = fields.Date()
    document_sha256 = fields.String()


class NewInstrumentSchema(Schema):
    document = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "Items, criteria and scoring as in `field_api/evidence/instruments/*.json`"},
    )


class InstrumentSchema(InstrumentSummarySchema):
    document = fields.Dict()
    published_at = fields.AwareDateTime()
