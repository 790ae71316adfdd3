"""PDF text, form fields and attachments come out; broken, locked and recursive files get a status."""

import io

import pypdfium2 as pdfium
import pytest
from tests.content.readers.reading import CSV, NAMES, Reading

from exposurecheck.model.inspection import InspectionStatus


def pdf(objects: list[bytes], extra: bytes = b"") -> bytes:
    """Number the objects and write the table of their places."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(out)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + (b"trailer <</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (size, extra, start))
    )


def page(text: bytes, extra: bytes = b"") -> list[bytes]:
    stream = b"BT /F1 12 Tf 10 10 Td (" + text + b") Tj ET"
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        + extra
        + b">>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]


def test_text_of_a_page() -> None:
    reading = Reading("a.pdf", pdf(page(b"mail k@example.jp")))
    assert reading.context.format == "pdf"
    assert "k@example.jp" in reading.text
    assert reading.statuses == []


def test_attachments_are_members() -> None:
    document = pdfium.PdfDocument(pdf(page(b"x")))
    attachment = document.new_attachment("list.csv")
    attachment.set_data(CSV)
    out = io.BytesIO()
    document.save(out)
    reading = Reading("a.pdf", out.getvalue())
    assert reading.cells["氏名"] == NAMES
    assert list(reading.context.members) == ["a.pdf!/list.csv"]


def test_values_of_form_fields_are_read() -> None:
    look = b"BT /F1 12 Tf 2 2 Td (field@example.jp) Tj ET"
    objects = page(b"form", b"/Annots[6 0 R]")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>"
    objects += [
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(m)/V(field@example.jp)/Rect[10 50 200 70]/F 4/P 3 0 R/AP<</N 7 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 190 20]/Resources<</Font<</F1 5 0 R>>>>/Length %d>>stream\n" % len(look)
        + look
        + b"\nendstream",
    ]
    assert "field@example.jp" in Reading("a.pdf", pdf(objects)).text


def test_a_page_that_is_a_picture_is_not_called_empty() -> None:
    objects = page(b"")
    stream = b"q 100 0 0 100 0 0 cm /I Do Q"
    objects[2] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    objects[3] = b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream"
    kind = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    objects[4] = b"<<" + kind + b"/Length 1>>stream\n\x80\nendstream"
    reading = Reading("scan.pdf", pdf(objects))
    assert reading.statuses == [InspectionStatus.UNSUPPORTED]
    assert "1 of 1 pages" in reading.notes[0].reason


def test_a_locked_file_is_encrypted() -> None:
    lock = b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    assert Reading("a.pdf", pdf([*page(b"x"), lock], b"/Encrypt 6 0 R/ID[<00><00>]")).statuses == [
        InspectionStatus.ENCRYPTED
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"rubbish " * 50,
        pdf(page(b"x"))[:150],
        pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>"]),
    ],
    ids=["rubbish", "cut", "recursive"],
)
def test_broken_and_recursive_files_get_a_status(data: bytes) -> None:
    reading = Reading("a.pdf", data)
    assert set(reading.statuses) <= {InspectionStatus.FAILED, InspectionStatus.PARTIAL}
    assert reading.statuses


def test_a_page_tree_that_is_its_own_parent_ends() -> None:
    assert Reading("a.pdf", pdf([b"<</Type/Catalog/Pages 1 0 R>>"])).text == ""


def _note(kind: bytes, rest: bytes) -> bytes:
    return pdf(page(b"x", b"/Annots[<</Type/Annot/Subtype/" + kind + b"/Rect[9 9 20 20]" + rest + b">>]"))


@pytest.mark.parametrize(
    "data",
    [
        _note(b"Text", b"/Contents(call k@example.jp)"),
        _note(b"Link", b"/A<</S/URI/URI(mailto:k@example.jp)>>"),
        _note(b"Widget", b"/FT/Tx/T(mail)/V(k@example.jp)"),
        pdf([*page(b"x"), b"<</Title(k@example.jp)>>"], b"/Info 6 0 R"),
    ],
    ids=["note", "link", "field", "title"],
)
def test_what_is_noted_linked_filled_in_and_told_of_a_document_is_read(data: bytes) -> None:
    assert "k@example.jp" in Reading("a.pdf", data).text.replace("mailto:", "").split()


def test_values_of_forms_without_pages_are_read() -> None:
    packet = "<x:datasets xmlns:x='a'><x:data><氏名>架空 太一</氏名></x:data></x:datasets>".encode()
    objects = page(b"x")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA[(datasets) 6 0 R]>>>>"
    objects.append(b"<</Length %d>>stream\n" % len(packet) + packet + b"\nendstream")
    assert "氏名: 架空 太一" in Reading("a.pdf", pdf(objects)).text
