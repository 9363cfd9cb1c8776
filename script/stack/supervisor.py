"""One loop that restarts what dies: it keeps no state on disk and decides nothing else.

A service that dies at once again and again is restarted ever more rarely, so that a broken configuration
does not burn the machine; one that has run for a while starts afresh with the shortest pause.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from script.stack.failures import StackError

_ROUND_SECONDS = 0.2


class Service(Protocol):
    """What can be supervised: `Child`, `EmbeddedPostgres`, `EmbeddedStore`."""

    @property
    def name(self) -> str: ...

    def spawn(self) -> None: ...

    def exit_code(self) -> int | None: ...

    def stop(self) -> None: ...


@dataclass
class _Watched:
    service: Service
    started: float
    pause: float = 0.0
    due: float | None = None


class Supervisor:
    """Watches services in the order in which they were started and stops them in the opposite one."""

    def __init__(
        self,
        *,
        say: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
        shortest_pause: float = 0.5,
        longest_pause: float = 30.0,
        settled_after: float = 60.0,
    ) -> None:
        self._say = say
        self._clock = clock
        self._shortest_pause = shortest_pause
        self._longest_pause = longest_pause
        self._settled_after = settled_after
        self._watched: list[_Watched] = []

    @property
    def services(self) -> Sequence[Service]:
        return [watched.service for watched in self._watched]

    def watch(self, service: Service) -> None:
        """Take over a service that already runs."""
        self._watched.append(_Watched(service=service, started=self._clock()))

    def run_for(self, seconds: float) -> None:
        """Look after the services for a while; returns early only by an exception (a signal)."""
        deadline = self._clock() + seconds
        while self._clock() < deadline:
            self.look_once()
            time.sleep(_ROUND_SECONDS)

    def look_once(self) -> None:
        """Plan a restart for each service that has died, and do those that are due."""
        for watched in self._watched:
            if watched.due is None:
                self._plan_if_dead(watched)
            if watched.due is not None and self._clock() >= watched.due:
                self._restart(watched)

    def stop(self) -> None:
        """Stop everything, the last started first; one that fails to stop does not keep the others up."""
        while self._watched:
            service = self._watched.pop().service
            try:
                service.stop()
            except (StackError, OSError) as error:
                self._say(f"{service.name} did not stop cleanly: {error}")

    def _plan_if_dead(self, watched: _Watched) -> None:
        code = watched.service.exit_code()
        if code is None:
            return
        settled = self._clock() - watched.started >= self._settled_after
        longer = self._shortest_pause if settled or not watched.pause else watched.pause * 2
        watched.pause = min(longer, self._longest_pause)
        watched.due = self._clock() + watched.pause
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        self._say(f"{watched.service.name} ended {how}; it is started again in {watched.pause:g} s")

    def _restart(self, watched: _Watched) -> None:
        watched.started = self._clock()
        watched.due = None
        try:
            watched.service.spawn()
        except (StackError, OSError) as error:
            self._say(f"{watched.service.name} could not be started again: {error}")
