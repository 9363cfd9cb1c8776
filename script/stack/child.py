"""A child process that cannot outlive its parent and is stopped in its own way.

A child gets its own session, so that Ctrl-C in a terminal reaches the supervisor only, which then stops
the children in the right order. It must be started from a thread that lives as long as it is wanted:
the kernel sends the death signal when the *thread* that started it ends.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from script.stack.failures import StackError

_POLL_SECONDS = 0.05


@dataclass
class Child:
    """One process of the stack; `spawn` may be called again after it has ended."""

    name: str
    argv: Sequence[str]
    log: Path
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 20.0
    privileges: Sequence[str] = ()  # further options of setpriv: another user, capabilities
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def spawn(self) -> None:
        """Start the process; its output is appended to the log file."""
        if self._process is not None and self.exit_code() is None:
            raise StackError(f"{self.name} already runs.")
        # A server killed outright may have left children that still hold its port.
        self._end_session()
        death_signal = ["--pdeathsig", self.stop_signal.name.removeprefix("SIG")]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - the command is built from constants of this package
                [setpriv(), *death_signal, *self.privileges, "--", *self.argv],
                cwd=self.directory,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The id of the running process; `setpriv` execs, so it is the program itself."""
        if self._process is None:
            raise StackError(f"{self.name} was not started.")
        return self._process.pid

    def exit_code(self) -> int | None:
        """None while it runs; 0 when it was never started, so that it counts as ended."""
        return 0 if self._process is None else self._process.poll()

    def stop(self) -> None:
        """Ask it to end, wait, and kill its whole session when it does not."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=self.stop_seconds)
        self._end_session()

    def _end_session(self) -> None:
        """Kill what is left of the process and of the children it had."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def last_words(self, *, lines: int = 3) -> str:
        """Return the end of its log, for a message to the operator."""
        try:
            text = self.log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return " | ".join(text.strip().splitlines()[-lines:])


def wait_until_gone(pids: Sequence[int], *, seconds: float) -> list[int]:
    """Wait for processes that are not ours to end; return those that still live."""
    deadline = time.monotonic() + seconds
    living = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    while living and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
        living = [pid for pid in living if Path(f"/proc/{pid}").exists()]
    return living


def setpriv() -> str:
    """Find the program that sets the death signal and changes the user without staying in between."""
    found = shutil.which("setpriv")
    if found is None:
        raise StackError("The command setpriv is missing (Debian: apt-get install util-linux).")
    return found
