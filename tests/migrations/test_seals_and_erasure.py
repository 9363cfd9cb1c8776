"""What 0014 makes of lists that were sealed under a hash, before lists had roots."""

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, text

from field_api.clock import new_id

SEALED = text("""
    UPDATE endorsement_lists SET state = 'sealed', content_sha256 = 'x', sealed_by = drafted_by, sealed_at = now()
""")
SIGNED = text("""
    UPDATE endorsement_lists SET state = 'endorsed', letter_number = '1', letter_date = now(), signatory_name = 'x',
           signatory_capacity = 'kepala_daerah', letter_sha256 = 'x', endorsed_by = drafted_by, endorsed_at = now()
     WHERE title = 'signed'
""")


def draft(connection: Connection, title: str) -> None:
    connection.execute(
        text(
            "INSERT INTO endorsement_lists (id, area_code, title, period, programme_code, state, counts, drafted_by,"
            " drafted_at, version) SELECT :id, '31', :title, '2026-03', 'pkh', 'draft', '{\"items\": 7, \"unit\": 1}',"
            " id, now(), 1 FROM users"
        ),
        {"id": new_id(), "title": title},
    )


def test_an_unsigned_list_becomes_a_draft_again_and_a_signed_one_keeps_its_letter(
    owner: Connection, chain: AlembicConfig
) -> None:
    command.downgrade(chain, "0011")
    owner.execute(
        text(
            "INSERT INTO users (id, username, full_name, password_hash, active, created_at, version)"
            " VALUES (gen_random_uuid(), 'pegawai', 'x', 'x', true, now(), 1)"
        )
    )
    owner.execute(
        text(
            "INSERT INTO programmes (code, name, unit, components, legal_basis, valid_from, version)"
            " VALUES ('pkh', 'PKH', 'person', '[]', 'x', '2020-01-01', 1)"
        )
    )
    for title in ("unsigned", "signed"):
        draft(owner, title)
    owner.execute(SEALED)
    owner.execute(SIGNED)
    owner.commit()

    command.upgrade(chain, "head")

    rows = owner.execute(
        text(
            "SELECT title, state, sealed_by IS NULL, letter_sha256, root, counts FROM endorsement_lists ORDER BY title"
        )
    ).all()
    assert [tuple(row)[:5] for row in rows] == [
        ("signed", "endorsed", False, "x", None),
        ("unsigned", "draft", True, None, None),
    ]
    assert rows[1].counts == {"items": 7}
