"""Turns what a PDF holds on and beside its pages into text: notes, form values, targets of links, properties, XFA."""

import ctypes
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from exposurecheck.content.readers.failures import UnreadableError
from exposurecheck.content.readers.link_targets import bare
from exposurecheck.content.readers.markup import local, parse
from exposurecheck.content.units import Text, Unit

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST = 5000
"""Annotations of a page."""
_KEYS = (b"Contents", b"V", b"Subj")
"""What was noted, what was filled in, and what about (ISO 32000-1, 12.5.2, 12.5.6.2 and 12.7.3)."""
_PROPERTIES = ("Title", "Author", "Subject", "Keywords")
_LONGEST = 2**20


def annotations(document: "PdfDocument", page: "PdfPage") -> list[str]:
    """Return the texts of a page's annotations: notes, values of fields with their names, targets of links."""
    from pypdfium2 import raw  # noqa: PLC0415 - already loaded by the caller

    found: list[str] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        found += (text for key in _KEYS if (text := _wide(_asked(raw.FPDFAnnot_GetStringValue, annotation, key))))
        link = raw.FPDFAnnot_GetLink(annotation)
        action = raw.FPDFLink_GetAction(link) if link else None
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            target = _asked(raw.FPDFAction_GetURIPath, document, action).decode("utf-8", "replace").rstrip("\0")
            found.append(bare(target))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def beside_pages(document: "PdfDocument") -> Iterator[Unit]:
    """Yield the properties of a document, and the values of a form that has no pages of its own (XFA)."""
    from pypdfium2 import raw  # noqa: PLC0415 - already loaded by the caller

    lines = [document.get_metadata_value(name) for name in _PROPERTIES]
    for index in range(raw.FPDF_GetXFAPacketCount(document)):
        if _asked(raw.FPDF_GetXFAPacketName, document, index).rstrip(b"\0") == b"datasets":
            lines += _form(_xfa(document, index))
    text = "\n".join(line for line in lines if line.strip())
    if text:
        yield Text(text + "\n", "properties")


def _form(packet: bytes) -> Iterator[str]:
    """Yield ``name: value`` of what was filled in."""
    try:
        root = parse(packet)
    except UnreadableError:
        return
    for node in root.iter():
        if (node.text or "").strip():
            yield f"{local(node)}: {(node.text or '').strip()}"


def _xfa(document: "PdfDocument", index: int) -> bytes:
    from pypdfium2 import raw  # noqa: PLC0415 - already loaded by the caller

    size = ctypes.c_ulong()
    raw.FPDF_GetXFAPacketContent(document, index, None, 0, size)
    buffer = ctypes.create_string_buffer(min(size.value, _LONGEST))
    raw.FPDF_GetXFAPacketContent(document, index, buffer, len(buffer), size)
    return buffer.raw


def _asked(function: Callable[..., int], *arguments: object) -> bytes:
    """Return what a function of the library writes into a buffer, which it has to be asked the size of first."""
    size = function(*arguments, None, 0)
    if not 0 < size <= _LONGEST:
        return b""
    buffer = ctypes.create_string_buffer(size)
    cast = ctypes.cast(buffer, function.argtypes[len(arguments)]) if hasattr(function, "argtypes") else buffer
    function(*arguments, cast, size)
    return buffer.raw


def _wide(data: bytes) -> str:
    return data.decode("utf-16-le", "replace").rstrip("\0").strip()
