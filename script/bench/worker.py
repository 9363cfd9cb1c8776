"""Measure how many photos one worker process inspects a second, everything included, beside a floor of the same run.

    .venv/bin/python script/bench/worker.py [--visits 40]

Visits with three drawn photos each are sent first, with no worker running; then one worker starts and takes all of it:
decode in a child process, two derivatives, original into the bucket, findings, journal, reactions and cases. CPU is that
of worker, object store and database together, per photo. The floor is the processor time of libjpeg-turbo (or Pillow)
for hash, scaled decode and two encodes of the same photos, and nothing else. Read the ratios.
"""

import argparse
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402 - the project is not installed.

from script.bench.photos import SIZES, draw_photo, floors  # noqa: E402
from script.bench.servers import Server, cpu_seconds, running_server  # noqa: E402
from script.bench.visits import KINDS, Phone, at_once  # noqa: E402

WAITING = """
    SELECT (SELECT count(*) FROM photo_arrivals)
      + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')) + (SELECT count(*) FROM journal_pending)
"""
PATIENCE_SECONDS = 600


def distinct(photo: bytes) -> bytes:
    """The same picture under another hash: a comment of random bytes behind the first marker."""
    return photo[:2] + b"\xff\xfe\x00\x12" + secrets.token_bytes(16) + photo[2:]


def floor_milliseconds(photos: list[bytes]) -> tuple[str, float]:
    """The processor time of the leanest floor for one photo, the mean over these."""
    floor = floors()[0]
    spent = []
    for photo in photos:
        began = time.process_time()
        floor.run(photo)
        spent.append(time.process_time() - began)
    return floor.name, 1000 * statistics.fmean(spent)


def drain(server: Server) -> tuple[float, dict[str, float]]:
    """Start one worker, wait until nothing waits any more; seconds by the clock, and CPU seconds by part."""
    others = {name: server.processes[name] for name in ("store", "database")}
    before = {name: cpu_seconds(pid) for name, pid in others.items()}
    began = time.perf_counter()
    worker = subprocess.Popen([sys.executable, "-m", "workers"], cwd=ROOT, env=server.environment)
    try:
        url = server.environment["MIGRATION_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            while (connection.execute(WAITING).fetchone() or (0,))[0]:
                if time.perf_counter() - began > PATIENCE_SECONDS:
                    raise SystemExit("The worker did not finish.")
                time.sleep(0.05)
        wall = time.perf_counter() - began
        cpu = {name: cpu_seconds(pid) - before[name] for name, pid in others.items()}
        return wall, {"worker": cpu_seconds(worker.pid)} | cpu
    finally:
        worker.terminate()
        worker.wait(timeout=60)


def measure(label: str, size: tuple[int, int], visits: int) -> None:
    drawn = [draw_photo(size, seed) for seed in range(len(KINDS))]
    with tempfile.TemporaryDirectory(prefix="field-bench-") as name, running_server(Path(name), 1) as server:
        phone = Phone(server, 1)
        for number in range(visits):
            at_once(phone, phone.new_visit(number, [distinct(photo) for photo in drawn]))()
        wall, cpu = drain(server)
    count = visits * len(KINDS)
    floor_name, floor = floor_milliseconds(drawn * 3)
    total = 1000 * sum(cpu.values()) / count
    parts = "  ".join(f"{part} {1000 * seconds / count:.1f}" for part, seconds in cpu.items())
    print(
        f"{label}: {count / wall:.1f} photos/s with the start of the worker   CPU {total:.1f} ms each ({parts})\n"
        f"  {floor / total:.2f} of the speed of {floor_name} alone ({floor:.1f} ms)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=40)
    arguments = parser.parse_args()
    for label, size in SIZES.items():
        measure(label, size, arguments.visits)


if __name__ == "__main__":
    main()
