"""Areas from real files at the command line."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from sqlalchemy import Engine, text

Run = Callable[..., Result]


def count_areas(owner: Engine) -> int:
    with owner.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM areas")).scalar_one())


def jakarta_codes(shared_data: Path, target: Path) -> Path:
    lines = (shared_data / "areas" / "kemendagri_2025_wilayah.csv").read_text("utf-8").splitlines(keepends=True)
    target.write_text("".join(line for line in lines if line.startswith(("kode,", "31"))), encoding="utf-8")
    return target


def test_codes_and_polygons_come_in_and_a_repeat_changes_nothing(
    run: Run, shared_data: Path, tmp_path: Path, owner: Engine
) -> None:
    codes = jakarta_codes(shared_data, tmp_path / "jakarta.csv")
    import_codes = ("areas", "import-codes", str(codes), "--title", "Kemendagri", "--valid-from", "2025-01-01")

    assert "Imported: " in run(*import_codes).output
    stored = count_areas(owner)

    assert stored > 260
    assert "imported before" in run(*import_codes).output
    assert count_areas(owner) == stored


def test_a_dry_run_changes_nothing(run: Run, shared_data: Path, tmp_path: Path, owner: Engine) -> None:
    codes = jakarta_codes(shared_data, tmp_path / "jakarta.csv")

    result = run(
        "areas", "import-codes", str(codes), "--title", "Kemendagri", "--valid-from", "2025-01-01", "--dry-run"
    )

    assert "Would import" in result.output
    assert count_areas(owner) == 0


def test_rows_that_are_left_out_are_told_with_their_number(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "faulty.csv"
    path.write_text("kode,nama\n31,DKI Jakarta\n31.7x,Salah\n", encoding="utf-8")

    result = run("areas", "import-codes", str(path), "--title", "Uji", "--valid-from", "2025-01-01")

    assert "row 3" in result.output
