"""`python -m script.stack run`: start the product on this machine and look after it until a signal comes.

`python -m script.stack services` does the same with the database and the object store only.
"""

import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

from script.stack.failures import StackError
from script.stack.product import Product

_ROOT = Path(__file__).resolve().parents[2]
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Return 0 after a clean stop, 1 when something is missing, 2 for a wrong command line."""
    if sys.argv[1:] not in (["run"], ["services"]):
        print("usage: script/run [services]", file=sys.stderr)
        return 2
    for each in _STOP_SIGNALS:
        signal.signal(each, _interrupt)
    begun = time.monotonic()
    try:
        product = Product(_ROOT, environment=os.environ, say=_say)
    except ValueError:
        print("FIELD_API_PORT must be a number.", file=sys.stderr)
        return 2
    try:
        if sys.argv[1] == "services":
            product.start_services()
            _say("Database and object store run; their addresses are in var/stack.env")
        else:
            product.start()
            _say(f"Healthy after {time.monotonic() - begun:.0f} s: {product.address}")
            if product.is_demo:
                product.command("demo", "--logins")
        _say("Logs are in var/log. Ctrl-C stops everything; the data stay in var.")
        while True:
            product.supervisor.run_for(3600)
    except KeyboardInterrupt:
        _say("Stopping")
        return 0
    except StackError as error:
        print(f"Cannot go on: {error}", file=sys.stderr)
        return 1
    finally:
        # An impatient second Ctrl-C must not leave half of the services behind.
        for each in _STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        product.stop()


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
