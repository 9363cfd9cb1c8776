"""Doors of journal."""

from field_api.api import Blueprint

blp = Blueprint("journal", "journal", url_prefix="/v1", description="journal")
