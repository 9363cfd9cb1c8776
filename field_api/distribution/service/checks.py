"""Putting a hand-over to the checks: a pretended one looks delivered to everything else (evidence A3 to A5)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.areas import service as areas
from field_api.areas.rules.zones import local_day
from field_api.db import keep_plans_until_commit
from field_api.distribution.models import HandOver, HandOverCheck, HandOverRank
from field_api.distribution.queries import checks as queries
from field_api.distribution.queries.hand_overs import find_hand_over
from field_api.distribution.rules.hand_overs import DELIVERED
from field_api.distribution.service.hand_overs import remarks_of
from field_api.errors import NotFound
from field_api.evidence.models.photos import Bundle
from field_api.evidence.rules.checks.catalogue import flags_on_hand_over
from field_api.evidence.rules.checks.facts import HandOverEvidence
from field_api.evidence.rules.checks.readings import fix_of, place_of, samples_of
from field_api.evidence.rules.reuse.standing import SAME_PICTURE
from field_api.evidence.service.check_evidence import photo_facts
from field_api.evidence.service.check_runs import columns_of_run, keep_run, run_view, says_the_same, to_look_at_again
from field_api.evidence.service.checks import thresholds_for
from field_api.journal.rules import Author, Event


class HandOverNotChecked(NotFound):
    """The hand-over is unknown or its photos have not all arrived."""

    code = "hand_over_not_checked"


def queue_check(session: Session, *, bundle_id: UUID) -> None:
    """Queue the checks of a bundle that is a hand-over."""
    if find_hand_over(session, bundle_id) is not None:
        jobs.defer(session, "distribution.check_hand_over", hand_over_id=bundle_id)


def check_hand_over(session: Session, author: Author, *, hand_over_id: UUID, at: datetime) -> HandOverCheck:
    """Put a complete hand-over to every check, keep what they say, and place it in the list of its round.

    A run that says the same as the last adds nothing. Raises `HandOverNotChecked`.
    """
    keep_plans_until_commit(session)
    # Two runs at once take turns, so that the second sees what the first has said.
    session.get(Bundle, hand_over_id, with_for_update=True)
    found = queries.subject(session, hand_over_id)
    if found is None:
        raise HandOverNotChecked("A hand-over is checked when all its photos have arrived.")
    evidence = _gather(session, found)
    limits = thresholds_for(session, found.hand_over.area_code, on=evidence.local_day)
    flags = flags_on_hand_over(evidence, limits)
    last = queries.newest_checks(session, [hand_over_id]).get(hand_over_id)
    if last is not None and says_the_same(last, flags):
        return last
    checked = HandOverCheck(
        hand_over_id=hand_over_id, area_code=found.hand_over.area_code, **columns_of_run(last, flags, limits, at=at)
    )
    keep_run(session, author, Event.HAND_OVER_CHECKED, checked, subject_id=hand_over_id)
    session.execute(update(HandOverRank).where(HandOverRank.hand_over_id == hand_over_id).values(rank=-checked.weight))
    for again in to_look_at_again(evidence, limits, flags, partial(queries.newest_codes, session)):
        jobs.defer(session, "distribution.check_hand_over", hand_over_id=again)
    return checked


def runs_of(session: Session, hand_over_ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """The newest run over each of these hand-overs as people read it; those never checked are left out."""
    found = queries.newest_checks(session, hand_over_ids)
    return {each: run_view(checked) or {} for each, checked in found.items()}


def _gather(session: Session, found: queries.Subject) -> HandOverEvidence:
    hand_over, household = found.hand_over, found.household
    day = local_day(hand_over.handed_over_at, hand_over.area_code)
    fix = fix_of(hand_over.latitude_e7, hand_over.longitude_e7, hand_over.accuracy_mm, hand_over.position_samples)
    surroundings = queries.surroundings(session, found, fix.place if fix else None)
    # Who has moved out since the round was opened is not at home where his package is.
    lives_here = household.area_code == hand_over.area_code
    return HandOverEvidence(
        household_id=household.id,
        started_at=hand_over.handed_over_at,
        finished_at=hand_over.handed_over_at,
        received_at=hand_over.received_at,
        local_day=day,
        remarks=frozenset(remarks_of(session, hand_over)) | _of_the_card(hand_over),
        fix=fix,
        samples=samples_of(hand_over.position_samples),
        # Many packages are handed over at one place: pictures of one place lie above this (evidence A3).
        photos=photo_facts(session, hand_over.id, same_picture=SAME_PICTURE),
        near_in_time=surroundings.near_in_time,
        recent_accuracies_mm=surroundings.recent_accuracies_mm,
        around=surroundings.around,
        household_place=place_of(household.latitude_e7, household.longitude_e7) if lives_here else None,
        metres_outside=areas.metres_outside(session, hand_over.area_code, **fix.place._asdict(), on=day)
        if fix
        else None,
        delivered=hand_over.outcome == DELIVERED,
        receiver_households=queries.receiver_households(session, found),
        reported_before=queries.reported_before(session, hand_over),
    )


def _of_the_card(hand_over: HandOver) -> frozenset[str]:
    nobody_compared = hand_over.outcome == DELIVERED and hand_over.card_check is None
    return frozenset({"card_not_compared"} if nobody_compared else ())
