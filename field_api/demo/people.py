"""Invented households and their members for a synthetic district.

Each household lies in one RT, has a family card, a position inside its RT, a welfare decile (1 poorest, 10
richest, domain 2.7) and one to nine members whose ages, names, schooling and work fit together. The stream is
lazy: 1.2 million households need no more memory than ten.

It refuses nothing: faults that real lists carry are added later, by `import_file`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from field_api.areas.rules.zones import WIB
from field_api.demo.district import District, Level
from field_api.demo.household_shapes import Relationship, Role, household_roles
from field_api.demo.identity_numbers import NumberRegister
from field_api.demo.livelihoods import School, education_of, occupation_of, occupation_of_head, school_of
from field_api.demo.person_names import Sex, person_name
from field_api.demo.randomness import happens, seeded, uuid7_at

# Where people who came from elsewhere were first registered: a NIK never follows a move (domain 2.1).
_ELSEWHERE = (
    ("35.12.02", "Situbondo"),
    ("35.10.01", "Banyuwangi"),
    ("35.09.02", "Jember"),
    ("31.75.01", "Jakarta"),
    ("51.08.02", "Buleleng"),
)
_HOME_PLACE = "Contoh"
_SHARE_BORN_HERE = 0.86
_STREETS = ("Melati", "Mawar", "Kenanga", "Anggrek", "Cempaka", "Flamboyan", "Kamboja", "Merpati", "Garuda")
_DAYS_PER_YEAR = 365.25
# Poor families are visited most, so they are most of the list: weights of decile 1 to 10.
_DECILE_WEIGHTS = (18, 17, 15, 13, 10, 8, 7, 5, 4, 3)
_DECILE_DRAW = tuple(decile for decile, weight in enumerate(_DECILE_WEIGHTS, start=1) for _ in range(weight))


@dataclass(frozen=True, slots=True)
class Person:
    """One member of a household; `birth_place` and `occupation` are in Indonesian, as on the family card."""

    nik: str
    name: str
    sex: Sex
    birth_place: str
    birth_date: date
    relationship: Relationship
    occupation: str
    education: str
    school: School | None
    mother_name: str


@dataclass(frozen=True, slots=True)
class Household:
    """One household with one family card; the first of `members` is the head; position in 1e-7 degree."""

    household_id: UUID
    family_card: str
    area_code: str
    address: str
    latitude_e7: int
    longitude_e7: int
    decile: int
    members: tuple[Person, ...]


def households(district: District, *, count: int, seed: int, made_at: datetime) -> Iterator[Household]:
    """Stream `count` households, spread evenly over the RT in the order of their codes.

    `made_at` (aware) dates the ids, one millisecond apart; ages are counted at its date.
    """
    source = _Source(district, seed, made_at)
    codes = district.rt_codes
    for index in range(count):
        yield source.household(index, codes[index * len(codes) // count])


class _Source:
    """The chance, the registers and the names that all households of one stream share."""

    def __init__(self, district: District, seed: int, made_at: datetime) -> None:
        self._chance = seeded("people", seed)
        self._register = NumberRegister(self._chance)
        self._cards = NumberRegister(self._chance)
        self._district = district
        self._made_at = made_at
        self._today = made_at.astimezone(WIB).date()
        self._villages = {area.code: area.name for area in district.areas if area.level is Level.VILLAGE}

    def household(self, index: int, area_code: str) -> Household:
        chance = self._chance
        decile = chance.choice(_DECILE_DRAW)
        latitude_e7, longitude_e7 = self._district.point_in(area_code, chance)
        issued_on = self._today - timedelta(days=chance.randrange(30, 15 * 365))
        return Household(
            household_id=uuid7_at(self._made_at + timedelta(milliseconds=index), chance),
            family_card=self._cards.family_card(area_code[:8], issued_on),
            area_code=area_code,
            address=_address(area_code, chance),
            latitude_e7=latitude_e7,
            longitude_e7=longitude_e7,
            decile=decile,
            members=self._members(area_code, decile),
        )

    def _members(self, area_code: str, decile: int) -> tuple[Person, ...]:
        people: list[Person] = []
        mother_of_children = ""
        for role in household_roles(decile, self._chance):
            # The woman of the couple comes before her children, so her name is known by then.
            mother = mother_of_children if role.relationship == "child" else self._older_woman()
            person = self._person(role, area_code, decile, mother)
            people.append(person)
            if person.sex == "P" and role.relationship in ("head", "spouse"):
                mother_of_children = person.name
        return tuple(people)

    def _older_woman(self) -> str:
        return person_name("P", self._chance.randrange(50, 90), 1, self._chance)

    def _person(self, role: Role, area_code: str, decile: int, mother_name: str) -> Person:
        chance = self._chance
        here = happens(_SHARE_BORN_HERE, chance)
        region, place = (area_code[:8], _HOME_PLACE) if here else chance.choice(_ELSEWHERE)
        days_old = int(role.age * _DAYS_PER_YEAR) + chance.randrange(1, 364)
        birth_date = self._today - timedelta(days=days_old)
        if role.relationship == "head":
            occupation = occupation_of_head(role.age, decile, chance)
        else:
            occupation = occupation_of(role.age, role.sex, decile, chance)
        return Person(
            nik=self._register.nik(region, birth_date, role.sex),
            name=person_name(role.sex, role.age, decile, chance),
            sex=role.sex,
            birth_place=place,
            birth_date=birth_date,
            relationship=role.relationship,
            occupation=occupation,
            education=education_of(role.age, decile, chance),
            school=school_of(role.age, decile, self._villages[area_code[:13]], chance),
            mother_name=mother_name,
        )


def _address(area_code: str, chance: random.Random) -> str:
    rw, rt = area_code[-7:-4], area_code[-3:]
    return f"Jl. {chance.choice(_STREETS)} No. {chance.randrange(1, 120)} RT {rt} RW {rw}"
