import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.instruments.answers import REMEDIES, check_answers, known_facts
from field_api.evidence.rules.instruments.instrument import Instrument

VALUES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=3) | st.lists(st.text())


def problems(instrument: Instrument, answers: dict[str, object], *beside: Instrument) -> list[tuple[str, str]]:
    return [(each.item, each.code) for each in check_answers(instrument, answers, beside=beside)]


SMALL = Instrument.from_document(
    {
        "code": "small",
        "version": "1",
        "title": {"en": "Small"},
        "legal_basis": "none",
        "valid_from": "2026-01-01",
        "items": [
            {
                "code": "goods",
                "question": {"en": "Which goods?"},
                "type": "multiple",
                "options": [{"code": "gold", "label": {"en": "Gold"}}, {"code": "cow", "label": {"en": "Cow"}}],
            },
            {
                "code": "cows",
                "question": {"en": "How many cows?"},
                "type": "integer",
                "least": 1,
                "most": 50,
                "relevant": {"item": "goods", "in": ["cow"]},
            },
            {"code": "remark", "question": {"en": "Remark?"}, "type": "text", "required": False},
            {"code": "pregnant", "question": {"en": "Pregnant?"}, "type": "boolean", "unit": "person"},
        ],
        "criteria": [{"code": "1", "label": {"en": "Cows"}, "when": {"item": "cows", "ge": 3}}],
        "scoring": {"method": "count", "threshold": 1, "outcomes": {"reached": "rich", "otherwise": "not_rich"}},
    }
)


class TestCheckAnswers:
    @pytest.mark.parametrize(
        ("answers", "expected"),
        [
            ({"goods": ["gold"]}, []),
            ({"goods": ["cow"], "cows": 2}, []),
            ({"goods": []}, []),
            ({}, [("goods", "missing")]),
            ({"goods": None}, [("goods", "missing")]),
            ({"goods": ["cow"]}, [("cows", "missing")]),
            ({"goods": ["gold"], "cows": 2}, [("cows", "not_relevant")]),
            ({"goods": "gold"}, [("goods", "wrong_type")]),
            ({"goods": ["gold", "gold"]}, [("goods", "wrong_type")]),
            ({"goods": ["silver"]}, [("goods", "unknown_option")]),
            ({"goods": [{}]}, [("goods", "wrong_type")]),
            ({"goods": ["cow"], "cows": 0}, [("cows", "out_of_range")]),
            ({"goods": ["cow"], "cows": True}, [("cows", "wrong_type")]),
            ({"goods": ["cow"], "cows": 2.0}, [("cows", "wrong_type")]),
            ({"goods": ["gold"], "remark": ""}, [("remark", "wrong_type")]),
            ({"goods": ["gold"], "sheep": 1}, [("sheep", "unknown_item")]),
            ({"goods": ["gold"], "pregnant": True}, [("pregnant", "unknown_item")]),
        ],
    )
    def test_each_fault_has_its_code(self, answers: dict[str, object], expected: list[tuple[str, str]]) -> None:
        assert problems(SMALL, answers) == expected

    def test_a_person_is_asked_the_questions_about_persons(self) -> None:
        found = check_answers(SMALL, {"cows": 2}, unit="person")

        assert [(each.item, each.code) for each in found] == [("pregnant", "missing"), ("cows", "unknown_item")]

    def test_a_remedy_is_told_in_both_languages(self) -> None:
        assert all(remedy.indonesian and remedy.english for remedy in REMEDIES.values())

    def test_answers_to_another_instrument_are_strange_unless_it_stands_beside(
        self, bps_14: Instrument, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        assert {code for _, code in problems(bps_14, comfortable)} == {"unknown_item"}
        assert problems(bps_14, comfortable, kepmensos_262) == []
        assert problems(kepmensos_262, comfortable, bps_14) == []

    def test_a_house_without_walls_for_one_instrument_may_be_asked_for_by_another(
        self, bps_14: Instrument, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        comfortable["has_dwelling"] = False

        assert ("floor_material", "not_relevant") in problems(kepmensos_262, comfortable)
        assert problems(kepmensos_262, comfortable, bps_14) == []

    @given(st.dictionaries(st.sampled_from(["goods", "cows", "remark", "x"]), VALUES))
    def test_any_answers_are_checked_and_each_item_is_named_once(self, answers: dict[str, object]) -> None:
        named = [item for item, _ in problems(SMALL, answers)]

        assert len(named) == len(set(named))


class TestKnownFacts:
    @given(st.dictionaries(st.sampled_from(["goods", "cows", "remark", "x"]), VALUES))
    def test_only_answers_without_a_fault_become_facts(self, answers: dict[str, object]) -> None:
        faulty = {item for item, _ in problems(SMALL, answers)}

        facts = known_facts(SMALL, answers)

        assert not facts.values.keys() & (faulty | facts.not_asked)

    def test_an_answer_waits_for_the_question_it_depends_on(self) -> None:
        assert known_facts(SMALL, {"cows": 3}).values == {}
