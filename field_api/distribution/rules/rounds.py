"""When and where a round counts: its period in local days, its closing, and rounds that would give twice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from field_api.areas.rules.zones import local_day
from field_api.errors import Conflict, FieldProblem, InvalidInput
from field_api.scope import Scope


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What a round is to be; both days are inclusive and local to the area."""

    programme_code: str
    area_code: str
    title: str
    package: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """What decides whether a hand-over belongs to a round; both days are inclusive and local to the area."""

    area_code: str
    starts_on: date
    ends_on: date
    closed_at: datetime | None


# A year of twelve hand-overs is twelve rounds; a slip of the finger is longer.
LONGEST = timedelta(days=366)


class OutsideRound(Conflict):
    """The hand-over happened, by its own account, before the round began or after it ended."""

    code = "outside_round"


class RoundClosed(Conflict):
    """The round was closed before the hand-over happened."""

    code = "round_closed"


def check_days(starts_on: date, ends_on: date) -> None:
    """Raise `InvalidInput` unless the days are in order and make no more than a year."""
    if ends_on < starts_on:
        problem = FieldProblem("/ends_on", "period_order", "This lies before starts_on.", "Give a later day.")
        raise InvalidInput("The round ends before it begins.", problems=[problem])
    if ends_on - starts_on > LONGEST:
        problem = FieldProblem("/ends_on", "round_too_long", "A round lasts a year at most.", "Give an earlier day.")
        raise InvalidInput("The round is too long.", problems=[problem])


def check_moment(terms: RoundTerms, moment: datetime) -> None:
    """Raise unless something that happened at `moment` belongs to the round.

    When it arrives does not matter: a phone that was offline sends days later, and also after the closing.
    """
    day = local_day(moment, terms.area_code)
    if not terms.starts_on <= day <= terms.ends_on:
        raise OutsideRound(
            f"The round lasts from {terms.starts_on} to {terms.ends_on}, and this is of {day}."
            " Check the date of the phone and confirm again.",
            extra={"starts_on": terms.starts_on.isoformat(), "ends_on": terms.ends_on.isoformat()},
        )
    if terms.closed_at is not None and moment > terms.closed_at:
        raise RoundClosed(
            "The round was closed before this hand-over. Ask Dinsos to open another one.",
            extra={"closed_at": terms.closed_at.isoformat()},
        )


def would_give_twice(one: RoundTerms, other: RoundTerms) -> bool:
    """Whether two rounds of one programme share a day and a household: one area lies in the other."""
    share_a_day = one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
    nested = Scope.of([one.area_code]).covers(other.area_code) or Scope.of([other.area_code]).covers(one.area_code)
    return share_a_day and nested
