"""Checks whose answer was found when the act arrived: its signatures, its position, the assignment of a visit."""

from collections.abc import Iterator

from field_api.evidence.rules.checks.check import Check, Details, Finding, Place, Severity, check
from field_api.evidence.rules.checks.facts import ActEvidence, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds


def remarked(code: str) -> Finding[ActEvidence]:
    """A check whose answer was found when the act was sent."""

    def find(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
        if code in act.remarks:
            yield {}

    return find


signature_wrong = check(
    "signature_wrong", Severity.ALARM, Place.PHOTOS,
    indonesian="Tanda tangan ponsel pada foto tidak cocok.",
    english="The phone's signature on a photo does not fit.",
)(remarked("signature_wrong"))  # fmt: skip

envelope_of_other_photo = check(
    "envelope_of_other_photo", Severity.ALARM, Place.PHOTOS,
    indonesian="Amplop bertanda tangan milik foto lain.",
    english="A signed envelope belongs to another photo.",
)(remarked("envelope_of_other_photo"))  # fmt: skip

signing_phone_unknown = check(
    "signing_phone_unknown", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto ditandatangani ponsel yang tidak terdaftar atas nama petugas.",
    english="A photo was signed by a phone that is not registered to the officer.",
)(remarked("signing_phone_unknown"))  # fmt: skip

photo_unsigned = check(
    "photo_unsigned", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto dari aplikasi lapangan tanpa tanda tangan ponsel.",
    english="A photo of the field app without the phone's signature.",
)(remarked("photo_unsigned"))  # fmt: skip

no_position = check(
    "no_position", Severity.DOUBT, Place.POSITION,
    indonesian="Tidak ada posisi.",
    english="There is no position.",
)(remarked("no_position"))  # fmt: skip

unassigned = check(
    "unassigned", Severity.NOTE, Place.ASSIGNMENT,
    indonesian="Kunjungan dilakukan tanpa penugasan.",
    english="The visit was made without an assignment.",
)(remarked("unassigned"))  # fmt: skip

assigned_to_another = check(
    "assigned_to_another", Severity.DOUBT, Place.ASSIGNMENT,
    indonesian="Kunjungan ini ditugaskan kepada petugas lain.",
    english="The visit was assigned to another verifier.",
)(remarked("assigned_to_another"))  # fmt: skip

assignment_withdrawn = check(
    "assignment_withdrawn", Severity.NOTE, Place.ASSIGNMENT,
    indonesian="Penugasan sudah ditarik ketika kunjungan tiba.",
    english="The assignment had been withdrawn when the visit arrived.",
)(remarked("assignment_withdrawn"))  # fmt: skip

OF_ANY_ACT: tuple[Check[ActEvidence], ...] = (
    signature_wrong,
    envelope_of_other_photo,
    signing_phone_unknown,
    photo_unsigned,
    no_position,
)
CHECKS: tuple[Check[VisitEvidence], ...] = (*OF_ANY_ACT, unassigned, assigned_to_another, assignment_withdrawn)
