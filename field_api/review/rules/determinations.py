"""Determinations: eligible (layak) or not, per person, programme and component (B2, X8).

Refuses a determination about somebody outside the household, about a component that the programme does not have, and
one that contradicts the verdict beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from field_api.errors import FieldProblem
from field_api.review.rules.verdicts import InvalidDecision, Verdict


@dataclass(frozen=True, slots=True)
class ProgrammeTerms:
    """What determinations need to know of a programme; `valid_to` is exclusive."""

    unit: str
    components: frozenset[str]
    valid_from: date
    valid_to: date | None

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class NewDetermination:
    """`person_id` is None exactly for a programme whose unit is the household."""

    programme_code: str
    component: str
    person_id: UUID | None
    eligible: bool
    reason: str


def check_determinations(
    verdict: Verdict,
    determinations: Sequence[NewDetermination],
    *,
    programmes: Mapping[str, ProgrammeTerms],
    member_ids: frozenset[UUID],
    on: date,
) -> None:
    """Raise `InvalidDecision` with one problem per fault; `on` is the day of the decision.

    Accepting names somebody eligible, rejecting names nobody eligible, and a return determines nothing.
    """
    problems = [*_against_verdict(verdict, determinations)]
    seen: set[tuple[str, str, UUID | None]] = set()
    for number, each in enumerate(determinations):
        problems += _problems_of(each, f"/determinations/{number}", programmes, member_ids, on)
        subject = (each.programme_code, each.component, each.person_id)
        if subject in seen:
            problems.append(
                FieldProblem(f"/determinations/{number}", "repeated", "The same is determined twice.", "Say it once.")
            )
        seen.add(subject)
    if problems:
        raise InvalidDecision("The determinations do not fit the case.", problems=problems)


def _against_verdict(verdict: Verdict, determinations: Sequence[NewDetermination]) -> Iterator[FieldProblem]:
    some_eligible = any(each.eligible for each in determinations)
    if not verdict.is_final and determinations:
        yield FieldProblem("/determinations", "superfluous", "A return determines nothing.", "Leave them out.")
    elif verdict is Verdict.ACCEPT and not some_eligible:
        yield FieldProblem(
            "/determinations", "nobody_eligible", "Accepting names somebody eligible.", "Add one, or reject."
        )
    elif verdict is Verdict.REJECT and some_eligible:
        yield FieldProblem(
            "/determinations", "somebody_eligible", "Rejecting leaves nobody eligible.", "Accept, or correct it."
        )


def _problems_of(
    each: NewDetermination,
    pointer: str,
    programmes: Mapping[str, ProgrammeTerms],
    member_ids: frozenset[UUID],
    on: date,
) -> Iterator[FieldProblem]:
    terms = programmes.get(each.programme_code)
    if terms is None or not terms.in_force_on(on):
        yield FieldProblem(
            f"{pointer}/programme_code", "unknown_programme", "No such programme is in force today.", "See /v1/programmes."
        )  # fmt: skip
        return
    if each.component not in terms.components:
        known = ", ".join(sorted(terms.components))
        yield FieldProblem(f"{pointer}/component", "unknown_component", "The programme lacks it.", f"Use {known}.")
    if terms.unit == "household" and each.person_id is not None:
        yield FieldProblem(
            f"{pointer}/person_id", "person_superfluous", "The programme serves households.", "Leave the person out."
        )
    if terms.unit == "person" and each.person_id is None:
        yield FieldProblem(
            f"{pointer}/person_id", "person_missing", "The programme serves persons.", "Name the person."
        )
    if each.person_id is not None and each.person_id not in member_ids:
        yield FieldProblem(
            f"{pointer}/person_id", "not_a_member", "The person does not belong to this household today.",
            "Correct the membership first.",
        )  # fmt: skip
