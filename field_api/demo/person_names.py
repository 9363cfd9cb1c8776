"""Indonesian-looking names, put together from word lists of our own.

Names follow age: mononyms are common among the old, two or three words among the young (domain 2.3). Spelling
pairs (Muhammad, Muhamad, Moh., M.; Siti, St.), old spelling and titles occur, because matching has to live
with them. No list of real people was used.
"""

import random
from typing import Literal

from field_api.demo.randomness import happens

Sex = Literal["L", "P"]  # laki-laki = male, perempuan = female, as on the identity card.

_OLD_AGE = 55
_YOUNG_AGE = 30
_DEGREE_AGE = 28
_PILGRIM_AGE = 40


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_OLD_MEN = _words(
    """
    Sutrisno Sukardi Paimin Ngatimin Soekarno Suparman Kasimin Wagiman Tukiran Djumadi Sarijo Mulyono
    Sugeng Marsudi Karto Samsuri Rasmin Poniman Sumarno Suwarno Darmo Tohari Asmuni Misnan Satuki
    Buhari Nawawi Sutejo
    """
)
_OLD_WOMEN = _words(
    """
    Sumiati Kasiyem Ngatinah Paikem Suparmi Tukinem Sukinah Waginem Musrifah Misnati Sarinten Poniyem
    Rumini Supiyah Rahmah Karsinah Tuminah Satuni Marwiyah Hosnia Buna Asmani Suratmi Saodah Juma'ati
    Sunarti Rukmini
    """
)
_MEN = _words(
    """
    Agus Budi Hendra Slamet Eko Dwi Joko Rudi Imam Ahmad Abdul Dedi Andi Wahyu Bambang Arif Fathur
    Heru Yusuf Irfan Taufik Rizal Hasan Husein Anton Doni Edi Faisal Gunawan Hadi Iwan Kurniawan
    Lukman Nur Rahmat Saiful
    """
)
_WOMEN = _words(
    """
    Sri Dewi Nur Rina Yuli Wati Indah Fitri Lestari Ani Ratna Endang Sulastri Kartini Aisyah Maryam
    Nurul Eka Puji Rahayu Suci Tri Umi Wiwik Yanti Lilik Dian Erna Hani Ida Juwita Kholifah Laila Mega
    Novi Putri Ria
    """
)
_LAST = _words(
    """
    Santoso Wibowo Hidayat Setiawan Prasetyo Nugroho Susanto Saputra Firmansyah Kurniawan Maulana
    Ramadhan Hariyanto Purnomo Iskandar Fauzi Mustofa Wijaya Utomo Basuki Handoko Sucipto Anwar Rohman
    Hakim Efendi Arifin
    """
)
_LAST_WOMEN = _words(
    """
    Lestari Rahayu Wulandari Handayani Astuti Permatasari Ningsih Susanti Hidayati Khasanah Rohmah
    Anggraini Safitri Maharani Kusuma Puspita Wijayanti Fatimah Zahra Aulia Amelia Oktaviani Utami
    Mulyani Setyowati
    """
)
_PROPHET = ("Muhammad", "Muhammad", "Muhamad", "Mohammad", "Moh.", "M.")
_WOMANLY = ("Siti", "Siti", "Siti", "St.")
_OLD_SPELLING = {"Sugeng": "Soegeng", "Suparman": "Soeparman", "Mulyono": "Moeljono", "Tukiran": "Toekiran"}
_DEGREES = ("S.Pd.", "S.E.", "S.Kom.", "A.Md.", "S.H.")


def person_name(sex: Sex, age: int, decile: int, chance: random.Random) -> str:
    """Draw a name for a person of `age` years; titles grow with the welfare `decile` (1 poor, 10 rich)."""
    name = _man(age, chance) if sex == "L" else _woman(age, chance)
    if age >= _PILGRIM_AGE and happens(0.012 * decile, chance):
        name = ("H. " if sex == "L" else "Hj. ") + name
    if age >= _DEGREE_AGE and happens(0.004 * decile * decile, chance):
        name += ", " + chance.choice(_DEGREES)
    return name


def _man(age: int, chance: random.Random) -> str:
    if age >= _OLD_AGE:
        first = chance.choice(_OLD_MEN)
        first = _OLD_SPELLING.get(first, first) if happens(0.5, chance) else first
        return first if happens(0.6, chance) else f"{first} {chance.choice(_LAST)}"
    first = chance.choice(_MEN)
    if age < _YOUNG_AGE and happens(0.4, chance):
        return f"{chance.choice(_PROPHET)} {first} {chance.choice(_LAST)}"
    return first if happens(0.15, chance) else f"{first} {chance.choice(_LAST)}"


def _woman(age: int, chance: random.Random) -> str:
    if age >= _OLD_AGE:
        first = chance.choice(_OLD_WOMEN)
        return first if happens(0.7, chance) else f"{chance.choice(_WOMANLY)} {first}"
    first = chance.choice(_WOMEN)
    if happens(0.25, chance):
        return f"{chance.choice(_WOMANLY)} {first} {chance.choice(_LAST_WOMEN)}"
    return first if happens(0.1, chance) else f"{first} {chance.choice(_LAST_WOMEN)}"
