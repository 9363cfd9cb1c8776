"""Doors of the review: the queue, the dossier, the decision."""

from field_api.api import Blueprint

blp = Blueprint("review", "review", url_prefix="/v1", description="Cases, dossiers and decisions")
