"""Measure the import of invented households into a private cluster, at a small and a large size.

    .venv/bin/python script/bench/imports.py [households ...]        (default: 10000 100000)

Every size runs in a process of its own, so that its highest memory can be told, into one durable cluster that is made
for the run and removed after it. Processor seconds are those of the importing process and of PostgreSQL with all its
children. A yardstick and the load of the machine stand beside them. The bars: 100,000 households in 60 seconds, and memory that does not grow with the file.
"""

import argparse
import base64
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402 - the project is not installed.

from field_api import clock, db, tables  # noqa: E402
from field_api.areas.models import Area, AreaEdition  # noqa: E402
from field_api.areas.rules.codes import ancestors_of, level_of, parent_of  # noqa: E402
from field_api.commands.set_up import alembic_config  # noqa: E402
from field_api.config import Config, ObjectStoreAddress, sqlalchemy_url  # noqa: E402
from field_api.demo.district import REGENCY_CODE, District, scaled_layout, synthetic_district  # noqa: E402
from field_api.demo.import_file import FaultRates, write_import_csv  # noqa: E402
from field_api.demo.people import households  # noqa: E402
from field_api.journal.rules import SystemAuthor  # noqa: E402
from field_api.registry.service.imports import import_file  # noqa: E402
from script.stack.postgres import EmbeddedPostgres  # noqa: E402

BAR_HOUSEHOLDS, BAR_SECONDS = 100_000, 60.0
HOUSEHOLDS_PER_RT = 40
MADE_AT = datetime(2026, 3, 2, tzinfo=UTC)
TABLES = tables.METADATA
_TICKS = os.sysconf("SC_CLK_TCK")


def configuration(url: str) -> Config:
    return Config(
        database_url=sqlalchemy_url(url),
        object_store=ObjectStoreAddress("127.0.0.1:1", secure=False, access_key="-", secret_key="-", bucket="-"),  # noqa: S106
        seal_keys="bench:" + base64.b64encode(b"s" * 32).decode(),
        hash_key=b"h" * 32,
        environment="test",
    )


def migrate(url: str) -> None:
    os.environ["MIGRATION_DATABASE_URL"] = url
    command.upgrade(alembic_config(), "head")


def store_areas(config: Config, district: District) -> None:
    """Store the codes of the district as an edition; polygons are not needed here."""
    codes = {area.code: area.name for area in district.areas}
    for code in tuple(codes):
        codes |= {above: above for above in ancestors_of(code) if above not in codes}
    edition_id = clock.new_id()
    edition = {
        "id": edition_id, "kind": "codes", "title": "bench", "source_sha256": "0" * 64, "settings": {}, "counts": {},
        "valid_from": MADE_AT.date(), "imported_at": MADE_AT, "imported_by": None,
    }  # fmt: skip
    rows = [
        {
            "id": clock.new_id(), "code": code, "parent_code": parent_of(code), "level": int(level_of(code)),
            "name": name, "valid_from": MADE_AT.date(), "valid_to": None, "edition_id": edition_id,
        }
        for code, name in sorted(codes.items())
    ]  # fmt: skip
    with db.unit_of_work(db.make_session_factory(db.make_engine(config))) as session:
        session.execute(insert(AreaEdition), [edition])
        session.execute(insert(Area), rows)


def run_one(url: str, path: Path) -> None:
    """Import one file and print what it took as JSON; runs in a process of its own."""
    config = configuration(url)
    sessions = db.make_session_factory(db.make_engine(config))
    began = time.perf_counter()
    record = import_file(
        sessions,
        config,
        SystemAuthor("bench"),
        path=path,
        area_scope=REGENCY_CODE,
        at=clock.now(),
        progress=lambda _: None,
    )
    seconds = time.perf_counter() - began
    storing, reading = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "status": record.status,
                "seconds": seconds,
                "cpu": storing.ru_utime + storing.ru_stime,
                "reading_cpu": reading.ru_utime + reading.ru_stime,
                "rss_mib": storing.ru_maxrss / 1024,
                "reading_rss_mib": reading.ru_maxrss / 1024,
                "rows": record.rows_read,
                "rejected": record.rows_rejected,
                "households": record.households_stored,
                "people": record.people_stored,
            }
        )
    )


def processor_seconds(pid: int) -> float:
    """Processor time of a process, of its living children, and of the children it has waited for."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        fields = text.rpartition(")")[2].split()
        is_parent, is_child = text.startswith(f"{pid} "), int(fields[1]) == pid
        if is_parent or is_child:
            total += sum(map(int, fields[11:15] if is_parent else fields[11:13])) / _TICKS
    return total


def yardstick_ms() -> float:
    """How fast this machine is at the moment: the best of five sums of 200,000 numbers, 2 to 4 ms on a quiet one."""
    times = []
    for _ in range(5):
        began = time.process_time()
        sum(range(200_000))
        times.append(time.process_time() - began)
    return min(times) * 1000


def measure(postgres: EmbeddedPostgres, path: Path) -> dict[str, float]:
    before = processor_seconds(postgres.pid)
    done = subprocess.run(  # noqa: S603 - our own script and file
        [sys.executable, __file__, "--run", postgres.url("field_app"), str(path)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(1)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured | {"postgres_cpu": processor_seconds(postgres.pid) - before}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("households", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--faults", action="store_true", help="spoil rows at the rates of the DTKS audit")
    parser.add_argument("--run", nargs=2, metavar=("URL", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run_one(arguments.run[0], Path(arguments.run[1]))
        return
    with (
        tempfile.TemporaryDirectory(prefix="bench-imports-") as folder,
        EmbeddedPostgres(Path(folder) / "pg") as postgres,
    ):
        Path(folder).chmod(0o755)
        migrate(postgres.url("field_owner"))
        config = configuration(postgres.url("field_app"))
        district = synthetic_district(7, scaled_layout(max(12, max(arguments.households) // HOUSEHOLDS_PER_RT)))
        store_areas(config, district)
        for seed, count in enumerate(arguments.households):
            path = Path(folder) / f"{count}-{seed}.csv"
            made = households(district, count=count, seed=seed, made_at=MADE_AT)
            write_import_csv(path, made, faults=FaultRates() if arguments.faults else None, seed=seed)
            print(f"{count} households, {path.stat().st_size / 1e6:.0f} MB", flush=True)
            report(measure(postgres, path))
            path.unlink()


def report(found: dict[str, float]) -> None:
    seconds = found["seconds"]
    expected = BAR_SECONDS * found["households"] / BAR_HOUSEHOLDS
    print(
        f"  {found['status']}: {found['households']:.0f} households, {found['people']:.0f} people,"
        f" {found['rejected']:.0f} of {found['rows']:.0f} rows rejected\n"
        f"  {seconds:.1f} s (bar {expected:.1f}): {found['households'] / seconds:.0f} households/s,"
        f" {found['people'] / seconds:.0f} people/s\n"
        f"  yardstick {yardstick_ms():.1f} ms, load {os.getloadavg()[0]:.1f};"
        f" peak {found['rss_mib']:.0f} MiB and {found['reading_rss_mib']:.0f} MiB reading;"
        f" processor {found['reading_cpu']:.1f} s reading, {found['cpu']:.1f} s storing,"
        f" {found['postgres_cpu']:.1f} s PostgreSQL",
        flush=True,
    )


if __name__ == "__main__":
    main()
