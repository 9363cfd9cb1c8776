import itertools
import tracemalloc
from datetime import UTC, date, datetime

import pytest
import shapely

from field_api.demo.district import District, synthetic_district
from field_api.demo.people import Household, Person, households
from field_api.registry.rules.family_card import parse_family_card
from field_api.registry.rules.nik import parse_nik

MADE_AT = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def district() -> District:
    return synthetic_district(2)


@pytest.fixture(scope="module")
def sample(district: District) -> list[Household]:
    return list(households(district, count=800, seed=1, made_at=MADE_AT))


@pytest.fixture(scope="module")
def people(sample: list[Household]) -> list[Person]:
    return [person for household in sample for person in household.members]


def test_the_same_seed_gives_the_same_households(district: District, sample: list[Household]) -> None:
    assert list(households(district, count=800, seed=1, made_at=MADE_AT)) == sample


def test_another_seed_gives_other_people(district: District, sample: list[Household]) -> None:
    assert next(households(district, count=800, seed=2, made_at=MADE_AT)) != sample[0]


def test_every_household_lies_in_its_rt(district: District, sample: list[Household]) -> None:
    for household in sample:
        point = shapely.Point(household.longitude_e7 / 1e7, household.latitude_e7 / 1e7)
        assert district.geometries[household.area_code].contains(point)


def test_every_rt_gets_its_share(district: District, sample: list[Household]) -> None:
    per_rt = [len(list(group)) for _, group in itertools.groupby(sample, key=lambda home: home.area_code)]

    assert len(per_rt) == len(district.rt_codes)
    assert max(per_rt) - min(per_rt) <= 1


def test_ids_are_unique_uuid7_in_the_order_of_the_stream(sample: list[Household]) -> None:
    ids = [household.household_id for household in sample]

    assert {made.version for made in ids} == {7}
    assert sorted(set(ids)) == ids


def test_every_nik_is_valid_and_agrees_with_birth_date_and_sex(people: list[Person]) -> None:
    for person in people:
        parsed = parse_nik(person.nik)
        assert person.birth_date in parsed.birth_dates(as_of=date(2025, 11, 3))
        assert (int(person.nik[6:8]) > 40) == (person.sex == "P")


def test_no_number_is_given_twice(sample: list[Household], people: list[Person]) -> None:
    assert len({person.nik for person in people}) == len(people)
    assert len({household.family_card for household in sample}) == len(sample)


def test_every_family_card_is_valid(sample: list[Household]) -> None:
    assert all(parse_family_card(household.family_card) for household in sample)


def test_most_but_not_all_were_first_registered_here(people: list[Person]) -> None:
    here = sum(person.nik.startswith("3599") for person in people) / len(people)

    assert 0.8 < here < 0.92


def test_a_child_bears_the_name_of_the_woman_of_the_house_as_its_mother(sample: list[Household]) -> None:
    families = [home for home in sample if home.members[1:] and home.members[1].relationship == "spouse"]

    assert families
    for home in families:
        children = [person for person in home.members if person.relationship == "child"]
        assert all(child.mother_name == home.members[1].name for child in children)


def test_nobody_is_born_in_the_future(people: list[Person]) -> None:
    assert all(person.birth_date <= MADE_AT.date() for person in people)


def test_memory_stays_flat_however_many_households_pass(district: District) -> None:
    stream = households(district, count=6000, seed=1, made_at=MADE_AT)
    # Each kecamatan keeps one table of issued numbers: by now the second kecamatan has begun.
    for _ in itertools.islice(stream, 3500):
        pass
    tracemalloc.start()
    for _ in stream:
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 100_000
