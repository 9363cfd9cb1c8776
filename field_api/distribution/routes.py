"""Doors of distribution."""

from field_api.api import Blueprint

blp = Blueprint("distribution", "distribution", url_prefix="/v1", description="distribution")
