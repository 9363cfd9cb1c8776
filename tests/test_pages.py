"""The built front end behind its headers. Where files are served, a small build of our own stands in for the real one."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from field_api import pages
from field_api.pages import content_security_policy

SCRIPT = "console.log('masuk');" * 40


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("index.html", "field/index.html", "console/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<title>{name}</title>", encoding="utf-8")
    (tmp_path / "field/service-worker.js").write_text("self", encoding="utf-8")
    (tmp_path / "field/manifest.webmanifest").write_text("{}", encoding="utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a-1f.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "assets/a-1f.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path.parent / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.setattr(pages, "DIST", tmp_path)
    yield tmp_path
    (tmp_path.parent / "secret.txt").unlink()


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/", "index.html"),
        ("/field/", "field/index.html"),
        ("/field/visits/0193/photos", "field/index.html"),
        ("/console/", "console/index.html"),
        ("/console/cases?state=returned", "console/index.html"),
    ],
)
def test_every_address_of_an_app_is_its_page(anonymous: Any, built: Path, address: str, page: str) -> None:
    answer = anonymous.get(address)

    assert (answer.status_code, answer.text) == (200, f"<title>{page}</title>")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/field", "/console"])
def test_an_address_without_its_slash_leads_to_the_app(anonymous: Any, built: Path, address: str) -> None:
    answer = anonymous.get(address)

    assert (answer.status_code, answer.headers["Location"].removeprefix("http://localhost")) == (308, f"{address}/")


def test_only_files_of_this_origin_run_and_only_the_pages_use_the_camera(anonymous: Any, built: Path) -> None:
    headers = anonymous.get("/field/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Permissions-Policy"].startswith("camera=(self), geolocation=(self)")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_base_map_is_the_only_stranger(anonymous: Any) -> None:
    policy = content_security_policy("https://peta.example.go.id/tiles/{z}/{x}/{y}.png")

    assert policy.count("https://peta.example.go.id") == 2
    assert "connect-src 'self' https://peta.example.go.id;" in policy
    assert anonymous.get("/settings.json").json == {"base_map": None}


def test_a_script_is_kept_for_ever_and_comes_compressed(anonymous: Any, built: Path) -> None:
    plain = anonymous.get("/assets/a-1f.js")
    small = anonymous.get("/assets/a-1f.js", headers={"Accept-Encoding": "gzip, br"})

    assert plain.text == SCRIPT
    assert "immutable" in plain.headers["Cache-Control"]
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.content_type.startswith("text/javascript")
    assert small.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(small.data).decode() == SCRIPT


def test_the_service_worker_is_asked_for_each_time_within_its_scope(anonymous: Any, built: Path) -> None:
    answer = anonymous.get("/field/service-worker.js")

    assert (answer.text, answer.headers["Cache-Control"]) == ("self", "no-cache")
    assert answer.content_type.startswith("text/javascript")
    assert anonymous.get("/field/manifest.webmanifest").content_type == "application/manifest+json"


def test_a_script_of_another_version_is_a_problem_and_no_page(anonymous: Any, built: Path) -> None:
    answer = anonymous.get("/assets/a-0e.js")

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "address", ["/assets/../../secret.txt", "/field/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"]
)
def test_nothing_beside_the_build_is_served(anonymous: Any, built: Path, address: str) -> None:
    assert "secret" not in anonymous.get(address).text


@pytest.mark.parametrize("address", ["/", "/field/", "/console/"])
def test_what_was_not_built_is_said_honestly(
    anonymous: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(pages, "DIST", tmp_path / "nowhere")

    answer = anonymous.get(address)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert "script/run" in answer.text
