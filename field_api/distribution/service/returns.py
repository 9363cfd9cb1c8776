"""What came back corrects the registry (P4, G3): doubt about an enrolment suspends it until it is verified again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.distribution.queries import returns as queries
from field_api.distribution.rules.hand_overs import SUSPENDING_FAILURES, moment_of
from field_api.distribution.service.hand_overs import require_hand_over
from field_api.journal.rules import Author
from field_api.registry.service import enrolments


def correct_registry(session: Session, author: Author, *, hand_over_id: UUID, at: datetime) -> bool:
    """Suspend the enrolment of a package that came back as moved, deceased or not entitled; say whether it was done.

    The suspension is dated the local day of the attempt, so that a later verification outweighs a report that was sent
    late. An enrolment that is not active that day stays as it is. Twice is the same as once: the reason names the
    hand-over. A delivery of the same package, before or after, changes nothing: both facts are for whoever verifies.
    Refuses nothing but a missing hand-over (HandOverNotFound); other failures are left alone.
    """
    hand_over = require_hand_over(session, hand_over_id)
    if hand_over.failure not in SUSPENDING_FAILURES:
        return False
    enrolment_id = queries.lock_enrolment_of(session, hand_over.allocation_id)
    reason = f"hand-over {hand_over_id}: {hand_over.failure}"
    happened = moment_of(hand_over.handed_over_at, received_at=hand_over.received_at)
    day = local_day(happened, hand_over.area_code)
    statuses = queries.statuses_until(session, enrolment_id, day=day)
    if not statuses or statuses[-1].status != "active" or any(status.reason == reason for status in statuses):
        return False
    enrolments.change_status(
        session,
        author,
        enrolment_id=enrolment_id,
        status=enrolments.Status.SUSPENDED,
        effective_from=day,
        reason=reason,
        at=at,
    )
    return True
