"""One running product for all journeys, with the areas of Jakarta; each journey works in households of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from tests.fakes.prepared import migrated
from tests.fakes.product import RunningProduct, connections
from tests.journeys.town import Town, settle


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, shared_by_run: Path) -> Iterator[RunningProduct]:
    with RunningProduct(tmp_path_factory.mktemp("product"), start=migrated(shared_by_run)) as running:
        yield running


@pytest.fixture(scope="session")
def pool() -> Iterator[urllib3.PoolManager]:
    with connections() as opened:
        yield opened


@pytest.fixture(scope="session")
def town(product: RunningProduct, pool: urllib3.PoolManager, shared_data: Path) -> Town:
    return settle(product, pool, shared_data)
