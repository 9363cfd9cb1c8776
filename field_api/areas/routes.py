"""Doors of areas."""

from field_api.api import Blueprint

blp = Blueprint("areas", "areas", url_prefix="/v1", description="areas")
