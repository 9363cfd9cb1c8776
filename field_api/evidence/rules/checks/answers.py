"""Checks on the answers: against each other, against the photos and the members, against the recommendation."""

from collections.abc import Iterator, Mapping

from field_api.evidence.rules.checks.check import Check, Details, Finding, Place, Severity, check
from field_api.evidence.rules.checks.facts import VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.instruments.conditions import AllOf, Compares, Condition, Facts, Is, OneOf
from field_api.evidence.rules.visits import VISITED

# What an instrument may conclude, read as a recommendation would be.
_SAYS_POOR = frozenset({"poor"})
_SAYS_NOT_POOR = frozenset({"not_poor", "not_indicated"})


def _never(condition: Condition) -> Finding[VisitEvidence]:
    """A check that flags a visit whose answers meet a condition that no household meets."""

    def find(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
        if visit.outcome == VISITED and condition.holds(Facts(_known(visit))):
            yield {}

    return find


def _known(visit: VisitEvidence) -> Mapping[str, str | int | bool | tuple[str, ...]]:
    """Answers, and beside them as if they were asked: which kinds of photo there are."""
    answers = {
        code: tuple(answer) if isinstance(answer, list) else answer
        for code, answer in visit.answers.items()
        if isinstance(answer, str | int | bool | list)
    }
    return answers | {f"photo.{photo.kind}": True for photo in visit.photos}


@check(
    "recommendation_differs", Severity.DOUBT, Place.ANSWERS,
    indonesian="Rekomendasi petugas berlawanan dengan hasil semua instrumen.",
    english="The recommendation is the opposite of what every instrument says.",
)  # fmt: skip
def recommendation_differs(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
    against = {"eligible": _SAYS_NOT_POOR, "not_eligible": _SAYS_POOR}.get(visit.recommendation or "", frozenset())
    if visit.outcomes and all(outcome in against for outcome in visit.outcomes):
        yield {}


@check(
    "household_size_differs", Severity.DOUBT, Place.MEMBERS,
    indonesian="Jawaban menyebut {answered} orang, daftar anggota {listed} orang.",
    english="The answer says {answered} people, the list of members {listed}.",
)  # fmt: skip
def household_size_differs(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
    answered = visit.answers.get("household_size")
    if visit.outcome == VISITED and isinstance(answered, int) and answered != visit.member_count:
        yield {"answered": answered, "listed": visit.member_count}


no_dwelling_photographed = check(
    "no_dwelling_photographed", Severity.DOUBT, Place.ANSWERS,
    indonesian="Dijawab tidak punya tempat tinggal, tetapi bagian dalam rumah difoto.",
    english="The answer is that there is no dwelling, and yet its inside was photographed.",
)(_never(AllOf((Is("has_dwelling", value=False), Is("photo.house_inside", value=True)))))  # fmt: skip

no_toilet_photographed = check(
    "no_toilet_photographed", Severity.DOUBT, Place.ANSWERS,
    indonesian="Dijawab tidak ada jamban, tetapi jamban difoto.",
    english="The answer is that there is no toilet, and yet one was photographed.",
)(_never(AllOf((OneOf("toilet_facility", ("none",)), Is("photo.toilet", value=True)))))  # fmt: skip

no_power_photographed = check(
    "no_power_photographed", Severity.DOUBT, Place.ANSWERS,
    indonesian="Dijawab tanpa listrik, tetapi meteran listrik difoto.",
    english="The answer is no electricity, and yet a meter was photographed.",
)(_never(AllOf((OneOf("lighting_source", ("not_electric",)), Is("photo.electricity_meter", value=True)))))  # fmt: skip

no_power_cooked_with = check(
    "no_power_cooked_with", Severity.DOUBT, Place.ANSWERS,
    indonesian="Dijawab tanpa listrik, tetapi memasak dengan listrik.",
    english="The answers are no electricity, and cooking with it.",
)(_never(AllOf((OneOf("lighting_source", ("not_electric",)), OneOf("cooking_fuel", ("electricity",))))))  # fmt: skip

income_without_work = check(
    "income_without_work", Severity.NOTE, Place.ANSWERS,
    indonesian="Kepala keluarga dijawab tidak bekerja, tetapi berpenghasilan tetap.",
    english="The head does not work and has a steady income.",
)(
    _never(
        AllOf((OneOf("head_occupation", ("not_working",)), Is("kepmensos262.head_income_steady", value=True)))
    )
)  # fmt: skip

floor_too_small = check(
    "floor_too_small", Severity.NOTE, Place.ANSWERS,
    indonesian="Luas lantai kurang dari satu meter persegi per orang.",
    english="The floor is smaller than one square metre per person.",
)(
    _never(Compares("floor_area_m2", "lt", 1, per="household_size"))
)  # fmt: skip

CHECKS: tuple[Check[VisitEvidence], ...] = (
    recommendation_differs,
    household_size_differs,
    no_dwelling_photographed,
    no_toilet_photographed,
    no_power_photographed,
    no_power_cooked_with,
    income_without_work,
    floor_too_small,
)
