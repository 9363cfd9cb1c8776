from pathlib import Path

import pytest

from field_api.evidence.rules.checks.catalogue import CHECKS
from field_api.review.rules.intervals import Share
from field_api.simulation import labelled
from field_api.simulation.report import CheckFigures, compare


@pytest.fixture(scope="module")
def checks(shared_data: Path) -> dict[str, CheckFigures]:
    report = compare(labelled.sequences_in(shared_data), labelled.LOOKS_FOR)
    return {check.code: check for check in report.checks}


def test_every_sequence_is_read_once_with_its_label(shared_data: Path) -> None:
    seen = labelled.sequences_in(shared_data)

    assert sorted(each.key for each in seen if isinstance(each.key, str)) == sorted(str(n) for n in range(1, 32))
    assert sum(each.fraud for each in seen) == 14
    assert sorted(each.place for each in seen) == list(range(31))


def test_the_checks_named_for_the_labels_exist() -> None:
    assert labelled.LOOKS_FOR.keys() <= CHECKS.keys()


@pytest.mark.parametrize("code", ["visits_clustered", "visit_too_short", "point_shared", "position_rounded"])
def test_what_a_check_looks_for_is_found_in_the_real_sequences(checks: dict[str, CheckFigures], code: str) -> None:
    recall = checks[code].recall

    assert recall is not None
    assert recall.whole >= 2
    assert recall.part == recall.whole
    assert checks[code].alarms == {}


def test_two_places_within_a_motorbikes_reach_are_the_one_thing_that_speed_does_not_show(
    checks: dict[str, CheckFigures],
) -> None:
    assert checks["speed_impossible"].recall == Share(4, 5)


def test_a_glitch_of_the_receiver_is_no_flight(checks: dict[str, CheckFigures]) -> None:
    assert checks["speed_impossible"].alarms == {}
    assert checks["accuracy_low"].right == Share(3, 3)


def test_an_honest_walk_or_ride_has_no_flag(shared_data: Path) -> None:
    assert [
        (each.key, sorted(each.flags))
        for each in labelled.sequences_in(shared_data)
        if each.group.startswith("plausible") and each.flags
    ] == []


def test_each_edited_copy_of_the_real_scene_is_found_and_no_other_scene(shared_data: Path) -> None:
    report = compare(labelled.photos_in(shared_data), labelled.LOOKS_FOR)
    (similar,) = (check for check in report.checks if check.code == "photo_similar")

    assert (report.visits, report.frauds) == (11, 8)
    assert (similar.recall, similar.precision) == (Share(8, 8), Share(8, 8))


def test_a_folder_without_the_cases_is_named(tmp_path: Path) -> None:
    with pytest.raises(labelled.CasesMissing, match=r"visit_sequences_shared\.csv"):
        labelled.sequences_in(tmp_path)
