"""Programmes and instruments from files."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from sqlalchemy import Engine, text

Run = Callable[..., Result]


def test_the_shipped_programmes_and_instruments_load_twice_with_the_same_result(run: Run) -> None:
    for command in (("programmes", "load"), ("instruments", "load")):
        first = run(*command)

        assert first.exit_code == 0
        assert first.output
        assert run(*command).output == first.output


def test_the_publishers_tables_of_the_ppi_become_instruments(run: Run, shared_data: Path, owner: Engine) -> None:
    result = run("instruments", "import-ppi", str(shared_data / "records" / "ppi"))

    assert result.output.split() == ["ppi-indonesia@2016", "ppi-indonesia@2022"]
    with owner.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM instruments")) == 2


def test_a_folder_without_tables_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    result = run("instruments", "import-ppi", str(tmp_path))

    assert result.exit_code == 1
    assert "scorecard_2022.csv" in result.output


def test_tables_that_do_not_fit_together_are_refused_and_nothing_is_published(
    run: Run, shared_data: Path, tmp_path: Path, owner: Engine
) -> None:
    for name in ("scorecard_2022.csv", "lookup_2022.csv"):
        lines = (shared_data / "records" / "ppi" / name).read_text("utf-8").splitlines(keepends=True)
        kept = lines[:-3] if name.startswith("lookup") else lines
        (tmp_path / name).write_text("".join(kept[:1] + kept[2:]), encoding="utf-8")

    assert run("instruments", "import-ppi", str(tmp_path)).exit_code == 1
    with owner.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM instruments")) == 0
