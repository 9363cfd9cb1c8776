import json
from pathlib import Path
from typing import Any

import pytest


def test_labelled_cases_need_no_product(
    run: Any, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    out = tmp_path / "report.json"

    result = run("simulate", "--cases", str(shared_data), "--out", str(out))

    assert (result.exit_code, "== photos" in result.output, "== sequences" in result.output) == (0, True, True)
    assert {name: report["visits"] for name, report in json.loads(out.read_text("utf-8")).items()} == {
        "photos": 11,
        "sequences": 31,
    }


def test_a_folder_without_cases_is_refused_in_one_line(run: Any, tmp_path: Path) -> None:
    result = run("simulate", "--cases", str(tmp_path))

    assert result.exit_code == 1
    assert "Name the folder that holds photos/ and tracks/" in result.output


@pytest.mark.parametrize("arguments", [(), ("--against", "http://127.0.0.1:1"), ("--admin", "admin")])
def test_it_asks_for_a_product_or_for_cases(run: Any, arguments: tuple[str, ...]) -> None:
    result = run("simulate", *arguments)

    assert result.exit_code == 2
    assert "--against ADDRESS --admin USER, or --cases FOLDER" in result.output


def test_a_product_that_is_away_is_named_in_one_line(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELD_API_PASSWORD", "rahasia")

    result = run("simulate", "--against", "http://127.0.0.1:1", "--admin", "admin")

    assert result.exit_code == 1
    assert "http://127.0.0.1:1 does not answer. Is it up?" in result.output
