"""What 0020 makes of the English sentence that an import was refused with."""

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, text

IMPORT = text("""
    INSERT INTO imports (id, area_code, file_name, file_sha256, object_key, status, refusal, bytes_total, bytes_read,
                         rows_read, rows_rejected, households_stored, people_stored, requested_at)
    VALUES (gen_random_uuid(), '31', 'x.csv', 'x', 'x', :status, :refusal, 1, 1, 0, 0, 0, 0, now())
""")
REFUSALS = text("SELECT refusal FROM imports ORDER BY status")


def test_a_sentence_becomes_the_detail_of_a_refusal_and_a_sentence_again(
    owner: Connection, chain: AlembicConfig
) -> None:
    command.downgrade(chain, "0019")
    owner.execute(IMPORT, [{"status": "finished", "refusal": None}, {"status": "refused", "refusal": "It is empty."}])
    owner.commit()

    command.upgrade(chain, "head")
    refusal = {"code": "file_unreadable", "detail": "It is empty.", "problems": []}
    assert owner.scalars(REFUSALS).all() == [None, refusal]

    command.downgrade(chain, "0019")
    assert owner.scalars(REFUSALS).all() == [None, "It is empty."]
