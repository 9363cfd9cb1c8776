#!/usr/bin/env bash
# Read a dump into an empty database that deploy/bootstrap.sql has prepared: deploy/restore.sh FILE,
# with MIGRATION_DATABASE_URL in the environment. All or nothing. Restore the bucket BEFORE it.
set -euo pipefail
: "${MIGRATION_DATABASE_URL:?}" "${1:?usage: deploy/restore.sh FILE}"
# A dump assumes that new tables belong to nobody else. With the default rights of the bootstrap still in
# force, the application would get back the right to change and delete what is append-only. The dump itself
# sets the default rights again at its end.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$MIGRATION_DATABASE_URL" <<'SQL'
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'spatial_ref_sys') THEN
    RAISE EXCEPTION 'the database is not empty';
  END IF;
END $$;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM field_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM field_app;
SQL
pg_restore --exit-on-error --single-transaction --no-comments --dbname="$MIGRATION_DATABASE_URL" "$1"
