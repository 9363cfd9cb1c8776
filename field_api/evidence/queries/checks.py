"""What the checks must know of a visit and of what stands around it.

The look-ups around a visit ask the whole country on purpose, through plain SQL: a point or a phone is used twice
wherever it is used. What they find becomes counts, distances and seconds, never another household's data.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from field_api.evidence.models.checks import CheckThresholds, VisitCheck
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Assignment, Visit
from field_api.evidence.rules.checks.surroundings import (
    MOST_AROUND,
    RECENT_ACTS,
    Surroundings,
    surroundings_of,
    within_reach,
)
from field_api.evidence.rules.geodesy import Place
from field_api.registry.models import Household

_MEMBERS_SEEN = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Subject:
    """A visit to be checked, with the rows that belong to it."""

    visit: Visit
    bundle: Bundle
    household: Household
    assignment: Assignment | None


def subject(session: Session, visit_id: UUID) -> Subject | None:
    """The visit when it is complete, else None."""
    row = session.execute(
        select(Visit, Bundle, Household, Assignment)
        .join(Bundle, Bundle.id == Visit.id)
        .join(Household, Household.id == Visit.household_id)
        .outerjoin(Assignment, Assignment.id == Visit.assignment_id)
        .where(Visit.id == visit_id, Bundle.completed_at.is_not(None))
    ).first()
    return Subject(*row) if row else None


def newest_check(session: Session, visit_id: UUID) -> VisitCheck | None:
    """The newest run over a visit, within the scope of the session."""
    return session.scalar(
        select(VisitCheck).where(VisitCheck.visit_id == visit_id).order_by(VisitCheck.run.desc()).limit(1)
    )


def newest_codes(session: Session, visit_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """Which flags the newest run put on each of these visits, wherever they are; those never checked are left out."""
    if not visit_ids:
        return {}
    rows = session.execute(_NEWEST_CODES, {"ids": list(visit_ids)})
    return {visit_id: frozenset(codes) for visit_id, codes in rows}


def limits_for(session: Session, codes: Sequence[str], *, on: date) -> Sequence[CheckThresholds]:
    """The limits in force that day of each of these areas, the highest area first."""
    newest = (
        select(CheckThresholds.area_code, func.max(CheckThresholds.valid_from).label("valid_from"))
        .where(CheckThresholds.area_code.in_(codes), CheckThresholds.valid_from <= on)
        .group_by(CheckThresholds.area_code)
        .subquery()
    )
    return session.scalars(
        select(CheckThresholds)
        .join(
            newest,
            (newest.c.area_code == CheckThresholds.area_code) & (newest.c.valid_from == CheckThresholds.valid_from),
        )
        .order_by(func.length(CheckThresholds.area_code))
    ).all()


def all_limits(session: Session) -> Sequence[CheckThresholds]:
    """Every set of limits, by area and day."""
    return session.scalars(
        select(CheckThresholds).order_by(CheckThresholds.area_code, CheckThresholds.valid_from)
    ).all()


# One statement for all that stands around a visit: three answers would cost three ways to the database, which take
# longer than the looking. Ids are UUIDv7 made on the phone, so neighbours by id are neighbours in time, found by
# indexes that exist anyway.
_SURROUNDINGS = text(f"""
    SELECT 'near_in_time', visit.id, visit.accuracy_mm, visit.household_id, visit.latitude_e7, visit.longitude_e7,
           visit.position_samples, visit.finished_at, true
      FROM visits AS visit WHERE visit.latitude_e7 IS NOT NULL AND visit.id IN (
        (SELECT id FROM visits WHERE verifier_id = :verifier AND id < :id ORDER BY id DESC LIMIT 1) UNION ALL
        (SELECT id FROM visits WHERE verifier_id = :verifier AND id > :id ORDER BY id LIMIT 1) UNION ALL
        (SELECT id FROM bundles WHERE device_id = :device AND id < :id AND kind = 'visit' ORDER BY id DESC LIMIT 1)
        UNION ALL
        (SELECT id FROM bundles WHERE device_id = :device AND id > :id AND kind = 'visit' ORDER BY id LIMIT 1))
    UNION ALL
    (SELECT 'around', visit.id, visit.accuracy_mm, visit.household_id, visit.latitude_e7, visit.longitude_e7,
            NULL, visit.finished_at, visit.verifier_id = :verifier OR bundle.device_id = :device
       FROM visits AS visit JOIN bundles AS bundle ON bundle.id = visit.id
      WHERE visit.point && ST_Expand(ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4326), :degrees)
        AND visit.household_id <> :household
      ORDER BY visit.point <-> ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4326), visit.id
      LIMIT {MOST_AROUND})
    UNION ALL
    (SELECT 'recent', id, accuracy_mm, NULL, NULL, NULL, NULL, NULL, NULL FROM visits
      WHERE verifier_id = :verifier AND id < :id AND accuracy_mm IS NOT NULL ORDER BY id DESC LIMIT {RECENT_ACTS})
""")  # noqa: S608 - two numbers only
_NEWEST_CODES = text("""
    SELECT DISTINCT ON (visit_id) visit_id, ARRAY(SELECT flag ->> 'code' FROM jsonb_array_elements(flags) AS flag)
      FROM visit_checks WHERE visit_id = ANY(:ids) ORDER BY visit_id, run DESC
""")
_MEMBERS_ELSEWHERE = text("""
    SELECT count(DISTINCT mine.nik_hash) FROM visit_members AS mine
      JOIN visit_members AS other ON other.nik_hash = mine.nik_hash AND other.visit_id <> mine.visit_id
      JOIN visits AS visit ON visit.id = other.visit_id
     WHERE mine.visit_id = :id AND visit.household_id <> :household AND visit.finished_at > :since
""")


def surroundings(session: Session, visit: Visit, device_id: UUID | None, place: Place | None) -> Surroundings:
    """What stands around a visit at a place: acts near in time where they have a position, acts nearby, accuracies.

    Near in time are the visits just before and after by the same verifier and by the same device; nearby those to
    other households within twenty metres, the nearest two hundred; accuracies those of the verifier's visits before.
    """
    asked = {
        "id": visit.id,
        "verifier": visit.verifier_id,
        "device": device_id,
        "household": visit.household_id,
        **within_reach(place),
    }
    return surroundings_of(session.execute(_SURROUNDINGS, asked))


def members_elsewhere(session: Session, visit: Visit) -> int:
    """How many of its members stand, under the same NIK, in visits to other households within two years."""
    asked = {"id": visit.id, "household": visit.household_id, "since": visit.finished_at - _MEMBERS_SEEN}
    count: int = session.execute(_MEMBERS_ELSEWHERE, asked).scalar_one()
    return count
