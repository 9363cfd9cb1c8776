"""Jobs of the evidence: thin, idempotent, one service call each."""

from datetime import timedelta
from uuid import UUID

from field_api.distribution.service import checks as hand_over_checks
from field_api.evidence.service import checks, erasure, inspection, originals, reuse, uploads
from workers.job import Work, job

PIECES_KEPT = timedelta(days=7)
ARRIVALS_KEPT = timedelta(hours=1)


@job("evidence.inspect_bundle")
def inspect_bundle(work: Work, *, bundle_id: str) -> None:
    """Look at every photo of a complete bundle."""
    inspection.inspect_bundle(
        work.session,
        work.author,
        work.tools.store,
        develop=work.tools.darkroom.develop,
        bundle_id=UUID(bundle_id),
        at=work.at,
    )


@job("evidence.find_reuse")
def find_reuse(work: Work, *, bundle_id: str) -> None:
    """Look for the photos of an inspected bundle among all that came before; then all is known that is checked.

    Acts that brought them before are checked again: this one says something about them too.
    """
    act = UUID(bundle_id)
    earlier = reuse.find_reuse(work.session, work.author, work.tools.scenes, bundle_id=act, at=work.at)
    for each in (act, *sorted(earlier)):
        checks.queue_check(work.session, bundle_id=each)
        hand_over_checks.queue_check(work.session, bundle_id=each)


@job("evidence.check_visit")
def check_visit(work: Work, *, visit_id: str) -> None:
    """Put a complete visit to every check."""
    checks.check_visit(work.session, work.author, work.tools.keys, visit_id=UUID(visit_id), at=work.at)


@job("evidence.remove_photo")
def remove_photo(work: Work, *, sha256: str) -> None:
    """Remove an erased photo from the bucket."""
    erasure.remove_photo(work.session, work.tools.store, sha256=sha256)


@job("evidence.sweep_pieces", cron="17 2 * * *")
def sweep_pieces(work: Work) -> None:
    """Remove what is left of uploads that nobody continued."""
    uploads.sweep_pieces(work.session, older_than=work.at - PIECES_KEPT)


@job("evidence.move_arrivals", cron="*/10 * * * *")
def move_arrivals(work: Work) -> None:
    """Move photos of bundles that are still incomplete into the bucket."""
    originals.move_stragglers(work.session, work.tools.store, older_than=work.at - ARRIVALS_KEPT)
