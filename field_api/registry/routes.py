"""Doors of registry."""

from field_api.api import Blueprint

blp = Blueprint("registry", "registry", url_prefix="/v1", description="registry")
