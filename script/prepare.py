"""Everything `script/run` and `script/test` need before they can start, done once and then skipped.

It runs under the system's Python with nothing but the standard library: Debian packages through apt, a
virtual environment, the packages of a lock file with their hashes checked, and the pages (script/front_end.py).
It upgrades nothing that is there already, and says in one line what is missing when it may not install it.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.conf")
OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_500_000_000
LAST_LINES = 20


class MissingError(Exception):
    """What the operator has to do before this can go on, in one line."""


def main(lock: str) -> None:
    """Prepare for the product (requirements.lock) or for its checks (requirements-dev.lock)."""
    if sys.version_info < OLDEST_PYTHON:
        raise MissingError(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if not (ROOT / lock).exists():
        raise MissingError(f"{lock} is missing from the project: script/lock makes it.")
    install_system_packages(missing_system_packages(with_browser=lock == DEVELOPMENT_LOCK))
    if not is_installed(lock):
        check_space()
        make_environment()
        install_python_packages(lock)
    build_pages("develop" if lock == DEVELOPMENT_LOCK else "build")


def missing_system_packages(*, with_browser: bool) -> list[str]:
    """Name the Debian packages that are not there yet; only the tests need a browser."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    servers = list(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    extensions = list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not servers or not extensions:
        missing += ["postgresql", "postgresql-postgis"]
    if with_browser and shutil.which("chromium-headless-shell") is None:
        missing.append("chromium-headless-shell")
    return missing


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages, and keep Debian from starting a cluster of its own on port 5432."""
    if not packages:
        return
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise MissingError(f"Missing on this system: {', '.join(packages)} (names as in Debian 12 or later).")
    if os.geteuid() != 0:
        raise MissingError(f"System packages are missing. As root: {command}")
    say(f"Installing {', '.join(packages)} with apt (half a minute)")
    if not CLUSTER_SETTINGS.exists():
        CLUSTER_SETTINGS.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER_SETTINGS.write_text("create_main_cluster = false\n", encoding="ascii")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold"]
    options += ["-o", "Dpkg::Use-Pty=0"]
    run(["apt-get", "update", "-qq"], failing="apt cannot fetch the list of packages", environment=quiet)
    run(["apt-get", "install", *options, *packages], failing=f"`{command}` failed", environment=quiet)


def is_installed(lock: str) -> bool:
    """Tell whether the environment holds just what this lock file names, for this Python."""
    mark = stamp(lock)
    return (VENV / "bin/python").exists() and mark.exists() and mark.read_text() == fingerprint(lock)


def stamp(lock: str) -> Path:
    """Return the note that says what was installed from a lock file."""
    return VENV / f".installed-{lock}"


def fingerprint(lock: str) -> str:
    """Return a hash that changes when the environment must be brought up to date."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def check_space() -> None:
    """Refuse to begin what would end in the middle with a full disk."""
    free = shutil.disk_usage(ROOT).free
    if free < LEAST_FREE_BYTES:
        raise MissingError(f"Only {free // 1_000_000} MB are free under {ROOT}; about 1500 are needed.")


def make_environment() -> None:
    """Make .venv when there is none that works, and see to it that it has pip."""
    python = str(VENV / "bin/python")
    if not succeeds(python, "--version"):
        say("Making the virtual environment .venv")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], failing="Python cannot make .venv")
    if not succeeds(python, "-m", "pip", "--version"):
        run([python, "-m", "ensurepip"], failing="Python cannot install pip into .venv")


def succeeds(*command: str) -> bool:
    """Tell whether a program is there and ends well; what it says is not shown."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - built from constants
    except OSError:
        return False


def install_python_packages(lock: str) -> None:
    """Install what the lock file names and the project itself, then leave a note of it."""
    say(f"Installing the packages of {lock} (half a minute to a minute)")
    pip = [str(VENV / "bin/python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    run(
        [*pip, "install", "--require-hashes", "--requirement", str(ROOT / lock)],
        failing="pip cannot install the locked packages (is a package index reachable?)",
    )
    # Its build tools are in the lock file too, so nothing unpinned is fetched for this step.
    run(
        [*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        failing="pip cannot install the project itself",
    )
    locks = (RUNTIME_LOCK, DEVELOPMENT_LOCK) if lock == DEVELOPMENT_LOCK else (lock,)
    for each in locks:
        stamp(each).write_text(fingerprint(each))


def build_pages(task: str) -> None:
    """Build the front end with the Node of the environment; it says itself what it does and what failed."""
    command = [str(VENV / "bin/python"), str(ROOT / "script/front_end.py"), task]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 - built from constants
    if done.returncode != 0:
        raise MissingError("the pages were not built (see above).")


def run(command: list[str], *, failing: str, environment: "dict[str, str] | None" = None) -> None:
    """Run a step in silence; when it fails, show what it said last and raise `failing`."""
    done = subprocess.run(  # noqa: S603 - built from constants
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-LAST_LINES:]), file=sys.stderr)
        raise MissingError(f"{failing} (exit code {done.returncode}, see above).")


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except MissingError as missing:
        sys.exit(f"Cannot go on: {missing}")
    except KeyboardInterrupt:
        sys.exit("Interrupted; run it again at any time.")
