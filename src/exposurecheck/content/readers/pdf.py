"""Turns PDF documents into text: pages, notes, form fields and attachments; scanned pages are counted, not read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exposurecheck.content.readers.failures import EncryptedError, UnreadableError
from exposurecheck.content.readers.forward import load
from exposurecheck.content.readers.pdf_notes import annotations, beside_pages
from exposurecheck.content.readers.spaced_out import drawn_together
from exposurecheck.content.readers.word_tables import with_tables
from exposurecheck.content.source import ByteSource, MemorySource
from exposurecheck.content.units import Member, Note, ReadContext, Unit
from exposurecheck.model.inspection import InspectionStatus

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 20_000
_PAGES = 32
"""Pages whose text is handed on together."""
_MOST_CHARS = 4 * 2**20
"""Characters of one page; more is a trap."""
_PASSWORD_ERRORS = frozenset({4, 5})  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def read_pdf(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield the text of the pages, form fields, then attachments."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - only what a file needs is imported

    try:
        document = pdfium.PdfDocument(load(source, context))
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD_ERRORS or "assword" in str(error):
            raise EncryptedError from error
        raise UnreadableError("pdf: broken or cut") from error
    try:
        yield from _pages(document)
        yield from beside_pages(document)
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            yield Member(attachment.get_name() or f"attachment {index + 1}", MemorySource(bytes(attachment.get_data())))
    finally:
        document.close()


def _pages(document: "PdfDocument") -> Iterator[Unit]:
    import pypdfium2 as pdfium  # noqa: PLC0415 - already loaded by the caller

    lines: list[str] = []
    total, scanned, broken = len(document), 0, 0
    if total == 0:
        raise UnreadableError("pdf: no pages")
    for index in range(min(total, _MOST_PAGES)):
        try:
            text, is_image = _page(document, index)
        except pdfium.PdfiumError:
            broken += 1
            continue
        scanned += is_image
        lines.append(drawn_together(text))
        if len(lines) == _PAGES:
            yield from with_tables("\n".join(lines) + "\n", "pages")
            lines = []
    if any(lines):
        yield from with_tables("\n".join(lines) + "\n", "pages")
    if scanned:
        status = InspectionStatus.UNSUPPORTED if scanned == total else InspectionStatus.PARTIAL
        yield Note(status, f"pdf: {scanned} of {total} pages are pictures, which are not inspected")
    if broken:
        status = InspectionStatus.FAILED if broken == total else InspectionStatus.PARTIAL
        yield Note(status, f"pdf: {broken} of {total} pages are broken")
    if total > _MOST_PAGES:
        yield Note(InspectionStatus.PARTIAL, f"pdf: {_MOST_PAGES} of {total} pages were read")


def _page(document: "PdfDocument", index: int) -> tuple[str, bool]:
    """Return the text of a page with its form fields, and whether it holds nothing but pictures."""
    from pypdfium2 import raw  # noqa: PLC0415 - only what a file needs is imported

    page = document[index]
    notes: list[str] = []
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        notes = annotations(document, page)
        # Makes the values of form fields part of the page, once it is loaded again.
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    text_page = page.get_textpage()
    count = text_page.count_chars()
    text: str = text_page.get_text_range(0, min(count, _MOST_CHARS)) if count > 0 else ""
    pictures = () if text.strip() else page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    is_picture = any(True for _ in pictures)
    text_page.close()
    page.close()
    return "\n".join([text, *(note for note in notes if note not in text)]), is_picture
