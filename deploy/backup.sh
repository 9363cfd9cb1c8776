#!/usr/bin/env bash
# Write one dump of the database: deploy/backup.sh FILE, with MIGRATION_DATABASE_URL in the environment.
# Copy the bucket AFTER it (docs/operations.md says why).
set -euo pipefail
: "${MIGRATION_DATABASE_URL:?}" "${1:?usage: deploy/backup.sh FILE}"
umask 077
# The table of reference systems belongs to PostGIS, which brings it along.
pg_dump --format=custom --exclude-table-data=spatial_ref_sys --file="$1.part" "$MIGRATION_DATABASE_URL"
mv "$1.part" "$1"
