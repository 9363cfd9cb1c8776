"""What makes a visit whole (A1), and what a reviewer should be told about one that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from field_api.errors import FieldProblem
from field_api.evidence.rules.instruments.answers import AnswerProblem, check_answers
from field_api.evidence.rules.instruments.instrument import Instrument

VISITED = "visited"
# Above this a fix tells the neighbourhood and not the house (evidence A5, rule 2).
ACCURACY_LIMIT_MM = 50_000
CLOCK_TOLERANCE = timedelta(minutes=10)
LONGEST_VISIT = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The parts of a visit that decide whether it is whole; `photo_kinds` are those of its manifest."""

    outcome: str
    recommendation: str | None
    occupation: str | None
    note: str
    answers: Mapping[str, Any]
    member_count: int
    photo_kinds: Sequence[str]
    has_position: bool
    position_missing_reason: str | None
    accuracy_mm: int | None
    started_at: datetime
    finished_at: datetime


def check_visit(visit: VisitFacts, instruments: Sequence[Instrument]) -> list[FieldProblem]:
    """Everything that is missing or wrong, by JSON pointer; an empty list means the visit is whole.

    A visit that found the household needs the six things of row A1; any other outcome needs the position, one photo
    that shows where the verifier stood, and a note.
    """
    problems = list(_time_problems(visit))
    if not visit.has_position and not (visit.position_missing_reason or "").strip():
        problems.append(
            FieldProblem(
                "/position",
                "position_missing",
                "The visit has no position.",
                "Take it outdoors, or say in position_missing_reason why there is none.",
            )
        )
    if visit.outcome == VISITED:
        return problems + _missing_of_a_visited_household(visit, instruments)
    if not visit.photo_kinds:
        problems.append(
            FieldProblem("/photos", "photo_missing", "No photo shows the place.", "Photograph the house or the street.")
        )
    if not visit.note.strip():
        problems.append(
            FieldProblem("/note", "note_missing", "The outcome needs a note.", "Say who told you, or what you found.")
        )
    return problems


def remarks_on(
    visit: VisitFacts, *, received_at: datetime, assignment_status: str | None, assigned_to_another: bool
) -> tuple[str, ...]:
    """Codes of what is no fault of the payload and still matters to a reviewer."""
    found = {
        "no_position": not visit.has_position,
        "accuracy_unknown": visit.has_position and visit.accuracy_mm is None,
        # ODK Collect reports accuracy 0 for a mock provider; no real receiver does.
        "accuracy_zero": visit.accuracy_mm == 0,
        "accuracy_low": visit.accuracy_mm is not None and visit.accuracy_mm > ACCURACY_LIMIT_MM,
        "clock_ahead": visit.finished_at > received_at + CLOCK_TOLERANCE,
        "long_visit": visit.finished_at - visit.started_at > LONGEST_VISIT,
        "unassigned": assignment_status is None,
        "assignment_withdrawn": assignment_status == "withdrawn",
        "assignment_done_before": assignment_status == "done",
        "assigned_to_another": assigned_to_another,
    }
    return tuple(code for code, holds in found.items() if holds)


def _time_problems(visit: VisitFacts) -> list[FieldProblem]:
    if visit.finished_at >= visit.started_at:
        return []
    return [
        FieldProblem(
            "/finished_at",
            "ends_before_it_begins",
            "The visit ends before it begins.",
            "Check the clock of the phone and send the times as they were.",
        )
    ]


def _missing_of_a_visited_household(visit: VisitFacts, instruments: Sequence[Instrument]) -> list[FieldProblem]:
    problems = []
    required = {kind for instrument in instruments for kind in instrument.required_photo_kinds}
    problems += [
        FieldProblem("/photos", "photo_kind_missing", f"No photo of kind {kind}.", f"Take a photo of kind {kind}.")
        for kind in sorted(required - set(visit.photo_kinds))
    ]
    for field_name, given in (("recommendation", visit.recommendation), ("occupation", visit.occupation)):
        if not given:
            problems.append(FieldProblem(f"/{field_name}", "missing", f"The {field_name} is missing.", "Fill it in."))
    if visit.member_count == 0:
        problems.append(
            FieldProblem("/members", "missing", "No household member is named.", "Name everybody who lives there.")
        )
    return problems + _answer_problems(visit.answers, instruments)


def _answer_problems(answers: Mapping[str, Any], instruments: Sequence[Instrument]) -> list[FieldProblem]:
    found: dict[tuple[str, str], AnswerProblem] = {}
    for instrument in instruments:
        beside = [other for other in instruments if other is not instrument]
        for problem in check_answers(instrument, answers, beside=beside):
            found.setdefault((problem.item, problem.code), problem)
    return [
        FieldProblem(
            f"/answers/{problem.item}", problem.code, problem.remedy.english or "", problem.remedy.indonesian or ""
        )
        for problem in found.values()
    ]
