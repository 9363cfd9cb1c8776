import copy
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.instruments.instrument import Instrument, InvalidInstrument, conflicting_items

Document = dict[str, object]


def document() -> Document:
    return {
        "code": "tiny",
        "version": "1",
        "title": {"id": "Kecil", "en": "Tiny"},
        "legal_basis": "none",
        "valid_from": "2026-01-01",
        "items": [
            {"code": "works", "question": {"en": "Works?"}, "type": "boolean"},
            {
                "code": "trade",
                "question": {"en": "Which trade?"},
                "type": "single",
                "options": [{"code": "a", "label": {"en": "A"}}, {"code": "b", "label": {"en": "B"}}],
                "relevant": {"item": "works", "is": True},
            },
            {"code": "rooms", "question": {"en": "Rooms?"}, "type": "integer", "least": 0},
            {"code": "age", "question": {"en": "Age?"}, "type": "integer", "unit": "person"},
        ],
        "criteria": [{"code": "1", "label": {"en": "A trade"}, "when": {"item": "trade", "in": ["a"]}}],
        "scoring": {"method": "count", "threshold": 1, "outcomes": {"reached": "poor", "otherwise": "not_poor"}},
    }


def changed(path: str, value: object) -> Document:
    """The tiny document with the value at a JSON pointer put in place."""
    changed_document = copy.deepcopy(document())
    place: object = changed_document
    *parents, last = path.strip("/").split("/")
    for key in parents:
        place = place[int(key)] if isinstance(place, list) else place[key]  # type: ignore[index]
    if isinstance(place, list):
        place.insert(int(last), value)
    else:
        place[last] = value  # type: ignore[index]
    return changed_document


class TestShippedInstruments:
    def test_every_file_is_named_by_its_instrument(self, shipped_instruments: dict[str, Instrument]) -> None:
        assert {"bps-14@2005", "kepmensos-262@2022"} <= shipped_instruments.keys()
        for name, instrument in shipped_instruments.items():
            assert instrument.identity == name

    def test_shared_item_codes_mean_the_same_everywhere(self, shipped_instruments: dict[str, Instrument]) -> None:
        assert conflicting_items(shipped_instruments.values()) == ()

    def test_all_wording_is_in_both_languages(self, shipped_instruments: dict[str, Instrument]) -> None:
        for instrument in shipped_instruments.values():
            wordings = [instrument.title, *(criterion.label for criterion in instrument.criteria)]
            for item in instrument.items:
                wordings += [item.question, *(option.label for option in item.options)]
            assert all(wording.indonesian and wording.english for wording in wordings)

    def test_every_question_serves_a_criterion_or_another_question(
        self, shipped_instruments: dict[str, Instrument]
    ) -> None:
        for instrument in shipped_instruments.values():
            conditions = [each.when for each in instrument.criteria]
            conditions += [each.alternative.when for each in instrument.criteria if each.alternative]
            conditions += [each.relevant for each in instrument.items if each.relevant]
            used = frozenset().union(*(condition.items() for condition in conditions))
            assert used == instrument.items_by_code().keys()

    def test_the_numbers_of_criteria_are_those_of_the_regulations(
        self, bps_14: Instrument, kepmensos_262: Instrument
    ) -> None:
        assert [each.code for each in bps_14.criteria] == [str(number) for number in range(1, 15)]
        assert [each.code for each in kepmensos_262.criteria] == [str(number) for number in range(1, 10)]

    def test_the_first_five_criteria_of_bps_can_be_photographed(self, bps_14: Instrument) -> None:
        items = bps_14.items_by_code()

        for criterion in bps_14.criteria[:5]:
            assert any(items[code].photo_kinds for code in criterion.when.items()), criterion.code

    def test_house_photos_from_outside_and_inside_are_required(
        self, shipped_instruments: dict[str, Instrument]
    ) -> None:
        for instrument in shipped_instruments.values():
            assert {"house_front", "house_inside"} <= set(instrument.required_photo_kinds)


class TestFromDocument:
    def test_a_whole_document_is_read(self) -> None:
        instrument = Instrument.from_document(document())

        assert instrument.identity == "tiny@1"
        assert instrument.items_by_code()["trade"].option_codes() == {"a", "b"}
        assert instrument.title.in_language("id") == "Kecil"
        assert instrument.items[0].question.in_language("id") == "Works?"

    @pytest.mark.parametrize(
        ("path", "value", "pointer"),
        [
            ("/extra", 1, "/extra"),
            ("/code", "Not A Code", "/code"),
            ("/valid_from", "2026-02-30", "/valid_from"),
            ("/title", {}, "/title"),
            ("/items/0/type", "float", "/items/0/type"),
            ("/items/0/relevent", {}, "/items/0/relevent"),
            ("/items/0/options", [], "/items/0/options"),
            ("/items/0/least", 1, "/items/0"),
            ("/items/0/relevant", {"item": "trade", "in": ["a"]}, "/items/0/relevant"),
            ("/items/1/relevant", {"item": "rooms", "ge": 1}, "/items/1/relevant"),
            ("/items/2/relevant", {"item": "works", "ge": 1}, "/items/2/relevant"),
            ("/items/3/relevant", {"item": "works", "is": True}, "/items/3/relevant"),
            ("/items/1/options/0", {"code": "a", "label": {"en": "A"}}, "/items/1/options"),
            ("/items/4", {"code": "works", "question": {"en": "?"}, "type": "text"}, "/items"),
            ("/criteria/0/when", {"item": "trade", "in": ["z"]}, "/criteria/0/when"),
            ("/criteria/0/when", {"item": "nobody", "is": True}, "/criteria/0/when"),
            ("/criteria/0/when", {"item": "age", "ge": 60}, "/criteria/0/when"),
            (
                "/criteria/0/alternative",
                {"when": {"item": "rooms", "is": True}, "note": "?"},
                "/criteria/0/alternative/when",
            ),
            ("/scoring/threshold", 2, "/scoring/threshold"),
            ("/scoring/threshold", 0, "/scoring/threshold"),
            ("/scoring/method", "guess", "/scoring/method"),
            ("/required_photo_kinds", ["House Front"], "/required_photo_kinds/0"),
            ("/notes", [{"about": "x"}], "/notes/0/text"),
        ],
    )
    def test_a_fault_is_reported_at_its_place(self, path: str, value: object, pointer: str) -> None:
        with pytest.raises(InvalidInstrument) as refusal:
            Instrument.from_document(changed(path, value))

        assert pointer in [problem.pointer for problem in refusal.value.problems]

    def test_all_faults_are_reported_in_one_round(self) -> None:
        broken = document() | {"code": 1, "legal_basis": "", "scoring": None}

        with pytest.raises(InvalidInstrument) as refusal:
            Instrument.from_document(broken)

        pointers = {problem.pointer for problem in refusal.value.problems}
        assert {"/code", "/legal_basis", "/scoring"} <= pointers

    @given(st.data())
    def test_a_document_with_a_part_taken_out_is_read_or_refused_but_never_crashes(self, data: st.DataObject) -> None:
        broken = copy.deepcopy(document())
        place: object = broken
        while isinstance(place, dict | list) and place:
            keys: list[object] = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if data.draw(st.booleans()):
                place[key] = data.draw(st.sampled_from([None, 0, "", [], {}, [{}]]))  # type: ignore[index]
                break
            place = place[key]  # type: ignore[index]

        assert outcome_of(Instrument.from_document, broken) in {"read", "refused"}


class TestConflictingItems:
    def test_one_code_with_other_options_is_found(self) -> None:
        one = Instrument.from_document(document())
        other = Instrument.from_document(changed("/items/1/options/2", {"code": "c", "label": {"en": "C"}}))

        assert conflicting_items([one, other]) == ("trade",)

    def test_another_skip_rule_is_no_conflict(self) -> None:
        one = Instrument.from_document(document())
        other = Instrument.from_document(changed("/items/1/relevant", {"not": {"item": "works", "is": False}}))

        assert conflicting_items([one, other]) == ()


def outcome_of(read: Callable[[Document], Instrument], broken: Document) -> str:
    try:
        read(broken)
    except InvalidInstrument:
        return "refused"
    return "read"
