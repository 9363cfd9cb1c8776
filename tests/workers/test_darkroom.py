import csv
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from field_api.evidence.rules.photos.inspection import inspect_photo
from tests.factories.photos import drawn, encoded
from workers.darkroom import GRACE_S, Darkroom, DarkroomUnavailable
from workers.retries import is_passing

PHOTO = encoded()
HEAVY = encoded(drawn(480, 360).resize((4032, 3024)), progressive=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def darkroom() -> Iterator[Darkroom]:
    with Darkroom(children=1, timeout_s=20) as room:
        yield room


def gone(process_id: int) -> bool:
    """Say whether a process has ended or ends within two seconds."""
    for _ in range(200):
        if not Path(f"/proc/{process_id}").exists():
            return True
        if "\nState:\tZ" in Path(f"/proc/{process_id}/status").read_text(encoding="ascii"):
            return True
        time.sleep(0.01)
    return False


@contextmanager
def every_child_gets(number: signal.Signals) -> Iterator[list[int]]:
    """Each child that is started meanwhile gets the signal before it has read anything; who did."""
    met: list[int] = []
    start = subprocess.Popen

    def start_and_signal(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        process = start(*arguments, **options)
        os.kill(process.pid, number)
        met.append(process.pid)
        return process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workers.darkroom.subprocess.Popen", start_and_signal)
        yield met


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@contextmanager
def few_descriptors(left: int) -> Iterator[None]:
    """This process can open so many files more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken: list[int] = []
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, before[1]))
        with suppress(OSError):
            while True:
                taken.append(os.dup(0))
        for descriptor in taken[:left]:
            os.close(descriptor)
        del taken[:left]
        yield
    finally:
        for descriptor in taken:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_child_says_what_the_rules_say(darkroom: Darkroom) -> None:
    assert darkroom.develop(PHOTO) == inspect_photo(PHOTO)


def test_one_child_serves_many_photos(darkroom: Darkroom) -> None:
    darkroom.develop(PHOTO)
    first = darkroom.process_ids()

    for seed in range(5):
        darkroom.develop(encoded(drawn(seed=seed)))

    assert darkroom.process_ids() == first


def test_a_short_photo_after_a_long_one_is_read_alone(darkroom: Darkroom) -> None:
    darkroom.develop(HEAVY)

    assert darkroom.develop(PHOTO) == inspect_photo(PHOTO)


def test_nothing_at_all_is_refused_like_anywhere(darkroom: Darkroom) -> None:
    assert darkroom.develop(b"") == inspect_photo(b"")


def test_a_photo_that_takes_too_long_ends_its_child_and_no_other_photo_suffers() -> None:
    with Darkroom(children=1, timeout_s=0.02) as room:
        assert room.develop(HEAVY).reasons == ("inspection_timed_out",)
        assert room.develop(b"no photo").reasons == ("not_a_photo",)


def test_a_photo_that_eats_memory_is_refused_and_the_next_one_developed() -> None:
    with Darkroom(children=1, memory_mib=24) as room:
        assert room.develop(HEAVY).reasons == ("inspection_out_of_memory",)
        assert room.develop(PHOTO).reasons == ()


def test_children_that_hang_beyond_their_own_clock_are_ended_by_the_parent() -> None:
    with Darkroom(children=1, timeout_s=0.2) as room, every_child_gets(signal.SIGSTOP) as children:
        started = time.monotonic()

        inspection = room.develop(PHOTO)

        assert inspection.reasons == ("inspection_timed_out",)
        assert time.monotonic() - started < GRACE_S + 5
        assert len(children) == 2
        assert all(gone(child) for child in children)


@pytest.mark.parametrize(
    ("end", "reason"),
    [(signal.SIGSEGV, "inspection_crashed"), (signal.SIGKILL, "inspection_out_of_memory")],
)
def test_a_photo_that_ends_two_children_is_refused_and_the_next_one_developed(end: signal.Signals, reason: str) -> None:
    with Darkroom(children=1) as room:
        with every_child_gets(end) as children:
            assert room.develop(PHOTO).reasons == (reason,)

        assert len(children) == 2
        assert room.develop(PHOTO).reasons == ()


@pytest.mark.parametrize("end", [signal.SIGSEGV, signal.SIGKILL, signal.SIGALRM])
def test_a_photo_whose_child_died_once_at_work_is_given_to_a_new_one(end: signal.Signals) -> None:
    with Darkroom(children=1) as room, ThreadPoolExecutor(1) as threads:
        room.develop(PHOTO)
        (child,) = room.process_ids()
        os.kill(child, signal.SIGSTOP)
        working = threads.submit(room.develop, PHOTO)
        while room.process_ids():
            time.sleep(0.005)
        time.sleep(0.05)
        os.kill(child, end)
        os.kill(child, signal.SIGCONT)

        assert working.result() == inspect_photo(PHOTO)
        assert child not in room.process_ids()


def test_a_photo_whose_child_hung_once_is_given_to_a_new_one() -> None:
    with Darkroom(children=1, timeout_s=2) as room:
        room.develop(b"")
        (child,) = room.process_ids()
        os.kill(child, signal.SIGSTOP)

        assert room.develop(PHOTO) == inspect_photo(PHOTO)
        assert gone(child)


def test_a_child_that_died_between_photos_costs_no_photo(darkroom: Darkroom) -> None:
    darkroom.develop(PHOTO)
    (child,) = darkroom.process_ids()
    os.kill(child, signal.SIGKILL)
    assert gone(child)

    assert darkroom.develop(PHOTO).reasons == ()


# With none left a tray is missing, with one the channel, with four the pipe through which a program is started.
@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_machine_without_room_for_a_child_loses_neither_the_place_nor_what_was_opened(left: int) -> None:
    with Darkroom(children=1) as room:
        opened = open_files()
        for _ in range(2):
            with few_descriptors(left), pytest.raises(DarkroomUnavailable) as refused:
                room.develop(PHOTO)
            assert is_passing(refused.value)
        assert open_files() == opened

        assert room.develop(PHOTO).reasons == ()


def test_two_threads_have_one_child_each() -> None:
    with Darkroom(children=2) as room, ThreadPoolExecutor(4) as threads:
        inspections = list(threads.map(room.develop, [PHOTO] * 8))

        assert inspections == [inspect_photo(PHOTO)] * 8
        assert 1 <= len(room.process_ids()) <= 2


def test_closing_ends_every_child() -> None:
    room = Darkroom(children=2)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(room.develop, [HEAVY] * 4))
    children = room.process_ids()

    room.close()

    assert children
    assert all(gone(child) for child in children)


def test_children_end_when_the_parent_is_killed() -> None:
    script = (
        "import sys, time; from workers.darkroom import Darkroom; room = Darkroom(children=1); room.develop(b'')\n"
        "print(*room.process_ids(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen(  # noqa: S603 - our own words.
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()

    assert gone(child)


def test_a_child_knows_no_secrets(darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    darkroom.develop(PHOTO)
    (child,) = darkroom.process_ids()

    assert b"secret" not in Path(f"/proc/{child}/environ").read_bytes()
    limits = Path(f"/proc/{child}/limits").read_text(encoding="ascii")
    assert "Max file size             0" in limits


def test_a_photo_of_twelve_megapixels_costs_less_than_thirty_mebibytes(darkroom: Darkroom) -> None:
    darkroom.develop(encoded(drawn(320, 240)))
    idle, _ = darkroom.memory_kib()

    for orientation in (1, 6):
        exif = drawn().getexif()
        exif[0x0112] = orientation
        darkroom.develop(encoded(drawn(480, 360).resize((4032, 3024)), quality=97, exif=exif))
    _, peak = darkroom.memory_kib()

    assert (peak - idle) / 1024 < 30


def test_every_hostile_file_leaves_the_child_alive_and_small(darkroom: Darkroom, shared_data: Path) -> None:
    darkroom.develop(PHOTO)
    first = darkroom.process_ids()
    with (shared_data / "hostile" / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        files = [row["file"] for row in csv.DictReader(manifest)]

    for file in files:
        assert darkroom.develop((shared_data / "hostile" / file).read_bytes()).verdict

    assert darkroom.process_ids() == first
    assert darkroom.memory_kib()[1] < 120 * 1024


def test_closing_waits_for_a_photo_at_work() -> None:
    room = Darkroom(children=1)
    found: list[str] = []
    worker = threading.Thread(target=lambda: found.append(room.develop(HEAVY).verdict))
    worker.start()
    while not worker.is_alive():
        time.sleep(0.001)
    time.sleep(0.05)

    room.close()
    worker.join()

    assert found
    assert found[0] != "refused"
