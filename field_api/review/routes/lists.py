"""Doors of the endorsement lists."""

from field_api.api import Blueprint

blp = Blueprint(
    "endorsement", "endorsement", url_prefix="/v1", description="Determinations, endorsement lists, letters"
)
