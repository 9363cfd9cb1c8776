"""Free TCP ports on the loopback address, so that a test run and a running demo never meet."""

import random
import socket
from collections.abc import Sequence
from pathlib import Path

from script.stack.failures import StackError

LOOPBACK = "127.0.0.1"
_LOWEST = 12_000
_FALLBACK_HIGHEST = 32_000
_EPHEMERAL_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Without this a port would count as taken for a minute after a server on it was stopped.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_ports(count: int, *, preferred: Sequence[int] = ()) -> list[int]:
    """Return `count` distinct free ports: the preferred ones when all are free, else others.

    They lie below the range from which the kernel takes the ports of outgoing connections: there a
    port that is free now may be gone at the next restart.
    """
    if len(preferred) == count and all(is_free(port) for port in preferred):
        return list(preferred)
    candidates = random.sample(range(_LOWEST, _highest()), k=min(2_000, _highest() - _LOWEST))
    found: list[int] = []
    for port in candidates:
        if is_free(port):
            found.append(port)
        if len(found) == count:
            return found
    raise StackError(f"No {count} free TCP ports on {LOOPBACK}.")


def _highest() -> int:
    try:
        lowest_ephemeral = int(_EPHEMERAL_RANGE.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return _FALLBACK_HIGHEST
    return lowest_ephemeral if lowest_ephemeral > _LOWEST + 100 else _FALLBACK_HIGHEST
