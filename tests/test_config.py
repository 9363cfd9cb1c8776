import base64
from pathlib import Path

import pytest

from field_api.config import Config, ConfigurationError, ObjectStoreAddress, sqlalchemy_url

GOOD = {
    "DATABASE_URL": "postgresql://field_app:geheim@db/field_api",
    "OBJECT_STORE_URL": "https://key:s%2Fecret@store:8333/field-api",
    "FIELD_API_SEAL_KEYS": "k1:" + base64.b64encode(b"s" * 32).decode(),
    "FIELD_API_HASH_KEY": base64.b64encode(b"h" * 32).decode(),
}


def test_a_whole_environment_is_read() -> None:
    config = Config.from_environment(GOOD)

    assert config.environment == "production"
    assert config.database_url == "postgresql+psycopg://field_app:geheim@db/field_api"
    assert (config.object_store.secure, config.object_store.secret_key) == (True, "s/ecret")


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as raised:
        Config.from_environment({"FIELD_API_ENV": "staging", "FIELD_API_DATABASE_POOL": "0"})

    for name in (*GOOD, "FIELD_API_ENV", "FIELD_API_DATABASE_POOL"):
        assert name in str(raised.value)


@pytest.mark.parametrize("name", list(GOOD))
def test_no_secret_has_a_default(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} is not set"):
        Config.from_environment({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize("address", ["ftp://x/{z}", "https://x", "https://x/; script-src *", "//x/{z}/{x}/{y}.png"])
def test_a_base_map_that_could_widen_the_policy_of_the_pages_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="FIELD_API_BASE_MAP"):
        Config.from_environment(GOOD | {"FIELD_API_BASE_MAP": address})


def test_a_base_map_is_optional() -> None:
    tiles = "https://peta.example.go.id/{z}/{x}/{y}.png?kunci=1"

    assert Config.from_environment(GOOD).base_map is None
    assert Config.from_environment(GOOD | {"FIELD_API_BASE_MAP": tiles}).base_map == tiles


@pytest.mark.parametrize("key", ["not base64!", base64.b64encode(b"short").decode()])
def test_a_bad_key_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        Config.from_environment(GOOD | {"FIELD_API_HASH_KEY": key})

    assert key not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["s3://a:b@host/bucket", "http://host/bucket", "http://a:b@host/", "http://a:b@host/a/b"]
)
def test_an_address_without_bucket_or_keys_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="OBJECT_STORE_URL"):
        ObjectStoreAddress.parse(url)


def test_another_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="postgresql"):
        sqlalchemy_url("mysql://localhost/x")


def test_a_worker_keeps_its_copies_where_it_is_told_or_only_while_it_runs() -> None:
    assert Config.from_environment(GOOD | {"FIELD_API_CACHE_DIR": "/var/cache/x"}).cache_folder == Path("/var/cache/x")
    assert Config.from_environment(GOOD).cache_folder is None
