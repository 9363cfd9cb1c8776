"""Shapes of checks, of the flags they put on a visit or a hand-over, and of their limits."""

from marshmallow import Schema, fields, validate

from field_api.evidence.rules.checks.catalogue import LOOKED_AT
from field_api.evidence.rules.checks.check import Place, Severity

_SEVERITY = validate.OneOf([each.value for each in Severity])
_PLACE = validate.OneOf([each.value for each in Place])


class WordsSchema(Schema):
    """The same sentence in both languages."""

    id = fields.String(metadata={"description": "Bahasa Indonesia"})
    en = fields.String(metadata={"description": "English"})


class CheckSchema(Schema):
    code = fields.String(metadata={"examples": ["speed_impossible"]})
    severity = fields.String(validate=_SEVERITY)
    place = fields.String(validate=_PLACE)
    looks_at = fields.List(
        fields.String(validate=validate.OneOf(LOOKED_AT)), metadata={"description": "Which acts are put to it"}
    )
    words = fields.Nested(WordsSchema, metadata={"description": "Braces name what was measured"})


class FlagSchema(Schema):
    """One answer of a check: what it found, in words, and beside which part of the case it belongs."""

    code = fields.String(metadata={"examples": ["far_from_household"]})
    severity = fields.String(validate=_SEVERITY)
    place = fields.String(validate=_PLACE)
    details = fields.Dict(metadata={"examples": [{"metres": 640}]})
    words = fields.Nested(WordsSchema)


class CheckRunSchema(Schema):
    """What the newest run of all checks said."""

    run = fields.Integer(metadata={"description": "How often the act was checked; the newest run counts"})
    weight = fields.Integer(metadata={"description": "0: no flag; lists begin with the heaviest"})
    flags = fields.List(fields.Nested(FlagSchema))
    checked_at = fields.AwareDateTime()


class ThresholdsSchema(Schema):
    id = fields.UUID()
    area_code = fields.String(metadata={"description": "Empty: the country"})
    valid_from = fields.Date()
    limits = fields.Dict(keys=fields.String(), values=fields.Integer())
    reason = fields.String()
    set_by = fields.UUID(allow_none=True)
    set_at = fields.AwareDateTime()


class ChecksSchema(Schema):
    """Every check, the limits in force for an area today, and all limits that were ever set."""

    checks = fields.List(fields.Nested(CheckSchema))
    limits = fields.Dict(keys=fields.String(), values=fields.Integer())
    history = fields.List(fields.Nested(ThresholdsSchema))


class ChecksAskedSchema(Schema):
    area = fields.String(load_default="", metadata={"examples": ["31.75"], "description": "Default: the country"})


class NewThresholdsSchema(Schema):
    area_code = fields.String(required=True, metadata={"examples": ["31.75"], "description": "Empty: the country"})
    valid_from = fields.Date(required=True)
    limits = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"examples": [{"accuracy_mm": 30000}]},
        validate=validate.Length(1),
    )
    reason = fields.String(required=True, validate=validate.Length(3, 1000))
