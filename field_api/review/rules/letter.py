"""The draft of the letter (surat pengesahan) that the head of the region signs, with the list as its annex.

The same list gives the same bytes. Number, date, name and capacity stay blank: they are the signatory's. The Merkle root
of the sealed list is printed on every page, so that a signed letter cannot be put before another list, and stands in a
QR code with origin, list and number of items. Content after domain 2.10; the three capacities are those of B10, and a fourth is refused everywhere.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from field_api.review.rules.proofs import grouped, seal_text
from field_api.review.rules.seal import SealedItem

CAPACITY_TITLES: Mapping[str, str] = {
    "kepala_daerah": "Kepala Daerah",
    "wakil_kepala_daerah": "Wakil Kepala Daerah",
    "sekda_atas_nama_kepala_daerah": "Sekretaris Daerah a.n. Kepala Daerah",
}
ROWS_PER_PAGE = 36
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"
_ROW_HEIGHT = 4.6 * mm
_BLANK = "." * 40
_QR_SIDE = 38 * mm

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What a draft says: `counts` as of `seal.counts_of`, `items` in the order of their numbers.

    `period` is a month ("2026-11"), `component_names` the names of the programme's components by code.
    """

    title: str
    period: str
    area_code: str
    area_name: str
    programme_name: str
    component_names: Mapping[str, str]
    legal_basis: str
    list_id: UUID
    origin: str
    root: bytes
    counts: Mapping[str, Any]
    items: Sequence[SealedItem]


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    left: float
    width: float


_COLUMNS = (
    _Column("No.", 12 * mm, 12 * mm),
    _Column("Nama", 25 * mm, 60 * mm),
    _Column("NIK", 86 * mm, 34 * mm),
    _Column("Alamat", 121 * mm, 60 * mm),
    _Column("Wilayah", 182 * mm, 34 * mm),
    _Column("Komponen", 217 * mm, 40 * mm),
    _Column("Hasil", 258 * mm, 28 * mm),
)


def letter_draft(content: LetterContent) -> bytes:
    """The draft as PDF: one page of letter, then the annex by name and address (BNBA) with masked NIK."""
    target = io.BytesIO()
    # Invariant: no time and no random id, so that the draft of a sealed list is always the same file.
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(f"Surat pengesahan {content.period}")
    canvas.setSubject(content.root.hex())
    pages = -(-len(content.items) // ROWS_PER_PAGE)
    _letter_page(canvas, content, pages)
    rows = iter(content.items)
    for page in range(1, pages + 1):
        _annex_page(canvas, content, list(islice(rows, ROWS_PER_PAGE)), page=page, pages=pages)
    canvas.save()
    return target.getvalue()


def _letter_page(canvas: Canvas, content: LetterContent, annex_pages: int) -> None:
    canvas.setFont(_BOLD, 14)
    canvas.drawCentredString(A4[0] / 2, 270 * mm, "SURAT PENGESAHAN")
    canvas.setFont(_FONT, 10)
    canvas.drawCentredString(A4[0] / 2, 264 * mm, _printable(content.title))
    height = 250 * mm
    for label, words in _letter_lines(content, annex_pages):
        canvas.drawString(25 * mm, height, label)
        for line in _wrapped(words, 115 * mm, size=10):
            canvas.drawString(70 * mm, height, line)
            height -= 5.5 * mm
    _seal_code(canvas, content, height - 10 * mm)
    _signature(canvas, height - 10 * mm)
    _foot(canvas, content)
    canvas.showPage()


def _letter_lines(content: LetterContent, annex_pages: int) -> Iterator[tuple[str, str]]:
    counts = content.counts
    unit = "orang" if counts["unit"] == "person" else "rumah tangga"
    yield "Nomor", f": {_BLANK}"
    yield "Tanggal", f": {_BLANK}"
    yield "Periode", f": {_month(content.period)}"
    yield "Wilayah", f": {content.area_name} ({content.area_code})"
    yield "Program", f": {content.programme_name}"
    yield "Dasar", f": {content.legal_basis}"
    yield "Satuan", f": {unit}"
    yield "Layak", f": {counts['eligible']}"
    yield "Tidak layak", f": {counts['not_eligible']}"
    yield "Tanpa bukti lapangan", f": {counts['without_field_evidence']}"
    yield "Jumlah penetapan", f": {counts['items']}, pada {counts['households']} rumah tangga"
    for code, component in counts["components"].items():
        name = content.component_names.get(code, code)
        yield "Komponen", f": {name}: layak {component['eligible']}, tidak layak {component['not_eligible']}"
    yield "Lampiran", f": daftar nama dan alamat (BNBA), {annex_pages} halaman"
    yield "Segel daftar", f": {grouped(content.root)}"
    yield "", ""
    yield "Isi", ": Daftar terlampir disahkan sebagaimana tersegel. Daftar dengan segel lain tidak termasuk."


def _seal_code(canvas: Canvas, content: LetterContent, height: float) -> None:
    """The QR code below `height`, with what is needed to compare a list, or one item's proof, with this letter."""
    words = seal_text(origin=content.origin, list_id=content.list_id, size=len(content.items), root=content.root)
    code = QrCodeWidget(words, barLevel="M", barWidth=_QR_SIDE, barHeight=_QR_SIDE)
    # The quiet zone is part of the code, so it begins left of the text.
    renderPDF.draw(Drawing(_QR_SIDE, _QR_SIDE, code), canvas, 21 * mm, height - _QR_SIDE)
    canvas.setFont(_FONT, 7)
    for number, line in enumerate(
        ("Kode segel: asal, daftar, jumlah penetapan, akar Merkle.", f"Daftar {content.list_id}")
    ):
        canvas.drawString(25 * mm, height - _QR_SIDE - (number + 0.5) * 3.5 * mm, line)
    canvas.setFont(_FONT, 10)


def _signature(canvas: Canvas, height: float) -> None:
    canvas.drawString(110 * mm, height, "Yang mengesahkan (pilih satu):")
    for number, title in enumerate(CAPACITY_TITLES.values(), start=1):
        canvas.drawString(110 * mm, height - number * 5.5 * mm, f"[  ] {title}")
    canvas.drawString(110 * mm, height - 48 * mm, _BLANK)
    canvas.drawString(110 * mm, height - 53 * mm, "Nama, tanda tangan, cap atau tanda tangan elektronik")


def _annex_page(canvas: Canvas, content: LetterContent, items: Sequence[SealedItem], *, page: int, pages: int) -> None:
    canvas.setPageSize(landscape(A4))
    canvas.setFont(_BOLD, 10)
    canvas.drawString(12 * mm, 198 * mm, f"LAMPIRAN {_printable(content.title)}, halaman {page} dari {pages}")
    canvas.setFont(_BOLD, 8)
    for column in _COLUMNS:
        canvas.drawString(column.left, 190 * mm, column.heading)
    canvas.line(12 * mm, 188.5 * mm, 286 * mm, 188.5 * mm)
    cells = [_cells(item, content.component_names) for item in items]
    for index, column in enumerate(_COLUMNS):
        # One text object a column: a list may hold 50,000 items.
        lines = canvas.beginText(column.left, 184.5 * mm)
        lines.setFont(_FONT, 8, leading=_ROW_HEIGHT)
        for row in cells:
            lines.textLine(_cut(row[index], column.width, size=8))
        canvas.drawText(lines)
    _foot(canvas, content)
    canvas.showPage()


def _cells(item: SealedItem, component_names: Mapping[str, str]) -> tuple[str, ...]:
    outcome = "layak" if item.eligible else "tidak layak"
    return (
        str(item.number),
        item.recipient_name or "(tanpa kepala keluarga)",
        item.nik_masked or "-",
        item.address or "-",
        item.area_code,
        component_names.get(item.component, item.component),
        f"{outcome} *" if item.without_field_evidence else outcome,
    )


def _month(period: str) -> str:
    """The period as a letter says it: 2026-11 is November 2026."""
    year, month = period.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


def _foot(canvas: Canvas, content: LetterContent) -> None:
    canvas.setFont(_FONT, 7)
    canvas.drawString(12 * mm, 8 * mm, f"Segel {grouped(content.root)}     * tanpa bukti lapangan")


def _printable(text: str) -> str:
    """The text in the letters that the built-in fonts have; others become a question mark."""
    return text.encode("cp1252", "replace").decode("cp1252")


@lru_cache(maxsize=10_000)
def _cut(text: str, width: float, *, size: int) -> str:
    """The text as far as it fits; what is cut away is in the export and under the seal."""
    text = _printable(text)
    if stringWidth(text, _FONT, size) <= width:
        return text
    while text and stringWidth(f"{text}~", _FONT, size) > width:
        text = text[:-1]
    return f"{text}~"


def _wrapped(text: str, width: float, *, size: int) -> Iterator[str]:
    """The text in lines no wider than `width`; a word that is wider than a line is broken."""
    line = ""
    for word in _printable(text).split(" "):
        rest = word
        grown = f"{line} {rest}" if line else rest
        if stringWidth(grown, _FONT, size) <= width:
            line = grown
            continue
        if line:
            yield line
        while stringWidth(rest, _FONT, size) > width:
            fits = next(end for end in range(len(rest), 0, -1) if stringWidth(rest[:end], _FONT, size) <= width)
            yield rest[:fits]
            rest = rest[fits:]
        line = rest
    yield line


def looks_like_pdf(content: bytes) -> bool:
    """Whether the bytes begin and end as a PDF does, whatever the file is called."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def letter_key(sha256: str) -> str:
    """Where a signed letter lies in the object store: under its hash."""
    return f"letters/{sha256}.pdf"
