"""Shapes of areas, editions and findings, in and out."""

import json

from flask_smorest.fields import Upload
from marshmallow import Schema, fields, validate
from webargs.fields import DelimitedList

from field_api.api import PageArgumentsSchema
from field_api.areas.rules.codes import Level
from field_api.areas.rules.findings import Finding

ON = fields.Date(load_default=None, metadata={"description": "The day asked about; today when left out"})
LEVEL = fields.Enum(
    Level,
    by_value=fields.Integer,
    load_default=None,
    metadata={"description": "1 province, 2 regency or city, 3 district, 4 village, 5 RW, 6 RT"},
)


class AreaSchema(Schema):
    code = fields.String(metadata={"examples": ["31.75.06.1004.008"]})
    parent_code = fields.String(allow_none=True)
    level = fields.Integer(metadata={"description": "1 province, 2 regency or city, 3 district, 4 village, 5 RW, 6 RT"})
    name = fields.String(metadata={"examples": ["RW 008"]})
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True, metadata={"description": "Exclusive; null: still in force"})
    edition_id = fields.UUID()


class AreaDaySchema(Schema):
    on = ON


class AreaSearchSchema(PageArgumentsSchema):
    on = ON
    level = LEVEL
    parent = fields.String(load_default=None, metadata={"examples": ["31.75.06.1004"]})
    under = DelimitedList(
        fields.String(),
        load_default=[],
        validate=validate.Length(max=20),
        metadata={"description": "These codes and whatever lies below them, at any depth; none: the country"},
    )
    codes = DelimitedList(
        fields.String(),
        load_default=[],
        validate=validate.Length(max=100),
        metadata={"description": "Just these codes, for whoever shows names; unknown ones are left out"},
    )
    search = fields.String(
        load_default=None, validate=validate.Length(2, 100), metadata={"description": "Part of the name"}
    )


class AreaPointSchema(Schema):
    lat = fields.Float(required=True, validate=validate.Range(-90, 90), metadata={"examples": [-6.1235953]})
    lon = fields.Float(required=True, validate=validate.Range(-180, 180), metadata={"examples": [106.7250053]})
    level = LEVEL
    on = ON


class AreaPolygonPropertiesSchema(Schema):
    code = fields.String(attribute="area_code")
    level = fields.Integer()
    origin = fields.String(
        validate=validate.OneOf(["drawn", "repaired", "union"]),
        metadata={"description": "Drawn by somebody, repaired at the import, or the union of its children"},
    )
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)
    edition_id = fields.UUID()


class AreaPolygonSchema(Schema):
    """A GeoJSON feature (RFC 7946)."""

    type = fields.Constant("Feature")
    properties = fields.Nested(AreaPolygonPropertiesSchema)
    geometry = fields.Function(lambda feature: json.loads(feature["geometry"]), metadata={"type": "object"})


class AreaEditionSchema(Schema):
    id = fields.UUID()
    kind = fields.String(validate=validate.OneOf(["codes", "polygons", "successions"]))
    title = fields.String()
    source_sha256 = fields.String()
    settings = fields.Dict()
    valid_from = fields.Date()
    imported_at = fields.AwareDateTime()
    imported_by = fields.UUID(allow_none=True)


class AreaFindingSchema(Schema):
    row = fields.Integer(metadata={"description": "Row of a CSV (the header is row 1), or number of a feature"})
    code = fields.String(metadata={"examples": ["31.75.06.1004.008"]})
    finding = fields.String(validate=validate.OneOf([item.value for item in Finding]))
    detail = fields.String()
    handled = fields.String(validate=validate.OneOf(["left_out", "repaired"]))


class AreaFindingSearchSchema(PageArgumentsSchema):
    finding = fields.Enum(Finding, by_value=True, load_default=None)


class AreaFileSchema(Schema):
    file = Upload(required=True)


class AreaImportSchema(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(["codes", "polygons"]))
    title = fields.String(required=True, validate=validate.Length(1, 200))
    valid_from = fields.Date(required=True)
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Report everything and write nothing"})
    code_columns = DelimitedList(
        fields.String(),
        load_default=["kode"],
        metadata={"description": "Columns, or properties, that hold the code; several are joined by dots"},
    )
    name_column = fields.String(
        load_default="nama", metadata={"description": "Codes only. Empty: RW and RT are named by their number"}
    )
    complete_for = DelimitedList(
        fields.String(),
        load_default=[],
        metadata={"description": "Codes only. The file lists everything below these codes at the levels it holds"},
    )
    repair = fields.Boolean(load_default=False, metadata={"description": "Polygons only. Repair what can be repaired"})


class AreaImportReportSchema(Schema):
    edition_id = fields.UUID(allow_none=True)
    kind = fields.String(metadata={"examples": ["codes"]})
    repeated = fields.Boolean(metadata={"description": "This edition was there already and nothing has changed since"})
    dry_run = fields.Boolean()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    finding_counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    findings = fields.List(fields.Nested(AreaFindingSchema), metadata={"description": "The first hundred"})
