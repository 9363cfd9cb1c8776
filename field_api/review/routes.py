"""Doors of review."""

from field_api.api import Blueprint

blp = Blueprint("review", "review", url_prefix="/v1", description="review")
