"""Every check has a case that it flags, the honest visit has none, and words never miss a number."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from string import Formatter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.checks.catalogue import CHECKS, OF_VISITS, flags_on
from field_api.evidence.rules.checks.check import Severity, weight_of
from field_api.evidence.rules.checks.facts import (
    AssignmentFacts,
    Fix,
    OtherAct,
    PhotoFacts,
    PhotoMatch,
    VisitEvidence,
)
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import Place

BEGAN = datetime(2026, 3, 2, 2, 12, tzinfo=UTC)
ENDED = BEGAN + timedelta(minutes=20)
HERE = Place(-78_350_123, 1_144_001_237)
LIMITS = Thresholds()
A_DEGREE = 10_000_000


def moved(place: Place = HERE, *, north: float = 0, east: float = 0) -> Place:
    """A place so many metres away; good enough near the equator."""
    per_metre = A_DEGREE / 111_195
    return Place(place.latitude_e7 + round(north * per_metre), place.longitude_e7 + round(east * per_metre))


def samples(*norths: float) -> list[Fix]:
    """Fixes three seconds apart."""
    return [
        Fix(moved(north=north), 6_400 + 130 * n, BEGAN + timedelta(seconds=60 + 3 * n))
        for n, north in enumerate(norths)
    ]


def photo(**overrides: Any) -> PhotoFacts:
    taken = BEGAN + timedelta(minutes=5)
    facts: dict[str, Any] = {
        "number": 0,
        "kind": "house_front",
        "taken_at": taken,
        "fix": Fix(moved(north=4), 7_300, taken),
        "samples": [Fix(moved(north=4), 7_300, taken - timedelta(seconds=4))],
        "exif_place": moved(north=9),
    }
    return PhotoFacts(**(facts | overrides))


def other(number: int = 1, **overrides: Any) -> OtherAct:
    facts: dict[str, Any] = {
        "act_id": UUID(int=number),
        "household_id": UUID(int=1000 + number),
        "fix": Fix(moved(north=300), 8_100, BEGAN - timedelta(minutes=30)),
        "finished_at": BEGAN - timedelta(minutes=20),
        "same_hand": True,
    }
    return OtherAct(**(facts | overrides))


HONEST = VisitEvidence(
    household_id=UUID(int=1),
    outcome="visited",
    recommendation="eligible",
    channel="field_app",
    started_at=BEGAN,
    finished_at=ENDED,
    received_at=ENDED + timedelta(hours=6),
    local_day=date(2026, 3, 2),
    fix=Fix(HERE, 6_437, BEGAN + timedelta(minutes=1)),
    samples=samples(0, 1.2, 0.4, -0.8, 0.3, 1.1),
    photos=[photo(), photo(number=1, kind="house_inside")],
    answers={"household_size": 3, "lighting_source": "electricity_450", "toilet_facility": "own"},
    member_count=3,
    outcomes=["poor", "indicated"],
    near_in_time=[other()],
    recent_accuracies_mm=[8_120, 5_010, 9_340],
    around=[other(2, fix=Fix(moved(north=12), 9_000), same_hand=False)],
    household_place=moved(north=15),
    metres_outside=0,
    assignment=AssignmentFacts(BEGAN - timedelta(days=3), date(2026, 3, 10)),
)


def at_one_spot(count: int) -> list[OtherAct]:
    return [other(n, fix=Fix(moved(east=n), 5_000)) for n in range(1, count + 1)]


CASES: Sequence[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("photo_seen_before", {"photos": [photo(matches=[PhotoMatch("file", 0)])]}, {"photo": 1}),
    (
        "photo_similar",
        {"photos": [photo(matches=[PhotoMatch("scene", 31)])]},
        {"photo": 1, "distance": 31},
    ),
    ("photo_sent_again", {"photos": [photo(), photo(number=1, sent_again=True)]}, {"photo": 2}),
    ("photo_edited", {"photos": [photo(remarks=frozenset({"software_edited"}))]}, {"photo": 1}),
    ("photo_screenshot", {"photos": [photo(remarks=frozenset({"uniform_bars"}))]}, {"photo": 1}),
    ("photo_grid", {"photos": [photo(remarks=frozenset({"fine_grid"}))]}, {"photo": 1}),
    ("photo_dark", {"photos": [photo(), photo(number=1, remarks=frozenset({"dark"}))]}, {"photo": 2}),
    ("photo_blurred", {"photos": [photo(remarks=frozenset({"blurred"}))]}, {"photo": 1}),
    ("photo_featureless", {"photos": [photo(remarks=frozenset({"featureless"}))]}, {"photo": 1}),
    ("fingerprint_rare", {"photos": [photo(fingerprint_rare=True)]}, {"photo": 1}),
    (
        "exif_missing",
        {"channel": "odk_collect", "photos": [photo(remarks=frozenset({"exif_absent"}))]},
        {"photo": 1},
    ),
    ("position_mocked", {"fix": Fix(HERE, 0)}, {}),
    ("position_frozen", {"samples": samples(0, 0, 0, 0, 0)}, {"samples": 5, "seconds": 12}),
    ("position_impossible", {
        "fix": Fix(Place(HERE.longitude_e7, HERE.latitude_e7), 6_437), "household_place": None, "photos": [],
        "near_in_time": [],
    }, {}),
    (
        "position_rounded",
        {"fix": Fix(Place(-78_350_000, 1_144_001_000), 6_437, BEGAN), "household_place": None},
        {},
    ),
    ("accuracy_low", {"fix": Fix(HERE, 73_400)}, {"metres": 73}),
    ("accuracy_implausible", {"fix": Fix(HERE, 412)}, {"millimetres": 412}),
    ("accuracy_constant", {"recent_accuracies_mm": [6_437] * 4}, {"visits": 5}),
    ("exif_position_far", {"photos": [photo(exif_place=moved(north=904))]}, {"photo": 1, "metres": 900}),
    (
        "photo_taken_elsewhere",
        {"photos": [photo(fix=Fix(moved(north=1000), 10_000), exif_place=None)]},
        {"photo": 1, "metres": 984},
    ),
    ("outside_area", {"metres_outside": 320}, {"metres": 320}),
    ("far_from_household", {"household_place": moved(north=900)}, {"metres": 900}),
    (
        "point_shared",
        {"around": [other(n, fix=Fix(HERE, 6_437)) for n in (1, 2)]},
        {"households": 2},
    ),
    ("visits_clustered", {"around": at_one_spot(5)}, {"households": 6}),
    (
        "speed_impossible",
        {"near_in_time": [other(fix=Fix(moved(north=9_000), 0, BEGAN), finished_at=BEGAN)]},
        {"metres": 8_994, "seconds": 60, "km_h": 539},
    ),
    ("clock_ahead", {"received_at": ENDED - timedelta(hours=1)}, {"minutes": 60}),
    ("photo_outside_visit", {"photos": [photo(taken_at=BEGAN - timedelta(hours=2), samples=[])]}, {
        "photo": 1, "minutes": 120,
    }),
    (
        "fix_stale",
        {"photos": [photo(samples=[Fix(HERE, 7_000, BEGAN + timedelta(minutes=1))])]},
        {"photo": 1, "seconds": 240},
    ),
    ("visit_too_short", {"finished_at": BEGAN + timedelta(seconds=50), "photos": []}, {"answers": 3, "seconds": 50}),
    ("before_assignment", {"assignment": AssignmentFacts(BEGAN + timedelta(hours=5), None)}, {"hours": 5}),
    ("after_due_date", {"assignment": AssignmentFacts(BEGAN, date(2026, 2, 27))}, {"days": 3}),
    ("sent_late", {"received_at": ENDED + timedelta(days=30)}, {"days": 30}),
    ("recommendation_differs", {"outcomes": ["not_poor", "not_indicated"]}, {}),
    ("household_size_differs", {"member_count": 5}, {"answered": 3, "listed": 5}),
    ("no_dwelling_photographed", {"answers": {"household_size": 3, "has_dwelling": False}}, {}),
    (
        "no_toilet_photographed",
        {"answers": {"household_size": 3, "toilet_facility": "none"}, "photos": [photo(kind="toilet")]},
        {},
    ),
    (
        "no_power_photographed",
        {"answers": {"household_size": 3, "lighting_source": "not_electric"}, "photos": [photo(kind="electricity_meter")]},
        {},
    ),
    (
        "no_power_cooked_with",
        {"answers": {"household_size": 3, "lighting_source": "not_electric", "cooking_fuel": "electricity"}},
        {},
    ),
    (
        "income_without_work",
        {"answers": {"household_size": 3, "head_occupation": "not_working", "kepmensos262.head_income_steady": True}},
        {},
    ),
    ("floor_too_small", {"answers": {"household_size": 3, "floor_area_m2": 2}}, {}),
    ("members_elsewhere", {"members_elsewhere": 2}, {"members": 2}),
    ("nik_differs", {"nik_findings": ["nik_sex_differs", "nik_region_differs"]}, {"members": 1}),
    *(
        (code, {"remarks": frozenset({code})}, {})
        for code in (
            "signature_wrong",
            "envelope_of_other_photo",
            "signing_phone_unknown",
            "photo_unsigned",
            "no_position",
            "unassigned",
            "assigned_to_another",
            "assignment_withdrawn",
        )
    ),
]  # fmt: skip


def test_an_honest_visit_has_no_flag() -> None:
    assert flags_on(HONEST, LIMITS) == ()


@pytest.mark.parametrize(("code", "change", "details"), CASES, ids=[case[0] for case in CASES])
def test_what_a_check_looks_for_is_flagged_by_it_alone(
    code: str, change: dict[str, Any], details: dict[str, Any]
) -> None:
    flags = flags_on(replace(HONEST, **change), LIMITS)

    assert [(flag.code, dict(flag.details)) for flag in flags] == [(code, details)]


def test_every_check_has_such_a_case() -> None:
    assert {code for code, _, _ in CASES} == set(OF_VISITS)


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_words_of_both_languages_name_what_was_measured_and_nothing_else(
    case: tuple[str, dict[str, Any], dict[str, Any]],
) -> None:
    code, _, details = case
    for language in ("id", "en"):
        words = CHECKS[code].words.in_language(language)
        assert {name for _, name, _, _ in Formatter().parse(words) if name} <= set(details)
        assert "{" not in CHECKS[code].explain(details, language)


def test_one_photo_flagged_ten_times_weighs_as_one() -> None:
    dark = [photo(number=number, remarks=frozenset({"dark"})) for number in range(10)]

    flags = flags_on(replace(HONEST, photos=dark), LIMITS)

    assert (len(flags), weight_of(flags)) == (10, 1)


def test_one_alarm_outweighs_three_doubts() -> None:
    doubts = flags_on(replace(HONEST, metres_outside=320, member_count=5, household_place=moved(north=900)), LIMITS)
    alarm = flags_on(replace(HONEST, members_elsewhere=1), LIMITS)

    assert {flag.severity for flag in doubts} == {Severity.DOUBT}
    assert weight_of(alarm) > weight_of(doubts)


def test_an_inaccurate_fix_is_given_its_own_width() -> None:
    wide = Fix(HERE, 400_000)

    flags = flags_on(replace(HONEST, fix=wide, household_place=moved(north=500), metres_outside=450), LIMITS)

    assert [flag.code for flag in flags] == ["accuracy_low"]


def test_a_visit_to_nobody_is_not_held_to_the_checklist() -> None:
    nobody = replace(HONEST, outcome="not_at_home", answers={}, finished_at=BEGAN + timedelta(minutes=1), photos=[],
                     outcomes=[], member_count=0)  # fmt: skip

    assert flags_on(nobody, LIMITS) == ()


@given(north=st.floats(-3000, 3000), east=st.floats(-3000, 3000), minutes=st.integers(5, 600))
def test_whoever_walks_is_never_too_fast(north: float, east: float, minutes: int) -> None:
    apart = timedelta(minutes=minutes)
    walked = other(fix=Fix(moved(north=north, east=east), 5_000, HONEST.fix.at + apart if HONEST.fix else None))

    flags = flags_on(replace(HONEST, near_in_time=[walked]), LIMITS)

    assert "speed_impossible" not in {flag.code for flag in flags}
