"""The door of the right to be forgotten, for administrators alone."""

from typing import Any
from uuid import UUID

from field_api import api, clock
from field_api.api import Blueprint
from field_api.db import current_session
from field_api.erasure import schemas, service
from field_api.permissions import Permission

blp = Blueprint("erasure", "erasure", url_prefix="/v1", description="Erasing what is known of a person")


@blp.route("/people/<uuid:person_id>/erasure", methods=["POST"])
@blp.requires(Permission.PERSON_ERASE)
@blp.arguments(schemas.ErasureFormSchema)
@blp.response(200, schemas.ErasureReportSchema)
def erase_person(form: dict[str, Any], person_id: UUID) -> service.ErasureReport:
    """Erase what names a person, for ever; ids, hashes and outcomes stay, and the record stays verifiable

    A job removes the photos from the bucket within seconds, when they were asked for.
    """
    return service.erase_person(current_session(), api.current_actor(), person_id=person_id, at=clock.now(), **form)
