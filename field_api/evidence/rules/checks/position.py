"""Checks on where the phone says it was: the fix itself, EXIF beside it, the house, the area (evidence A5)."""

from collections.abc import Iterator

from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import ActEvidence, Fix
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import metres_between

# Four decimals of a degree: eleven metres, what a person types from a map.
_ROUNDED_E7 = 1_000
# Rote to Miangas, Sabang to Merauke, with ten kilometres to spare.
_SOUTH, _NORTH, _WEST, _EAST = -112_000_000, 62_000_000, 948_000_000, 1_412_000_000


@check(
    "accuracy_low", Severity.DOUBT, Place.POSITION,
    indonesian="Akurasi posisi hanya {metres} m: menunjukkan lingkungan, bukan rumah.",
    english="The position is accurate to {metres} m only: it tells the neighbourhood, not the house.",
)  # fmt: skip
def accuracy_low(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    if act.fix and act.fix.accuracy_mm is not None and act.fix.accuracy_mm > limits.accuracy_mm:
        yield {"metres": act.fix.accuracy_mm // 1000}


@check(
    "accuracy_implausible", Severity.DOUBT, Place.POSITION,
    indonesian="Akurasi {millimetres} mm lebih baik daripada yang dapat dicapai ponsel.",
    english="An accuracy of {millimetres} mm is better than any phone can do.",
)  # fmt: skip
def accuracy_implausible(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    accuracy = act.fix.accuracy_mm if act.fix else None
    if accuracy is not None and 0 < accuracy < limits.finest_accuracy_mm:
        yield {"millimetres": accuracy}


@check(
    "position_mocked", Severity.ALARM, Place.POSITION,
    indonesian="Ponsel sendiri menyatakan posisi ini tiruan.",
    english="The phone itself marks this position as mocked.",
)  # fmt: skip
def position_mocked(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    # ODK Collect reports accuracy 0 for a mock provider; no real receiver does.
    if act.fix and (act.fix.mocked or act.fix.accuracy_mm == 0 or any(each.mocked for each in act.samples)):
        yield {}


@check(
    "position_frozen", Severity.ALARM, Place.POSITION,
    indonesian="{samples} pengukuran dalam {seconds} detik sama persis; penerima yang nyata selalu bergeser sedikit.",
    english="{samples} fixes over {seconds} s are exactly equal; a real receiver always wanders a little.",
)  # fmt: skip
def position_frozen(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    times = [sample.at for sample in act.samples if sample.at]
    if len(times) < limits.frozen_samples or len({sample.place for sample in act.samples}) > 1:
        return
    seconds = round((max(times) - min(times)).total_seconds())
    if seconds >= limits.frozen_seconds:
        yield {"samples": len(times), "seconds": seconds}


@check(
    "accuracy_constant", Severity.DOUBT, Place.POSITION,
    indonesian="Akurasi sama sampai milimeter {visits} kali berturut-turut.",
    english="The accuracy is the same to the millimetre {visits} times in a row.",
)  # fmt: skip
def accuracy_constant(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    if act.fix is None or act.fix.accuracy_mm is None:
        return
    same = 1
    for accuracy in act.recent_accuracies_mm:
        if accuracy != act.fix.accuracy_mm:
            break
        same += 1
    # Phones report whole metres where they do not know better; many equal ones are no sign then.
    if same >= limits.constant_accuracy_visits and act.fix.accuracy_mm % 1000:
        yield {"visits": same}


@check(
    "position_rounded", Severity.DOUBT, Place.POSITION,
    indonesian="Koordinat dibulatkan sampai empat desimal atau kurang, seperti diketik dari peta.",
    english="The coordinates have four decimals or fewer, as if typed from a map.",
)  # fmt: skip
def position_rounded(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    if act.fix and not any(part % _ROUNDED_E7 for part in act.fix.place):
        yield {}


@check(
    "position_impossible", Severity.ALARM, Place.POSITION,
    indonesian="Koordinat nol, sama, atau tertukar: bukan tempat di Indonesia.",
    english="The coordinates are zero, equal or swapped: no place in Indonesia.",
)  # fmt: skip
def position_impossible(act: ActEvidence, _limits: Thresholds) -> Iterator[Details]:
    if act.fix and not _lies_in_indonesia(act.fix):
        yield {}


def _lies_in_indonesia(fix: Fix) -> bool:
    latitude, longitude = fix.place
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


@check(
    "exif_position_far", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto {photo}: posisi di EXIF berjarak {metres} m dari posisi aplikasi.",
    english="Photo {photo}: the position in EXIF lies {metres} m from that of the app.",
)  # fmt: skip
def exif_position_far(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        fix = photo.fix or act.fix
        if fix is None or photo.exif_place is None:
            continue
        metres = metres_between(fix.place, photo.exif_place)
        if metres > max(limits.exif_metres, 3 * (fix.accuracy_mm or 0) // 1000):
            yield {"photo": photo.number + 1, "metres": metres}


@check(
    "photo_taken_elsewhere", Severity.DOUBT, Place.PHOTOS,
    indonesian="Foto {photo} diambil {metres} m dari posisi yang dikirim.",
    english="Photo {photo} was taken {metres} m from the position of the act.",
)  # fmt: skip
def photo_taken_elsewhere(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    for photo in act.photos:
        if act.fix is None or photo.fix is None:
            continue
        metres = metres_between(act.fix.place, photo.fix.place) - act.fix.spread - photo.fix.spread
        if metres > limits.household_metres:
            yield {"photo": photo.number + 1, "metres": metres}


@check(
    "outside_area", Severity.DOUBT, Place.POSITION,
    indonesian="Posisi berada {metres} m di luar wilayah keluarga ini.",
    english="The position lies {metres} m outside the area of this household.",
)  # fmt: skip
def outside_area(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    if act.fix is None or act.metres_outside is None:
        return
    if act.metres_outside > limits.outside_metres + act.fix.spread:
        yield {"metres": act.metres_outside}


@check(
    "far_from_household", Severity.DOUBT, Place.POSITION,
    indonesian="Posisi berjarak {metres} m dari rumah yang terdaftar.",
    english="The position lies {metres} m from the house as it is registered.",
)  # fmt: skip
def far_from_household(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    if act.fix is None or act.household_place is None:
        return
    metres = metres_between(act.fix.place, act.household_place)
    if metres > limits.household_metres + act.fix.spread:
        yield {"metres": metres}


CHECKS: tuple[Check[ActEvidence], ...] = (
    position_mocked,
    position_frozen,
    position_impossible,
    position_rounded,
    accuracy_low,
    accuracy_implausible,
    accuracy_constant,
    exif_position_far,
    photo_taken_elsewhere,
    outside_area,
    far_from_household,
)
