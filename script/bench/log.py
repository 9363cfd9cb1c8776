"""Measure what the record costs: an append beside the same write without it, the sequencer and the log, a receipt.

    .venv/bin/python script/bench/log.py [--visits 150] [--entries 20000] [--leaves 1000000]

It starts a database of its own in a temporary directory, durable as in production. A visit with three photos of 300 KB is
written through the services and committed, turn by turn with its journal and without it, so that both meet the same
moments of a busy machine. The receipt is one under a log of a million entries with two cosignatures.
"""

import argparse
import base64
import hashlib
import json
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy.orm import Session, sessionmaker  # noqa: E402 - the project is not installed.

from field_api import clock, db, tables  # noqa: E402
from field_api.config import Config  # noqa: E402
from field_api.evidence.schemas.visits import VisitSubmissionSchema  # noqa: E402
from field_api.evidence.service import bundles, uploads, visits  # noqa: E402
from field_api.identity.rules import Actor, Grant, Role  # noqa: E402
from field_api.journal import service as journal  # noqa: E402
from field_api.journal.models import JournalEntry  # noqa: E402
from field_api.journal.rules import Entry, Event, SystemAuthor, statement_of  # noqa: E402
from field_api.registry.service.keys import key_ring  # noqa: E402
from field_api.scope import EVERYWHERE  # noqa: E402
from field_api.transparency.rules.cosignatures import Cosigner, cosigners  # noqa: E402
from field_api.transparency.rules.merkle import inclusion_proof, leaf_hash, root_of  # noqa: E402
from field_api.transparency.rules.notes import Checkpoint, Signer  # noqa: E402
from field_api.transparency.rules.receipts import Receipt, commitment_of  # noqa: E402
from field_api.transparency.rules.tiles import Growth, node_reader  # noqa: E402
from script.bench.servers import arrange  # noqa: E402
from script.bench.visits import ANSWERS, KINDS, PHOTO_BYTES  # noqa: E402
from script.stack.postgres import EmbeddedPostgres  # noqa: E402

TABLES = tables.METADATA
LOG = Signer("dinsos.example/log", bytes(range(32)))
WITNESSES = [Cosigner(f"saksi-{number}.example/witness", bytes([number]) * 32) for number in (1, 2)]
Append = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Bench:
    """The database under load, its verifier and what he visits."""

    config: Config
    sessions: sessionmaker[Session]
    actor: Actor
    households: list[str]


def prepare(postgres: EmbeddedPostgres) -> Bench:
    """A migrated database with one verifier, one instrument and a thousand households."""
    environment = {
        "DATABASE_URL": postgres.url("field_app"),
        "MIGRATION_DATABASE_URL": postgres.url("field_owner"),
        "OBJECT_STORE_URL": "http://key:secret@127.0.0.1:9/unused",
        "FIELD_API_SEAL_KEYS": "bench:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "FIELD_API_HASH_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "FIELD_API_ENV": "test",
    }
    run = "from field_api.cli import main; main()"
    subprocess.run([sys.executable, "-c", run, "migrate"], cwd=ROOT, env=environment, check=True)  # noqa: S603 - ours
    _, households = arrange(environment)
    config = Config.from_environment(environment)
    sessions = db.make_session_factory(db.make_engine(config))
    with sessions() as session:
        db.set_scope(session, EVERYWHERE)
        entry = session.query(JournalEntry).filter(JournalEntry.event == Event.USER_CREATED.value).one()
        actor = Actor(entry.subject_id, clock.new_id(), None, "bench", (Grant(Role.VERIFIER, "31"),))
    return Bench(config, sessions, actor, households)


def write_visit(bench: Bench) -> tuple[float, float]:
    """One visit with its photos, committed; the seconds that it took, and those of this process's CPU."""
    photos = [secrets.token_bytes(PHOTO_BYTES) for _ in KINDS]
    manifest = [
        {"sha256": hashlib.sha256(photo).hexdigest(), "size": len(photo), "kind": kind}
        for photo, kind in zip(photos, KINDS, strict=True)
    ]
    content = {
        "household_id": secrets.choice(bench.households),
        "instruments": [{"code": "bps-14", "version": "2005"}],
        "outcome": "visited", "recommendation": "eligible", "occupation": "Buruh tani", "note": "",
        "answers": ANSWERS,
        "members": [{"name": "Siti Aminah", "relationship": "head", "sex": "F", "present": True}],
        "position": {"latitude_e7": -61_234_567, "longitude_e7": 1_069_876_543, "accuracy_mm": 6_500, "samples": []},
        "photos": manifest, "channel": "api", "app_version": "bench",
        "started_at": "2026-03-02T09:12:00+07:00", "finished_at": "2026-03-02T09:31:00+07:00",
    }  # fmt: skip
    visit = VisitSubmissionSchema().load(content)
    visit_id, at = clock.new_id(), clock.now()
    began, cpu = time.perf_counter(), time.process_time()
    with db.unit_of_work(bench.sessions) as session:
        db.set_scope(session, EVERYWHERE)
        visits.submit_visit(
            session, bench.actor, key_ring(bench.config), visit_id=visit_id, visit=visit, content=content, at=at
        )
        _, declared = bundles.require_own_manifest(session, bench.actor, bundle_id=visit_id)
        pieces = [uploads.Piece(entry["sha256"], 0, photo) for entry, photo in zip(manifest, photos, strict=True)]
        uploads.receive_photos(session, bench.actor, manifest=declared, pieces=pieces, at=at)
    return time.perf_counter() - began, time.process_time() - cpu


def cost_of_appending(bench: Bench, rounds: int) -> None:
    """The same write with its journal and without, in turn."""
    whole: Append = journal.append_all
    taken: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for number in range(2 * rounds + 20):
        with_journal = number % 2 == 0
        journal.append_all = whole if with_journal else lambda *_, **__: None
        one = write_visit(bench)
        if number >= 20:  # noqa: PLR2004 - the first ones warm up
            taken[with_journal].append(one)
    journal.append_all = whole
    for place, name in enumerate(("wall, lower quartile", "CPU of Python, median")):
        # What other work on the machine adds is never negative, so the quicker ones say more.
        quartile = 0 if place == 0 else 1
        middle = {
            kind: 1000 * statistics.quantiles((each[place] for each in pairs), n=4)[quartile]
            for kind, pairs in taken.items()
        }
        share = middle[True] / middle[False] - 1
        print(f"visit with its journal {middle[True]:.1f} ms, without {middle[False]:.1f} ms: +{share:.1%} ({name})")


def rate_of_the_log(bench: Bench, entries: int) -> None:
    """How many entries a second get a position and a leaf, with the digests of ten rows each."""
    data = {
        "content_sha256": "a" * 64,
        "photos": 3,
        "rows": {"captures": {f"{clock.new_id()}/{n}": "d" * 43 for n in range(10)}},
    }
    with db.unit_of_work(bench.sessions) as session:
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
            with db.unit_of_work(bench.sessions) as session:
                db.set_scope(session, EVERYWHERE)
                taken = step(session)
                done += taken
        wall = time.perf_counter() - began
        whole += wall / done
        print(
            f"{name}: {done / wall:,.0f} entries/s, {1000 * (time.process_time() - cpu) / done:.2f} ms of Python each"
        )
    print(f"both, one after the other: {1 / whole:,.0f} entries/s (bar 500)")


def cost_of_a_receipt(bench: Bench, leaves: int) -> None:
    """The size of a visit's receipt under a large log with two witnesses, and the time to verify it offline."""
    with bench.sessions() as session:
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
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder) / "postgres") as postgres:
        bench = prepare(postgres)
        cost_of_appending(bench, asked.visits)
        rate_of_the_log(bench, asked.entries)
        cost_of_a_receipt(bench, asked.leaves)


if __name__ == "__main__":
    main()
