"""Answers of one household or person against the questions of an instrument.

Answers are a dict keyed by item code; several instruments read the same dict, each taking the items it knows
(see `instruments` on shared codes). An answer is an option code, a list of option codes, a whole number, true
or false, or a text, by the item's type. `None` counts as not answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from field_api.evidence.rules.instruments.conditions import Answer, Facts
from field_api.evidence.rules.instruments.instrument import Instrument
from field_api.evidence.rules.instruments.items import Item, Text, Unit

REMEDIES: Mapping[str, Text] = {
    "unknown_item": Text("Hapus jawaban ini: tidak ada pertanyaannya.", "Remove this answer: no question has it."),
    "missing": Text("Jawab pertanyaan ini.", "Answer this question."),
    "not_relevant": Text(
        "Hapus jawaban ini, atau perbaiki jawaban sebelumnya.",
        "Remove this answer, or correct an earlier one.",
    ),
    "wrong_type": Text("Isi dengan jenis jawaban yang diminta.", "Give the type of answer asked for."),
    "unknown_option": Text("Pilih salah satu pilihan yang tersedia.", "Choose one of the options."),
    "out_of_range": Text("Periksa angka ini: di luar batas.", "Check this number: it is out of bounds."),
}


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with one answer: its item, a stable code, and what to do in both languages."""

    item: str
    code: str
    remedy: Text


def check_answers(
    instrument: Instrument,
    answers: Mapping[str, object],
    *,
    unit: Unit = "household",
    beside: Sequence[Instrument] = (),
) -> list[AnswerProblem]:
    """List what is wrong with the answers of one household or person, in the order of the questions.

    Codes: missing, not_relevant, wrong_type, unknown_option, out_of_range, unknown_item. Instruments named in
    `beside` read the same answers: their items are known too, and an answer they ask for is not superfluous.
    """
    facts = known_facts(instrument, answers, unit=unit)
    others = [(each, known_facts(each, answers, unit=unit)) for each in beside]
    found: list[AnswerProblem] = []
    for item in (each for each in instrument.items if each.unit == unit):
        code = _problem(item, answers.get(item.code), facts)
        if code == "not_relevant" and any(_asks(other, item.code, known) for other, known in others):
            continue
        if code is not None:
            found.append(AnswerProblem(item.code, code, REMEDIES[code]))
    known = {item.code for each in (instrument, *beside) for item in each.items if item.unit == unit}
    strangers = sorted(code for code in answers if code not in known)
    return found + [AnswerProblem(code, "unknown_item", REMEDIES["unknown_item"]) for code in strangers]


def known_facts(instrument: Instrument, answers: Mapping[str, object], *, unit: Unit = "household") -> Facts:
    """Collect the answers that count: well-formed, and to questions that are asked of this household."""
    values: dict[str, Answer] = {}
    not_asked: set[str] = set()
    for item in instrument.items:
        if item.unit != unit:
            continue
        asked = True if item.relevant is None else item.relevant.holds(Facts(values, frozenset(not_asked)))
        if asked is False:
            not_asked.add(item.code)
        answer = _read_answer(item, answers.get(item.code))
        if asked and answer is not None:
            values[item.code] = answer
    return Facts(values, frozenset(not_asked))


def _asks(instrument: Instrument, code: str, facts: Facts) -> bool:
    return code in instrument.items_by_code() and code not in facts.not_asked


def _problem(item: Item, given: object, facts: Facts) -> str | None:
    if item.code in facts.not_asked:
        return None if given is None else "not_relevant"
    if given is None:
        asked = item.relevant is None or item.relevant.holds(facts) is True
        return "missing" if item.required and asked else None
    return _fault(item, given)


def _read_answer(item: Item, given: object) -> Answer | None:
    """The answer as a fact; None when it is absent or malformed."""
    if given is None or _fault(item, given) is not None:
        return None
    if isinstance(given, list | tuple):
        return tuple(str(each) for each in given)
    return given if isinstance(given, str | int) else None


def _fault(item: Item, given: object) -> str | None:
    match item.type, given:
        case "single", str():
            return None if given in item.option_codes() else "unknown_option"
        case "multiple", list() | tuple():
            return _fault_of_several(item, given)
        case "integer", int() if not isinstance(given, bool):
            too_low = item.least is not None and given < item.least
            too_high = item.most is not None and given > item.most
            return "out_of_range" if too_low or too_high else None
        case ("boolean", bool()) | ("text", str()):
            return None if given != "" else "wrong_type"
    return "wrong_type"


def _fault_of_several(item: Item, given: Sequence[object]) -> str | None:
    chosen = {each for each in given if isinstance(each, str)}
    if len(chosen) != len(given):
        return "wrong_type"
    return None if chosen <= item.option_codes() else "unknown_option"
