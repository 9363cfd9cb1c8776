"""The least that a Flask server does for a visit: parse a form with photos, hash and fsync each, commit one row.

`script/bench/visits.py` serves it as it serves the product and sends it the same photos, so that both are measured in one
run, on one machine, by one client.
"""

import hashlib
import os
import uuid
from pathlib import Path

import psycopg_pool
from flask import Flask, request

TABLE = "CREATE TABLE IF NOT EXISTS bare_visits (id uuid PRIMARY KEY, document jsonb NOT NULL)"


def create_app() -> Flask:
    """Reads `DATABASE_URL` and `BARE_FOLDER` from the environment."""
    app = Flask(__name__)
    folder = Path(os.environ["BARE_FOLDER"])
    pool = psycopg_pool.ConnectionPool(os.environ["DATABASE_URL"], min_size=8, open=True)

    @app.post("/visits")
    def take_in() -> dict[str, list[str]]:
        digests = []
        for photo in request.files.values():
            content = photo.read()
            digests.append(hashlib.sha256(content).hexdigest())
            with (folder / uuid.uuid4().hex).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        with pool.connection() as connection:
            connection.execute("INSERT INTO bare_visits VALUES (%s, %s)", (uuid.uuid4(), request.form["document"]))
        return {"photos": digests}

    @app.get("/readyz")
    def ready() -> dict[str, bool]:
        with pool.connection() as connection:
            connection.execute("SELECT 1")
        return {"ready": True}

    return app
