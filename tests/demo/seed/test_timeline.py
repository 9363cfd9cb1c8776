from datetime import UTC, date, datetime

import pytest

from field_api.demo.seed.timeline import WIB, Timeline

MADE_AT = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def test_days_are_counted_where_the_people_live() -> None:
    assert Timeline(MADE_AT, 1).today == date(2026, 3, 2)


def test_a_moment_lies_on_the_local_day() -> None:
    assert Timeline(MADE_AT, 1).moment(2, 8, 90) == datetime(2026, 2, 28, 9, 30, tzinfo=WIB)


def test_today_is_refused_because_part_of_it_lies_ahead() -> None:
    with pytest.raises(ValueError, match="behind us"):
        Timeline(MADE_AT, 1).moment(0, 8)


def test_an_id_follows_from_what_it_names_and_from_the_seed() -> None:
    moment = Timeline(MADE_AT, 1).moment(3, 9)

    assert Timeline(MADE_AT, 1).id_at(moment, "visit", 7) == Timeline(MADE_AT, 1).id_at(moment, "visit", 7)
    assert Timeline(MADE_AT, 1).id_at(moment, "visit", 7) != Timeline(MADE_AT, 1).id_at(moment, "visit", 8)
    assert Timeline(MADE_AT, 1).id_at(moment, "visit", 7) != Timeline(MADE_AT, 2).id_at(moment, "visit", 7)
