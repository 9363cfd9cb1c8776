"""The secrets of a one-machine installation: made once, kept in one file that only its owner may read.

Losing this file means losing every sealed NIK in the database, so it is never made anew beside data that
needs the old one.
"""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from script.stack.failures import StackError

KEY_BYTES = 32


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


_MAKERS: Mapping[str, Callable[[], str]] = {
    "FIELD_API_DATABASE_OWNER_PASSWORD": lambda: secrets.token_urlsafe(24),
    "FIELD_API_DATABASE_APP_PASSWORD": lambda: secrets.token_urlsafe(24),
    "FIELD_API_STORE_ACCESS_KEY": lambda: secrets.token_hex(8),
    "FIELD_API_STORE_SECRET_KEY": lambda: secrets.token_hex(24),
    "FIELD_API_SEAL_KEYS": lambda: f"k1:{_key()}",
    "FIELD_API_HASH_KEY": _key,
    "FIELD_API_LOG_KEY": _key,
}


def load_secrets(path: Path, *, environment: Mapping[str, str], data_exists: bool) -> dict[str, str]:
    """Return every secret: from the environment when it is set there, else from the file, else new.

    `data_exists` says that there is a database sealed with the secrets of this file; then a missing file
    is an error and not a reason to make another one.
    """
    given = {name: environment[name] for name in _MAKERS if environment.get(name)}
    kept = _read(path)
    if data_exists and not kept and not {"FIELD_API_SEAL_KEYS", "FIELD_API_HASH_KEY"} <= given.keys():
        raise StackError(
            f"{path} is missing, but there is a database that needs its keys: restore the file from the "
            f"backup, or remove {path.parent} to begin with empty data."
        )
    made = {name: make() for name, make in _MAKERS.items() if name not in kept and name not in given}
    if made:
        write_private(path, kept | made)
    return kept | made | given


def write_private(path: Path, values: Mapping[str, str]) -> None:
    """Write NAME='value' lines that a shell can source, readable by the owner only, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}='{value}'\n" for name, value in values.items())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("'") for name, _, value in pairs}
