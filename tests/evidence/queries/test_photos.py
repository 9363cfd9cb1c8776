"""Reading photos: of several inspections the newest counts."""

from sqlalchemy.orm import Session

from field_api.evidence.queries.photos import inspected_captures_of
from tests.factories import evidence as factory


def test_a_photo_shows_its_newest_inspection(session: Session) -> None:
    visit = factory.visit(session, photos=1, inspected="refused")
    [(capture, _)] = inspected_captures_of(session, visit.id)
    factory.inspection(session, capture.sha256, inspection_version=2)

    [(_, inspection)] = inspected_captures_of(session, visit.id)

    assert inspection is not None
    assert inspection.verdict == "accepted"
