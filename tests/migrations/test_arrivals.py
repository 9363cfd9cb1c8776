"""What 0023 makes of the files of photos that have come and gone."""

import psycopg
import pytest

from script.stack.postgres import EmbeddedPostgres

ARRIVE = {
    "photo_arrivals": "INSERT INTO photo_arrivals (sha256, content, arrived_at) VALUES ('photo', %(content)s, now())",
    "photo_pieces": """
        INSERT INTO photo_pieces (sha256, author_id, start, size, content, received_at)
        VALUES ('photo', gen_random_uuid(), 0, octet_length(%(content)s), %(content)s, now())
    """,
}


@pytest.mark.parametrize("table", ARRIVE)
def test_what_is_emptied_keeps_its_length_until_somebody_asks_for_the_space(
    postgres: EmbeddedPostgres, own_database: str, table: str
) -> None:
    with psycopg.connect(postgres.admin_url(own_database), autocommit=True) as admin:

        def length() -> int:
            [size] = admin.execute("SELECT pg_table_size(%s)", [table]).fetchone() or [0]
            return size

        # Whose photo it is does not matter here, so foreign keys are not asked.
        admin.execute("SET session_replication_role = replica")
        admin.execute(ARRIVE[table], {"content": bytes(1_000_000)})
        full = length()
        admin.execute(f"DELETE FROM {table}")
        admin.execute(f"VACUUM {table}")
        assert length() >= full > 1_000_000

        admin.execute(f"VACUUM (TRUNCATE) {table}")
        assert length() < 100_000
