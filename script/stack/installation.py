"""PostgreSQL as Debian installs it: which versions there are, and as which user they run."""

import os
import pwd
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from script.stack.child import setpriv
from script.stack.failures import StackError

PACKAGES = "postgresql postgresql-postgis"
SYSTEM_USER = "postgres"


@dataclass(frozen=True)
class Installation:
    """One major version of PostgreSQL as Debian installs it."""

    version: str
    programs: Path

    def program(self, name: str) -> str:
        return str(self.programs / name)


def installations(root: Path = Path("/usr")) -> list[Installation]:
    """List the installed versions that have PostGIS, newest first."""
    found = [
        Installation(version=folder.parent.name, programs=folder)
        for folder in (root / "lib/postgresql").glob("*/bin")
        if (folder / "postgres").exists()
        and (root / "share/postgresql" / folder.parent.name / "extension/postgis.control").exists()
    ]
    return sorted(found, key=lambda installation: float(installation.version), reverse=True)


def installation_for(data: Path) -> Installation:
    """Choose the newest version, or for an existing cluster the one that made it."""
    available = installations()
    if not available:
        raise StackError(f"PostgreSQL with PostGIS is not installed (Debian: apt-get install {PACKAGES}).")
    made_by = data / "PG_VERSION"
    if not made_by.exists():
        return available[0]
    version = made_by.read_text(encoding="ascii").strip()
    for installation in available:
        if installation.version == version:
            return installation
    raise StackError(
        f"The database in {data} was made by PostgreSQL {version}, but only {available[0].version} "
        "is installed: restore a dump into a new directory (docs/operations.md)."
    )


def as_root() -> bool:
    return os.geteuid() == 0


def database_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise StackError("There is no user postgres on this machine (Debian: apt-get install postgresql).") from None


def privileges_for(data: Path) -> list[str]:
    """Return the options of setpriv that make the server run as `postgres`, since it refuses to run as root.

    Where the project lies under a directory closed to other users, the server gets the one capability
    that lets it pass through; where it does not need it, it does not get it.
    """
    if not as_root():
        return []
    user = ["--reuid", SYSTEM_USER, "--regid", SYSTEM_USER, "--init-groups"]
    passing = [*user, "--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
    for options in (user, passing):
        # Not `test -x`: access(2) leaves capabilities out of account.
        probe = [setpriv(), *options, "--", "ls", "-d", f"{data}/."]
        done = subprocess.run(probe, cwd="/", env=tool_environment(), capture_output=True, check=False)  # noqa: S603 - fixed command
        if done.returncode == 0:
            return options
    raise StackError(f"The user postgres cannot reach {data}: open the directories above it, or move the project.")


def tool_environment() -> dict[str, str]:
    """Return the environment of every PostgreSQL program."""
    # Nothing of the caller's environment: PGHOST or PGSERVICE would lead the tools to another server.
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run_tool(command: list[str], *, doing: str, variables: Mapping[str, str] | None = None) -> None:
    """Run a PostgreSQL program to its end; its last lines become the error when it fails."""
    environment = tool_environment() | dict(variables or {})
    done = subprocess.run(  # noqa: S603 - the command is built from constants of this module
        command, cwd="/", env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        reason = " | ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise StackError(f"Could not {doing}: {reason}")
