"""Shapes of rounds, allocations, hand-overs and progress, in and out."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from field_api.api import PageArgumentsSchema
from field_api.areas.rules.codes import Level, parse_area_code
from field_api.distribution.rules.hand_overs import (
    CARD_CHECKS,
    FAILURES,
    OUTCOMES,
    RECEIVERS,
    AllocationState,
    HandOverReport,
)
from field_api.distribution.rules.rounds import RoundPlan
from field_api.evidence.rules.photos.captures import MAX_PHOTOS
from field_api.evidence.schemas.captures import CaptureSchema, PositionSchema
from field_api.evidence.schemas.checks import CheckRunSchema

SHORT = validate.Length(max=200)
DELIVERED_STATES = frozenset({AllocationState.PHOTOS_PENDING, AllocationState.CONFIRMED})
ROUND_STATES = ["preparing", "open", "closed"]
LEVELS = {level.name.lower(): level for level in Level}


class RoundPlanSchema(Schema):
    programme_code = fields.String(required=True, metadata={"examples": ["SEMBAKO"]})
    area_code = fields.String(required=True, metadata={"examples": ["35.99.01"], "description": "Everything under it"})
    title = fields.String(
        required=True, validate=validate.Length(1, 200), metadata={"examples": ["Tahap 1, Maret 2026"]}
    )
    package = fields.String(
        required=True,
        validate=validate.Length(1, 2000),
        metadata={"description": "What is in one package", "examples": ["10 kg beras, 2 kaleng sarden, sabun"]},
    )
    starts_on = fields.Date(required=True, metadata={"description": "Local day; who is enrolled that day receives"})
    ends_on = fields.Date(required=True, metadata={"description": "The last local day"})


class NewRoundSchema(RoundPlanSchema):
    id = fields.UUID(required=True, metadata={"description": "Made by the caller (UUIDv7)"})

    @post_load
    def plan(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        data["area_code"] = parse_area_code(data["area_code"])
        return {"round_id": data.pop("id"), "plan": RoundPlan(**data)}


class RoundSchema(RoundPlanSchema):
    id = fields.UUID()
    planned = fields.Integer(metadata={"description": "Packages allocated; 0 while the round is `preparing`"})
    state = fields.String(validate=validate.OneOf(ROUND_STATES))
    opened_by = fields.UUID()
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)


class RoundFilterSchema(Schema):
    programme = fields.String(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf(ROUND_STATES))

    @post_load
    def name_programme(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        code = data.pop("programme")
        return {**data, "programme_code": code}


class RoundSearchSchema(RoundFilterSchema, PageArgumentsSchema):
    """The question for a page of rounds."""


class RecipientSchema(Schema):
    """What is compared at the door; null where the household has moved out of my area since the round was opened."""

    name = fields.String(allow_none=True)
    nik_masked = fields.String(allow_none=True, metadata={"examples": ["317506******0007"]})
    address = fields.String(allow_none=True)
    family_cards_masked = fields.List(fields.String(), metadata={"description": "The No. KK held today"})
    latitude_e7 = fields.Integer(allow_none=True)
    longitude_e7 = fields.Integer(allow_none=True)


class AllocationSchema(Schema):
    id = fields.UUID()
    round_id = fields.UUID()
    area_code = fields.String()
    household_id = fields.UUID()
    packages = fields.Integer()
    state = fields.Enum(AllocationState, by_value=True)
    failure = fields.String(allow_none=True, metadata={"description": "Reason of the newest failed attempt"})
    attempts_failed = fields.Integer()
    recipient = fields.Nested(RecipientSchema)


class AreaFilterSchema(Schema):
    area = fields.String(load_default=None, metadata={"description": "Only under this area code"})

    @post_load
    def name_area(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        area = data.pop("area")
        return {**data, "area_code": parse_area_code(area) if area else None}


class AllocationSearchSchema(AreaFilterSchema, PageArgumentsSchema):
    state = fields.String(
        load_default=None,
        validate=validate.OneOf([*AllocationState, "delivered"]),
        metadata={"description": "`delivered` is `photos_pending` or `confirmed`"},
    )

    @post_load
    def name_states(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        state = data.pop("state")
        if state is None:
            wanted = frozenset(AllocationState)
        else:
            wanted = DELIVERED_STATES if state == "delivered" else frozenset({AllocationState(state)})
        return {**data, "states": wanted}


class HandOverReportSchema(Schema):
    """What became of one package at the door."""

    allocation_id = fields.UUID(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    received_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(RECEIVERS))
    receiver_name = fields.String(
        load_default=None,
        allow_none=True,
        validate=SHORT,
        metadata={"description": "Needed unless the recipient took it"},
    )
    receiver_relationship = fields.String(
        load_default=None, allow_none=True, validate=SHORT, metadata={"examples": ["anak"]}
    )
    card_check = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(CARD_CHECKS),
        metadata={"description": "The card against the list; `differs` needs a note, null: nobody compared"},
    )
    failure = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(FAILURES),
        metadata={"description": "Why it was not delivered"},
    )
    note = fields.String(load_default="", validate=validate.Length(max=4000))
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)
    position_missing_reason = fields.String(load_default=None, allow_none=True, validate=SHORT)
    photos = fields.List(
        fields.Nested(CaptureSchema),
        load_default=list,
        validate=validate.Length(max=MAX_PHOTOS),
        metadata={"description": "A delivered package needs at least one of kind `hand_over`"},
    )
    handed_over_at = fields.AwareDateTime(required=True, metadata={"examples": ["2026-03-04T09:12:00+07:00"]})

    @post_load
    def report(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        photos, position = data.pop("photos"), data.pop("position") or {}
        fix = {name: position.get(name) for name in ("latitude_e7", "longitude_e7", "accuracy_mm")}
        report = HandOverReport(**(data | fix), position_samples=position.get("samples", []))
        return {"photos": photos, "report": report}


class HandOverPhotoSchema(Schema):
    number = fields.Integer()
    kind = fields.String()
    sha256 = fields.String()
    size = fields.Integer()
    taken_at = fields.AwareDateTime(allow_none=True)


class HandOverSummarySchema(Schema):
    id = fields.UUID()
    round_id = fields.UUID()
    allocation_id = fields.UUID()
    area_code = fields.String()
    officer_id = fields.UUID()
    outcome = fields.String()
    received_by = fields.String(allow_none=True)
    card_check = fields.String(allow_none=True, validate=validate.OneOf(CARD_CHECKS))
    failure = fields.String(allow_none=True)
    handed_over_at = fields.AwareDateTime(metadata={"description": "By the phone"})
    received_at = fields.AwareDateTime(metadata={"description": "By the server"})
    check = fields.Nested(
        CheckRunSchema, allow_none=True, metadata={"description": "What the checks say; null until they have run"}
    )


class HandOverSchema(HandOverSummarySchema):
    receiver_name = fields.String(allow_none=True)
    receiver_relationship = fields.String(allow_none=True)
    note = fields.String()
    latitude_e7 = fields.Integer(allow_none=True)
    longitude_e7 = fields.Integer(allow_none=True)
    accuracy_mm = fields.Integer(allow_none=True)
    position_samples = fields.List(fields.Dict())
    position_missing_reason = fields.String(allow_none=True)
    completed_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When the last photo had arrived; null: photos are missing"}
    )
    remarks = fields.List(fields.String(), metadata={"description": "Codes of what is no fault and still matters"})
    photos = fields.List(fields.Nested(HandOverPhotoSchema))


class HandOverFilterSchema(AreaFilterSchema):
    round = fields.UUID(load_default=None, metadata={"description": "Only of this round"})

    @post_load
    def name_round(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        round_id = data.pop("round")
        return {**data, "round_id": round_id}


class HandOverSearchSchema(HandOverFilterSchema, PageArgumentsSchema):
    """The question for a page of hand-overs."""

    order = fields.String(
        load_default="area",
        validate=validate.OneOf(["area", "flags"]),
        metadata={"description": "`flags`: the weightiest flags first, of one round"},
    )

    @validates_schema
    def flags_of_a_round(self, data: dict[str, Any], **_: Any) -> None:
        if data["order"] == "flags" and data["round"] is None:
            raise ValidationError({"round": ["Name the round: order=flags is the list of one round."]})


class TallySchema(Schema):
    """Counts of packages; `planned` is the sum of confirmed, photos_pending, failed and pending."""

    planned = fields.Integer()
    confirmed = fields.Integer(metadata={"description": "Delivered, and every photo is here"})
    photos_pending = fields.Integer(metadata={"description": "Delivered; a photo is on its way"})
    failed = fields.Integer(metadata={"description": "Tried and not delivered; by newest reason in `failures`"})
    failures = fields.Dict(keys=fields.String(), values=fields.Integer(), metadata={"examples": [{"not_at_home": 3}]})
    pending = fields.Integer(metadata={"description": "Nobody has been there yet"})
    percent_confirmed = fields.Float(
        allow_none=True, metadata={"description": "Of planned, rounded down to one decimal; null of nothing"}
    )
    percent_delivered = fields.Float(allow_none=True, metadata={"description": "confirmed and photos_pending"})


class PlaceTallySchema(TallySchema):
    area_code = fields.String()
    name = fields.String(allow_none=True)


class ProgressArgumentsSchema(Schema):
    level = fields.String(load_default="rw", validate=validate.OneOf(list(LEVELS)))

    @post_load
    def name_level(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"level": LEVELS[data["level"]]}


class ProgressSchema(Schema):
    round_id = fields.UUID()
    level = fields.String()
    seen_within = fields.List(
        fields.String(),
        allow_none=True,
        metadata={"description": "The areas I may see, when they are less than the round; null: the whole round"},
    )
    total = fields.Nested(TallySchema)
    places = fields.List(fields.Nested(PlaceTallySchema))
