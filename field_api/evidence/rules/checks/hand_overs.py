"""Checks on a hand-over alone: who received and what was compared, many packages from one spot, what was said before.

Packages may be handed over at one point of an RW as well as at the door (F2), so one spot is a note and no more.
"""

from collections.abc import Iterator

from field_api.evidence.rules.checks import arrival, movement, photos, position, times
from field_api.evidence.rules.checks.arrival import remarked
from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import HandOverEvidence
from field_api.evidence.rules.checks.movement import many_at_one_spot
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.checks.times import taken_outside


@check(
    "photo_outside_hand_over", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto {photo} diambil {minutes} menit sebelum atau sesudah serah terima.",
    english="Photo {photo} was taken {minutes} minutes before or after the hand-over.",
)  # fmt: skip
def photo_outside_hand_over(hand_over: HandOverEvidence, limits: Thresholds) -> Iterator[Details]:
    for photo, seconds in taken_outside(hand_over, limits.hand_over_photo_seconds):
        yield {"photo": photo.number + 1, "minutes": round(seconds / 60)}


@check(
    "hand_overs_clustered", Severity.NOTE, Place.POSITION,
    indonesian="Paket {households} keluarga diserahkan dari satu tempat pada hari yang sama.",
    english="The packages of {households} households were handed over from one spot on the same day.",
)  # fmt: skip
def hand_overs_clustered(hand_over: HandOverEvidence, limits: Thresholds) -> Iterator[Details]:
    yield from many_at_one_spot(hand_over, limits)


@check(
    "receiver_repeated", Severity.DOUBT, Place.RECEIVER,
    indonesian="Orang dengan nama yang sama menerima paket {households} keluarga lain dalam tahap ini.",
    english="Somebody of the same name received the packages of {households} other households in this round.",
)  # fmt: skip
def receiver_repeated(hand_over: HandOverEvidence, limits: Thresholds) -> Iterator[Details]:
    if hand_over.receiver_households >= limits.receiver_households:
        yield {"households": hand_over.receiver_households}


def _said_before(code: str, failure: str, *, indonesian: str, english: str) -> Check[HandOverEvidence]:
    """A delivery although an earlier attempt said that nobody entitled is there."""

    def find(hand_over: HandOverEvidence, _limits: Thresholds) -> Iterator[Details]:
        if hand_over.delivered and hand_over.reported_before == failure:
            yield {}

    return check(code, Severity.DOUBT, Place.RECEIVER, indonesian=indonesian, english=english)(find)


delivered_to_moved = _said_before(
    "delivered_to_moved", "moved",
    indonesian="Sebelumnya penerima dilaporkan pindah.",
    english="Before, the recipient was reported to have moved away.",
)  # fmt: skip

delivered_to_deceased = _said_before(
    "delivered_to_deceased", "deceased",
    indonesian="Sebelumnya penerima dilaporkan meninggal.",
    english="Before, the recipient was reported to have died.",
)  # fmt: skip

delivered_to_not_entitled = _said_before(
    "delivered_to_not_entitled", "not_entitled",
    indonesian="Sebelumnya penerima dilaporkan tidak berhak.",
    english="Before, the recipient was reported not to be entitled.",
)  # fmt: skip

card_differs = check(
    "card_differs", Severity.DOUBT, Place.RECEIVER,
    indonesian="Nomor pada kartu berbeda dari daftar.",
    english="The number on the card differs from the list.",
)(remarked("card_differs"))  # fmt: skip

card_not_compared = check(
    "card_not_compared", Severity.NOTE, Place.RECEIVER,
    indonesian="Kartu tidak diperlihatkan atau tidak dibandingkan.",
    english="The card was not shown or not compared.",
)(remarked("card_not_compared"))  # fmt: skip

received_by_proxy = check(
    "received_by_proxy", Severity.NOTE, Place.RECEIVER,
    indonesian="Paket diterima oleh orang di luar keluarga.",
    english="Somebody outside the family received the package.",
)(remarked("received_by_proxy"))  # fmt: skip

sent_after_closing = check(
    "sent_after_closing", Severity.NOTE, Place.TIMES,
    indonesian="Serah terima dikirim sesudah tahap ditutup.",
    english="The hand-over was sent after the round had been closed.",
)(remarked("sent_after_closing"))  # fmt: skip

CHECKS: tuple[Check[HandOverEvidence], ...] = (
    *photos.OF_ANY_ACT,
    photo_outside_hand_over,
    *position.CHECKS,
    *movement.OF_ANY_ACT,
    hand_overs_clustered,
    *times.OF_ANY_ACT,
    sent_after_closing,
    card_differs,
    card_not_compared,
    received_by_proxy,
    receiver_repeated,
    delivered_to_moved,
    delivered_to_deceased,
    delivered_to_not_entitled,
    *arrival.OF_ANY_ACT,
)
