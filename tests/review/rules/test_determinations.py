from dataclasses import replace
from datetime import date

import pytest

from field_api import clock
from field_api.review.rules.determinations import NewDetermination, ProgrammeTerms, check_determinations
from field_api.review.rules.verdicts import InvalidDecision, Verdict

TODAY = date(2026, 3, 2)
MEMBER = clock.new_id()
PROGRAMMES = {
    "pkh": ProgrammeTerms("person", frozenset({"sd", "smp"}), date(2020, 1, 1), None),
    "sembako": ProgrammeTerms("household", frozenset({"package"}), date(2020, 1, 1), None),
    "bst": ProgrammeTerms("household", frozenset({"package"}), date(2020, 1, 1), date(2021, 1, 1)),
}
CHILD = NewDetermination("pkh", "sd", MEMBER, eligible=True, reason="bersekolah")
HOME = NewDetermination("sembako", "package", None, eligible=True, reason="sesuai bukti")


def faults(verdict: Verdict, *determinations: NewDetermination) -> list[tuple[str, str]]:
    try:
        check_determinations(
            verdict, determinations, programmes=PROGRAMMES, member_ids=frozenset({MEMBER}), on=TODAY
        )  # fmt: skip
    except InvalidDecision as refused:
        return [(problem.pointer, problem.code) for problem in refused.problems]
    return []


def test_a_household_may_be_eligible_for_some_things_and_not_for_others() -> None:
    assert faults(Verdict.ACCEPT, CHILD, replace(CHILD, component="smp", eligible=False), HOME) == []


def test_rejecting_may_say_for_what_or_nothing_at_all() -> None:
    assert faults(Verdict.REJECT) == []
    assert faults(Verdict.REJECT, replace(HOME, eligible=False)) == []


@pytest.mark.parametrize(
    ("verdict", "determinations", "fault"),
    [
        (Verdict.ACCEPT, [], ("/determinations", "nobody_eligible")),
        (Verdict.ACCEPT, [replace(HOME, eligible=False)], ("/determinations", "nobody_eligible")),
        (Verdict.REJECT, [HOME], ("/determinations", "somebody_eligible")),
        (Verdict.RETURN_VISIT, [HOME], ("/determinations", "superfluous")),
        (Verdict.RETURN_PHOTOS, [HOME], ("/determinations", "superfluous")),
    ],
)
def test_determinations_that_contradict_the_verdict_are_refused(
    verdict: Verdict, determinations: list[NewDetermination], fault: tuple[str, str]
) -> None:
    assert faults(verdict, *determinations) == [fault]


@pytest.mark.parametrize(
    ("determination", "fault"),
    [
        (replace(CHILD, programme_code="kjp"), ("/determinations/0/programme_code", "unknown_programme")),
        (replace(HOME, programme_code="bst"), ("/determinations/0/programme_code", "unknown_programme")),
        (replace(CHILD, component="sma"), ("/determinations/0/component", "unknown_component")),
        (replace(CHILD, person_id=None), ("/determinations/0/person_id", "person_missing")),
        (replace(HOME, person_id=MEMBER), ("/determinations/0/person_id", "person_superfluous")),
        (replace(CHILD, person_id=clock.new_id()), ("/determinations/0/person_id", "not_a_member")),
    ],
)
def test_each_fault_is_named_at_its_place(determination: NewDetermination, fault: tuple[str, str]) -> None:
    assert faults(Verdict.ACCEPT, determination) == [fault]


def test_the_same_subject_is_determined_once() -> None:
    assert faults(Verdict.ACCEPT, CHILD, replace(CHILD, eligible=False)) == [("/determinations/1", "repeated")]


def test_every_fault_is_told_at_once() -> None:
    assert (
        len(faults(Verdict.ACCEPT, replace(CHILD, component="sma", person_id=None), replace(HOME, component="x"))) == 3
    )
