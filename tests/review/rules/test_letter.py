import re
import zlib
from base64 import a85decode
from dataclasses import replace
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp

from field_api import clock
from field_api.review.models import CAPACITIES
from field_api.review.rules.letter import (
    CAPACITY_TITLES,
    ROWS_PER_PAGE,
    LetterContent,
    letter_draft,
    letter_key,
    looks_like_pdf,
)
from field_api.review.rules.proofs import grouped, seal_text
from field_api.review.rules.seal import SealedItem, counts_of, item_commitment, list_root, numbered

LIST_ID = UUID("01935b2e-6c7a-7abc-8def-0123456789ab")


def item(name: str = "SITI AMINAH", *, without_evidence: bool = False) -> SealedItem:
    return SealedItem(
        number=None,
        determination_id=clock.new_id(),
        decision_id=clock.new_id(),
        reviewer_id=clock.new_id(),
        household_id=clock.new_id(),
        person_id=clock.new_id(),
        programme_code="pkh",
        component="sd",
        eligible=True,
        without_field_evidence=without_evidence,
        area_code="31.75.06.1004.008.003",
        recipient_name=name,
        nik_masked="3175********0001",
        nik_hash=None,
        address="Jl. Melati No. 7",
    )


def content(*items: SealedItem) -> LetterContent:
    sealed = numbered(items)
    root = list_root([item_commitment(LIST_ID, "2026-03", each, bytes(16)) for each in sealed])
    return LetterContent(
        title="Penetapan PKH",
        period="2026-03",
        area_code="31.75.06",
        area_name="Cakung",
        programme_name="Program Keluarga Harapan",
        component_names={"sd": "Anak SD atau sederajat"},
        legal_basis="Permensos 1/2018",
        list_id=LIST_ID,
        origin="dinsos.example/log",
        root=root,
        counts=counts_of(sealed, unit="person"),
        items=sealed,
    )


def text_of(pdf: bytes) -> str:
    """The strings that the pages draw."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    drawn = b"\n".join(zlib.decompress(a85decode(stream.strip().removesuffix(b"~>"))) for stream in streams)
    return "\n".join(re.findall(r"\((.*?)\) Tj", drawn.decode("cp1252"))).replace("\\(", "(").replace("\\)", ")")


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_the_letter_states_counts_basis_seal_and_the_three_capacities() -> None:
    letter = content(item(), item("BUDI", without_evidence=True))

    text = text_of(letter_draft(letter))

    assert text.replace("\n", " ").count(grouped(letter.root)) == 3  # The page of the letter, and the foot of both.
    for words in (
        "SURAT PENGESAHAN",
        ": Permensos 1/2018",
        ": Cakung (31.75.06)",
        ": Maret 2026",
        ": Anak SD atau sederajat: layak 2, tidak layak 0",
        *CAPACITY_TITLES.values(),
    ):
        assert words in text


def test_the_annex_names_everybody_with_a_masked_nik_and_marks_who_was_not_seen() -> None:
    text = text_of(letter_draft(content(item("RAHMAT HIDAYAT", without_evidence=True))))

    assert "RAHMAT HIDAYAT" in text
    assert "3175********0001" in text
    assert "layak *" in text
    assert "Anak SD atau sederajat" in text


def test_the_code_on_the_letter_is_read_from_the_page() -> None:
    letter = content(item(), item("BUDI"))

    page = pypdfium2.PdfDocument(letter_draft(letter))[0].render(scale=150 / 72).to_pil()
    [code] = zxingcpp.read_barcodes(page)

    assert code.text == seal_text(origin="dinsos.example/log", list_id=LIST_ID, size=2, root=letter.root)


def test_the_same_list_gives_the_same_bytes() -> None:
    letter = content(*(item(f"WARGA {number}") for number in range(50)))

    assert letter_draft(letter) == letter_draft(letter)


def test_another_item_gives_other_bytes() -> None:
    letter = content(item())
    altered = replace(letter, items=[replace(letter.items[0], recipient_name="ORANG LAIN")])

    assert letter_draft(letter) != letter_draft(altered)


@pytest.mark.parametrize(("items", "pages"), [(1, 2), (ROWS_PER_PAGE, 2), (ROWS_PER_PAGE + 1, 3)])
def test_the_annex_takes_as_many_pages_as_it_needs(items: int, pages: int) -> None:
    assert pages_of(letter_draft(content(*(item() for _ in range(items))))) == pages


def test_names_of_any_length_and_script_are_drawn() -> None:
    pdf = letter_draft(content(item("A" * 300), item("ꦱꦶꦠꦶ (SITI)"), item("\\) Tj ET (")))

    assert looks_like_pdf(pdf)
    assert "(SITI)" in text_of(pdf)


def test_the_capacities_are_exactly_those_of_the_tables() -> None:
    assert tuple(CAPACITY_TITLES) == CAPACITIES


@pytest.mark.parametrize("content", [b"", b"<html>%PDF-1.4 %%EOF", b"%PDF-1.4 cut off", b"PK\x03\x04"])
def test_what_is_no_pdf_by_its_content_is_told(content: bytes) -> None:
    assert not looks_like_pdf(content)


def test_a_letter_lies_under_its_hash() -> None:
    assert letter_key("ab" * 32) == f"letters/{'ab' * 32}.pdf"
