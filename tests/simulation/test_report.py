"""A report over a table of ten visits, counted by hand."""

from field_api.evidence.rules.checks.check import Severity
from field_api.review.rules.intervals import Share
from field_api.simulation.observed import Seen, in_order
from field_api.simulation.report import CheckFigures, Report, compare, lines_of

NOTE, DOUBT, ALARM = Severity.NOTE, Severity.DOUBT, Severity.ALARM


def seen(place: int, group: str, cause: str = "", *, fraud: bool = False, **flags: Severity) -> Seen:
    return Seen(str(place), group, fraud, frozenset({cause} if cause else ()), {"unassigned": NOTE, **flags}, place)


# Three at a desk, of which two are seen; one unseen bribe; one honest NIK that differs; flats that look like a desk.
TABLE = [
    seen(0, "desk", "desk_filled", fraud=True, visits_clustered=DOUBT, speed_impossible=ALARM),
    seen(1, "desk", "desk_filled", fraud=True, visits_clustered=DOUBT),
    seen(2, "flats", visits_clustered=DOUBT),
    seen(3, "flats", visits_clustered=DOUBT),
    seen(4, "careful", "nik_differs", nik_differs=NOTE),
    seen(5, "desk", "desk_filled", fraud=True),
    seen(6, "bribed", "bribed", fraud=True),
    seen(7, "careful"),
    seen(8, "careful"),
    seen(9, "flats"),
]
LOOKS_FOR = {
    "visits_clustered": frozenset({"desk_filled"}),
    "nik_differs": frozenset({"nik_differs"}),
    "photo_similar": frozenset({"photo_cropped"}),
    "recommendation_differs": frozenset({"bribed"}),
}


def report() -> Report:
    return compare(TABLE[::-1], LOOKS_FOR)


def check(code: str) -> CheckFigures:
    (found,) = (each for each in report().checks if each.code == code)
    return found


def test_a_check_is_measured_against_what_it_looks_for() -> None:
    clustered = check("visits_clustered")

    assert (clustered.precision, clustered.right, clustered.recall) == (Share(2, 4), Share(2, 4), Share(2, 3))
    assert clustered.alarms == {"flats": Share(2, 3)}


def test_a_flag_that_is_right_about_papers_accuses_nobody() -> None:
    differs = check("nik_differs")

    assert (differs.precision, differs.right, differs.recall) == (Share(0, 1), Share(1, 1), Share(1, 1))


def test_a_flag_on_a_fraud_that_it_was_not_written_for_still_finds_it() -> None:
    speed = check("speed_impossible")

    assert (speed.precision, speed.right, speed.recall) == (Share(1, 1), Share(0, 1), None)


def test_a_check_whose_case_did_not_occur_says_so() -> None:
    assert check("photo_similar").recall == Share(0, 0)
    assert any("photo_similar" in line and "nothing simulated" in line for line in lines_of(report()))


def test_a_check_that_finds_nothing_of_what_it_looks_for_is_named() -> None:
    assert "Checks that found nothing of what they look for: recommendation_differs." in list(lines_of(report()))


def test_checks_that_say_nothing_are_left_out_and_so_is_what_stands_everywhere() -> None:
    codes = {each.code for each in report().checks}

    assert codes == {"visits_clustered", "nik_differs", "photo_similar", "recommendation_differs", "speed_impossible"}


def test_the_whole_weight_counts_each_visit_once() -> None:
    weights = {each.at_least: each for each in report().weights}

    assert list(weights) == [1, 4, 20]
    assert (weights[1].precision, weights[1].recall, weights[1].false_alarms) == (Share(2, 5), Share(2, 4), Share(3, 6))
    assert (weights[4].precision, weights[4].recall, weights[4].false_alarms) == (Share(2, 4), Share(2, 4), Share(2, 6))
    assert (weights[20].precision, weights[20].recall) == (Share(1, 1), Share(1, 4))


def test_the_gain_follows_the_queue_and_not_the_order_of_reading() -> None:
    assert [each.place for each in in_order(TABLE[::-1])] == list(range(10))
    assert [gain.found for gain in report().gains] == [Share(1, 4), Share(2, 4), Share(2, 4)]
    assert [gain.over_chance for gain in report().gains] == [2.5, 2.5, 1.0]


def test_each_cause_says_how_much_of_it_was_caught() -> None:
    assert report().caught == {"bribed": Share(0, 1), "desk_filled": Share(2, 3), "nik_differs": Share(0, 1)}


def test_the_report_as_json_has_what_the_text_has() -> None:
    document = report().to_json()

    assert (document["visits"], document["frauds"]) == (10, 4)
    assert document["checks"][0].keys() == {"code", "severity", "precision", "right", "recall", "false_alarms"}
    assert document["weight"][2]["recall"] == Share(1, 4).to_json()
    assert document["queue"][0]["over_chance"] == 2.5
    assert document["caveat"] in list(lines_of(report()))
