"""The queue from the command line."""

from collections.abc import Callable

from click.testing import Result
from sqlalchemy import Engine, text

Run = Callable[..., Result]


def test_failed_jobs_are_shown_and_started_again(run: Run, owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts)"
                " VALUES ('a', 'a.b', 'failed', 3), ('a', 'a.b', 'doing', 0)"
            )
        )

    assert run("jobs", "status").output.split()[:6] == ["a", "doing", "1", "a", "failed", "1"]
    assert run("jobs", "retry").output == "1 jobs are queued again.\n"
    assert run("jobs", "status").output.split()[:6] == ["a", "doing", "1", "a", "todo", "1"]
