import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.instruments.conditions import (
    AllOf,
    AnyOf,
    Compares,
    Condition,
    Facts,
    Is,
    Not,
    OneOf,
    leaves,
    read_condition,
)
from field_api.evidence.rules.instruments.document_parts import Part

ITEMS = ("p", "q", "r")
LEAVES: st.SearchStrategy[Condition] = st.sampled_from(ITEMS).map(lambda item: Is(item, value=True))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


def condition(document: object) -> Condition:
    part = Part(document)
    found = read_condition(part)
    assert part.problems == []
    return found


class TestHolds:
    @pytest.mark.parametrize(("area", "people", "small"), [(31, 4, True), (32, 4, False), (33, 4, False)])
    def test_a_ratio_is_compared_without_rounding(self, area: int, people: int, *, small: bool) -> None:
        ratio = condition({"item": "area", "per": "people", "lt": 8})

        assert ratio.holds(Facts({"area": area, "people": people})) is small

    def test_several_answers_hold_when_one_is_listed(self) -> None:
        listed = condition({"item": "p", "in": ["a", "b"]})

        assert listed.holds(Facts({"p": ("c", "b")})) is True
        assert listed.holds(Facts({"p": ()})) is False

    def test_what_is_not_asked_is_false_and_what_is_not_answered_is_unknown(self) -> None:
        asked = condition({"item": "p", "ge": 1})

        assert asked.holds(Facts({}, frozenset({"p"}))) is False
        assert asked.holds(Facts({})) is None

    @given(CONDITIONS, st.dictionaries(st.sampled_from(ITEMS), st.booleans()))
    def test_more_answers_never_turn_a_verdict_around(self, tried: Condition, known: dict[str, bool]) -> None:
        early = tried.holds(Facts(dict(known)))
        late = {tried.holds(Facts(dict.fromkeys(ITEMS, filled) | known)) for filled in (True, False)}

        assert early is None or late == {early}

    @given(CONDITIONS, st.fixed_dictionaries({item: st.booleans() for item in ITEMS}))
    def test_with_every_answer_there_is_a_verdict(self, tried: Condition, known: dict[str, bool]) -> None:
        assert tried.holds(Facts(dict(known))) is not None
        assert {leaf.item for leaf in leaves(tried)} == tried.items()


class TestReadCondition:
    @pytest.mark.parametrize(
        ("document", "pointer"),
        [
            ({"item": "p"}, "/"),
            ({"item": "p", "in": []}, "/in"),
            ({"item": "p", "is": "yes"}, "/is"),
            ({"item": "p", "lt": 1, "gt": 3}, "/"),
            ({"item": "p", "is": True, "per": "q"}, "/"),
            ({"item": "p", "lt": 1.5}, "/lt"),
            ({"item": "__class__", "is": True}, "/item"),
            ({"all": []}, "/all"),
            ({"any": [{"item": "p"}]}, "/any/0"),
            ({"not": []}, "/not"),
            ({"all": [], "any": []}, "/"),
            ({"eval": "1"}, "/"),
            ("p == 1", "/"),
        ],
    )
    def test_what_is_not_of_the_language_is_refused_at_its_place(self, document: object, pointer: str) -> None:
        part = Part(document)

        read_condition(part)

        assert [problem.pointer for problem in part.problems] == [pointer]

    def test_a_condition_nested_without_end_is_refused(self) -> None:
        document: object = {"item": "p", "is": True}
        for _ in range(5_000):
            document = {"not": document}
        part = Part(document)

        read_condition(part)

        assert [problem.code for problem in part.problems] == ["too_deep"]

    def test_every_form_is_read(self) -> None:
        document = {
            "all": [
                {"item": "p", "in": ["a"]},
                {"not": {"item": "q", "is": False}},
                {"any": [{"item": "r.x", "per": "s", "le": -1}]},
            ]
        }

        assert condition(document) == AllOf(
            (OneOf("p", ("a",)), Not(Is("q", value=False)), AnyOf((Compares("r.x", "le", -1, "s"),)))
        )
