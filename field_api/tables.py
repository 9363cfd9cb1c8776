"""Imports the models of every area once, so that Alembic and the workers know all tables."""

from field_api.areas import models as areas
from field_api.db import Base
from field_api.distribution import models as distribution
from field_api.erasure import models as erasure
from field_api.evidence.models import checks, instruments, photos, reuse, visits
from field_api.identity import models as identity
from field_api.journal import models as journal
from field_api.registry import models as registry
from field_api.review import models as review
from field_api.transparency import models as transparency

MODELS = (
    areas, checks, distribution, erasure, identity, instruments, journal, photos, registry, reuse, review, transparency,
    visits,
)  # fmt: skip
METADATA = Base.metadata
