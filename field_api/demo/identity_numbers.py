"""Valid-looking NIK and No. KK that no living person is likely to carry.

Their shape follows domain 2.1 and 2.2: six digits of the region of first registration (NIK) or of issue (KK),
DDMMYY, four digits of serial; for women the day is raised by 40, on the NIK only. Serials start at 9000, far
above what a kecamatan registers for one birth date. A register never gives a number twice, and its memory
grows with the number of regions, not with the number of people.

It refuses a thousand and first person of one region, birth date and sex.
"""

import random
from array import array
from datetime import date

from field_api.demo.person_names import Sex

_FIRST_SERIAL = 9000
_SERIALS = 1000
_WOMANS_DAY = 40
_DAYS, _MONTHS, _YEARS = 72, 13, 100


class NumberRegister:
    """Hands out the free serials of each region and date."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._issued: dict[str, array[int]] = {}
        # Beginning at a drawn serial keeps the first number of every date from being 9000.
        self._offset = chance.randrange(_SERIALS)

    def nik(self, region: str, birth_date: date, sex: Sex) -> str:
        """Issue the NIK of a person first registered in `region`, a dotted kecamatan code."""
        day = birth_date.day + (_WOMANS_DAY if sex == "P" else 0)
        return self._issue(region, day, birth_date)

    def family_card(self, region: str, issued_on: date) -> str:
        """Issue the No. KK of a family card recorded in `region`, a dotted kecamatan code, on that date."""
        return self._issue(region, issued_on.day, issued_on)

    def _issue(self, region: str, day: int, on: date) -> str:
        issued = self._issued.get(region)
        if issued is None:
            issued = self._issued[region] = array("H", bytes(2 * _DAYS * _MONTHS * _YEARS))
        year = on.year % 100
        place = (day * _MONTHS + on.month) * _YEARS + year
        taken = issued[place]
        if taken >= _SERIALS:
            raise ValueError("all invented serials of one region and date are used up")
        issued[place] = taken + 1
        # A step that shares no divisor with 1000 visits every serial once before it repeats.
        serial = _FIRST_SERIAL + (self._offset + 7 * day + 31 * year + 389 * taken) % _SERIALS
        return f"{region.replace('.', '')}{day:02d}{on.month:02d}{year:02d}{serial}"
