"""The child of the darkroom: inspects one photo after another within limits that the kernel enforces.

Started by `workers.darkroom` with a socket, a piece of shared memory and an environment without secrets, so that
a photo which takes over a decoder finds neither credentials nor a database nor a disk to write to. It answers
with JSON and bytes, never with pickles, because the parent must not execute anything that comes from here.
"""

import json
import os
import resource
import signal
import socket
import struct
import sys
from pathlib import Path

import numpy as np

from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo, refuse
from field_api.evidence.rules.photos.perceptual_hash import hash_photo

LENGTH = struct.Struct(">I")
MIB = 1024 * 1024
DERIVATIVES = ("large", "thumb")


def send(channel: socket.socket, message: bytes | bytearray) -> None:
    """Send one message: its length in four bytes, then its bytes. Raises OSError when the other side is gone."""
    channel.sendall(LENGTH.pack(len(message)))
    channel.sendall(message)


def receive(channel: socket.socket) -> bytes:
    """Receive one message. Raises EOFError when the other side has closed."""
    return bytes(_exactly(channel, LENGTH.unpack(_exactly(channel, LENGTH.size))[0]))


def _exactly(channel: socket.socket, count: int) -> bytearray:
    buffer = bytearray(count)
    view = memoryview(buffer)
    while view:
        received = channel.recv_into(view)
        if received == 0:
            raise EOFError
        view = view[received:]
    return buffer


def limit(memory_mib: int) -> None:
    """Limit this process: memory above what it has now, no file to write, no core dump, no further process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    address_space = pages * resource.getpagesize() + memory_mib * MIB
    for kind, most in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (_within_hard_limit(kind, most),) * 2)


def _within_hard_limit(kind: int, wanted: int) -> int:
    """Return what may be set: a container can have lower limits than ours, and only root may raise them."""
    _, hard = resource.getrlimit(kind)
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def allow(seconds: float) -> None:
    """Give the next photo its time, by wall clock and by processor; both end in death, even if the parent is gone."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_within_hard_limit(resource.RLIMIT_CPU, until), hard))


def rest() -> None:
    """Stop the wall clock between photos: waiting is no sin."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def inspect(tray: int, count: int) -> PhotoInspection:
    try:
        return inspect_photo(os.pread(tray, count, 0))
    except MemoryError:
        return refuse("inspection_out_of_memory")


def warm_up() -> None:
    """Take what the numerical library takes once and for all, so that it counts as idle and cannot fail later."""
    hash_photo(np.zeros((240, 320), dtype=np.float32))


def serve(channel: socket.socket, tray: int, memory_mib: int, timeout_s: float) -> None:
    """Answer photos until the parent closes the channel: it lays the bytes on the tray and says how many."""
    warm_up()
    limit(memory_mib)
    while True:
        try:
            (count,) = LENGTH.unpack(receive(channel))
        except EOFError:
            return
        allow(timeout_s)
        inspection = inspect(tray, count)
        rest()
        send(channel, json.dumps(inspection.to_json()).encode())
        for name in DERIVATIVES:
            send(channel, inspection.derivatives.get(name, b""))


if __name__ == "__main__":
    descriptor, photo, memory, seconds = sys.argv[1:]
    with socket.socket(fileno=int(descriptor)) as parent:
        serve(parent, int(photo), int(memory), float(seconds))
