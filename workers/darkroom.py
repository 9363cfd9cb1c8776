"""Inspect photos in child processes that may die, so that the worker does not.

A decoder is a large piece of C that reads what strangers send. It runs in a child with limits on memory, processor and
wall clock; the child serves many photos and is replaced when it dies or hangs. Whatever happens, `develop` returns an
inspection: a photo that kills two children is refused with the reason. Usable from several threads, one child each.

Children are started as plain programs instead of by `multiprocessing`: no fork of a process with threads and database
connections, no second import of the worker's main module, no pickles from a process that may have been taken over.
"""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from field_api.errors import Unavailable
from field_api.evidence.rules.photos.inspection import PhotoInspection, refuse

from .darkroom_child import DERIVATIVES, LENGTH, receive, send

DEFAULT_MEMORY_MIB = 512
DEFAULT_TIMEOUT_S = 20.0
GRACE_S = 2.0
"""The child ends itself first; the parent's own patience lasts a little longer, for a child that was stopped."""
LARGE_TRAY_BYTES = 8 * 1024 * 1024
PHOTOS_PER_CHILD = 2000
"""A child is replaced after so many photos, so that no leak in a decoder can grow for ever."""
TIMED_OUT_SIGNALS = frozenset({signal.SIGALRM, signal.SIGXCPU})
ENDS_OF_CHILDREN = frozenset({"inspection_timed_out", "inspection_out_of_memory", "inspection_crashed"})
PROJECT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {
    "PYTHONPATH": str(PROJECT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # The allocator shall keep the memory of the last picture instead of asking the kernel for fresh pages each
    # time: that alone is a sixth of the work on a photo. The child's idle size includes it.
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "67108864",
}


class DarkroomUnavailable(Unavailable):
    """The machine has no room for another child at the moment; nothing is known of the photo."""

    code = "darkroom_unavailable"


class _Child:
    """One running child, our end of its channel, and the tray of shared memory on which photos are handed over.

    A tray costs two copies in memory; three megabytes through a socket would cost dozens of changes of process.
    """

    def __init__(self, memory_mib: int, timeout_s: float) -> None:
        self.patience_s = timeout_s + GRACE_S
        self.photos = 0
        with ExitStack() as opened:
            self.tray = os.memfd_create("photo")
            opened.callback(os.close, self.tray)
            self.channel, theirs = socket.socketpair()
            opened.enter_context(self.channel)
            with theirs:
                self.process = subprocess.Popen(  # noqa: S603 - our own module, and numbers.
                    [
                        sys.executable,
                        "-m",
                        "workers.darkroom_child",
                        str(theirs.fileno()),
                        str(self.tray),
                        str(memory_mib),
                        str(timeout_s),
                    ],
                    env=ENVIRONMENT,
                    cwd="/",
                    pass_fds=[theirs.fileno(), self.tray],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
            # They are the child's from here on, and `end` closes them.
            opened.pop_all()

    def alive(self) -> bool:
        return self.process.poll() is None

    def develop(self, content: bytes) -> PhotoInspection:
        """Send a photo and wait. Raises OSError or EOFError when the child dies, TimeoutError when it hangs."""
        self.photos += 1
        until = time.monotonic() + self.patience_s
        self.channel.settimeout(self.patience_s)
        _lay_out(self.tray, content)
        send(self.channel, LENGTH.pack(len(content)))
        document, *pictures = (self._receive(until) for _ in range(1 + len(DERIVATIVES)))
        derivatives = {name: picture for name, picture in zip(DERIVATIVES, pictures, strict=True) if picture}
        return PhotoInspection.from_json(json.loads(document), derivatives)

    def _receive(self, until: float) -> bytes:
        self.channel.settimeout(max(0.01, until - time.monotonic()))
        return receive(self.channel)

    def end(self) -> int:
        """End the child, whatever it is doing, and return how it ended."""
        if self.tray >= 0:
            os.close(self.tray)
            self.tray = -1
        self.channel.close()
        try:
            return self.process.wait(timeout=GRACE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def _lay_out(tray: int, content: bytes) -> None:
    """Write a photo onto the tray, whose memory is kept for the next one unless it has grown large."""
    if os.fstat(tray).st_size > LARGE_TRAY_BYTES:
        os.ftruncate(tray, 0)
    written = 0
    with memoryview(content) as view:
        while written < len(content):
            written += os.pwrite(tray, view[written:], written)


class Darkroom:
    """At most `children` photos at a time; further calls of `develop` wait for their turn.

    `memory_mib` is the address space a child may take above its idle state, `timeout_s` the time one photo may take.
    """

    def __init__(
        self,
        *,
        children: int = 2,
        memory_mib: int = DEFAULT_MEMORY_MIB,
        timeout_s: float = DEFAULT_TIMEOUT_S,
    ) -> None:
        self._memory_mib = memory_mib
        self._timeout_s = timeout_s
        self._places: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(children):
            self._places.put(None)
        self._children = children

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def develop(self, content: bytes) -> PhotoInspection:
        """Inspect a photo in a child (see `inspect_photo`); never raises on what the photo does to it.

        A photo that ends its child is given to a new one, since a machine under load can starve a child, and a refusal
        is for good. One that ends that as well is refused with `inspection_timed_out`, `inspection_out_of_memory` or
        `inspection_crashed`. Raises DarkroomUnavailable when no child can be started.
        """
        child = self._places.get()
        try:
            child = self._fit_child(child)
            inspection = _developed(child, content)
            if not ENDS_OF_CHILDREN.isdisjoint(inspection.reasons):
                child = self._fit_child(child)
                inspection = _developed(child, content)
        except BaseException:
            # Whatever happens, the place is free again: a place that is lost would keep the next photo waiting for ever.
            if child is not None:
                child.end()
            self._places.put(None)
            raise
        self._places.put(child)
        return inspection

    def process_ids(self) -> list[int]:
        """Return the ids of the children that wait for work."""
        return [child.process.pid for child in self._waiting() if child.alive()]

    def memory_kib(self) -> tuple[int, int]:
        """Return resident and peak memory of the largest waiting child, in KiB."""
        sizes = []
        for process_id in self.process_ids():
            status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
            sizes.append({line.split()[0]: int(line.split()[1]) for line in status.splitlines() if "kB" in line})
        largest = max(sizes, key=lambda size: size["VmHWM:"])
        return largest["VmRSS:"], largest["VmHWM:"]

    def close(self) -> None:
        """End every child. Waits for photos that are being developed."""
        for _ in range(self._children):
            child = self._places.get()
            if child is not None:
                child.end()
        for _ in range(self._children):
            self._places.put(None)

    def _waiting(self) -> list[_Child]:
        with self._places.mutex:
            return [child for child in self._places.queue if child is not None]

    def _fit_child(self, child: _Child | None) -> _Child:
        """Return a living child: this one, or a new one when it died between photos or is due for replacement."""
        if child is not None and child.alive() and child.photos < PHOTOS_PER_CHILD:
            return child
        if child is not None:
            child.end()
        try:
            return _Child(self._memory_mib, self._timeout_s)
        except OSError as error:
            raise DarkroomUnavailable(
                "The machine cannot start a child that looks at photos. Try again later."
            ) from error


def _developed(child: _Child, content: bytes) -> PhotoInspection:
    """What a child says of a photo, or a refusal with the reason why the child ended; it has ended then."""
    try:
        inspection = child.develop(content)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        # ValueError to TypeError: the child answered nonsense, which only a child gone wrong does.
        return refuse(_cause_of_death(child, error))
    if inspection.reasons == ("inspection_out_of_memory",):
        child.end()
    return inspection


def _cause_of_death(child: _Child, error: Exception) -> str:
    """End what is left of the child and say why it failed."""
    if isinstance(error, TimeoutError):
        os.kill(child.process.pid, signal.SIGKILL)
        child.end()
        return "inspection_timed_out"
    ended_by = -child.end()
    if ended_by in TIMED_OUT_SIGNALS:
        return "inspection_timed_out"
    if ended_by == signal.SIGKILL:
        # Nobody else sends this: the kernel takes the largest process when memory runs out.
        return "inspection_out_of_memory"
    return "inspection_crashed"
