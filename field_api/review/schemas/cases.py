"""Shapes of the queue, the dossier and the decision."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from field_api.api import PageArgumentsSchema
from field_api.evidence.rules.photos.captures import PHOTO_KINDS
from field_api.evidence.rules.reuse.probes import Symmetry
from field_api.evidence.rules.reuse.standing import Layer, Standing
from field_api.evidence.schemas.checks import CheckRunSchema
from field_api.evidence.schemas.visits import (
    EvaluationSummarySchema,
    VisitEvaluationSchema,
    VisitMemberSchema,
    VisitPhotoSchema,
    VisitSummarySchema,
)
from field_api.review.rules.decisions import NewDecision, PhotoOverride
from field_api.review.rules.determinations import NewDetermination
from field_api.review.rules.verdicts import REASON_CODES, CaseState, Verdict

SHA256 = validate.Regexp(r"^[0-9a-f]{64}$", error="A SHA-256 is 64 lower-case hexadecimal digits.")
REASON = validate.And(
    validate.Length(3, 2000), validate.Regexp(r"(?s).*\S.*\S.*\S", error="Say it in words of at least three letters.")
)
_REASONS_BY_VERDICT = "; ".join(f"{verdict}: {', '.join(sorted(codes))}" for verdict, codes in REASON_CODES.items())


class CaseSearchSchema(PageArgumentsSchema):
    state = fields.Enum(CaseState, by_value=True, load_default=None)
    area = fields.String(load_default=None, metadata={"description": "Only under this area code"})
    search = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "Parts of the name of a member of the household"},
    )
    order = fields.String(
        load_default="flags",
        validate=validate.OneOf(["flags", "waiting"]),
        metadata={"description": "flags: the weightiest flags first, then the longest waiting; waiting: only that"},
    )


class CaseSchema(Schema):
    id = fields.UUID()
    household_id = fields.UUID()
    visit_id = fields.UUID()
    area_code = fields.String(metadata={"examples": ["31.75.06.1004.008.003"]})
    state = fields.String(validate=validate.OneOf([state.value for state in CaseState]))
    rank = fields.Integer(metadata={"description": "Minus the weight of its flags; 0 without any"})
    opened_at = fields.AwareDateTime()


class QueuedCaseSchema(Schema):
    """A line of the queue."""

    case = fields.Nested(CaseSchema)
    address = fields.String()
    head_name = fields.String(
        allow_none=True, metadata={"description": "The head of the household today, or a member where none is recorded"}
    )
    visit = fields.Nested(VisitSummarySchema)
    evaluations = fields.List(fields.Nested(EvaluationSummarySchema))  # fmt: skip


class QueueSchema(Schema):
    """A page of the queue, and how many cases stand in each state under the same area and search."""

    items = fields.List(fields.Nested(QueuedCaseSchema))
    next = fields.String(allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())


class DossierHouseholdSchema(Schema):
    id = fields.UUID()
    area_code = fields.String()
    address = fields.String()
    latitude_e7 = fields.Integer(allow_none=True)
    longitude_e7 = fields.Integer(allow_none=True)


class DossierPersonSchema(Schema):
    id = fields.UUID()
    name = fields.String()
    nik_masked = fields.String(allow_none=True)
    nik_status = fields.String()
    sex = fields.String(allow_none=True)
    birth_date = fields.Date(allow_none=True)
    occupation = fields.String(allow_none=True)
    education = fields.String(allow_none=True)
    findings = fields.List(fields.Dict())


class DossierMemberSchema(Schema):
    person = fields.Nested(DossierPersonSchema)
    relationship = fields.String()


class DossierVisitSchema(VisitSummarySchema):
    """The visit under review: answers, occupation and position beside the summary."""

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


class EarlierVisitSchema(VisitSummarySchema):
    """Another visit of the household, with the place where it was made."""

    latitude_e7 = fields.Integer(allow_none=True)
    longitude_e7 = fields.Integer(allow_none=True)
    accuracy_mm = fields.Integer(allow_none=True)


class JournalLineSchema(Schema):
    """What happened to the case, the household or a visit of it."""

    seq = fields.Integer()
    event = fields.String(metadata={"examples": ["visit.completed"]})
    actor_id = fields.UUID(allow_none=True, metadata={"description": "Null: the system itself"})
    recorded_at = fields.AwareDateTime()


class PlaceSchema(Schema):
    """Where the verifier stood; null where no land is drawn or no point is known."""

    area_code = fields.String(allow_none=True)
    area_name = fields.String(allow_none=True)
    inside_household_area = fields.Boolean(allow_none=True)
    metres_from_house = fields.Integer(allow_none=True)


class OtherPhotoSchema(Schema):
    """The other photo of a match and the act in the field that brought it."""

    bundle_id = fields.UUID(attribute="photo.bundle_id")
    number = fields.Integer(attribute="photo.number")
    kind = fields.String(attribute="photo.kind", validate=validate.OneOf(["visit", "hand_over"]))
    author_id = fields.UUID(attribute="photo.author_id")
    area_code = fields.String(attribute="photo.area_code")
    household_id = fields.UUID(attribute="photo.household_id", allow_none=True)
    received_at = fields.AwareDateTime(attribute="photo.received_at")
    taken_at = fields.AwareDateTime(attribute="photo.taken_at", allow_none=True)
    case_id = fields.UUID(allow_none=True)
    large_url = fields.String(allow_none=True)


class PhotoMatchSchema(Schema):
    """A photo of the visit that another visit or hand-over brought as well."""

    number = fields.Integer(attribute="match.number", metadata={"description": "The photo of this visit"})
    layer = fields.String(
        attribute="match.layer",
        validate=validate.OneOf([layer.value for layer in Layer]),
        metadata={"description": "file: the same bytes; stripped: but for metadata; scene: the same picture"},
    )
    distance = fields.Integer(
        attribute="match.distance",
        metadata={"description": "Differing bits of 256: up to 48 the same picture, beyond that a similar one"},
    )
    standing = fields.String(
        attribute="match.standing",
        validate=validate.OneOf([standing.value for standing in Standing]),
        metadata={"description": "same_matter: the verifier sent it again for the same visit, which is no re-use"},
    )
    pair = fields.String(
        attribute="match.pair", allow_none=True, metadata={"description": "The compared frames, this photo's first"}
    )
    symmetry = fields.String(
        attribute="match.symmetry",
        allow_none=True,
        validate=validate.OneOf([symmetry.value for symmetry in Symmetry]),
        metadata={"description": "What was done to the other picture so that this one came of it"},
    )
    other_came_first = fields.Boolean(attribute="match.other_came_first")
    found_at = fields.AwareDateTime(attribute="match.found_at")
    other = fields.Nested(
        OtherPhotoSchema,
        allow_none=True,
        metadata={"description": "Null: it lies outside my area, and only the fact is told"},
    )


class DeterminationSchema(Schema):
    id = fields.UUID()
    decision_id = fields.UUID()
    household_id = fields.UUID()
    person_id = fields.UUID(allow_none=True)
    area_code = fields.String()
    programme_code = fields.String()
    component = fields.String()
    eligible = fields.Boolean()
    reason = fields.String()


class RecordedDecisionSchema(Schema):
    id = fields.UUID()
    case_id = fields.UUID()
    visit_id = fields.UUID()
    reviewer_id = fields.UUID()
    verdict = fields.String()
    reason_code = fields.String()
    reason = fields.String()
    photo_kinds = fields.List(fields.String())
    without_field_evidence = fields.Boolean()
    photo_overrides = fields.List(fields.Dict())
    assignment_id = fields.UUID(allow_none=True, metadata={"description": "The new visit that a return asks for"})
    decided_at = fields.AwareDateTime()


class DecisionLineSchema(Schema):
    decision = fields.Nested(RecordedDecisionSchema)
    determinations = fields.List(fields.Nested(DeterminationSchema))


class DecidedSchema(DecisionLineSchema):
    case = fields.Nested(CaseSchema)
    repeated = fields.Boolean(metadata={"description": "Whether the same was received before"})


class DossierEnrolmentSchema(Schema):
    id = fields.UUID(attribute="enrolment.id")
    programme_code = fields.String(attribute="enrolment.programme_code")
    component = fields.String(attribute="enrolment.component")
    person_id = fields.UUID(attribute="enrolment.person_id", allow_none=True)
    status = fields.String(allow_none=True)


class VisitEvidenceSchema(Schema):
    """What one visit brought, and whom and where it met. NIK only masked."""

    household = fields.Nested(DossierHouseholdSchema, attribute="evidence.household", allow_none=True)
    area_names = fields.Dict(keys=fields.String(), values=fields.String(), attribute="evidence.area_names")
    members = fields.List(fields.Nested(DossierMemberSchema), attribute="evidence.members")
    visit = fields.Nested(DossierVisitSchema, attribute="evidence.visit")
    visit_members = fields.List(fields.Nested(VisitMemberSchema), attribute="evidence.visit_members")
    photos = fields.List(fields.Nested(VisitPhotoSchema), attribute="evidence.photos")
    place = fields.Nested(PlaceSchema, attribute="evidence.place")
    evaluations = fields.List(fields.Nested(VisitEvaluationSchema), attribute="evidence.evaluations")


class DossierSchema(VisitEvidenceSchema):
    """All that is known of one household under review. NIK only masked."""

    case = fields.Nested(CaseSchema)
    photo_matches = fields.List(
        fields.Nested(PhotoMatchSchema), metadata={"description": "Photos that were also sent elsewhere"}
    )
    check = fields.Nested(
        CheckRunSchema, allow_none=True, metadata={"description": "What the checks say; null until they have run"}
    )
    lacks_field_evidence = fields.Boolean(
        metadata={"description": "A final decision must then be marked without_field_evidence (tanpa bukti lapangan)"}
    )
    earlier_visits = fields.List(fields.Nested(EarlierVisitSchema))
    incomplete_visit_ids = fields.List(
        fields.UUID(), metadata={"description": "Visits whose photos have not all arrived: they come up by themselves"}
    )
    decisions = fields.List(fields.Nested(DecisionLineSchema))
    enrolments = fields.List(fields.Nested(DossierEnrolmentSchema))
    journal = fields.List(fields.Nested(JournalLineSchema), metadata={"description": "The newest first"})
    user_names = fields.Dict(
        keys=fields.UUID(), values=fields.String(), metadata={"description": "Who visited, decided or did it, by id"}
    )


class NewDeterminationSchema(Schema):
    programme_code = fields.String(required=True, metadata={"examples": ["pkh"]})
    component = fields.String(required=True, metadata={"examples": ["elementary_school"]})
    person_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Exactly for programmes whose unit is the person"}
    )
    eligible = fields.Boolean(required=True)
    reason = fields.String(required=True, validate=REASON)

    @post_load
    def determination(self, data: dict[str, Any], **_: Any) -> NewDetermination:
        return NewDetermination(**data)


class PhotoOverrideSchema(Schema):
    sha256 = fields.String(required=True, validate=SHA256)
    reason = fields.String(required=True, validate=REASON)

    @post_load
    def override(self, data: dict[str, Any], **_: Any) -> PhotoOverride:
        return PhotoOverride(**data)


class NewDecisionSchema(Schema):
    """A decision under an id made by the reviewer's client (UUIDv7)."""

    id = fields.UUID(required=True)
    verdict = fields.Enum(Verdict, by_value=True, required=True, metadata={"examples": ["accept"]})
    reason_code = fields.String(required=True, metadata={"description": _REASONS_BY_VERDICT})
    reason = fields.String(required=True, validate=REASON)
    photo_kinds = fields.List(
        fields.String(validate=validate.OneOf(sorted(PHOTO_KINDS))),
        load_default=list,
        validate=validate.Length(max=len(PHOTO_KINDS)),
        metadata={"description": "For return_photos: which photos to take again"},
    )
    without_field_evidence = fields.Boolean(
        load_default=False, metadata={"description": "'Tanpa bukti lapangan': must agree with the dossier"}
    )
    photo_overrides = fields.List(
        fields.Nested(PhotoOverrideSchema),
        load_default=list,
        validate=validate.Length(max=60),
        metadata={"description": "Photos that were refused, or not inspected yet, and why they may be passed over"},
    )
    determinations = fields.List(
        fields.Nested(NewDeterminationSchema), load_default=list, validate=validate.Length(max=200)
    )
    verifier_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Who is sent on a return; null: the same verifier"}
    )
    due_on = fields.Date(load_default=None, allow_none=True, metadata={"description": "Until when, on a return"})

    @post_load
    def decision(self, data: dict[str, Any], **_: Any) -> NewDecision:
        return NewDecision(decision_id=data.pop("id"), **data)
