"""While phones send visits, everything is killed: the API, the worker, the database, the object store.

Phones go on as phones do, and afterwards whatever was acknowledged is there exactly once.
"""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.http_client import Phone, fresh_id, manifest_entry
from tests.fakes.product import RunningProduct, connections
from tests.journeys.town import RW_OF_KILLS, Town, import_households, visit_payload

pytestmark = pytest.mark.stack

PHONES, VISITS_EACH = 4, 10
VISITS_BETWEEN_KILLS = 4
# Small ones, so that a visit is many requests and a kill meets all of their stages.
PIECE_BYTES = 16 * 1024


@dataclass(frozen=True)
class Sent:
    """What the phones sent, and the receipts that they were given."""

    payloads: dict[str, dict[str, Any]]
    photos: dict[str, bytes]
    receipts: dict[str, dict[str, Any]]


class Pace:
    """Lets the phones get two kills' worth of visits ahead and no further, so that a quick machine is killed at work too."""

    def __init__(self) -> None:
        self.allowed = 2 * VISITS_BETWEEN_KILLS

    def wait(self, delivered: Callable[[], int]) -> None:
        while delivered() >= self.allowed:
            time.sleep(0.01)


@pytest.fixture(scope="module")
def sent(town: Town, shared_data: Path) -> Sent:
    """Forty visits sent through all the killing, and the worker given time to catch up."""
    photo = (shared_data / "photos" / "retagged" / "id_no_gps_messenger.jpg").read_bytes()
    households = import_households(town, town.log_in("penelaah"), RW_OF_KILLS, PHONES * VISITS_EACH)
    photos: dict[str, bytes] = {}
    payloads = {fresh_id(): _visit(household, photo, number, photos) for number, household in enumerate(households)}
    sent, pace = Sent(payloads, photos, receipts={}), Pace()
    with ExitStack() as opened, ThreadPoolExecutor(PHONES + 1) as threads:
        pools = [opened.enter_context(connections()) for _ in range(PHONES)]
        phones = [Phone(town.log_in("petugas", pool=pool), piece_bytes=PIECE_BYTES) for pool in pools]
        work = [threads.submit(_kill_again_and_again, town.product, pace, lambda: len(sent.receipts))]
        work += [
            threads.submit(_send, phone, pace, sent, list(payloads)[start::PHONES])
            for start, phone in enumerate(phones)
        ]
        for each in work:
            each.result()
    town.product.wait_for_the_worker()
    return sent


def _visit(household: str, photo: bytes, number: int, photos: dict[str, bytes]) -> dict[str, Any]:
    """A visit with two photos nobody else has: a real one, each with other bytes behind its end."""
    contents = {kind: photo + f"{number} {kind}".encode() for kind in ("house_front", "house_inside")}
    entries = [manifest_entry(content, kind) for kind, content in contents.items()]
    photos.update({entry["sha256"]: contents[entry["kind"]] for entry in entries})
    return visit_payload(household, entries)


def _send(phone: Phone, pace: Pace, sent: Sent, visits: list[str]) -> None:
    for visit in visits:
        pace.wait(lambda: len(sent.receipts))
        sent.receipts[visit] = phone.deliver(f"/v1/visits/{visit}", sent.payloads[visit], sent.photos)


def _kill_again_and_again(product: RunningProduct, pace: Pace, delivered: Callable[[], int]) -> None:
    """Kill one part after the other, each when all are well again and the phones have got on a little."""
    parts = [product.kill_api, product.kill_worker, product.kill_database, product.kill_api, product.kill_store]
    parts += [product.kill_worker, product.kill_api]
    try:
        for number, kill in enumerate(parts):
            reached = number * VISITS_BETWEEN_KILLS
            product.wait_for(f"visit {reached}", lambda reached=reached: delivered() > reached)  # type: ignore[misc]
            assert delivered() < PHONES * VISITS_EACH, "the phones were done before everything was killed"
            kill()
            pace.allowed += VISITS_BETWEEN_KILLS
            product.wait_until_healthy()
    finally:
        pace.allowed = PHONES * VISITS_EACH


@pytest.fixture
def rows(sent: Sent, town: Town) -> Callable[[str], list[Any]]:
    """Ask the database about the visits that were sent."""
    return lambda statement: town.product.rows(statement, list(sent.payloads))


def test_every_phone_holds_a_receipt_for_what_it_sent(sent: Sent) -> None:
    assert sent.receipts.keys() == sent.payloads.keys()
    assert all(receipt["complete"] and not receipt["missing"] for receipt in sent.receipts.values())


def test_every_visit_is_there_once_with_its_photos(sent: Sent, rows: Callable[[str], list[Any]]) -> None:
    visits = rows("SELECT id::text FROM visits WHERE id = ANY(%s::uuid[])")
    captures = rows("SELECT count(*), count(DISTINCT sha256) FROM captures WHERE bundle_id = ANY(%s::uuid[])")

    assert sorted(visit for (visit,) in visits) == sorted(sent.payloads)
    assert captures == [(len(sent.photos), len(sent.photos))]


def test_each_household_was_visited_once(rows: Callable[[str], list[Any]]) -> None:
    counts = rows("SELECT DISTINCT count(*) FROM visits WHERE id = ANY(%s::uuid[]) GROUP BY household_id")

    assert counts == [(1,)]


def test_the_bytes_that_are_kept_are_those_of_the_phones(sent: Sent, town: Town) -> None:
    found = {sha256: hashlib.sha256(town.product.original(sha256)).hexdigest() for sha256 in sent.photos}

    assert found == {sha256: sha256 for sha256 in sent.photos}


def test_every_photo_was_inspected_once(sent: Sent, town: Town) -> None:
    inspected = town.product.rows(
        "SELECT sha256, count(*) FROM photo_inspections WHERE sha256 = ANY(%s) GROUP BY sha256", list(sent.photos)
    )

    assert dict(inspected) == dict.fromkeys(sent.photos, 1)


def test_every_complete_visit_has_one_open_case(sent: Sent, rows: Callable[[str], list[Any]]) -> None:
    cases = rows("SELECT visit_id::text, state FROM cases WHERE visit_id = ANY(%s::uuid[])")

    assert sorted(cases) == sorted((visit, "awaiting_review") for visit in sent.payloads)


def test_no_entry_of_the_journal_is_missing_or_doubled(sent: Sent, rows: Callable[[str], list[Any]]) -> None:
    entries = rows(
        "SELECT subject_id::text, event, count(*) FROM journal_entries WHERE subject_id = ANY(%s::uuid[])"
        # A visit is checked again whenever something new is known of it.
        " AND event NOT IN ('visit.checked', 'photo.reuse_found')"
        " GROUP BY subject_id, event"
    )
    once = {(visit, event): 1 for visit in sent.payloads for event in ("visit.submitted", "visit.completed")}
    twice = {(visit, event): 2 for visit in sent.payloads for event in ("photo.stored", "photo.inspected")}

    assert {(visit, event): count for visit, event, count in entries} == once | twice


def test_positions_of_the_journal_are_dense_and_every_entry_has_one(sent: Sent, town: Town) -> None:
    (found,) = town.product.rows(
        "SELECT min(position), max(position) + 1, count(*), (SELECT count(*) FROM journal_entries)"
        " FROM journal_positions"
    )
    lowest, end, count, entries = found

    assert sent.receipts
    assert (lowest, end, count) == (0, count, entries)


def test_no_job_failed_for_good(sent: Sent, town: Town) -> None:
    failed = town.product.rows("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'failed'")

    assert sent.receipts
    assert failed == []


def test_nothing_of_an_upload_is_left_behind(sent: Sent, town: Town) -> None:
    left = town.product.rows("SELECT count(*) FROM photo_pieces WHERE sha256 = ANY(%s)", list(sent.photos))

    assert left == [(0,)]
