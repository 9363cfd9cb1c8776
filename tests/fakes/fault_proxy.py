"""A bad network on the loopback address: it passes on a stated number of bytes, waits, and resets the connection.

Each connection takes the next fault that was planned; without one it passes everything.
"""

import contextlib
import socket
import struct
import threading
from collections import deque
from dataclasses import dataclass
from typing import Self

READ_BYTES = 64 * 1024
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Fault:
    """Where one connection breaks: after so many bytes of the request, or of the answer; None lets all of it pass."""

    after_request_bytes: int | None = None
    after_answer_bytes: int | None = None
    delay_seconds: float = 0.0


class FaultProxy:
    """`with FaultProxy(port) as proxy:` listens at `proxy.address` and passes on to `port`."""

    def __init__(self, port: int) -> None:
        self._target = (LOOPBACK, port)
        self._listener = socket.create_server((LOOPBACK, 0))
        self._planned: deque[Fault] = deque()
        self._accepting = threading.Thread(target=self._accept, name="fault-proxy")
        self._serving: list[threading.Thread] = []
        self._closing = threading.Event()
        self._open: dict[int, tuple[socket.socket, socket.socket]] = {}
        self.broken = 0

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        # Wakes the thread that waits for a connection.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()
        for each in self._serving:
            each.join()

    def plan(self, *faults: Fault) -> None:
        """What the next connections meet, one each."""
        self._planned.extend(faults)

    def cut_all(self) -> None:
        """Reset every connection that is open now, so that the next request needs a new one and meets what is planned."""
        for ends in list(self._open.values()):
            _hang_up(*ends)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            fault = self._planned.popleft() if self._planned else Fault()
            self._serving.append(threading.Thread(target=self._serve, args=(client, fault)))
            self._serving[-1].start()

    def _serve(self, client: socket.socket, fault: Fault) -> None:
        with client, contextlib.suppress(OSError), socket.create_connection(self._target) as server:
            if self._closing.wait(fault.delay_seconds):
                return
            ways = (
                threading.Thread(target=self._pass_on, args=(client, server, fault.after_request_bytes)),
                threading.Thread(target=self._pass_on, args=(server, client, fault.after_answer_bytes)),
            )
            self._open[id(client)] = (client, server)
            for way in ways:
                way.start()
            while any(way.is_alive() for way in ways):
                for way in ways:
                    way.join(0.02)
                if self._closing.is_set():
                    _hang_up(client, server)
            del self._open[id(client)]

    def _pass_on(self, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        """Pass on bytes in one direction until the end, or until `limit`, where both ends are reset."""
        left = limit
        with contextlib.suppress(OSError):
            while left is None or left > 0:
                read = source.recv(READ_BYTES if left is None else min(left, READ_BYTES))
                if not read:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(read)
                left = None if left is None else left - len(read)
            self.broken += 1
            _hang_up(source, sink)


def _hang_up(*ends: socket.socket) -> None:
    """Reset the connection as a network does that has gone: no goodbye in either direction."""
    for end in ends:
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # Wakes the other thread that reads from this end.
            end.shutdown(socket.SHUT_RDWR)
            end.close()
