"""Putting a visit to the checks, and setting the limits they hold it to. The only writer of these tables."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from field_api import jobs
from field_api.areas.rules.codes import ancestors_of, parse_area_code
from field_api.clock import new_id
from field_api.db import keep_plans_until_commit
from field_api.errors import Conflict, NotFound
from field_api.evidence.models.checks import CheckThresholds, VisitCheck
from field_api.evidence.models.photos import Bundle
from field_api.evidence.queries import checks as queries
from field_api.evidence.rules.checks.catalogue import flags_on
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.service.check_evidence import gather
from field_api.evidence.service.check_runs import columns_of_run, keep_run, says_the_same, to_look_at_again
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.permissions import Permission
from field_api.registry.rules.sealing import KeyRing


class VisitNotChecked(NotFound):
    """The visit is unknown or its photos have not all arrived."""

    code = "visit_not_checked"


class ThresholdsExist(Conflict):
    """Limits of this area begin on that day already; limits are never changed, only followed by newer ones."""

    code = "thresholds_exist"


def queue_check(session: Session, *, bundle_id: UUID) -> None:
    """Queue the checks of a bundle that is a visit."""
    bundle = session.get(Bundle, bundle_id)
    if bundle is not None and bundle.kind == "visit":
        jobs.defer(session, "evidence.check_visit", visit_id=bundle_id)


def check_visit(session: Session, author: Author, keys: KeyRing, *, visit_id: UUID, at: datetime) -> VisitCheck:
    """Put a complete visit to every check and keep what they say; a run that says the same as the last adds nothing.

    The journal entry holds codes and the weight. Raises `VisitNotChecked`.
    """
    keep_plans_until_commit(session)
    # Two runs at once take turns, so that the second sees what the first has said.
    session.get(Bundle, visit_id, with_for_update=True)
    found = queries.subject(session, visit_id)
    if found is None:
        raise VisitNotChecked("A visit is checked when all its photos have arrived.")
    evidence = gather(session, keys, found)
    limits = thresholds_for(session, found.visit.area_code, on=evidence.local_day)
    flags = flags_on(evidence, limits)
    last = newest_check(session, visit_id)
    if last is not None and says_the_same(last, flags):
        return last
    checked = VisitCheck(
        visit_id=visit_id, area_code=found.visit.area_code, **columns_of_run(last, flags, limits, at=at)
    )
    keep_run(session, author, Event.VISIT_CHECKED, checked, subject_id=visit_id)
    for again in to_look_at_again(evidence, limits, flags, partial(queries.newest_codes, session)):
        jobs.defer(session, "evidence.check_visit", visit_id=again)
    return checked


def newest_check(session: Session, visit_id: UUID) -> VisitCheck | None:
    """The newest run over a visit within the scope of the session; None before the first."""
    return queries.newest_check(session, visit_id)


def thresholds_for(session: Session, area_code: str, *, on: date) -> Thresholds:
    """The limits of an area on a day: the country's, changed by each deeper area that has its own."""
    codes = ["", *ancestors_of(area_code), area_code]
    changes: dict[str, object] = {}
    for each in queries.limits_for(session, codes, on=on):
        changes |= each.limits
    return Thresholds.from_json(changes)


def set_thresholds(
    session: Session,
    actor: Actor,
    *,
    area_code: str,
    valid_from: date,
    limits: Mapping[str, object],
    reason: str,
    at: datetime,
) -> CheckThresholds:
    """Set limits for an area ("" the country) from a day on. Raises ThresholdsInvalid, ThresholdsExist, OutsideArea."""
    code = parse_area_code(area_code) if area_code else ""
    actor.require(Permission.CHECK_MANAGE, code)
    Thresholds.from_json(limits)
    if any(each.valid_from == valid_from for each in queries.limits_for(session, [code], on=valid_from)):
        raise ThresholdsExist("Limits of this area begin on that day already. Choose another day.")
    made = CheckThresholds(
        id=new_id(),
        area_code=code,
        valid_from=valid_from,
        limits=dict(limits),
        reason=reason,
        set_by=actor.user_id,
        set_at=at,
    )
    session.add(made)
    session.flush()
    journal.append(
        session,
        actor,
        Event.THRESHOLDS_SET,
        subject_id=made.id,
        area_code=code,
        at=at,
        data={"valid_from": valid_from.isoformat(), "limits": dict(limits)},
        rows=[made],
    )
    return made
