"""Doors of evidence."""

from field_api.api import Blueprint

blp = Blueprint("evidence", "evidence", url_prefix="/v1", description="evidence")
