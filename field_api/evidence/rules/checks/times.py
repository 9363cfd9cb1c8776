"""Checks on clocks and dates: of the phone against ours, of the fix against the shutter, of the visit's length."""

from collections.abc import Iterator
from datetime import timedelta

from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import ActEvidence, PhotoFacts, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.visits import VISITED


@check(
    "clock_ahead", Severity.DOUBT, Place.TIMES,
    indonesian="Jam ponsel lebih cepat {minutes} menit daripada jam server.",
    english="The clock of the phone is {minutes} minutes ahead of the server.",
)  # fmt: skip
def clock_ahead(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    ahead = (act.finished_at - act.received_at).total_seconds()
    if ahead > limits.clock_seconds:
        yield {"minutes": round(ahead / 60)}


@check(
    "fix_stale", Severity.DOUBT, Place.TIMES,
    indonesian="Foto {photo}: posisi terbaru sudah {seconds} detik saat foto diambil.",
    english="Photo {photo}: the newest fix was {seconds} s old when it was taken.",
)  # fmt: skip
def fix_stale(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        times = [sample.at for sample in photo.samples if sample.at]
        if photo.taken_at is None or not times:
            continue
        seconds = round(min(abs((photo.taken_at - at).total_seconds()) for at in times))
        if seconds > limits.fix_age_seconds:
            yield {"photo": photo.number + 1, "seconds": seconds}


@check(
    "photo_outside_visit", Severity.DOUBT, Place.TIMES,
    indonesian="Foto {photo} diambil {minutes} menit di luar waktu kunjungan.",
    english="Photo {photo} was taken {minutes} minutes outside the time of the visit.",
)  # fmt: skip
def photo_outside_visit(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    for photo, seconds in taken_outside(visit, limits.clock_seconds):
        yield {"photo": photo.number + 1, "minutes": round(seconds / 60)}


def taken_outside(act: ActEvidence, tolerance: int) -> Iterator[tuple[PhotoFacts, float]]:
    """Photos that were taken more than `tolerance` seconds before the act or after it, each with by how much."""
    for photo in act.photos:
        # EXIF is a second opinion, and the only one on a photo that came without an envelope.
        taken = photo.taken_at or photo.exif_taken_at
        if taken is None:
            continue
        outside = max((act.started_at - taken).total_seconds(), (taken - act.finished_at).total_seconds())
        if outside > tolerance:
            yield photo, outside


@check(
    "sent_late", Severity.NOTE, Place.TIMES,
    indonesian="Dikirim {days} hari sesudah selesai.",
    english="It was sent {days} days after it had ended.",
)  # fmt: skip
def sent_late(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    waited = act.received_at - act.finished_at
    if waited > timedelta(days=limits.late_days):
        yield {"days": waited.days}


@check(
    "visit_too_short", Severity.DOUBT, Place.TIMES,
    indonesian="{answers} jawaban diisi dalam {seconds} detik.",
    english="{answers} answers were filled in within {seconds} s.",
)  # fmt: skip
def visit_too_short(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    if visit.outcome != VISITED:
        return
    seconds = round((visit.finished_at - visit.started_at).total_seconds())
    least = max(limits.shortest_visit_seconds, limits.seconds_per_answer * len(visit.answers))
    if seconds < least:
        yield {"answers": len(visit.answers), "seconds": max(0, seconds)}


@check(
    "before_assignment", Severity.DOUBT, Place.ASSIGNMENT,
    indonesian="Kunjungan dimulai {hours} jam sebelum ditugaskan.",
    english="The visit began {hours} hours before it was assigned.",
)  # fmt: skip
def before_assignment(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    if visit.assignment is None:
        return
    early = (visit.assignment.assigned_at - visit.started_at).total_seconds()
    if early > limits.clock_seconds:
        yield {"hours": round(early / 3600)}


@check(
    "after_due_date", Severity.NOTE, Place.ASSIGNMENT,
    indonesian="Kunjungan dilakukan {days} hari sesudah batas waktu.",
    english="The visit was made {days} days after it was due.",
)  # fmt: skip
def after_due_date(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
    due = visit.assignment.due_on if visit.assignment else None
    if due is not None and visit.local_day > due:
        yield {"days": (visit.local_day - due).days}


OF_ANY_ACT: tuple[Check[ActEvidence], ...] = (clock_ahead, fix_stale, sent_late)
CHECKS: tuple[Check[VisitEvidence], ...] = (
    clock_ahead,
    photo_outside_visit,
    fix_stale,
    visit_too_short,
    before_assignment,
    after_due_date,
    sent_late,
)
