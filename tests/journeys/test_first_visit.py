"""The script of the README against whole processes: API, worker, PostGIS and S3 server of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.prepared import with_demo
from tests.fakes.product import ROOT, RunningProduct

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]


@pytest.fixture
def address(tmp_path: Path, shared_by_run: Path) -> Iterator[str]:
    """A running product with the demo, for this test alone."""
    with RunningProduct(tmp_path, start=with_demo(shared_by_run)) as product:
        yield product.address


def run_script(folder: Path, address: str) -> subprocess.CompletedProcess[str]:
    program = folder / "field-api"
    program.write_text(f"#!{sys.executable}\nfrom field_api.cli import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    return subprocess.run(  # noqa: S603 - our own script
        ["/bin/bash", str(ROOT / "docs" / "first-visit.sh")],
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "FIELD_API_URL": address,
            "FIELD_API": str(program),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )


def test_a_newcomer_sees_one_house_pass_through_the_whole_product_and_then_the_next(
    address: str, tmp_path: Path
) -> None:
    first = run_script(tmp_path, address)
    second = run_script(tmp_path, address)

    for done in (first, second):
        assert done.returncode == 0, done.stdout + done.stderr
        assert "repeated: true" in done.stdout
        assert "bps-14 says poor" in done.stdout
        assert "list endorsed with letter" in done.stdout
        assert "confirmed: " in done.stdout
        assert done.stdout.index("visit.submitted") < done.stdout.index("hand_over.completed")
    houses = [line for done in (first, second) for line in done.stdout.splitlines() if line.startswith("visits ")]
    assert len(set(houses)) == 2
