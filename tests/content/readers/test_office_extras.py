"""What documents and pictures hold beside what they show: links, descriptions, headers, properties, caches."""

import io
import struct
import zlib

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from tests.content.readers.compound_writer import compound
from tests.content.readers.reading import CSV, NAMES, Reading, zipped
from tests.content.readers.test_documents import docx, paragraph, workbook

from exposurecheck.content.readers.biff_extras import beside_cells
from exposurecheck.model.inspection import InspectionStatus

SAID = "架空 太一様 090-1111-2222"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_headers_links_choices_and_names_of_sheets_are_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "架空 花様"
    sheet["A1"] = "一覧"
    sheet["A1"].hyperlink = "mailto:k@example.jp"
    sheet["A2"] = '=HYPERLINK("mailto:f@example.jp","mail")'
    sheet.oddHeader.center.text = SAID
    choice = DataValidation(type="list", formula1='"甲 一郎,乙 二郎"')
    sheet.add_data_validation(choice)
    choice.add("B2")
    text = Reading("a.xlsx", workbook(book)).text
    for part in ("架空 花様", "k@example.jp", "f@example.jp", SAID, "甲 一郎\n乙 二郎"):
        assert part in text


def _with(part: str, content: str) -> bytes:
    import zipfile  # noqa: PLC0415 - only here

    source = zipfile.ZipFile(io.BytesIO(workbook(openpyxl.Workbook())))
    return zipped({name: source.read(name) for name in source.namelist()} | {part: content.encode()})


PIVOT = (
    f'<pivotCacheDefinition {MAIN}><cacheFields><cacheField name="氏名"><sharedItems><s v="架空 太一"/><s v="架空 花"/>'
    '</sharedItems></cacheField><cacheField name="点"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
)
RECORDS = f'<pivotCacheRecords {MAIN}><r><x v="1"/><n v="5"/></r><r><x v="0"/><n v="7"/></r></pivotCacheRecords>'


def test_data_of_a_pivot_table_stay_rows() -> None:
    import zipfile  # noqa: PLC0415 - only here

    one = _with("xl/pivotCache/pivotCacheDefinition1.xml", PIVOT)
    assert Reading("a.xlsx", one).cells["氏名"] == NAMES
    source = zipfile.ZipFile(io.BytesIO(one))
    parts = {name: source.read(name) for name in source.namelist()}
    both = zipped(parts | {"xl/pivotCache/pivotCacheRecords1.xml": RECORDS.encode()})
    assert Reading("a.xlsx", both).cells == {"氏名": NAMES[::-1], "点": ["5", "7"]}


def test_cells_of_other_workbooks_are_read() -> None:
    rows = "".join(
        f'<row><cell t="str"><v>{name}</v></cell><cell><v>{tel}</v></cell></row>'
        for name, tel in (("氏名", "電話"), ("架空 太一", "090-1111-2222"))
    )
    link = f"<externalLink {MAIN}><sheetDataSet><sheetData>{rows}</sheetData></sheetDataSet></externalLink>"
    assert Reading("a.xlsx", _with("xl/externalLinks/externalLink1.xml", link)).cells["氏名"] == ["架空 太一"]


def test_descriptions_properties_and_files_inside_a_letter_are_read() -> None:
    picture = f'<w:p><w:r><w:drawing><w:docPr id="1" descr="{SAID}"/></w:drawing></w:r></w:p>'
    data = docx(paragraph("x") + picture)
    assert SAID in Reading("a.docx", data).text
    import zipfile  # noqa: PLC0415 - only here

    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    parts |= {
        "docProps/core.xml": f"<c xmlns:d='d'><d:description>{SAID}</d:description></c>".encode(),
        "word/_rels/document.xml.rels": b"<Relationships>"
        b'<Relationship Target="mailto:k@example.jp" TargetMode="External"/>'
        b'<Relationship Target="styles.xml"/></Relationships>',
        "customXml/item1.xml": f"<r><p><name>{NAMES[0]}</name></p><p><name>{NAMES[1]}</name></p></r>".encode(),
        "word/chunk.csv": CSV,
    }
    reading = Reading("a.docx", zipped(parts))
    assert SAID in reading.text
    assert "k@example.jp" in reading.text
    assert "styles.xml" not in reading.text
    assert reading.cells["r.p.name"] == NAMES
    assert reading.cells["氏名"] == NAMES


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_what_an_old_workbook_holds_beside_its_cells_is_read() -> None:
    address = "mailto:k@example.jp\0".encode("utf-16-le")
    link = b"\0" * 32 + bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b") + struct.pack("<I", len(address)) + address
    wide = b"\1" + SAID.encode("utf-16-le")
    stream = (
        _record(0x14, struct.pack("<H", len(SAID)) + wide)
        + _record(0x85, b"\0" * 6 + bytes([2]) + b"\1" + "顧客".encode("utf-16-le"))
        + _record(0x1B8, link)
        + _record(0x1B6, b"\0" * 18)
        + _record(0x3C, b"\0box")
        + _record(0x3C, b"\0runs")
        + b"\x14\0"
    )
    assert list(beside_cells(stream)) == [SAID, "顧客", "k@example.jp", "box"]


def test_properties_of_old_documents_are_read_and_broken_ones_do_no_harm() -> None:
    text = "x" * 50
    slides = struct.pack("<HHI", 0, 0x0FA8, len(text)) + text.encode()
    broken = compound({"PowerPoint Document": slides, "\x05SummaryInformation": b"\xfe\xff" + b"\0" * 30})
    assert text in Reading("a.ppt", broken).text


def _tagged(tag: int, value: bytes, kind: int = 2) -> bytes:
    head = b"II*\0" + struct.pack("<IHHHIII", 8, 1, tag, kind, len(value), 26, 0)
    return head + value


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + b"\0\0\0\0"


PNG = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", b"\0" * 13)
CAPTION = (
    b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x40\x1c\x02\x78" + struct.pack(">H", len(SAID.encode())) + SAID.encode()
)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe1\0\0Exif\0\0" + _tagged(0x010E, SAID.encode()),
        b"\xff\xd8\xff\xe1\0\0Exif\0\0" + _tagged(0x9C9C, SAID.encode("utf-16-le"), 1),
        b"\xff\xd8\xff\xe1\0\0Exif\0\0" + _tagged(0x9286, b"UNICODE\0" + SAID.encode("utf-16-le"), 7),
        b"\xff\xd8\xff\xfe" + struct.pack(">H", len(SAID.encode("cp932")) + 2) + SAID.encode("cp932") + b"\xff\xda",
        b"\xff\xd8\xff\xed" + struct.pack(">H", len(CAPTION) + 2) + CAPTION + b"\xff\xda",
        b"\xff\xd8\xff\xe1\0\x08abcdef<x:xmpmeta><dc>" + SAID.encode() + b"</dc></x:xmpmeta>",
        PNG + _chunk(b"iTXt", b"Comment\0\0\0ja\0\0" + SAID.encode()),
        PNG + _chunk(b"iTXt", b"Comment\0\1\0ja\0\0" + zlib.compress(SAID.encode())),
        PNG + _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SAID.encode())),
    ],
    ids=["description", "windows", "comment", "segment", "caption", "xmp", "text", "packed text", "packed"],
)
def test_what_was_written_beside_a_picture_is_read(data: bytes) -> None:
    reading = Reading("a.jpg", data)
    assert SAID in reading.text
    assert reading.statuses == [InspectionStatus.UNSUPPORTED]
