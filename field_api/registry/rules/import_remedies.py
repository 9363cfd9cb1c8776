"""What to do about a row that was not taken, in both languages: by what is wrong, else by the column it is wrong in."""

from typing import NamedTuple


class Remedy(NamedTuple):
    """One instruction for whoever corrects the file."""

    english: str
    indonesian: str


_BY_CODE = {
    "household_key_missing": Remedy("Give one of the two.", "Isi salah satu: No. KK atau household_id."),
    "household_area_differs": Remedy(
        "Correct the household, or give it another id.", "Perbaiki rumah tangganya, atau beri id lain."
    ),
}
_DEGREES = Remedy(
    "Write decimal degrees, such as -6.1234567 and 106.1234567, in both columns or in neither.",
    "Tulis derajat desimal, misalnya -6.1234567 dan 106.1234567, di kedua kolom atau kosongkan keduanya.",
)
_BY_FIELD = {
    "nik": Remedy(
        "Correct the NIK from the KTP or family card, or leave the cell empty when there is none.",
        "Perbaiki NIK sesuai KTP atau kartu keluarga, atau kosongkan selnya bila tidak ada.",
    ),
    "no_kk": Remedy(
        "Correct the No. KK from the family card, or leave it empty and give household_id.",
        "Perbaiki No. KK sesuai kartu keluarga, atau kosongkan dan isi household_id.",
    ),
    "household_id": Remedy(
        "Give a UUID, or leave it empty so that rows of one No. KK form a household.",
        "Isi UUID, atau kosongkan supaya baris dengan No. KK yang sama menjadi satu rumah tangga.",
    ),
    "area_code": Remedy(
        "Write the Kemendagri code of the RT, such as 31.75.06.1004.008.003.",
        "Tulis kode Kemendagri sampai RT, misalnya 31.75.06.1004.008.003.",
    ),
    "name": Remedy("Write the name as on the family card.", "Tulis nama seperti di kartu keluarga."),
    "sex": Remedy("Write L or P.", "Tulis L atau P."),
    "birth_date": Remedy("Write 1984-08-17 or 17/08/1984.", "Tulis 1984-08-17 atau 17/08/1984."),
    "relationship": Remedy(
        "Use the words of the family card, such as KEPALA KELUARGA, ISTRI, ANAK.",
        "Pakai kata di kartu keluarga, misalnya KEPALA KELUARGA, ISTRI, ANAK.",
    ),
    "lat": _DEGREES,
    "lon": _DEGREES,
}
_TEXT = Remedy("Paste the value as text, without formulas.", "Tempelkan isinya sebagai teks, tanpa rumus.")


def remedy_for(field: str, code: str) -> Remedy:
    """The remedy for a problem of this code in this column of an import file."""
    return _BY_CODE.get(code) or _BY_FIELD.get(field, _TEXT)
