#!/usr/bin/env bash
# Roles, database and extensions, from the passwords in the container's environment.
set -euo pipefail
: "${OWNER_PASSWORD:?}" "${APP_PASSWORD:?}"
exec psql -X --username "$POSTGRES_USER" --dbname postgres --file /usr/local/share/field-api/bootstrap.sql
