"""What runs of checks have in common, whatever act they are about: one row and one entry each, and who is looked at again."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.evidence.models.checks import CheckRun
from field_api.evidence.rules.checks.catalogue import CHECKS_VERSION
from field_api.evidence.rules.checks.check import Flag, weight_of
from field_api.evidence.rules.checks.facts import ActEvidence
from field_api.evidence.rules.checks.movement import partners_of
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.checks.views import flag_views
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event


def says_the_same(last: CheckRun, flags: Sequence[Flag]) -> bool:
    """Whether these flags are what the last run said, by the checks of today."""
    return (last.checks_version, last.flags) == (CHECKS_VERSION, [flag.to_json() for flag in flags])


def columns_of_run(last: CheckRun | None, flags: Sequence[Flag], limits: Thresholds, *, at: datetime) -> dict[str, Any]:
    """The columns that every run has, for the run after `last`."""
    return {
        "id": new_id(),
        "run": last.run + 1 if last else 1,
        "checks_version": CHECKS_VERSION,
        "flags": [flag.to_json() for flag in flags],
        "weight": weight_of(flags),
        "thresholds": limits.to_json(),
        "checked_at": at,
    }


def keep_run(session: Session, author: Author, event: Event, checked: CheckRun, *, subject_id: UUID) -> None:
    """Keep a run; the entry holds codes and the weight, no numbers of places."""
    session.add(checked)
    session.flush()
    journal.append(
        session,
        author,
        event,
        subject_id=subject_id,
        area_code=checked.area_code,
        at=checked.checked_at,
        data={
            "run": checked.run,
            "version": checked.checks_version,
            "weight": checked.weight,
            "codes": sorted({flag["code"] for flag in checked.flags}),
        },
        rows=[checked],
    )


def to_look_at_again(
    act: ActEvidence,
    limits: Thresholds,
    flags: Iterable[Flag],
    newest_codes: Callable[[Collection[UUID]], Mapping[UUID, frozenset[str]]],
) -> list[UUID]:
    """The acts that a flag is about as well, and that were checked too early to show it.

    It comes to an end: a run that says the same as the last asks for nothing, and who has the flag is not asked for.
    `newest_codes` reads what the newest run said of each of these acts and leaves out those never checked.
    """
    codes = {flag.code for flag in flags}
    partners = {code: others for code, others in partners_of(act, limits).items() if code in codes}
    known = newest_codes({act_id for others in partners.values() for act_id in others})
    return sorted(
        {
            act_id
            for code, others in partners.items()
            for act_id in others
            if act_id in known and code not in known[act_id]
        }
    )


def run_view(checked: CheckRun | None) -> dict[str, Any] | None:
    """A run as people read it: its flags with their words; None before the first."""
    if checked is None:
        return None
    told = {name: getattr(checked, name) for name in ("run", "weight", "checked_at")}
    return {**told, "flags": flag_views(checked.flags)}
