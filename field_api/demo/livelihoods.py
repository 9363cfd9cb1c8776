"""Schooling and work of invented people: what fits an age, a sex and a welfare decile.

Occupations and education are the Indonesian words a family card or a school uses. Every occupation has a
group, because criteria such as BPS-14 number 12 ask for the kind of work, not for its name (domain 2.5).
"""

import random
from dataclasses import dataclass

from field_api.demo.person_names import Sex
from field_api.demo.randomness import happens

_SCHOOL_AGE = 6
_SD_LEAVING_AGE = 12
_SMP_LEAVING_AGE = 15
_SMA_LEAVING_AGE = 18
_WORKING_AGE = 18
_RETIREMENT_AGE = 68
_OLD_AGE = 50

# Word -> group. The order is the ladder from poor to well-off.
OCCUPATIONS = {
    "Buruh tani": "farm_labourer",
    "Nelayan": "fisher",
    "Pemulung": "odd_jobs",
    "Buruh bangunan": "construction_labourer",
    "Buruh perkebunan": "plantation_labourer",
    "Petani": "farmer",
    "Buruh cuci": "odd_jobs",
    "Pedagang keliling": "small_trader",
    "Tukang ojek": "driver",
    "Pedagang warung": "small_trader",
    "Penjahit": "craft",
    "Sopir": "driver",
    "Karyawan swasta": "employee",
    "Peternak": "farmer",
    "Wiraswasta": "business",
    "Guru": "civil_servant",
    "Perawat": "civil_servant",
    "PNS": "civil_servant",
    "Pengusaha": "business",
}
_LADDER = tuple(OCCUPATIONS)
_WITHOUT_WORK = {
    "Belum bekerja": "none",
    "Pelajar": "student",
    "Mengurus rumah tangga": "homemaker",
    "Tidak bekerja": "none",
    "Pensiunan": "pensioner",
}
_EDUCATION = ("Tidak sekolah", "Tidak tamat SD", "SD", "SMP", "SMA", "D3", "S1")


@dataclass(frozen=True, slots=True)
class School:
    """The school a child goes to ("informasi sekolah", A3); `grade` counts 1 to 12 through SD, SMP, SMA."""

    name: str
    grade: int


def occupation_group(occupation: str) -> str:
    """Give the group of an occupation of this module; another word raises KeyError."""
    return OCCUPATIONS.get(occupation) or _WITHOUT_WORK[occupation]


def occupation_of(age: int, sex: Sex, decile: int, chance: random.Random) -> str:
    """Draw the occupation of someone who is not the head of a household."""
    if age < _SCHOOL_AGE:
        return "Belum bekerja"
    if age < _WORKING_AGE:
        return "Pelajar"
    if age >= _RETIREMENT_AGE:
        return "Tidak bekerja"
    if sex == "P" and happens(0.55, chance):
        return "Mengurus rumah tangga"
    return _work(decile, chance)


def occupation_of_head(age: int, decile: int, chance: random.Random) -> str:
    """Draw the occupation of the head: nearly all work, the old rest or live on a pension."""
    if age >= _RETIREMENT_AGE and happens(0.7, chance):
        return "Pensiunan" if happens(0.05 * decile, chance) else "Tidak bekerja"
    return "Tidak bekerja" if happens(0.05, chance) else _work(decile, chance)


def _work(decile: int, chance: random.Random) -> str:
    rung = round((decile - 1) / 9 * (len(_LADDER) - 1) + chance.gauss(0, 2.5))
    return _LADDER[min(max(rung, 0), len(_LADDER) - 1)]


def education_of(age: int, decile: int, chance: random.Random) -> str:
    """Draw the highest education completed; the old and the poor left school earlier."""
    if age < _SCHOOL_AGE:
        return "Tidak sekolah"
    if age < _SD_LEAVING_AGE:
        return "Tidak tamat SD"
    if age < _SMP_LEAVING_AGE:
        return "SD"
    if age < _SMA_LEAVING_AGE:
        return "SMP"
    handicap = 1.2 if age >= _OLD_AGE else 0
    step = round(1.6 + decile * 0.42 - handicap + chance.gauss(0, 0.8))
    return _EDUCATION[min(max(step, 0), len(_EDUCATION) - 1)]


def school_of(age: int, decile: int, village: str, chance: random.Random) -> School | None:
    """Draw the school of a child of 6 to 17; few of the poorest have left school early."""
    if not _SCHOOL_AGE <= age < _SMA_LEAVING_AGE:
        return None
    if age >= _SMP_LEAVING_AGE and happens(0.22 - 0.022 * decile, chance):
        return None
    grade = age - _SCHOOL_AGE + 1
    if age < _SD_LEAVING_AGE:
        return School(f"SDN {chance.randint(1, 3)} {village}", grade)
    return School(f"{'SMPN' if age < _SMP_LEAVING_AGE else 'SMAN'} 1 {village}", grade)
