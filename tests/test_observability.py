"""What may be logged of an error, and figures in Prometheus' form."""

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy.exc import IntegrityError

from field_api.observability import metrics_page, trace_of

SECRET = "3175061504910002"


def insert_twice() -> None:
    """Fail as the database driver does, with a row quoted in every message."""
    raise UniqueViolation(f"Key (nik)=({SECRET}) already exists.")


def fail() -> None:
    try:
        insert_twice()
    except UniqueViolation as error:
        raise IntegrityError("INSERT INTO people", {"nik": SECRET}, error) from error


def test_a_trace_names_kinds_and_places_and_quotes_nothing() -> None:
    with pytest.raises(IntegrityError) as caught:
        fail()

    told = trace_of(caught.value)

    assert told["kinds"] == ["sqlalchemy.exc.IntegrityError", "psycopg.errors.UniqueViolation"]
    assert told["sqlstate"] == "23505"
    assert told["places"][-1].endswith(" fail")
    assert SECRET not in str(told)


def test_figures_of_one_name_share_their_heading() -> None:
    figures = [
        ("uji_jobs", "Jobs", {"area": "review", "status": "todo"}, 3),
        ("uji_jobs", "Jobs", {"area": "evidence", "status": "doing"}, 1),
        ("uji_pending", "Waiting", {}, 2.5),
    ]

    page, content_type = metrics_page(several_processes=False, figures=figures)

    lines = page.decode().splitlines()
    assert content_type.startswith("text/plain")
    assert 'uji_jobs{area="review",status="todo"} 3.0' in lines
    assert "uji_pending 2.5" in lines
    assert len([line for line in lines if line == "# HELP uji_jobs Jobs"]) == 1
