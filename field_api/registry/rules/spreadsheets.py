"""Damage that a spreadsheet does to a column of NIK or No. KK, told from the column alone, row by row.

Spreadsheets keep fifteen digits of a number: the sixteenth becomes 0 and nobody sees it, for the result may
still be a well-formed number of somebody else. So the whole file is refused, not its rows. What is merely
wrong in single rows (a letter, a lost digit) is the row's own refusal and not this module's concern.

Two kinds of signs:

* explicit: "3,17E+15", "3171011708450000.0", "3.171.011.708.450.000". No person types such a number, so one
  cell is enough, in a file of any size.
* statistical, from 20 distinct numbers on: too many end in 0, or too many have fifteen digits. Serials count
  up from 0001, and a lower one is never rarer than a higher one, so at most 1 in 10 honest numbers ends in 0.
  The file is refused when so many zeros have a probability below 1e-7 in an honest file (binomial, p = 0.10).
  Lost digits are taken to befall at most 1 in 20 honest numbers (p = 0.05), with the same bound. Two tests
  and up to five looks at one file keep the rate of false alarms at or below 1e-6.

Numbers count once however often they stand in the file (a No. KK stands beside every member). Memory is
bounded: beyond 16,384 distinct numbers a fair sample by hash is kept.
"""

import hashlib
import math
import re
from dataclasses import dataclass
from typing import Literal

from field_api.errors import FieldProblem, InvalidInput
from field_api.registry.rules.population_numbers import NUMBER_LENGTH

DamageCode = Literal["scientific_notation", "decimal_point", "grouped_digits", "trailing_zeros", "fifteen_digits"]

LEAST_DISTINCT = 20
SAMPLE_LIMIT = 16_384
FALSE_ALARM = 1e-7
HONEST_ZERO_ENDING = 0.10
HONEST_LOST_DIGIT = 0.05

_EXPLICIT: tuple[tuple[DamageCode, re.Pattern[str]], ...] = (
    ("scientific_notation", re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{2}", re.ASCII)),
    ("decimal_point", re.compile(r"[0-9]{15,17}[.,]0{1,2}", re.ASCII)),
    ("grouped_digits", re.compile(r"[0-9]{1,3}(?:([., \u00a0])[0-9]{3})(?:\1[0-9]{3}){3,4}", re.ASCII)),
)
_ALL_DIGITS = re.compile(r"[0-9]{15,16}", re.ASCII)
_PLACEHOLDER_ENDING = "0000000000"

_SENTENCES: dict[DamageCode, str] = {
    "scientific_notation": "Numbers are written like 3,17E+15",
    "decimal_point": "Numbers carry a decimal part",
    "grouped_digits": "Numbers are written with thousands separators",
    "trailing_zeros": "Far more numbers end in 0 than chance allows",
    "fifteen_digits": "Far more numbers have fifteen digits than typing errors explain",
}

_REMEDY = "A spreadsheet has kept fifteen digits; export the column again from the source as text."


@dataclass(frozen=True, slots=True)
class DamageReason:
    """Why a file is refused: `count` of `observed` numbers show it; `first_row` counts cells from 1."""

    code: DamageCode
    count: int
    observed: int
    first_row: int | None = None

    @property
    def detail(self) -> str:
        where = f", first in data row {self.first_row}" if self.first_row is not None else ""
        return f"{_SENTENCES[self.code]} ({self.count} of {self.observed}{where})."


class SpreadsheetDamage(InvalidInput):
    """The file is refused as a whole, because its numbers may belong to other people (domain rule on NIK)."""

    code = "spreadsheet_damage"
    title = "A spreadsheet has damaged the numbers in this file"

    def __init__(self, column: str, reason: DamageReason) -> None:
        problem = FieldProblem(column, reason.code, reason.detail, _REMEDY)
        super().__init__(f"{column}: {reason.detail} {_REMEDY}", problems=[problem])
        self.reason = reason


class NikDamage:
    """Watches one column of NIK or No. KK. Feed every cell, ask after the first rows and at the end.

    Each look costs a fifth of the false alarms allowed, so ask at most five times a file.
    """

    def __init__(self, column: str) -> None:
        self._column = column
        self._rows = 0
        self._explicit: dict[DamageCode, tuple[int, int]] = {}
        self._sample: dict[str, int] = {}
        self._mask = 0

    def observe(self, text: str) -> None:
        """Look at the cell of the next row; a cell that came as a number is passed as `str(value)`."""
        self._rows += 1
        cell = text.strip()
        if _ALL_DIGITS.fullmatch(cell):
            self._keep(cell)
            return
        for code, pattern in _EXPLICIT:
            if pattern.fullmatch(cell):
                count, first_row = self._explicit.get(code, (0, self._rows))
                self._explicit[code] = (count + 1, first_row)
                return

    def refuse_reason(self) -> DamageReason | None:
        """Why the file must be refused, as far as it was read; None while it looks honest."""
        for code, (count, first_row) in self._explicit.items():
            return DamageReason(code, count, self._rows, first_row)
        if len(self._sample) < LEAST_DISTINCT:
            return None
        whole = [number for number in self._sample if len(number) == NUMBER_LENGTH]
        zeros = sum(number.endswith("0") for number in whole)
        if chance_of_at_least(zeros, len(whole), HONEST_ZERO_ENDING) < FALSE_ALARM:
            return DamageReason("trailing_zeros", zeros, len(whole))
        short = len(self._sample) - len(whole)
        if chance_of_at_least(short, len(self._sample), HONEST_LOST_DIGIT) < FALSE_ALARM:
            return DamageReason("fifteen_digits", short, len(self._sample))
        return None

    def refuse_if_damaged(self) -> None:
        """Raise SpreadsheetDamage when there is a reason to refuse the file."""
        reason = self.refuse_reason()
        if reason is not None:
            raise SpreadsheetDamage(self._column, reason)

    def _keep(self, number: str) -> None:
        """Add to the sample of distinct numbers; whether one is in it depends on its hash alone.

        Invented placeholders such as 3171000000000000 are left out: wrong, but no spreadsheet made them.
        """
        if number.endswith(_PLACEHOLDER_ENDING):
            return
        drawn = int.from_bytes(hashlib.blake2b(number.encode("ascii"), digest_size=8).digest())
        if drawn & self._mask:
            return
        self._sample[number] = drawn
        while len(self._sample) > SAMPLE_LIMIT:
            self._mask = self._mask << 1 | 1
            self._sample = {kept: hashed for kept, hashed in self._sample.items() if not hashed & self._mask}


def chance_of_at_least(successes: int, trials: int, probability: float) -> float:
    """Upper tail of the binomial distribution, exact but for rounding; 1.0 at or below the mean."""
    if successes <= trials * probability:
        return 1.0
    odds = probability / (1 - probability)
    log_term = (
        math.lgamma(trials + 1)
        - math.lgamma(successes + 1)
        - math.lgamma(trials - successes + 1)
        + successes * math.log(probability)
        + (trials - successes) * math.log1p(-probability)
    )
    # Above the mean each term is smaller than the one before, so the sum is a short series from the first.
    total = term = 1.0
    for count in range(successes, trials):
        term *= (trials - count) / (count + 1) * odds
        total += term
        if term < total * 1e-12:
            break
    return math.exp(log_term) * total
