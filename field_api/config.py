"""Configuration: one frozen object, read once from the environment, checked before anything starts.

No other module reads the environment. Secrets have no default.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self, get_args
from urllib.parse import unquote, urlsplit

Environment = Literal["production", "demo", "test"]

KEY_BYTES = 32
LOG_ORIGIN = "localhost/field-api"


class ConfigurationError(Exception):
    """Names each variable that is missing or malformed, and never shows a value."""


@dataclass(frozen=True, slots=True)
class ObjectStoreAddress:
    """Where the S3 bucket is: http(s)://access:secret@host:port/bucket."""

    endpoint: str
    secure: bool
    access_key: str
    secret_key: str
    bucket: str

    @classmethod
    def parse(cls, url: str) -> Self:
        parts = urlsplit(url)
        bucket = parts.path.strip("/")
        if parts.scheme not in {"http", "https"} or not parts.hostname or not bucket or "/" in bucket:
            raise ConfigurationError("OBJECT_STORE_URL must look like http://key:secret@host:port/bucket")
        if not parts.username or not parts.password:
            raise ConfigurationError("OBJECT_STORE_URL must hold the access key and the secret key")
        port = f":{parts.port}" if parts.port else ""
        return cls(
            endpoint=parts.hostname + port,
            secure=parts.scheme == "https",
            access_key=unquote(parts.username),
            secret_key=unquote(parts.password),
            bucket=bucket,
        )


@dataclass(frozen=True, slots=True)
class WitnessAddress:
    """Another deployment that witnesses our log: `url` before /add-checkpoint, and its public key as text."""

    url: str
    verifier: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read "https://other.example/witness name+id+key"; None for anything else."""
        url, _, verifier = text.partition(" ")
        if not re.fullmatch(r"https?://[\w.:-]+(?:/[\w./-]*)?", url, re.ASCII) or verifier.count("+") < 2:  # noqa: PLR2004 - name, id and key
            return None
        return cls(url.rstrip("/"), verifier.strip())


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the processes need to know about where they run."""

    database_url: str
    object_store: ObjectStoreAddress
    seal_keys: str
    hash_key: bytes
    environment: Environment
    database_pool: int = 8
    # Set by whoever starts more than one API process; prometheus-client reads the variable itself.
    several_processes: bool = False
    # The name under which the transparency log signs; only the workers hold the key (32 bytes).
    log_origin: str = LOG_ORIGIN
    log_key: bytes | None = field(default=None, repr=False)
    # This deployment as a witness of other logs: its name and key (32 bytes), and the public keys of those logs.
    witness_name: str = ""
    witness_key: bytes | None = field(default=None, repr=False)
    witnessed_logs: tuple[str, ...] = ()
    # Who witnesses our own log: where to ask, and the public key of each. Without any, nothing is ever called.
    witnesses: tuple[WitnessAddress, ...] = ()
    # Tiles ({z}/{x}/{y}) or a MapLibre style under the maps of the pages; without it they have a plain ground.
    base_map: str | None = None
    # Where a worker keeps copies that it can make again; without it they last as long as the process.
    cache_folder: Path | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read and check all variables at once, so that an operator fixes them in one round."""
        problems: list[str] = []
        required = ("DATABASE_URL", "OBJECT_STORE_URL", "FIELD_API_SEAL_KEYS", "FIELD_API_HASH_KEY")
        problems += [f"{name} is not set" for name in required if not environ.get(name)]
        environment = environ.get("FIELD_API_ENV", "production")
        if environment not in get_args(Environment):
            problems.append("FIELD_API_ENV must be production, demo or test")
        pool = environ.get("FIELD_API_DATABASE_POOL", "8")
        if not pool.isdigit() or not 1 <= int(pool) <= 200:  # noqa: PLR2004 - a bound, used once
            problems.append("FIELD_API_DATABASE_POOL must be a number from 1 to 200")
        base_map = environ.get("FIELD_API_BASE_MAP") or None
        if base_map and not re.fullmatch(r"https?://[\w.:-]+/[^\s;,'\"]*", base_map):
            problems.append("FIELD_API_BASE_MAP must be an address that begins with https://")
        origin = environ.get("FIELD_API_LOG_ORIGIN") or LOG_ORIGIN
        if not re.fullmatch(r"[\w.:/-]{1,200}", origin, re.ASCII):
            problems.append("FIELD_API_LOG_ORIGIN must be a name such as dinsos.example.go.id/log")
        witnesses = [WitnessAddress.parse(each) for each in _listed(environ, "FIELD_API_WITNESSES")]
        if None in witnesses:
            problems.append("FIELD_API_WITNESSES must look like https://other.example/witness name+id+key, …")
        if problems:
            raise ConfigurationError("; ".join(problems))
        return cls(
            database_url=sqlalchemy_url(environ["DATABASE_URL"]),
            object_store=ObjectStoreAddress.parse(environ["OBJECT_STORE_URL"]),
            seal_keys=environ["FIELD_API_SEAL_KEYS"],
            hash_key=_decode_key("FIELD_API_HASH_KEY", environ["FIELD_API_HASH_KEY"]),
            environment="demo" if environment == "demo" else "test" if environment == "test" else "production",
            database_pool=int(pool),
            several_processes=bool(environ.get("PROMETHEUS_MULTIPROC_DIR")),
            log_origin=origin,
            log_key=_decode_key("FIELD_API_LOG_KEY", environ["FIELD_API_LOG_KEY"])
            if environ.get("FIELD_API_LOG_KEY")
            else None,
            witness_name=environ.get("FIELD_API_WITNESS_NAME") or f"{origin}/witness",
            witness_key=_decode_key("FIELD_API_WITNESS_KEY", environ["FIELD_API_WITNESS_KEY"])
            if environ.get("FIELD_API_WITNESS_KEY")
            else None,
            witnessed_logs=tuple(_listed(environ, "FIELD_API_WITNESSED_LOGS")),
            witnesses=tuple(each for each in witnesses if each),
            base_map=base_map,
            cache_folder=Path(environ["FIELD_API_CACHE_DIR"]) if environ.get("FIELD_API_CACHE_DIR") else None,
        )


def sqlalchemy_url(url: str) -> str:
    """Name the driver in a plain PostgreSQL address: postgresql:// becomes postgresql+psycopg://."""
    scheme, separator, rest = url.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"} or not separator:
        raise ConfigurationError("DATABASE_URL must begin with postgresql://")
    return f"postgresql+psycopg://{rest}"


def _listed(environ: Mapping[str, str], name: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in environ.get(name, "").split(",") if part.strip()]


def _decode_key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ConfigurationError(f"{name} must be base64") from error
    if len(key) != KEY_BYTES:
        raise ConfigurationError(f"{name} must hold {KEY_BYTES} bytes")
    return key
