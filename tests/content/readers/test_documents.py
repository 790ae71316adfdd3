"""Everything a document shows, and what hides beside it, comes out: tables as tables, the rest as text."""

import datetime as dt
import io
import struct
import zipfile
from email.message import EmailMessage

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from tests.content.readers.compound_writer import compound
from tests.content.readers.reading import CSV, NAMES, Reading, zipped

from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.content.units import Text
from exposurecheck.model.inspection import InspectionStatus

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: list[list[str]]) -> str:
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, **parts: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    others = {f"word/{name}.xml": text.encode() for name, text in parts.items()}
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode(), **others})


def workbook(fill: "openpyxl.Workbook") -> bytes:
    out = io.BytesIO()
    fill.save(out)
    return out.getvalue()


def test_docx_body_tables_headers_footers_notes_and_comments() -> None:
    nested = paragraph("090-1111-2222") + word_table([["氏名", "住所"], ["仮空", "東京都架空区1-1"]])
    reading = Reading(
        "a.docx",
        docx(
            paragraph("担当は架空太郎様") + word_table([["氏名", "電話"], ["架空", nested]]),
            header1=f"<w:hdr {W}>{paragraph('頁頭')}</w:hdr>",
            footer1=f"<w:ftr {W}>{paragraph('頁脚')}</w:ftr>",
            footnotes=f"<w:footnotes {W}><w:footnote>{paragraph('脚注')}</w:footnote></w:footnotes>",
            comments=f"<w:comments {W}><w:comment>{paragraph('意見')}</w:comment></w:comments>",
        ),
    )
    assert reading.context.format == "docx"
    assert reading.cells["氏名"] == ["架空", "仮空"]
    assert reading.cells["住所"] == ["東京都架空区1-1"]
    for text in ("担当は架空太郎様", "頁頭", "頁脚", "脚注", "意見"):
        assert text in reading.text


def test_text_beside_the_form_of_one_person_is_about_that_person() -> None:
    told = paragraph("告知において、平成30年に脳梗塞で入院歴ありとの申告。")
    form = word_table([["氏名", "星野 葵"], ["電話番号", "070-7508-2531"]])
    for body, categories in ((told + form, {"contact", "special_care"}), (told, set[str]())):
        found = inspect("a.docx", MemorySource(docx(body)), secret=b"t" * 32).inspection
        assert set(found.categories) == categories


def test_a_form_in_a_document_is_one_record() -> None:
    reading = Reading(
        "a.docx", docx(word_table([["氏名", "架空 花"], ["住所", "架空市1-2-3"], ["電話番号", "0311112222"]]))
    )
    assert reading.cells == {"氏名": ["架空 花"], "住所": ["架空市1-2-3"], "電話番号": ["0311112222"]}


def test_docx_embedded_files_are_members_and_split_runs_are_joined() -> None:
    split = "<w:p><w:r><w:t>090-11</w:t></w:r><w:r><w:t>11-2222</w:t></w:r></w:p>"
    data = zipped(
        {"word/document.xml": f"<w:document {W}>{split}</w:document>".encode(), "word/embeddings/list.csv": CSV}
    )
    reading = Reading("a.docx", data)
    assert "090-1111-2222" in reading.text
    assert reading.cells["氏名"] == NAMES
    assert list(reading.context.members) == ["a.docx!/word/embeddings/list.csv"]


def test_pptx_slides_tables_and_notes() -> None:
    def box(text: str) -> str:
        return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"

    rows = "".join(
        "<a:tr>" + "".join(f"<a:tc>{box(c)}</a:tc>" for c in row) + "</a:tr>"
        for row in [("氏名", "電話"), ("架空", "03")]
    )
    slide = f"<p {A}>{box('連絡網')}<a:tbl>{rows}</a:tbl></p>"
    notes = f"<p {A}>{box('ノート')}</p>"
    parts = {"ppt/presentation.xml": "<x/>", "ppt/slides/slide1.xml": slide, "ppt/notesSlides/notesSlide1.xml": notes}
    reading = Reading("a.pptx", zipped({name: text.encode() for name, text in parts.items()}))
    assert reading.context.format == "pptx"
    assert reading.cells == {"氏名": ["架空"], "電話": ["03"]}
    assert "連絡網" in reading.text
    assert "ノート" in reading.text


def test_xlsx_hidden_sheets_comments_numbers_and_titles() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["顧客一覧"],
        [],
        ["氏名", "電話", "登録日"],
        ["架空", 9012345678, "2026-01-01"],
        ["仮空", 312345678.0, None],
    ):
        sheet.append(row)
    sheet["A4"].comment = Comment("note k@example.jp", "x")
    sheet["B4"].fill = PatternFill("solid")
    hidden = book.create_sheet("控え")
    hidden.sheet_state = "veryHidden"
    for row in (["会員番号", "氏名"], [1, "隠子"]):
        hidden.append(row)
    reading = Reading("a.xlsx", workbook(book))
    assert reading.context.format == "xlsx"
    assert reading.cells["氏名"] == ["架空", "仮空", "隠子"]
    assert reading.cells["電話"] == ["9012345678", "312345678"]
    assert "顧客一覧" in reading.text
    assert "note k@example.jp" in reading.text


def test_two_header_rows_put_the_group_before_the_name() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["保護者", None, "児童", None],
        ["氏名", "電話", "氏名", "電話"],
        ["親", "0311112222", "子", "0311112223"],
    ):
        sheet.append(row)
    assert Reading("a.xlsx", workbook(book)).cells == {
        "保護者 氏名": ["親"],
        "保護者 電話": ["0311112222"],
        "児童 氏名": ["子"],
        "児童 電話": ["0311112223"],
    }


def test_far_apart_cells_do_not_allocate_what_lies_between() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in (("A1", "氏名"), ("B1", "メール"), ("A2", "架空"), ("XFD1048576", "k@example.jp")):
        sheet[place] = value
    reading = Reading("a.xlsx", workbook(book))
    assert "架空" in reading.everything
    assert "k@example.jp" in reading.everything
    assert reading.statuses == []


def test_a_wide_sheet_keeps_cells_in_their_columns_and_dates_readable() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("氏名", "備考", "生年月日", "入会"), ("架空 太一", None, dt.date(1980, 4, 12), dt.date(2020, 1, 31))):
        sheet.append(row)
    sheet["D2"].number_format = '[$-411]ge"年"m"月"d"日"'
    sheet["XFD1000"] = "遠い"
    cells = Reading("a.xlsx", workbook(book)).cells
    assert (cells["氏名"][0], cells["備考"][0]) == ("架空 太一", "")
    assert (cells["生年月日"][0], cells["入会"][0]) == ("1980-04-12", "2020-01-31")


def test_a_cut_workbook_gives_the_rows_before_the_cut() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("氏名", "電話"),
        *((f"架空 {number}", f"090-1111-{number * 37 % 10_000:04}") for number in range(999)),
    ):
        sheet.append(row)
    data = workbook(book)
    for cut in (data[: len(data) * 7 // 10], data[:-30]):
        reading = Reading("a.xlsx", cut)
        assert reading.context.format == "xlsx"
        assert len(reading.cells["氏名"]) > 500
        assert set(reading.statuses) == {InspectionStatus.PARTIAL}


def test_a_workbook_with_a_broken_sheet_is_partial_and_gives_the_rows_before_the_break() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("氏名", "電話"), ("架空 太一", "090-1111-2222"), ("架空 花", "0312345678")):
        sheet.append(row)
    source = zipfile.ZipFile(io.BytesIO(workbook(book)))
    parts = {name: source.read(name) for name in source.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page[: page.rfind(b"<row")]
    reading = Reading("a.xlsx", zipped(parts))
    assert reading.cells["氏名"] == ["架空 太一"]
    assert reading.statuses == [InspectionStatus.PARTIAL]


def test_ods_rows_and_annotations() -> None:
    def cell(text: str, note: str = "") -> str:
        kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}>{note}<text:p>{text}</text:p></table:table-cell>"

    spaces = 'office:version="1.2" ' + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    note = "<office:annotation><text:p>秘密</text:p></office:annotation>"
    rows = [[cell("氏名"), cell("電話")], [cell("架空", note), cell("0311112222")]]
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='名簿'>{table}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    for manifest in ({}, {"META-INF/manifest.xml": b"<manifest/>"}):
        reading = Reading("a.ods", zipped(parts | manifest))
        assert reading.context.format == "ods"
        assert len(reading.cells["氏名"]) == 1
        assert "架空" in reading.cells["氏名"][0]
        assert "秘密" in reading.everything
    text = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})
    assert Reading("a.odt", text).cells["電話"] == ["0311112222"]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff_string(text: str, size: str = "H") -> bytes:
    return struct.pack(f"<{size}B", len(text), 1) + wide(text)


def xls() -> bytes:
    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    def globals_(offset: int) -> bytes:
        return begin(5) + record(0x85, struct.pack("<IBB", offset, 1, 0) + biff_string("名簿", "B")) + record(0xA, b"")

    rows = [("氏名", "電話"), ("架空", "090-1111-2222")]
    labels = [
        record(0x204, struct.pack("<HHH", y, x, 0) + biff_string(value))
        for y, row in enumerate(rows)
        for x, value in enumerate(row)
    ]
    sheet = begin(0x10) + record(0x200, struct.pack("<IIHHH", 0, 2, 0, 2, 0)) + b"".join(labels) + record(0xA, b"")
    return compound({"Workbook": globals_(len(globals_(0))) + sheet})


def test_xls_hidden_sheet() -> None:
    reading = Reading("a.xls", xls())
    assert reading.context.format == "xls"
    assert reading.cells == {"氏名": ["架空"], "電話": ["090-1111-2222"]}


def old_word(flags: int = 0x0200) -> bytes:
    text = wide("担当は架空太郎\r氏名\x07電話\x07\x07架空\x07090-1111-2222\x07\x07")
    header = bytearray(0x200)
    pieces = b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, len(text) // 2) + struct.pack("<HIH", 0, 0x200, 0)
    struct.pack_into("<H", header, 0x0A, flags)
    struct.pack_into("<II", header, 0x1A2, 0, len(pieces))
    return compound({"WordDocument": bytes(header) + text, "1Table": pieces})


def test_doc_text_and_tables_by_the_piece_table() -> None:
    reading = Reading("a.doc", old_word())
    assert reading.context.format == "doc"
    assert reading.cells == {"氏名": ["架空"], "電話": ["090-1111-2222"]}
    assert "担当は架空太郎" in reading.text


def test_ppt_text_atoms() -> None:
    def atom(kind: int, body: bytes, version: int = 0) -> bytes:
        return struct.pack("<HHI", version, kind, len(body)) + body

    slides = atom(1000, atom(0x0FA0, wide("架空 太郎")) + atom(0x0FA8, b"k@example.jp"), 0xF)
    reading = Reading("a.ppt", compound({"PowerPoint Document": slides}))
    assert reading.text == "架空 太郎\nk@example.jp\n"


def test_msg_subject_body_recipients_attachments_and_messages_inside() -> None:
    inside = "__attach_version1.0_#00000001/__substg1.0_3701000D"
    reading = Reading(
        "a.msg",
        compound(
            {
                "__properties_version1.0": b"x",
                "__substg1.0_0037001F": wide("名簿送付"),
                "__substg1.0_1000001F": wide("電話 090-1111-2222"),
                "__recip_version1.0_#00000000/__substg1.0_39FE001F": wide("k@example.jp"),
                "__attach_version1.0_#00000000/__substg1.0_3707001F": wide("名簿.csv"),
                "__attach_version1.0_#00000000/__substg1.0_37010102": CSV,
                f"{inside}/__substg1.0_1000001E": "転送 0311112222".encode("cp932"),
            }
        ),
    )
    assert reading.context.format == "msg"
    assert list(reading.context.members) == ["a.msg!/名簿.csv"]
    assert reading.cells["氏名"] == NAMES
    for text in ("名簿送付", "090-1111-2222", "k@example.jp", "転送 0311112222"):
        assert text in reading.text


@pytest.mark.parametrize(
    "data",
    [compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), old_word(0x0300)],
    ids=["package", "doc"],
)
def test_encrypted_office_is_a_status_of_its_own(data: bytes) -> None:
    assert Reading("a.xlsx", data).statuses == [InspectionStatus.ENCRYPTED]


@pytest.mark.parametrize(
    "data",
    [xls()[:1000], old_word()[:3000], docx(paragraph("x"))[:40], b"PK\x03\x04" + b"\0" * 100],
    ids=["xls", "doc", "docx", "zip"],  # bytes with the time in them are no names for tests
)
def test_broken_office_files_are_failed_not_empty(data: bytes) -> None:
    assert Reading("a", data).statuses == [InspectionStatus.FAILED]


def test_mail_headers_bodies_and_attachments_in_iso_2022_jp() -> None:
    message = EmailMessage()
    message["From"] = "架空 太郎 <taro@example.jp>"
    message["Bcc"] = "hidden@example.jp"
    message["Subject"] = "=?ISO-2022-JP?B?GyRCTD5KbRsoQg==?="
    message.set_content("本文 090-1111-2222", charset="iso-2022-jp")
    message.add_alternative(
        "<table><tr><th>氏名</th><th>住所</th></tr><tr><td>表子</td><td>架空市</td></tr></table>", subtype="html"
    )
    message.add_attachment(CSV, maintype="application", subtype="octet-stream", filename="名簿.csv")
    reading = Reading("a.eml", message.as_bytes())
    assert reading.context.format == "eml"
    assert set(reading.cells["氏名"]) == {*NAMES, "表子"}
    for text in ("架空 太郎 <taro@example.jp>", "hidden@example.jp", "Subject: 名簿", "本文 090-1111-2222"):
        assert text in reading.text
    box = b"".join(b"From x@example.jp Mon Nov 23 06:00:00 2026\n" + message.as_bytes() + b"\n" for _ in range(3))
    mailbox = Reading("all.mbox", box)
    assert mailbox.context.format == "mbox"
    assert mailbox.cells["氏名"].count("表子") == 3
    assert len(mailbox.context.members) == 3


def test_mail_with_a_wrong_charset_is_decoded_by_its_bytes() -> None:
    raw = (
        b"From: a@example.jp\nTo: b@example.jp\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
        + "架空です".encode("cp932")
    )
    assert "架空です" in Reading("a.eml", raw).text


def test_html_tables_links_fields_comments_and_scripts() -> None:
    page = (
        "<html><head><title>名簿</title></head><body><table><tr><th>氏名</th><th>電話</th></tr>"
        "<tr><td>架空</td><td>090-1111-2222</td></tr></table><a href='mailto:k@example.jp'>連絡</a>"
        "<input type=hidden value='hidden@example.jp'><!-- comment@example.jp -->"
        "<script>var u='script@example.jp'</script>"
        "<p>山<b>田</b>&#x592A;&#37070;</p></body></html>"
    )
    reading = Reading("a.xls", page.encode("cp932"))
    assert (reading.context.format, reading.context.encoding) == ("html", "cp932")
    assert reading.cells == {"氏名": ["架空"], "電話": ["090-1111-2222"]}
    for text in ("k@example.jp", "hidden@example.jp", "comment@example.jp", "script@example.jp", "山田太郎"):
        assert text in reading.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_html_is_readable_behind_a_long_style_sheet(encoding: str) -> None:
    page = f"<html><head><style>{'a{color:red}' * 10_000}</style></head><body><p>申込者は架空の人です</p></body></html>"
    reading = Reading("a.html", page.encode(encoding))

    assert "申込者は架空の人です" in reading.text
    assert reading.context.encoding == encoding


def test_rtf_code_page_and_unicode_escapes() -> None:
    reading = Reading("a.doc", rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0 x;}}\f0 \'8e\'52\'93\'63 \u22826?\par tel 03}")
    assert reading.context.format == "rtf"
    assert reading.text.startswith("山田 太\ntel 03")


def test_the_text_of_a_mail_in_parts_is_read_with_its_headers() -> None:
    raw = (
        b'From: a@fumoto.co.jp\nTo: b@fumoto.co.jp\nContent-Type: multipart/alternative; boundary="b"\n\n'
        b"--b\nContent-Type: text/html; charset=utf-8\n\n<p>shown</p>\n"
        b"--b\nContent-Type: text/plain; charset=utf-8\n\nplain\n--b--\n"
    )
    first, *others = [unit.text for unit in Reading("a.eml", raw).units if isinstance(unit, Text)]
    assert first.startswith("From: a@fumoto.co.jp")
    assert "plain" in first
    assert any("shown" in other for other in others)
