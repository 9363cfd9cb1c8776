import pytest

from field_api.evidence.rules.instruments.document_parts import Part
from field_api.evidence.rules.instruments.scoring_methods import AnyScoring, CountScoring, PointsScoring, read_scoring

POINTS = {"method": "points", "lines": [{"code": "NPL", "points": {"q": {"A": 3}}, "likelihoods": ["0.9", "1e-05"]}]}


def test_each_method_is_read_into_its_own_shape() -> None:
    count = {"method": "count", "threshold": 2, "outcomes": {"reached": "poor", "otherwise": "not_poor"}}
    either = {
        "method": "any",
        "decisive": ["1"],
        "verified": False,
        "outcomes": {"decided": "poor", "reached": "indicated", "otherwise": "not_indicated"},
    }

    assert read_scoring(Part(count)) == CountScoring(2, "poor", "not_poor")
    assert read_scoring(Part(either)) == AnyScoring(("1",), "poor", "indicated", "not_indicated", verified=False)
    points = read_scoring(Part(POINTS))
    assert isinstance(points, PointsScoring)
    assert points.lines[0].likelihoods == ("0.9", "1e-05")


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({}, "/method"),
        ({"method": "average"}, "/method"),
        ({"method": "count", "threshold": "9", "outcomes": {}}, "/threshold"),
        ({"method": "any", "decisive": ["1", "1"], "verified": True, "outcomes": {}}, "/decisive"),
        ({"method": "points", "lines": []}, "/lines"),
        (
            {"method": "points", "lines": [{"code": "x", "points": {"q": {"A": -1}}, "likelihoods": ["1"]}]},
            "/lines/0/points/q/A",
        ),
        (
            {"method": "points", "lines": [{"code": "x", "points": {}, "likelihoods": [0.9]}]},
            "/lines/0/likelihoods/0",
        ),
    ],
)
def test_a_fault_is_reported_at_its_place(document: dict[str, object], pointer: str) -> None:
    part = Part(document)

    read_scoring(part)

    assert pointer in [problem.pointer for problem in part.problems]
