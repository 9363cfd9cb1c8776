"""Which failures pass by themselves, and how long a job waits for that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from field_api.errors import Conflict, InvalidInput, NotFound
from field_api.storage import StoreUnavailable
from workers.retries import LONGEST_WAIT_SECONDS, MOST_RETRIES, is_passing, wait_seconds, will_retry


@pytest.mark.parametrize(
    "error",
    [
        StoreUnavailable("away"),
        OperationalError("SELECT 1", {}, DeadlockDetected()),
        DBAPIError("SELECT 1", {}, Exception(), connection_invalidated=True),
        StaleDataError(),
        ConnectionResetError(),
        TimeoutError(),
    ],
)
def test_trouble_of_services_passes(error: Exception) -> None:
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [
        NotFound("gone"),
        Conflict("contradiction"),
        InvalidInput("nonsense"),
        IntegrityError("INSERT", {}, Exception()),
        KeyError("bug"),
        ValueError("bug"),
    ],
)
def test_what_the_domain_refused_and_what_nobody_expected_does_not_pass(error: Exception) -> None:
    assert not is_passing(error)


@given(st.integers(0, 100))
def test_a_job_waits_ever_longer_and_never_beyond_the_limit(attempts: int) -> None:
    assert wait_seconds(attempts) <= wait_seconds(attempts + 1) <= LONGEST_WAIT_SECONDS


def test_the_first_wait_is_short_and_all_together_last_hours() -> None:
    waits = [wait_seconds(attempts) for attempts in range(MOST_RETRIES)]

    assert waits[0] == 2
    assert 4 * 3600 < sum(waits) < 6 * 3600


def test_the_last_retry_is_the_last() -> None:
    assert will_retry(TimeoutError(), MOST_RETRIES - 1)
    assert not will_retry(TimeoutError(), MOST_RETRIES)
