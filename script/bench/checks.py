"""Measure what the rules on positions cost per visit over a million fixes.

    .venv/bin/python script/bench/checks.py [visits]        (default: 1000000)

Invented visits of 500 verifiers with a phone each, four a household, five samples a position, spread over a regency, lie
in a private cluster that is made for the run. Then visits picked at random are judged as the worker does it: the look-up
of what is around each (before and after by verifier and by phone, within twenty metres, the last accuracies) and the
rules over what it finds. The bar: under 1 ms a visit. Beside it stands one look-up by key in the same run, for the speed
of the machine.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from imports import configuration, migrate  # noqa: E402 - the project is not installed.
from sqlalchemy import func, select, text  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from field_api import db, tables  # noqa: E402
from field_api.evidence.models.photos import Bundle  # noqa: E402
from field_api.evidence.models.visits import Visit  # noqa: E402
from field_api.evidence.queries import checks as queries  # noqa: E402
from field_api.evidence.rules.checks import movement, position  # noqa: E402
from field_api.evidence.rules.checks.facts import VisitEvidence  # noqa: E402
from field_api.evidence.rules.checks.readings import fix_of  # noqa: E402
from field_api.evidence.rules.checks.thresholds import Thresholds  # noqa: E402
from field_api.scope import EVERYWHERE  # noqa: E402
from script.stack.postgres import EmbeddedPostgres  # noqa: E402

TABLES = tables.METADATA
BAR_MS, JUDGED, WARM = 1.0, 1_000, 100
VERIFIERS, VISITS_A_HOUSEHOLD = 500, 4
AREA = "35.10.01.2001.001.001"

# One visit every twenty minutes by each verifier, in ids of version 7, whose order is that of time.
FILL = f"""
INSERT INTO users (id, username, full_name, password_hash, active, created_at, version)
  SELECT md5('u' || v)::uuid, 'petugas' || v, 'Petugas', '', true, now(), 1 FROM generate_series(0, {VERIFIERS - 1}) v;
INSERT INTO devices (id, user_id, label, public_key, key_thumbprint, registered_at)
  SELECT md5('d' || v)::uuid, md5('u' || v)::uuid, 'Ponsel', '{{}}', md5('d' || v), now()
  FROM generate_series(0, {VERIFIERS - 1}) v;
INSERT INTO instruments (code, version, document, document_sha256, valid_from, published_at)
  VALUES ('bench', '1', '{{}}', repeat('0', 64), '2026-01-01', now());
INSERT INTO households (id, area_code, address, latitude_e7, longitude_e7, registered_at, version)
  SELECT md5('h' || h)::uuid, '{AREA}', '', -78000000 - (random() * 8000000)::int, 1140000000 + (random() * 6000000)::int,
         now(), 1 FROM generate_series(0, {{visits}} / {VISITS_A_HOUSEHOLD}) h;
CREATE TEMP TABLE made AS
  SELECT (lpad(to_hex(1772413200000 + (n / {VERIFIERS})::bigint * 1200000), 12, '0') || '7'
          || substr(md5('n' || n), 1, 3) || '8' || substr(md5('n' || n), 4, 15))::uuid AS id,
         md5('u' || n % {VERIFIERS})::uuid AS verifier, md5('d' || n % {VERIFIERS})::uuid AS device,
         md5('h' || n / {VISITS_A_HOUSEHOLD})::uuid AS household,
         to_timestamp(1772413200 + (n / {VERIFIERS}) * 1200) AS at
  FROM generate_series(0, {{visits}} - 1) n;
INSERT INTO bundles (id, kind, author_id, device_id, content_sha256, photo_count, received_at, completed_at, area_code)
  SELECT id, 'visit', verifier, device, repeat('0', 64), 0, at, at, '{AREA}' FROM made;
INSERT INTO visits (id, household_id, verifier_id, instrument_code, instrument_version, outcome, note, answers,
                    latitude_e7, longitude_e7, accuracy_mm, position_samples, remarks, channel, app_version, started_at,
                    finished_at, received_at, area_code)
  SELECT made.id, household, verifier, 'bench', '1', 'visited', '', '{{}}', latitude, longitude, accuracy,
         (SELECT jsonb_agg(jsonb_build_object('latitude_e7', latitude + 300 * n, 'longitude_e7', longitude - 200 * n,
                                              'accuracy_mm', accuracy + 900 * n, 'at', at - n * interval '2 seconds'))
            FROM generate_series(4, 0, -1) AS n),
         '{{}}', 'field_app', 'bench', at, at, at, '{AREA}'
  FROM made JOIN households ON households.id = household,
       LATERAL (SELECT latitude_e7 + (random() * 400)::int AS latitude, longitude_e7 + (random() * 400)::int AS longitude,
                       4000 + (random() * 9000)::int AS accuracy) AS fix;
"""  # noqa: S608 - constants of this file


def judge(session: Session, visit: Visit, device_id: UUID | None, limits: Thresholds) -> int:
    """The look-ups around one visit and the rules over them; how many flags there are."""
    db.keep_plans_until_commit(session)
    fix = fix_of(visit.latitude_e7, visit.longitude_e7, visit.accuracy_mm, visit.position_samples)
    surroundings = queries.surroundings(session, visit, device_id, fix.place if fix else None)
    evidence = VisitEvidence(
        household_id=visit.household_id,
        outcome=visit.outcome,
        recommendation=None,
        channel=visit.channel,
        started_at=visit.started_at,
        finished_at=visit.finished_at,
        received_at=visit.received_at,
        local_day=date(2026, 3, 2),
        fix=fix,
        near_in_time=surroundings.near_in_time,
        recent_accuracies_mm=surroundings.recent_accuracies_mm,
        around=surroundings.around,
    )
    return sum(len(list(check.flags(evidence, limits))) for check in (*position.CHECKS, *movement.CHECKS))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("visits", nargs="?", type=int, default=1_000_000)
    visits = parser.parse_args().visits
    with (
        tempfile.TemporaryDirectory(prefix="bench-checks-") as folder,
        EmbeddedPostgres(Path(folder) / "pg", durable=False) as postgres,
    ):
        Path(folder).chmod(0o755)
        migrate(postgres.url("field_owner"))
        owner = db.make_engine(configuration(postgres.url("field_owner")))
        with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in FILL.replace("{visits}", str(visits)).split(";\n")[:-1]:
                connection.execute(text(statement))
            connection.execute(text("VACUUM ANALYZE"))
        with db.make_session_factory(db.make_engine(configuration(postgres.url("field_app"))))() as session:
            db.set_scope(session, EVERYWHERE)
            report(session)


def report(session: Session) -> None:
    """Judge visits picked at random and print what one costs."""
    total = session.scalar(select(func.count()).select_from(Visit))
    picked = session.execute(
        select(Visit, Bundle.device_id)
        .join(Bundle, Bundle.id == Visit.id)
        .order_by(func.md5(func.cast(Visit.id, db.Base.metadata.tables["users"].c.username.type)))
        .limit(WARM + JUDGED)
    ).all()
    limits = Thresholds()
    times = [timed(lambda row=row: judge(session, *row, limits)) for row in picked][WARM:]
    by_key = text("SELECT household_id FROM visits WHERE id = :id")
    keys = [timed(lambda row=row: session.execute(by_key, {"id": row[0].id}).one()) for row in picked][WARM:]
    median, key = statistics.median(times), statistics.median(keys)
    print(
        f"{total} visits: {median:.2f} ms a visit (bar {BAR_MS:.2f}), p95 {statistics.quantiles(times, n=20)[-1]:.2f};"
        f" one look-up by key {key:.2f} ms, so {median / key:.1f} of them"
    )


if __name__ == "__main__":
    main()
