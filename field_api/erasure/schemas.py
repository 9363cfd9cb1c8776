"""Shapes of an erasure."""

from marshmallow import Schema, fields, validate

from field_api.erasure.rules import LegalBasis


class ErasureFormSchema(Schema):
    legal_basis = fields.Enum(LegalBasis, by_value=True, required=True, metadata={"examples": ["subject_request"]})
    reason = fields.String(
        required=True,
        validate=validate.Length(5, 500),
        metadata={"description": "In words, without naming the person", "examples": ["Surat permohonan 12/XI/2026"]},
    )
    with_photos = fields.Boolean(
        load_default=False, metadata={"description": "Also the photos of households in which the person was alone"}
    )


class ErasureReportSchema(Schema):
    person_id = fields.UUID()
    erased_at = fields.AwareDateTime()
    counts = fields.Dict(
        keys=fields.String(), values=fields.Integer(), metadata={"description": "What was erased, by kind"}
    )
