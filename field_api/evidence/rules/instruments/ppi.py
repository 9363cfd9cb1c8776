"""The Poverty Probability Index (Innovations for Poverty Action) as an instrument, built from its own tables.

The scorecard is free to use, but its wording and points must not be changed, so they are read from the
publisher's tables at installation and are no part of this project. No wording is translated, no point is
rounded, and likelihoods stay the texts that were published.
"""

from collections.abc import Iterable, Mapping

from field_api.evidence.rules.instruments.instrument import Instrument

LICENCE = (
    "(c) Innovations for Poverty Action. Free to use; wording and points must not be changed."
    " https://www.povertyindex.org"
)

_QUESTION_COLUMNS = ("no", "question", "response")
_SCORE_COLUMN = "PPI Score"


def instrument_from_ppi(
    scorecard_rows: Iterable[Mapping[str, str]], lookup_rows: Iterable[Mapping[str, str]], edition: str
) -> Instrument:
    """Build the instrument of one edition. Raises InvalidInstrument when the tables do not fit together."""
    return Instrument.from_document(ppi_document(scorecard_rows, lookup_rows, edition))


def ppi_document(
    scorecard_rows: Iterable[Mapping[str, str]], lookup_rows: Iterable[Mapping[str, str]], edition: str
) -> dict[str, object]:
    """The instrument document of one edition ("2016", "2022").

    Scorecard rows hold no, question, response ("A. Yes") and one column of points per poverty line; look-up
    rows hold "PPI Score" and one column of likelihoods per line. Item codes are `ppi2022.q1` and so on,
    option codes the letters of the responses. Raises ValueError when the table of scores has a gap.
    """
    scorecard = list(scorecard_rows)
    by_score = sorted(lookup_rows, key=lambda row: int(row[_SCORE_COLUMN]))
    if [int(row[_SCORE_COLUMN]) for row in by_score] != list(range(len(by_score))):
        raise ValueError("the look-up table must hold every score from 0 once")
    prefix = f"ppi{edition}"
    names = [name for name in scorecard[0] if name not in _QUESTION_COLUMNS]
    return {
        "code": "ppi-indonesia",
        "version": edition,
        "title": {"en": f"Poverty Probability Index, Indonesia {edition}"},
        "legal_basis": "none: a statistical scorecard by Innovations for Poverty Action",
        "valid_from": f"{edition}-01-01",
        "licence": LICENCE,
        "items": _items(scorecard, prefix),
        "criteria": [],
        "scoring": {
            "method": "points",
            "lines": [_line(name, scorecard, by_score, prefix) for name in names],
        },
    }


def _items(scorecard: Iterable[Mapping[str, str]], prefix: str) -> list[dict[str, object]]:
    questions: dict[str, str] = {}
    options: dict[str, list[dict[str, object]]] = {}
    for row in scorecard:
        letter, label = _response(row)
        questions[row["no"]] = row["question"]
        options.setdefault(row["no"], []).append({"code": letter, "label": {"en": label}})
    return [
        {
            "code": f"{prefix}.q{number}",
            "question": {"en": question},
            "type": "single",
            "options": options[number],
        }
        for number, question in questions.items()
    ]


def _line(
    name: str, scorecard: Iterable[Mapping[str, str]], by_score: Iterable[Mapping[str, str]], prefix: str
) -> dict[str, object]:
    points: dict[str, dict[str, int]] = {}
    for row in scorecard:
        points.setdefault(f"{prefix}.q{row['no']}", {})[_response(row)[0]] = int(row[name])
    return {"code": name, "points": points, "likelihoods": [row[name] for row in by_score]}


def _response(row: Mapping[str, str]) -> tuple[str, str]:
    letter, _, label = row["response"].partition(". ")
    return letter, label
