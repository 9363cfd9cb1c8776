"""The whole gate, in order, stopping at the first check that fails and naming it.

`script/test` runs all of it; `script/test -- tests/areas -k point` runs only those tests.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
PROGRAMS = Path(sys.executable).parent
# Nothing here reaches a server: enough to let Compose and Alembic read their files.
PLACEHOLDER = "placeholder"
MOST_PROCESSES = 4
COMPOSE_VARIABLES = (
    "FIELD_API_DOMAIN",
    "FIELD_API_DATABASE_OWNER_PASSWORD",
    "FIELD_API_DATABASE_APP_PASSWORD",
    "FIELD_API_DATABASE_SUPERUSER_PASSWORD",
    "FIELD_API_STORE_ACCESS_KEY",
    "FIELD_API_STORE_SECRET_KEY",
    "FIELD_API_STORE_TOKEN_KEY",
    "FIELD_API_SEAL_KEYS",
    "FIELD_API_HASH_KEY",
    "FIELD_API_LOG_KEY",
)


class CheckFailedError(Exception):
    """Its text is the one line that names what failed."""


def main(arguments: list[str]) -> None:
    """Run every check, or with arguments only pytest with these arguments."""
    if not SHARED_DATA.is_dir():
        raise CheckFailedError("the folder ../shared/data is missing beside the project: tests read real inputs there")
    if arguments:
        tests(*arguments[arguments[0] == "--" :])
        return
    # The pages need nothing of the rest, so another core looks at them meanwhile.
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as beside:
        pages = beside.submit(execute, [sys.executable, "script/front_end.py", "check"], stdout=said.fileno())
        check("format", lambda: tool("ruff", "format", "--check", "."))
        check("lint", lambda: tool("ruff", "check", "."))
        check("types", types)
        check("floors (import-linter)", lambda: tool("lint-imports"))
        check("migrations (squawk)", migrations)
        check("compose file", compose_file)
        check("front end", lambda: wait_for(pages, said))
    tests()


def check(name: str, do: Callable[[], None]) -> None:
    """Print a headline, do it, and say which one failed."""
    print(f"\n=== {name} ===", flush=True)
    begun = time.monotonic()
    try:
        do()
    except CheckFailedError as failure:
        raise CheckFailedError(f"{name}: {failure}") from None
    print(f"--- {name}: passed in {time.monotonic() - begun:.0f} s", flush=True)


def tests(*arguments: str) -> None:
    """Run pytest last, and say nothing after it: its closing line is the result of the whole."""
    print("\n=== tests ===", flush=True)
    # A file stays together: its tests share what they start. More processes than cores only wait for each other.
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    spread = [] if arguments else ["--numprocesses", str(processes), "--dist", "loadfile"]
    tool("pytest", *spread, *arguments)


def wait_for(work: Future[None], said: IO[bytes]) -> None:
    """Wait until work that was begun before has ended, show what it said, and fail as it failed."""
    try:
        work.result()
    finally:
        said.seek(0)
        print(said.read().decode(errors="replace"), end="", flush=True)


def types() -> None:
    """Check the product, then the scripts, which are no package of their own."""
    tool("mypy")
    tool("mypy", "--explicit-package-bases", "-p", "script.stack")


def migrations() -> None:
    """Let squawk read the SQL that `alembic upgrade` would send."""
    versions = list((ROOT / "migrations" / "versions").glob("*.py"))
    if not versions:
        print("no migrations yet")
        return
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "upgrade.sql"
        with script.open("wb") as output:
            execute([str(PROGRAMS / "alembic"), "upgrade", "head", "--sql"], stdout=output.fileno())
        tool("squawk", str(script))


def compose_file() -> None:
    """Let docker-compose read the file where it is installed; no engine is needed for that."""
    program = shutil.which("docker-compose")
    if program is None:
        print("docker-compose is not installed (apt-get install docker-compose): the file is not read")
        return
    variables = dict.fromkeys(COMPOSE_VARIABLES, PLACEHOLDER)
    with tempfile.TemporaryFile() as output:
        command = [program, "-f", "docker-compose.yml", "config"]
        execute(command, stdout=output.fileno(), environment=os.environ | variables)
        output.seek(0)
        # Older versions pass over an expression they do not understand instead of refusing it.
        if b"${" in output.read():
            raise CheckFailedError("docker-compose left a variable as it stands")


def tool(name: str, *arguments: str) -> None:
    """Run a program of the virtual environment."""
    execute([str(PROGRAMS / name), *arguments])


def execute(command: list[str], *, stdout: int | None = None, environment: dict[str, str] | None = None) -> None:
    """Run a program in the project's folder; a failure names it."""
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=stdout, check=False)  # noqa: S603 - built from constants
    if done.returncode != 0:
        raise CheckFailedError(f"{Path(command[0]).name} ended with exit code {done.returncode}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except CheckFailedError as failure:
        sys.exit(f"\nFAILED  {failure}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted.")
