"""The columns of an import file: what they are called in English and Indonesian, and which must be there.

Refuses a file whose heading leaves a needed column out or names one twice; columns nobody knows are ignored, for
lists of districts carry columns of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from field_api.errors import FieldProblem, InvalidInput

FIELDS = (
    "household_id", "no_kk", "area_code", "address", "nik", "name", "sex", "birth_place", "birth_date",
    "relationship", "occupation", "education", "mother_name", "lat", "lon",
)  # fmt: skip

_ALIASES: dict[str, tuple[str, ...]] = {
    "household_id": ("id rumah tangga", "id keluarga", "idruta"),
    "no_kk": ("nomor kk", "no kartu keluarga", "nomor kartu keluarga", "nokk", "kk", "family card", "family card number"),
    "area_code": ("kode wilayah", "kode kemendagri", "kode rt", "wilayah"),
    "address": ("alamat", "alamat rumah"),
    "nik": ("nomor induk kependudukan", "no nik", "no ktp", "nomor ktp"),
    "name": ("nama", "nama lengkap", "nama anggota", "full name"),
    "sex": ("jenis kelamin", "jk", "l/p", "kelamin", "gender"),
    "birth_place": ("tempat lahir", "tmp lahir", "place of birth"),
    "birth_date": ("tanggal lahir", "tgl lahir", "date of birth"),
    "relationship": ("hubungan keluarga", "hubungan dalam keluarga", "hubungan", "shdk", "status hubungan"),
    "occupation": ("pekerjaan", "jenis pekerjaan"),
    "education": ("pendidikan", "pendidikan terakhir"),
    "mother_name": ("nama ibu", "nama ibu kandung", "ibu kandung"),
    "lat": ("latitude", "lintang", "koordinat lintang"),
    "lon": ("longitude", "bujur", "lng", "long", "koordinat bujur"),
}  # fmt: skip

_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in (*aliases, field.replace("_", " "))}
_REQUIRED = ("area_code", "name")


class UnusableHeading(InvalidInput):
    """The first row does not say what the columns are."""

    code = "heading_unusable"
    title = "The first row does not name the columns"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known field stands; `ignored` are headings without a meaning here."""

    places: dict[str, int]
    ignored: tuple[str, ...]

    def place(self, field: str) -> int | None:
        return self.places.get(field)


def read_heading(cells: Sequence[str]) -> Columns:
    """Recognise the columns of the first row, whatever their order and case. Raises UnusableHeading."""
    places: dict[str, int] = {}
    ignored: list[str] = []
    problems: list[FieldProblem] = []
    for place, cell in enumerate(cells):
        field = _FIELD_OF.get(_plain(cell))
        if field is None:
            ignored += [cell] if cell.strip() else []
        elif field in places:
            problems.append(
                FieldProblem(f"row 1, {field}", "column_twice", f"Two columns both mean {field}.", "Remove one.")
            )
        else:
            places[field] = place
    missing = [field for field in _REQUIRED if field not in places]
    if "household_id" not in places and "no_kk" not in places:
        missing.append("no_kk")
    problems += [
        FieldProblem(
            f"row 1, {field}", "column_missing", f"There is no column {field}.", f"Name it {_names_of(field)}."
        )
        for field in missing
    ]
    if problems:
        raise UnusableHeading(" ".join(f"{each.detail} {each.remedy}" for each in problems), problems=problems)
    return Columns(places, tuple(ignored))


def _plain(cell: str) -> str:
    return " ".join(cell.strip().lower().replace("_", " ").replace(".", " ").replace("-", " ").split())


def _names_of(field: str) -> str:
    return " or ".join((field, *_ALIASES[field][:2]))
