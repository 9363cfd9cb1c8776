"""The thread that never gives up."""

import threading

from sqlalchemy.orm import Session, sessionmaker

from workers.beat import Beat


def test_it_goes_on_after_a_failed_round_and_stops_when_asked(sessions: sessionmaker[Session]) -> None:
    third = threading.Event()
    rounds: list[int] = []

    def fail_twice(_: Session) -> bool:
        rounds.append(len(rounds))
        if len(rounds) <= 2:
            raise RuntimeError
        third.set()
        return False

    beat = Beat("test", sessions, fail_twice, pause_seconds=0.01)
    beat.start()

    assert third.wait(timeout=10)
    beat.stop(timeout=10)
    assert not beat.is_alive()


def test_it_does_not_pause_while_more_is_waiting(sessions: sessionmaker[Session]) -> None:
    done = threading.Event()
    left = [3]

    def take_one(_: Session) -> bool:
        left[0] -= 1
        if left[0] == 0:
            done.set()
        return left[0] > 0

    beat = Beat("test", sessions, take_one, pause_seconds=3600)
    beat.start()

    assert done.wait(timeout=10)
    beat.stop(timeout=10)
