import pytest

from field_api.evidence.rules.checks.thresholds import Thresholds, ThresholdsInvalid


def test_an_empty_document_leaves_every_limit_as_it_is() -> None:
    assert Thresholds.from_json({}) == Thresholds()


def test_a_document_changes_what_it_names() -> None:
    changed = Thresholds.from_json({"accuracy_mm": 30_000})

    assert (changed.accuracy_mm, changed.speed_metres) == (30_000, Thresholds().speed_metres)
    assert Thresholds.from_json(changed.to_json()) == changed


def test_every_fault_is_named_at_once() -> None:
    document = {"no_such_limit": 1, "accuracy_mm": "wide", "speed_metres": -1, "late_days": True}

    with pytest.raises(ThresholdsInvalid) as refused:
        Thresholds.from_json(document)

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [
        ("/accuracy_mm", "wrong_value"),
        ("/late_days", "wrong_value"),
        ("/no_such_limit", "unknown"),
        ("/speed_metres", "wrong_value"),
    ]


def test_a_share_is_at_most_the_whole() -> None:
    assert Thresholds.from_json({"second_review_permille": 1000, "back_check_permille": 0}).back_check_permille == 0

    with pytest.raises(ThresholdsInvalid):
        Thresholds.from_json({"second_review_permille": 1001})
