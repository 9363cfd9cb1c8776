"""Checks on the photos: seen before, edited, taken from a screen or a print, too dark or blurred to show anything (evidence A3, A4)."""

from collections.abc import Iterator

from field_api.evidence.rules.checks.check import Check, Details, Finding, Place, Severity, check
from field_api.evidence.rules.checks.facts import ActEvidence, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds


def _remarked(*codes: str) -> Finding[ActEvidence]:
    """A check of which the inspection of the photo has said enough."""

    def find(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
        for photo in act.photos:
            if photo.remarks.intersection(codes):
                yield {"photo": photo.number + 1}

    return find


@check(
    "photo_seen_before", Severity.ALARM, Place.PHOTOS,
    indonesian="Foto {photo} sudah pernah dikirim untuk kunjungan atau serah terima lain.",
    english="Photo {photo} has been sent before, for another act.",
)  # fmt: skip
def photo_seen_before(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        if any(match.layer != "scene" for match in photo.matches):
            yield {"photo": photo.number + 1}


@check(
    "photo_similar", Severity.ALARM, Place.PHOTOS,
    indonesian="Foto {photo} menunjukkan gambar yang sama dengan foto lain yang lebih dulu dikirim (jarak {distance} dari 256).",
    english="Photo {photo} shows the same picture as a photo that was sent earlier (distance {distance} of 256).",
)  # fmt: skip
def photo_similar(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        scenes = [match.distance for match in photo.matches if match.layer == "scene"]
        if scenes and not any(match.layer != "scene" for match in photo.matches):
            yield {"photo": photo.number + 1, "distance": min(scenes)}


# A note and no more: mostly it was copied from here. Yet a phone may be offline for days, and who sends first may have copied.
@check(
    "photo_sent_again", Severity.NOTE, Place.PHOTOS,
    indonesian="Foto {photo} kemudian dikirim lagi untuk kunjungan atau serah terima lain.",
    english="Photo {photo} was sent again later, for another act.",
)  # fmt: skip
def photo_sent_again(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        if photo.sent_again:
            yield {"photo": photo.number + 1}


@check(
    "exif_missing", Severity.NOTE, Place.PHOTOS,
    indonesian="Foto {photo} tidak membawa EXIF, padahal saluran ini biasanya membawanya.",
    english="Photo {photo} carries no EXIF although this channel has it.",
)  # fmt: skip
def exif_missing(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
    # The field app shrinks photos and keeps EXIF apart; only Collect sends the camera's own file.
    if visit.channel != "odk_collect":
        return
    for photo in visit.photos:
        if "exif_absent" in photo.remarks:
            yield {"photo": photo.number + 1}


@check(
    "fingerprint_rare", Severity.DOUBT, Place.PHOTOS,
    indonesian="Berkas foto {photo} ditulis dengan cara yang tidak biasa untuk ponsel ini.",
    english="The file of photo {photo} was written in a way that is rare for this phone.",
)  # fmt: skip
def fingerprint_rare(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        if photo.fingerprint_rare:
            yield {"photo": photo.number + 1}


photo_edited = check(
    "photo_edited", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto {photo} menyebut program pengolah gambar.",
    english="Photo {photo} names an image editor.",
)(_remarked("software_edited"))  # fmt: skip

photo_screenshot = check(
    "photo_screenshot", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto {photo} dibingkai bidang polos seperti tangkapan layar.",
    english="Photo {photo} is framed by plain bars, as a screenshot is.",
)(_remarked("uniform_bars"))  # fmt: skip

# A note and no more: a net or a cloth that fills the picture can look the same (docs/decisions/0018).
photo_grid = check(
    "photo_grid", Severity.NOTE, Place.PHOTOS,
    indonesian="Seluruh foto {photo} tampak berpola kisi halus, seperti foto yang diambil dari layar atau cetakan: mohon diperiksa lebih teliti.",
    english="A fine grid lies all over photo {photo}, as on a picture taken from a screen or a print: look closely.",
)(_remarked("fine_grid"))  # fmt: skip

photo_dark = check(
    "photo_dark", Severity.NOTE, Place.PHOTOS,
    indonesian="Foto {photo} terlalu gelap.",
    english="Photo {photo} is too dark.",
)(_remarked("dark"))  # fmt: skip

photo_blurred = check(
    "photo_blurred", Severity.NOTE, Place.PHOTOS,
    indonesian="Foto {photo} buram.",
    english="Photo {photo} is blurred.",
)(_remarked("blurred"))  # fmt: skip

photo_featureless = check(
    "photo_featureless", Severity.NOTE, Place.PHOTOS,
    indonesian="Foto {photo} hampir tidak menunjukkan apa-apa.",
    english="Photo {photo} shows next to nothing.",
)(_remarked("featureless"))  # fmt: skip

OF_ANY_ACT: tuple[Check[ActEvidence], ...] = (
    photo_seen_before,
    photo_similar,
    photo_sent_again,
    photo_edited,
    fingerprint_rare,
    photo_screenshot,
    photo_grid,
    photo_dark,
    photo_blurred,
    photo_featureless,
)
CHECKS: tuple[Check[VisitEvidence], ...] = (*OF_ANY_ACT, exif_missing)
