# PostgreSQL with PostGIS for every architecture that PostgreSQL's own packages serve.
FROM postgres:17-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-17-postgis-3 \
 && rm -rf /var/lib/apt/lists/*
# The image runs what lies here once, when the data directory is empty.
COPY --chmod=755 deploy/bootstrap.sh /docker-entrypoint-initdb.d/10-bootstrap.sh
COPY deploy/bootstrap.sql /usr/local/share/field-api/bootstrap.sql
