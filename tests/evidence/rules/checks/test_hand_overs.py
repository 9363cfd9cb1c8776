"""Every check on hand-overs has a case that it alone flags, and the honest hand-over has none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from string import Formatter
from typing import Any
from uuid import UUID

import pytest

from field_api.evidence.rules.checks.catalogue import CHECKS, LOOKED_AT, OF_HAND_OVERS, OF_VISITS, flags_on_hand_over
from field_api.evidence.rules.checks.check import weight_of
from field_api.evidence.rules.checks.facts import Fix, HandOverEvidence, OtherAct, PhotoFacts, PhotoMatch
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import Place

AT = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
HERE = Place(-62_012_345, 1_068_012_346)
LIMITS = Thresholds()
PER_METRE = 10_000_000 / 111_195


def moved(*, north: float = 0) -> Place:
    return Place(HERE.latitude_e7 + round(north * PER_METRE), HERE.longitude_e7)


def other(number: int, *, north: float = 90, minutes: float = 12, same_hand: bool = True) -> OtherAct:
    at = AT - timedelta(minutes=minutes)
    fix = Fix(moved(north=north), 5_000, at)
    return OtherAct(UUID(int=number), UUID(int=100 + number), fix, at, same_hand=same_hand)


def photo(**overrides: Any) -> PhotoFacts:
    taken = AT - timedelta(minutes=2)
    facts: dict[str, Any] = {
        "number": 0,
        "kind": "hand_over",
        "taken_at": taken,
        "fix": Fix(moved(north=3), 7_100, taken),
        "samples": [Fix(moved(north=3), 7_100, taken)],
    }
    return PhotoFacts(**(facts | overrides))


HONEST = HandOverEvidence(
    household_id=UUID(int=1),
    started_at=AT,
    finished_at=AT,
    received_at=AT + timedelta(hours=3),
    local_day=date(2026, 3, 4),
    fix=Fix(HERE, 6_437, AT - timedelta(minutes=1)),
    samples=[Fix(moved(north=step / 3), 6_437 + step, AT - timedelta(seconds=60 - 3 * step)) for step in range(6)],
    photos=[photo()],
    near_in_time=[other(1)],
    recent_accuracies_mm=[8_120, 5_010, 9_340],
    around=[other(2, north=14)],
    household_place=moved(north=11),
    metres_outside=0,
    delivered=True,
)

CASES: Sequence[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("photo_seen_before", {"photos": [photo(matches=[PhotoMatch("file", 0)])]}, {"photo": 1}),
    ("photo_similar", {"photos": [photo(matches=[PhotoMatch("scene", 20)])]}, {"photo": 1, "distance": 20}),
    ("photo_sent_again", {"photos": [photo(sent_again=True)]}, {"photo": 1}),
    *(
        (code, {"photos": [photo(remarks=frozenset({remark}))]}, {"photo": 1})
        for code, remark in (
            ("photo_edited", "software_edited"),
            ("photo_screenshot", "uniform_bars"),
            ("photo_grid", "fine_grid"),
            ("photo_dark", "dark"),
            ("photo_blurred", "blurred"),
            ("photo_featureless", "featureless"),
        )
    ),
    ("fingerprint_rare", {"photos": [photo(fingerprint_rare=True)]}, {"photo": 1}),
    (
        "photo_outside_hand_over",
        {"photos": [photo(taken_at=AT - timedelta(days=2), samples=[])]},
        {"photo": 1, "minutes": 2880},
    ),
    ("position_mocked", {"fix": Fix(HERE, 0)}, {}),
    (
        "position_frozen",
        {"samples": [Fix(HERE, 6_437, AT + timedelta(seconds=4 * step)) for step in range(5)]},
        {"samples": 5, "seconds": 16},
    ),
    (
        "position_impossible",
        {
            "fix": Fix(Place(HERE.longitude_e7, HERE.latitude_e7), 6_437),
            "household_place": None,
            "photos": [],
            "near_in_time": [],
        },
        {},
    ),
    ("position_rounded", {"fix": Fix(Place(-62_012_000, 1_068_012_000), 6_437, AT), "household_place": None}, {}),
    ("accuracy_low", {"fix": Fix(HERE, 73_400)}, {"metres": 73}),
    ("accuracy_implausible", {"fix": Fix(HERE, 412)}, {"millimetres": 412}),
    ("accuracy_constant", {"recent_accuracies_mm": [6_437] * 4}, {"visits": 5}),
    ("exif_position_far", {"photos": [photo(exif_place=moved(north=903))]}, {"photo": 1, "metres": 900}),
    ("photo_taken_elsewhere", {"photos": [photo(fix=Fix(moved(north=1000), 10_000))]}, {"photo": 1, "metres": 984}),
    ("outside_area", {"metres_outside": 320}, {"metres": 320}),
    ("far_from_household", {"household_place": moved(north=900)}, {"metres": 900}),
    (
        "point_shared",
        {"around": [other(n, north=0, same_hand=False) for n in (1, 2)]},
        {"households": 2},
    ),
    ("hand_overs_clustered", {"around": [other(n, north=n) for n in range(1, 6)]}, {"households": 6}),
    (
        "speed_impossible",
        {"near_in_time": [other(1, north=9_000, minutes=2)]},
        {"metres": 8_989, "seconds": 60, "km_h": 539},
    ),
    ("clock_ahead", {"received_at": AT - timedelta(hours=1)}, {"minutes": 60}),
    (
        "fix_stale",
        {"photos": [photo(samples=[Fix(HERE, 7_000, AT - timedelta(minutes=6))])]},
        {"photo": 1, "seconds": 240},
    ),
    ("sent_late", {"received_at": AT + timedelta(days=30)}, {"days": 30}),
    ("receiver_repeated", {"receiver_households": 2}, {"households": 2}),
    *(
        (f"delivered_to_{failure}", {"reported_before": failure}, {})
        for failure in ("moved", "deceased", "not_entitled")
    ),
    *(
        (code, {"remarks": frozenset({code})}, {})
        for code in (
            "card_differs",
            "card_not_compared",
            "received_by_proxy",
            "sent_after_closing",
            "signature_wrong",
            "envelope_of_other_photo",
            "signing_phone_unknown",
            "photo_unsigned",
            "no_position",
        )
    ),
]


def test_an_honest_hand_over_has_no_flag() -> None:
    assert flags_on_hand_over(HONEST, LIMITS) == ()


@pytest.mark.parametrize(("code", "change", "details"), CASES, ids=[case[0] for case in CASES])
def test_what_a_check_looks_for_is_flagged_by_it_alone(
    code: str, change: dict[str, Any], details: dict[str, Any]
) -> None:
    flags = flags_on_hand_over(replace(HONEST, **change), LIMITS)

    assert [(flag.code, dict(flag.details)) for flag in flags] == [(code, details)]


def test_every_check_has_such_a_case_and_words_that_name_what_was_measured() -> None:
    assert {code for code, _, _ in CASES} == set(OF_HAND_OVERS)
    for code, _, details in CASES:
        for language in ("id", "en"):
            words = CHECKS[code].words.in_language(language)
            assert {name for _, name, _, _ in Formatter().parse(words) if name} <= set(details)


def test_a_code_means_the_same_check_for_both_acts() -> None:
    both = OF_VISITS.keys() & OF_HAND_OVERS.keys()

    assert both
    assert all(OF_VISITS[code] is OF_HAND_OVERS[code] for code in both)
    assert {code for checks in LOOKED_AT.values() for code in checks} == set(CHECKS)


def test_handing_over_at_one_point_of_the_rw_is_a_note_and_no_more() -> None:
    flags = flags_on_hand_over(replace(HONEST, around=[other(n, north=n / 7) for n in range(1, 31)]), LIMITS)

    assert ([flag.code for flag in flags], weight_of(flags)) == (["hand_overs_clustered"], 1)


def test_an_attempt_that_failed_is_not_held_against_what_was_said_before() -> None:
    attempt = replace(HONEST, delivered=False, reported_before="moved", photos=[])

    assert flags_on_hand_over(attempt, LIMITS) == ()
