"""Measure how many visits the product takes, everything included, beside a floor measured in the same run.

    .venv/bin/python script/bench/visits.py [--visits 160] [--rounds 3] [--clients 1 8 32]

It starts its own database, object store and API in a temporary directory, durable as in production, and sends visits
with three photos of 300 KB each over HTTP, in each of three ways: all in one PUT; one PUT for the visit and one POST for
its photos; one PUT and one PATCH for each photo. CPU is that of the API, the object store and the database together, per
visit. There are two floors: inserting one row and writing three files with fsync, without any server; and a bare Flask
handler that parses, hashes, writes and commits, behind the same server with the same clients (`bare.py`). ODK Central was
measured beside such a handler, so what this machine does of it says what Central would do here. Read the ratios: this
machine may be busy.
"""

import argparse
import hashlib
import http.client
import json
import multiprocessing
import os
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402 - the project is not installed.
from urllib3 import encode_multipart_formdata  # noqa: E402

from field_api import clock  # noqa: E402
from field_api.bodies import DOCUMENT_AND_BYTES  # noqa: E402
from script.bench.servers import Server, cpu_seconds, fill, running_bare_handler, running_server, settle  # noqa: E402
from script.stack.ports import LOOPBACK  # noqa: E402
from script.stack.postgres import EmbeddedPostgres  # noqa: E402

PHOTO_BYTES = 300_000
WARM_UP_VISITS = 960
KINDS = ("house_front", "house_inside", "kitchen")
# ODK Central 2026.2 as a multiple of the bare Flask handler that was measured on the same machine, which took 170
# submissions a second for 10 ms of CPU each; Central took 46 at 8 clients and 50 at 32, for 46 to 56 ms.
CENTRAL_RATE = {8: 46 / 170, 32: 50 / 170}
CENTRAL_CPU = 51 / 10
ANSWERS = {
    "household_size": 5, "floor_area_m2": 24, "floor_material": "earth", "wall_material": "bamboo",
    "toilet_facility": "none", "lighting_source": "electricity_450", "drinking_water": "unprotected_well",
    "cooking_fuel": "firewood", "bps14.meat_frequency": "once_a_week", "bps14.new_clothes_year": "one",
    "bps14.meals_per_day": 2, "bps14.can_pay_clinic": False, "head_occupation": "farm_labourer",
    "head_education": "primary", "bps14.has_assets_500k": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds of each visit, of the whole run, and CPU seconds by part."""

    label: str
    latencies: list[float]
    wall: float
    cpu: dict[str, float]

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.wall

    @property
    def cpu_ms(self) -> float:
        return 1000 * sum(self.cpu.values()) / len(self.latencies)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a phone has made before it sends: where it goes, the document, and the photos by their hash."""

    path: str
    document: bytes
    photos: Mapping[str, bytes]


class Phone:
    """One client with a kept connection that sends visits one after the other."""

    def __init__(self, server: Server, seed: int) -> None:
        self._server = server
        self._connection = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60)
        self._headers = {"Authorization": f"Bearer {server.token}"}
        self._base = secrets.token_bytes(PHOTO_BYTES - 16)
        self._seed = seed

    def new_visit(self, number: int, photos: Sequence[bytes] = ()) -> Visit:
        """A visit with these photos, one of each kind, or with such as nobody has sent before."""
        photos = photos or [secrets.token_bytes(16) + self._base for _ in KINDS]
        digests = [hashlib.sha256(photo).hexdigest() for photo in photos]
        household = self._server.households[(self._seed * 131 + number) % len(self._server.households)]
        document = self._document(household, digests, photos)
        return Visit(f"/v1/visits/{clock.new_id()}", document, dict(zip(digests, photos, strict=True)))

    def put_document(self, visit: Visit, expected: int) -> None:
        """Send the document of a visit alone."""
        self.call("PUT", visit.path, visit.document, {"Content-Type": "application/json"}, expected)

    def call(self, method: str, path: str, body: bytes, headers: dict[str, str], expected: int) -> bytes:
        self._connection.request(method, path, body, self._headers | headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != expected:
            raise SystemExit(f"{method} {path} answered {answer.status}: {content[:300]!r}")
        return content

    def _document(self, household: str, digests: Sequence[str], photos: Sequence[bytes]) -> bytes:
        now = datetime.now(tz=UTC).isoformat()
        manifest = [
            {"sha256": digest, "size": len(photo), "kind": kind}
            for digest, photo, kind in zip(digests, photos, KINDS, strict=True)
        ]
        members = [{"name": f"Anggota {number}", "relationship": "child"} for number in range(4)]
        payload: dict[str, Any] = {
            "household_id": household,
            "instruments": [{"code": "bps-14", "version": "2005"}],
            "outcome": "visited",
            "recommendation": "eligible",
            "occupation": "Buruh tani",
            "answers": ANSWERS,
            "members": members,
            "position": {"latitude_e7": -62000000, "longitude_e7": 1068000000, "accuracy_mm": 5000},
            "photos": manifest,
            "started_at": now,
            "finished_at": now,
        }
        return json.dumps(payload).encode()


def _insist(receipt: bytes) -> None:
    if not json.loads(receipt)["complete"]:
        raise SystemExit("A visit with all its photos is not complete.")


Sending = Callable[[], object]
# One way to send a visit: what a phone does before it has a line comes first, what goes over the line is the sending.
Way = Callable[[Phone, Visit], Sending]


def at_once(phone: Phone, visit: Visit) -> Sending:
    """The photos behind the document, in one body."""
    body = b"".join((visit.document, b"\n", *visit.photos.values()))
    return lambda: _insist(phone.call("PUT", visit.path, body, {"Content-Type": DOCUMENT_AND_BYTES}, 201))


def in_two_requests(phone: Phone, visit: Visit) -> Sending:
    """The document, and then the photos together."""
    parts = ", ".join(f"{digest};offset=0" for digest in visit.photos)
    address, photos = visit.path.replace("visits", "bundles") + "/photos", b"".join(visit.photos.values())

    def send() -> None:
        phone.put_document(visit, 201)
        _insist(phone.call("POST", address, photos, {"Photo-Parts": parts}, 200))

    return send


def in_pieces(phone: Phone, visit: Visit) -> Sending:
    """The document, and then the photos one by one."""

    def send() -> None:
        phone.put_document(visit, 201)
        for digest, photo in visit.photos.items():
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
            phone.call("PATCH", f"/v1/photos/{digest}", photo, headers, 204)

    return send


def as_form(phone: Phone, visit: Visit) -> Sending:
    """A form, as the bare handler takes it."""
    photos = [(kind, (kind, photo, "image/jpeg")) for kind, photo in zip(KINDS, visit.photos.values(), strict=True)]
    body, content_type = encode_multipart_formdata([("document", json.dumps(ANSWERS)), *photos])
    return lambda: phone.call("POST", "/visits", body, {"Content-Type": content_type}, 200)


WAYS: Mapping[str, Way] = {"at once": at_once, "in two requests": in_two_requests, "in pieces": in_pieces}


def drive(server: Server, clients: int, visits: int, label: str, way: Way) -> Outcome:
    """Send `visits` from `clients` at once, spread over a few processes so that the clients do not queue themselves.

    All visits are made before the clock starts: a phone hashes a photo when it takes it, and on its own processor.
    """
    share = max(1, visits // clients)
    workers = min(clients, 4)
    touch_memory(visits * 4 * PHOTO_BYTES * len(KINDS))
    context = multiprocessing.get_context("fork")
    results: Any = context.Queue()
    prepared, start = context.Barrier(workers + 1), context.Event()
    processes = [
        context.Process(
            target=run_clients,
            args=(server, range(worker, clients, workers), share, way, prepared, start, results),
            daemon=True,
        )
        for worker in range(workers)
    ]
    for process in processes:
        process.start()
    prepared.wait(600)
    before = {name: cpu_seconds(pid) for name, pid in server.processes.items()}
    began = time.perf_counter()
    start.set()
    latencies = [latency for _ in processes for latency in results.get(timeout=600)]
    wall = time.perf_counter() - began
    for process in processes:
        process.join()
    cpu = {name: cpu_seconds(pid) - before[name] for name, pid in server.processes.items()}
    return Outcome(label, latencies, wall, cpu)


def touch_memory(size: int) -> None:
    """Write a file of this many bytes and drop it.

    A virtual machine gets its memory from its host when it first writes to it, which here costs 5 ms of CPU for each
    megabyte; a server that has run for a while has its memory. So everybody who is measured finds some that was used.
    """
    content = secrets.token_bytes(1 << 20)
    with tempfile.TemporaryFile() as file:
        for _ in range(size >> 20):
            file.write(content)
        file.flush()


def warm_up(server: Server, way: Way) -> None:
    """Send a gigabyte from many clients: the first one goes into new files and memory that nobody has touched yet."""
    drive(server, 32, WARM_UP_VISITS, "warm-up", way)


def run_clients(
    server: Server, seeds: Sequence[int], share: int, way: Way, prepared: Any, start: Any, results: Any
) -> None:
    sendings = []
    for seed in seeds:
        phone = Phone(server, seed)
        sendings.append([way(phone, phone.new_visit(number)) for number in range(share)])
    latencies: list[float] = []

    def one(mine: Sequence[Sending]) -> None:
        for send in mine:
            began = time.perf_counter()
            send()
            latencies.append(time.perf_counter() - began)

    prepared.wait(600)
    start.wait(600)
    threads = [threading.Thread(target=one, args=(mine,)) for mine in sendings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put(latencies)


def drive_repeats(server: Server, repeats: int) -> Outcome:
    """One visit sent again and again by one client."""
    phone = Phone(server, 7)
    visit = phone.new_visit(0)
    at_once(phone, visit)()
    before = {name: cpu_seconds(pid) for name, pid in server.processes.items()}
    latencies = []
    began = time.perf_counter()
    for _ in range(repeats):
        start = time.perf_counter()
        phone.put_document(visit, 200)
        latencies.append(time.perf_counter() - start)
    wall = time.perf_counter() - began
    cpu = {name: cpu_seconds(pid) - before[name] for name, pid in server.processes.items()}
    return Outcome("repeat", latencies, wall, cpu)


def floor(directory: Path, owner_url: str, clients: int, visits: int) -> tuple[float, float]:
    """Visits per second and CPU ms each of bare inserts and fsynced writes, from as many threads."""
    share = max(1, visits // clients)
    content = secrets.token_bytes(PHOTO_BYTES)
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_floor (id uuid PRIMARY KEY, document jsonb)")

    def one(seed: int) -> None:
        with psycopg.connect(owner_url) as connection:
            for number in range(share):
                for kind in KINDS:
                    hashlib.sha256(content).hexdigest()
                    with (directory / f"{seed}-{number}-{kind}").open("wb") as file:
                        file.write(content)
                        file.flush()
                        os.fsync(file.fileno())
                connection.execute("INSERT INTO bench_floor VALUES (%s, %s)", (clock.new_id(), json.dumps(ANSWERS)))
                connection.commit()

    before, began = time.process_time(), time.perf_counter()
    threads = [threading.Thread(target=one, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = share * clients
    return done / (time.perf_counter() - began), 1000 * (time.process_time() - before) / done


def show(outcome: Outcome) -> None:
    ordered = sorted(outcome.latencies)
    cuts = [1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99)]
    parts = "  ".join(f"{name} {1000 * seconds / len(ordered):.1f}" for name, seconds in outcome.cpu.items())
    print(
        f"{outcome.label:<22} {outcome.rate:7.1f}/s   p50 {cuts[0]:6.0f}  p95 {cuts[1]:6.0f}  p99 {cuts[2]:6.0f} ms"
        f"   CPU {outcome.cpu_ms:5.1f} ms each ({parts})"
    )


def merged(outcomes: Sequence[Outcome]) -> Outcome:
    """Several rounds of one row as one."""
    return Outcome(
        outcomes[0].label,
        [latency for outcome in outcomes for latency in outcome.latencies],
        sum(outcome.wall for outcome in outcomes),
        {part: sum(outcome.cpu[part] for outcome in outcomes) for part in outcomes[0].cpu},
    )


def compare(outcomes: Sequence[Outcome], bare_outcomes: Sequence[Outcome], central_rate: float | None) -> None:
    """Print the visit beside the bare handler, and beside what ODK Central would do where that handler does as much.

    The middle of what each round says, for the machine changes its mood between two rounds more than within one.
    """
    rounds = list(zip(outcomes, bare_outcomes, strict=True))
    rate = statistics.median(ours.rate / bare.rate for ours, bare in rounds)
    cpu = statistics.median(ours.cpu_ms / bare.cpu_ms for ours, bare in rounds)
    print(f"{'':<22} {rate:.2f} of the bare handler's rate for {cpu:.1f} times its CPU", end="")
    if central_rate is not None:
        print(
            f": {rate / central_rate:.2f} times Central's rate (bar 2.00) for {cpu / CENTRAL_CPU:.2f} of its CPU (0.50)",
            end="",
        )
    print()


def compare_ways(handler: Server, server: Server, clients: int, visits: int, rounds: int) -> None:
    """Drive the handler and each way to send a visit, one right after the other, and print what the rounds say."""
    bare_label = f"bare handler, {clients}"
    done: dict[str, list[Outcome]] = {bare_label: []}
    for _ in range(rounds):
        done[bare_label].append(drive(handler, clients, visits, bare_label, as_form))
        for name, way in WAYS.items():
            label = f"{clients}, {name}"
            settle(server)
            done.setdefault(label, []).append(drive(server, clients, visits, label, way))
    for label, outcomes in done.items():
        show(merged(outcomes))
        if label != bare_label:
            compare(outcomes, done[bare_label], CENTRAL_RATE.get(clients))


def compare_repeats(server: Server, rounds: int) -> None:
    """Send visits again and new ones in turn, and print what the rounds say of a repeat."""
    repeats, new = [], []
    for _ in range(rounds):
        settle(server)
        repeats.append(drive_repeats(server, 1000))
        new.append(drive(server, 1, 160, "1 client, new", at_once))
    show(merged(repeats))
    share = statistics.median(repeat.cpu_ms / visit.cpu_ms for repeat, visit in zip(repeats, new, strict=True))
    print(f"a repeat costs {share:.3f} of a new visit (bar 0.100)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visits", type=int, default=160, help="visits of a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--processes", type=int, default=2, help="API processes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="field-bench-") as name:
        directory, processes = Path(name), arguments.processes
        with running_bare_handler(directory, processes) as handler, running_server(directory, processes) as server:
            fill(server)
            warm_up(handler, as_form)
            warm_up(server, at_once)
            for n in arguments.clients:
                compare_ways(handler, server, n, arguments.visits, arguments.rounds)
            compare_repeats(server, arguments.rounds)
        with EmbeddedPostgres(directory / "floor") as postgres:
            for n in arguments.clients:
                rate, cpu = floor(directory, postgres.url("field_owner"), n, arguments.visits)
                print(f"floor, {n:>2} clients      {rate:7.1f}/s   client CPU {cpu:.1f} ms each")


if __name__ == "__main__":
    main()
