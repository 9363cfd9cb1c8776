"""A bundle whose photos came along is complete from the beginning; the commit, and not the insert, checks that it is."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NOW = """
    BEGIN
      IF EXISTS (SELECT FROM captures c LEFT JOIN photos p ON p.sha256 = c.sha256
                  WHERE c.bundle_id = NEW.id AND p.sha256 IS NULL)
         OR NEW.photo_count <> (SELECT count(*) FROM captures c WHERE c.bundle_id = NEW.id) THEN
        RAISE EXCEPTION 'a photo of the manifest is not stored'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_bundle_complete', TABLE = 'bundles';
      END IF;
      RETURN NULL;
    END
"""
BEFORE = """
    BEGIN
      IF NEW.completed_at IS NOT NULL AND NEW.photo_count > 0 THEN
        RAISE EXCEPTION 'a bundle with photos begins incomplete'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_bundle_complete', TABLE = 'bundles';
      END IF;
      RETURN NEW;
    END
"""


def upgrade() -> None:
    _guard(
        NOW,
        "CREATE CONSTRAINT TRIGGER bundles_guard_new AFTER INSERT ON bundles DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW WHEN (NEW.completed_at IS NOT NULL)",
    )


def downgrade() -> None:
    _guard(BEFORE, "CREATE TRIGGER bundles_guard_new BEFORE INSERT ON bundles FOR EACH ROW")


def _guard(body: str, trigger: str) -> None:
    op.execute("DROP TRIGGER bundles_guard_new ON bundles")
    op.execute(f"CREATE OR REPLACE FUNCTION guard_new_bundle() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$")
    op.execute(f"{trigger} EXECUTE FUNCTION guard_new_bundle()")
