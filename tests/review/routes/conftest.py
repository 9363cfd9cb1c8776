"""What the doors of the review are tried with."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api import clock
from field_api.identity.rules import Role
from field_api.review.models import Case
from tests.factories import areas as areas_factory
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

HERE, NEIGHBOUR = "31.75.06", "31.75.07"


@pytest.fixture
def case(session: Session) -> Case:
    """A case of a household with a head, visited by somebody who may go again."""
    areas_factory.area(session)
    registry_factory.programme(session)
    home = registry_factory.household(session)
    registry_factory.person(session, home)
    verifier = identity_factory.user(session, Role.VERIFIER, "31.75")
    return review_factory.case(session, evidence_factory.visit(session, home, verifier.id))


@pytest.fixture
def acceptance() -> dict[str, Any]:
    """An ordinary decision as JSON."""
    return {
        "id": str(clock.new_id()),
        "verdict": "accept",
        "reason_code": "evidence_supports",
        "reason": "Sesuai bukti",
        "determinations": [
            {"programme_code": "sembako", "component": "package", "eligible": True, "reason": "Sesuai bukti"}
        ],
    }
