"""Shapes of visits, in and out."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from field_api.api import PageArgumentsSchema
from field_api.evidence.models.visits import CHANNELS, OUTCOMES, RECOMMENDATIONS
from field_api.evidence.rules.photos.views import SOURCES
from field_api.evidence.rules.submissions import MemberStatement, Position, VisitSubmission
from field_api.evidence.schemas.captures import CaptureSchema, PositionSchema

SHORT = validate.Length(max=200)


class InstrumentNameSchema(Schema):
    code = fields.String(required=True, metadata={"examples": ["bps-14"]})
    version = fields.String(required=True, metadata={"examples": ["2005"]})


class VisitMemberSchema(Schema):
    """A household member as met or told of at the door."""

    person_id = fields.UUID(load_default=None, allow_none=True)
    name = fields.String(required=True, validate=validate.Length(1, 200))
    nik = fields.String(
        load_default=None,
        allow_none=True,
        load_only=True,
        validate=validate.Length(max=40),
        metadata={"description": "Sealed on arrival and shown masked; null when there is none"},
    )
    nik_masked = fields.String(dump_only=True, allow_none=True)
    relationship = fields.String(required=True, validate=validate.Length(1, 60), metadata={"examples": ["head"]})
    sex = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["M", "F"]))
    birth_date = fields.Date(load_default=None, allow_none=True)
    occupation = fields.String(load_default=None, allow_none=True, validate=SHORT)
    school = fields.String(load_default=None, allow_none=True, validate=SHORT)
    present = fields.Boolean(load_default=None, allow_none=True)

    @post_load
    def state(self, data: dict[str, Any], **_: Any) -> MemberStatement:
        return MemberStatement(**data)


class VisitSubmissionSchema(Schema):
    """The six things of row A1 (photos, position, checklist, members, occupation, recommendation) and the outcome."""

    household_id = fields.UUID(required=True)
    assignment_id = fields.UUID(load_default=None, allow_none=True)
    replaces_visit_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "A correction names the visit it replaces"}
    )
    instruments = fields.List(
        fields.Nested(InstrumentNameSchema),
        required=True,
        validate=validate.Length(1, 5),
        metadata={"description": "The first one judges; the others are evaluated beside it on the same answers"},
    )
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    recommendation = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(RECOMMENDATIONS))
    occupation = fields.String(load_default=None, allow_none=True, validate=SHORT)
    note = fields.String(load_default="", validate=validate.Length(max=4000))
    answers = fields.Dict(keys=fields.String(), load_default=dict, validate=validate.Length(max=500))
    members = fields.List(fields.Nested(VisitMemberSchema), load_default=list, validate=validate.Length(max=60))
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)
    position_missing_reason = fields.String(load_default=None, allow_none=True, validate=SHORT)
    photos = fields.List(fields.Nested(CaptureSchema), load_default=list, validate=validate.Length(max=60))
    channel = fields.String(load_default="api", validate=validate.OneOf(CHANNELS))
    app_version = fields.String(load_default="", validate=SHORT)
    started_at = fields.AwareDateTime(required=True, metadata={"examples": ["2026-11-20T09:12:00+07:00"]})
    finished_at = fields.AwareDateTime(required=True, metadata={"examples": ["2026-11-20T09:31:00+07:00"]})

    @post_load
    def submission(self, data: dict[str, Any], **_: Any) -> VisitSubmission:
        data["instruments"] = [(name["code"], name["version"]) for name in data["instruments"]]
        data["position"] = Position(**data["position"]) if data["position"] else None
        return VisitSubmission(**data)


class EvaluationSummarySchema(Schema):
    instrument_code = fields.String()
    instrument_version = fields.String()
    outcome = fields.String()
    score = fields.Integer(allow_none=True)


class VisitEvaluationSchema(EvaluationSummarySchema):
    result = fields.Dict()


class VisitPhotoSchema(Schema):
    number = fields.Integer()
    kind = fields.String()
    sha256 = fields.String()
    size = fields.Integer()
    taken_at = fields.AwareDateTime(allow_none=True)
    source = fields.String(
        allow_none=True,
        validate=validate.OneOf(SOURCES),
        metadata={"description": "file: of the camera app; page: by the camera inside the page, without its EXIF"},
    )
    stored = fields.Boolean()
    verdict = fields.String(allow_none=True, metadata={"description": "Null until the worker has looked at it"})
    reasons = fields.List(fields.String())
    remarks = fields.List(fields.String())
    large_url = fields.String(allow_none=True)
    thumb_url = fields.String(allow_none=True)


class VisitSummarySchema(Schema):
    id = fields.UUID()
    household_id = fields.UUID()
    assignment_id = fields.UUID(allow_none=True)
    area_code = fields.String()
    verifier_id = fields.UUID()
    outcome = fields.String()
    recommendation = fields.String(allow_none=True)
    started_at = fields.AwareDateTime()
    finished_at = fields.AwareDateTime()
    received_at = fields.AwareDateTime()
    remarks = fields.List(fields.String())


class VisitSchema(VisitSummarySchema):
    replaces_visit_id = fields.UUID(allow_none=True)
    instrument_code = fields.String()
    instrument_version = fields.String()
    occupation = fields.String(allow_none=True)
    note = fields.String()
    answers = fields.Dict()
    latitude_e7 = fields.Integer(allow_none=True)
    longitude_e7 = fields.Integer(allow_none=True)
    accuracy_mm = fields.Integer(allow_none=True)
    position_samples = fields.List(fields.Dict())
    channel = fields.String()
    app_version = fields.String()
    members = fields.List(fields.Nested(VisitMemberSchema))
    evaluations = fields.List(fields.Nested(VisitEvaluationSchema))
    photos = fields.List(fields.Nested(VisitPhotoSchema))


class VisitSearchSchema(PageArgumentsSchema):
    household = fields.UUID(load_default=None)
    area = fields.String(load_default=None, metadata={"description": "Only under this area code"})
