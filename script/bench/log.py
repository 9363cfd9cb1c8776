"""Measure what the record costs: an append beside the same write without it, the sequencer and the log, a receipt.

    .venv/bin/python script/bench/log.py [--visits 150] [--entries 20000] [--leaves 1000000]

It starts database, object store and API in a temporary directory, durable as in production, and a second API that records
nothing (`unjournaled.py`). Visits with three photos of 300 KB are sent to the two in turn, so that both meet the same
moments of a busy machine. The receipt is one under a log of a million entries with two cosignatures.
"""

import argparse
import hashlib
import json
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy.orm import Session, sessionmaker  # noqa: E402 - the project is not installed.

from field_api import clock, db, tables  # noqa: E402
from field_api.config import Config  # noqa: E402
from field_api.journal import service as journal  # noqa: E402
from field_api.journal.models import JournalEntry  # noqa: E402
from field_api.journal.rules import Entry, Event, SystemAuthor, statement_of  # noqa: E402
from field_api.scope import EVERYWHERE  # noqa: E402
from field_api.transparency.rules.cosignatures import Cosigner, cosigners  # noqa: E402
from field_api.transparency.rules.merkle import inclusion_proof, leaf_hash, root_of  # noqa: E402
from field_api.transparency.rules.notes import Checkpoint, Signer  # noqa: E402
from field_api.transparency.rules.receipts import Receipt, commitment_of  # noqa: E402
from field_api.transparency.rules.tiles import Growth, node_reader  # noqa: E402
from script.bench.servers import Server, cpu_seconds, running_server, serving, settle  # noqa: E402
from script.bench.visits import Phone, at_once, warm_up  # noqa: E402

TABLES = tables.METADATA
LOG = Signer("dinsos.example/log", bytes(range(32)))
WITNESSES = [Cosigner(f"saksi-{number}.example/witness", bytes([number]) * 32) for number in (1, 2)]


def cost_of_appending(server: Server, port_without: int, pid_without: int, visits: int) -> None:
    """The same write with its journal and without, in turn, as a phone waits for it."""
    phones = {True: Phone(server, 1), False: Phone(replace(server, port=port_without), 2)}
    pids = {True: server.processes["api"], False: pid_without}
    for phone in phones.values():
        for number in range(20):
            at_once(phone, phone.new_visit(number))()
    seconds: dict[bool, list[float]] = {True: [], False: []}
    before = {kind: cpu_seconds(pid) for kind, pid in pids.items()}
    for number in range(2 * visits):
        with_journal = number % 2 == 0
        phone = phones[with_journal]
        send = at_once(phone, phone.new_visit(number))
        began = time.perf_counter()
        send()
        seconds[with_journal].append(time.perf_counter() - began)
    # What other work on the machine adds is never negative, so the quicker ones say more.
    wall = {kind: 1000 * statistics.quantiles(each, n=4)[0] for kind, each in seconds.items()}
    cpu = {kind: 1000 * (cpu_seconds(pid) - before[kind]) / visits for kind, pid in pids.items()}
    for name, taken in (("wall, lower quartile", wall), ("CPU of the API, mean", cpu)):
        share = taken[True] / taken[False] - 1
        print(f"visit with its journal {taken[True]:.1f} ms, without {taken[False]:.1f} ms: +{share:.1%} ({name})")


def rate_of_the_log(sessions: sessionmaker[Session], entries: int) -> None:
    """How many entries a second get a position and a leaf, with the digests of ten rows each."""
    data = {
        "content_sha256": "a" * 64,
        "photos": 3,
        "rows": {"captures": {f"{clock.new_id()}/{n}": "d" * 43 for n in range(10)}},
    }
    with db.unit_of_work(sessions) as session:
        db.set_scope(session, EVERYWHERE)
        for _ in range(entries // 1000):
            made = [Entry(Event.VISIT_SUBMITTED, clock.new_id(), "31.75", data) for _ in range(1000)]
            journal.append_all(session, SystemAuthor(), made, at=clock.now())
    steps: dict[str, Callable[[Session], int]] = {
        "sequencer": lambda session: journal.sequence(session, at=clock.now(), react=lambda *_: None, limit=1000),
        "log": lambda session: journal.integrate(session, LOG, at=clock.now(), limit=1000),
    }
    whole = 0.0
    for name, step in steps.items():
        began, cpu, taken, done = time.perf_counter(), time.process_time(), 1, 0
        while taken:
            with db.unit_of_work(sessions) as session:
                db.set_scope(session, EVERYWHERE)
                taken = step(session)
                done += taken
        wall = time.perf_counter() - began
        whole += wall / done
        print(
            f"{name}: {done / wall:,.0f} entries/s, {1000 * (time.process_time() - cpu) / done:.2f} ms of Python each"
        )
    print(f"both, one after the other: {1 / whole:,.0f} entries/s (bar 500)")


def cost_of_a_receipt(sessions: sessionmaker[Session], leaves: int) -> None:
    """The size of a visit's receipt under a large log with two witnesses, and the time to verify it offline."""
    with sessions() as session:
        db.set_scope(session, EVERYWHERE)
        entry = session.query(JournalEntry).filter(JournalEntry.event == Event.VISIT_COMPLETED.value).first()
        if entry is None:
            raise SystemExit("No visit was completed.")
        after = {"size": leaves - 500, "root": "A" * 43 + "=", "signed_at": "2026-11-22T01:00:00+00:00"}
        entry.data = {**entry.data, "after": after}
        entry.device_id = UUID(int=7)
        statement = statement_of(entry)
        session.rollback()
    salt, index = secrets.token_bytes(16), leaves // 3
    growth = Growth(0)
    mine = leaf_hash(commitment_of(statement, salt))
    growth.append((mine if n == index else hashlib.sha256(n.to_bytes(8)).digest() for n in range(leaves)), edge={})
    node = node_reader(lambda level, number: growth.tiles.get((level, number), b""))
    text = Checkpoint(LOG.name, leaves, root_of(leaves, node)).text()
    note = LOG.sign(text) + "".join(witness.cosign(text, at=clock.now()) for witness in WITNESSES)
    receipt = Receipt(statement, salt, index, tuple(inclusion_proof(index, leaves, node)), note)
    document = json.dumps(receipt.to_json(), separators=(",", ":"), ensure_ascii=False)
    print(f"receipt: {len(document.encode()):,} bytes under {leaves:,} entries, two cosignatures (bar 2,560)")
    print(f"  log's signature and proof: {_best(lambda: _verified(document, 0)):.2f} ms (bar 1)")
    print(f"  with both witnesses: {_best(lambda: _verified(document, 2)):.2f} ms")


def _verified(document: str, witnesses: int) -> None:
    receipt = Receipt.parse(json.loads(document))
    receipt.verify([LOG.verifier])
    known = [witness.verifier for witness in WITNESSES[:witnesses]]
    if len(cosigners(receipt.checkpoint, known)) != witnesses:
        raise SystemExit("A cosignature does not hold.")


def _best(action: Callable[[], Any]) -> float:
    """The CPU of one run in milliseconds, the median of many."""
    seconds = []
    for _ in range(500):
        began = time.thread_time()
        action()
        seconds.append(time.thread_time() - began)
    return 1000 * statistics.median(seconds)


def main() -> None:
    """Run all three and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=150)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="field-bench-") as name, running_server(Path(name), 1) as server:
        sessions = db.make_session_factory(db.make_engine(Config.from_environment(server.environment)))
        without = serving("script.bench.unjournaled:create_app", Path(name), server.environment, 1)
        with without as (port, pid):
            warm_up(server, at_once)
            settle(server)
            cost_of_appending(server, port, pid, asked.visits)
        rate_of_the_log(sessions, asked.entries)
        cost_of_a_receipt(sessions, asked.leaves)


if __name__ == "__main__":
    main()
