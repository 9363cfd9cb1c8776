"""Shapes of second reviews, back-checks and the estimates that come of them."""

from marshmallow import Schema, fields, validate

from field_api.api import PageArgumentsSchema
from field_api.review.rules.quality import Grouping
from field_api.review.rules.sampling import Finding, SampleKind
from field_api.review.schemas.cases import REASON, VisitEvidenceSchema

_AREA = {"description": "Only under this area code"}
_FINDING = validate.OneOf([finding.value for finding in Finding])
_KIND = validate.OneOf([kind.value for kind in SampleKind])


class SecondReviewSearchSchema(PageArgumentsSchema):
    answered = fields.Boolean(load_default=False, metadata={"description": "What I have answered"})
    area = fields.String(load_default=None, metadata=_AREA)


class SecondReviewSchema(Schema):
    """A second review; it does not say which household or what was decided."""

    id = fields.UUID()
    area_code = fields.String()
    taken_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Since when it is mine; null: nobody's"})
    finding = fields.String(allow_none=True, validate=_FINDING)
    reason = fields.String(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)


class BlindDossierSchema(VisitEvidenceSchema):
    """The evidence of one visit without anything that was decided about it. NIK only masked."""

    review = fields.Nested(SecondReviewSchema)
    user_names = fields.Dict(
        keys=fields.UUID(), values=fields.String(), metadata={"description": "Who made the visit, by id"}
    )


class SecondAnswerSchema(Schema):
    finding = fields.Enum(Finding, by_value=True, required=True, metadata={"examples": ["eligible"]})
    reason = fields.String(required=True, validate=REASON)


class BackCheckSearchSchema(PageArgumentsSchema):
    state = fields.String(load_default=None, validate=validate.OneOf(["waiting", "assigned", "answered"]))
    area = fields.String(load_default=None, metadata=_AREA)


class SentAssignmentSchema(Schema):
    """The assignment that was made last for a back-check."""

    id = fields.UUID()
    verifier_id = fields.UUID()
    due_on = fields.Date(allow_none=True)
    status = fields.String(validate=validate.OneOf(["open", "done", "withdrawn"]))
    assigned_at = fields.AwareDateTime()


class BackCheckSchema(Schema):
    """A household that another verifier is to visit; it does not say what was decided."""

    id = fields.UUID(attribute="back_check.id")
    area_code = fields.String(attribute="back_check.area_code")
    address = fields.String()
    state = fields.String(
        validate=validate.OneOf(["waiting", "assigned", "answered"]),
        metadata={"description": "waiting: nobody is on the way, also after an assignment was withdrawn"},
    )
    first_verifier_id = fields.UUID(
        attribute="back_check.first_verifier_id", metadata={"description": "Who must not be sent"}
    )
    first_verifier_name = fields.String()
    verifier_name = fields.String(allow_none=True, metadata={"description": "Who was sent last"})
    assignment = fields.Nested(SentAssignmentSchema, allow_none=True)
    answered_at = fields.AwareDateTime(attribute="back_check.answered_at", allow_none=True)


class BackCheckAssignmentSchema(Schema):
    assignment_id = fields.UUID(required=True, metadata={"description": "Made by the caller (UUIDv7)"})
    verifier_id = fields.UUID(required=True)
    due_on = fields.Date(load_default=None, allow_none=True)


class QualityAskedSchema(Schema):
    area = fields.String(load_default=None, metadata=_AREA)
    period = fields.String(required=True, metadata={"examples": ["2026-03"], "description": "A year or a month"})
    by = fields.Enum(Grouping, by_value=True, load_default=Grouping.AREA)


class EstimateSchema(Schema):
    """A share of decisions with its 95 percent interval (Wilson)."""

    part = fields.Integer()
    whole = fields.Integer(metadata={"description": "Second looks that could tell"})
    value = fields.Float(allow_none=True, metadata={"description": "From 0 to 1; null of nothing"})
    low = fields.Float()
    high = fields.Float()
    weighted = fields.Boolean(
        metadata={"description": "The shares of the draw differ, so each look counts for the decisions it stands for"}
    )


class QualityRowSchema(Schema):
    """What the sample says of one area or verifier by one kind of second look."""

    group = fields.String(
        metadata={"description": "An area code, or the id of a verifier", "examples": ["35.99.01.1001"]}
    )
    name = fields.String(allow_none=True)
    kind = fields.String(validate=_KIND)
    decisions = fields.Integer(metadata={"description": "On visits without a doubt, drawn or not"})
    drawn = fields.Integer()
    answered = fields.Integer()
    cannot_tell = fields.Integer()
    wrong_inclusion = fields.Nested(
        EstimateSchema, metadata={"description": "Accepted households that the second look calls not eligible"}
    )
    wrong_exclusion = fields.Nested(
        EstimateSchema, metadata={"description": "Rejected households that the second look calls eligible"}
    )
    recommendation_differs = fields.Nested(
        EstimateSchema, metadata={"description": "The first verifier's recommendation against the second look"}
    )


class QualitySchema(Schema):
    area_code = fields.String(metadata={"description": "Groups lie one level below; empty: the country"})
    rows = fields.List(fields.Nested(QualityRowSchema))
