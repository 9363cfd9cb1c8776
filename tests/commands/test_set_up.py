"""Tables, interface document and hints for a backup."""

import json
from collections.abc import Callable

from click.testing import Result
from sqlalchemy import Engine, text

from field_api.config import ObjectStoreAddress

Run = Callable[..., Result]


def test_migrate_brings_an_empty_database_to_head(run: Run, owner: Engine) -> None:
    assert run("migrate").exit_code == 0

    with owner.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_the_interface_document_is_openapi_and_names_every_door(run: Run) -> None:
    document = json.loads(run("openapi").output)

    assert document["openapi"].startswith("3.1")
    assert {"/v1/sessions", "/v1/journal", "/healthz"} <= set(document["paths"])


def test_the_hints_name_the_bucket_in_the_right_order_and_no_secret(run: Run, own_environment: dict[str, str]) -> None:
    hints = run("backup-hints").output
    address = ObjectStoreAddress.parse(own_environment["OBJECT_STORE_URL"])

    assert hints.index("pg_dump") < hints.index(f"rclone copy field:{address.bucket}") < hints.index("SEAL_KEYS")
    for secret in (address.secret_key, *own_environment["FIELD_API_SEAL_KEYS"].split(":")[1:]):
        assert secret not in hints
