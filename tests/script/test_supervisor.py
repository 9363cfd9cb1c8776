"""Real processes under the supervisor: killed by id, and seen again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from script.stack.child import Child
from script.stack.failures import StackError
from script.stack.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"PATH": os.defpath}


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    supervisor = Supervisor(say=said.append, shortest_pause=0.05)
    yield supervisor
    supervisor.stop()


def child(tmp_path: Path, *argv: str, name: str = "sleeper") -> Child:
    return Child(name=name, argv=argv, log=tmp_path / f"{name}.log", directory=tmp_path, environment=ENVIRONMENT)


def wait_for(condition: Callable[[], bool], *, supervisor: Supervisor | None = None) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in 15 s"
        if supervisor is not None:
            supervisor.look_once()
        time.sleep(0.02)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_killed_child_is_started_again(tmp_path: Path, supervisor: Supervisor, said: list[str]) -> None:
    sleeper = child(tmp_path, "sleep", "60")
    sleeper.spawn()
    supervisor.watch(sleeper)
    killed = sleeper.pid

    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: sleeper.exit_code() is not None)
    wait_for(lambda: sleeper.exit_code() is None, supervisor=supervisor)

    assert sleeper.pid != killed
    assert said == ["sleeper ended by signal 9; it is started again in 0.05 s"]


def test_the_others_are_left_alone_when_one_dies(tmp_path: Path, supervisor: Supervisor) -> None:
    first, second = (child(tmp_path, "sleep", "60", name=name) for name in ("first", "second"))
    for each in (first, second):
        each.spawn()
        supervisor.watch(each)
    untouched = second.pid

    os.kill(first.pid, signal.SIGKILL)
    wait_for(lambda: first.exit_code() is not None)
    wait_for(lambda: first.exit_code() is None, supervisor=supervisor)

    assert second.pid == untouched
    assert second.exit_code() is None


class _AlwaysDead:
    name = "broken"

    def __init__(self) -> None:
        self.starts = 0

    def spawn(self) -> None:
        self.starts += 1

    def exit_code(self) -> int:
        return 1

    def stop(self) -> None:
        raise StackError("nothing to stop")


def test_what_dies_at_once_is_started_ever_more_rarely(said: list[str]) -> None:
    now = [0.0]
    supervisor = Supervisor(say=said.append, clock=lambda: now[0], shortest_pause=1, longest_pause=8)
    broken = _AlwaysDead()
    supervisor.watch(broken)

    for second in range(40):
        now[0] = float(second)
        supervisor.look_once()

    pauses = [line.rpartition(" in ")[2] for line in said]
    assert pauses[:6] == ["1 s", "2 s", "4 s", "8 s", "8 s", "8 s"]
    assert broken.starts == 6


def test_one_that_fails_to_stop_does_not_keep_the_others_up(tmp_path: Path, said: list[str]) -> None:
    supervisor = Supervisor(say=said.append)
    sleeper = child(tmp_path, "sleep", "60")
    sleeper.spawn()
    supervisor.watch(sleeper)
    supervisor.watch(_AlwaysDead())
    pid = sleeper.pid

    supervisor.stop()

    assert not lives(pid)
    assert said == ["broken did not stop cleanly: nothing to stop"]


def test_a_child_that_ignores_the_signal_is_killed_with_its_own_children(tmp_path: Path) -> None:
    stubborn = child(tmp_path, "sh", "-c", "trap '' TERM; sleep 61 & echo $!; wait")
    stubborn.stop_seconds = 0.3
    stubborn.spawn()
    wait_for(lambda: stubborn.log.exists() and stubborn.log.read_text().strip().isdigit())
    grandchild = int(stubborn.log.read_text())
    pid = stubborn.pid

    stubborn.stop()

    wait_for(lambda: not lives(pid) and not lives(grandchild))


def test_a_killed_parent_takes_its_children_along(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from script.stack.child import Child\n"
        "here = Path(sys.argv[1])\n"
        "child = Child(name='c', argv=['sleep', '62'], log=here / 'c.log', directory=here,"
        " environment={'PATH': '/usr/bin:/bin'})\n"
        "child.spawn(); print(child.pid, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        # Before setpriv has become the program, it may not have asked for the signal yet.
        wait_for(lambda: Path(f"/proc/{orphan}/comm").read_text().strip() == "sleep")

        parent.kill()
        parent.wait()

        wait_for(lambda: not lives(orphan))
