"""Writes the formats that people leave lying about, byte for byte the same each time: xlsx, PDF, mail, locked zip."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from xml.sax.saxutils import escape

ZIP_DATE: Final = (2026, 8, 31, 3, 0, 0)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def workbook(sheet: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return an Excel workbook with one sheet of texts (ECMA-376, inline strings)."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return zipped({name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in parts.items()})


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def pdf(lines: Iterable[str]) -> bytes:
    """Return one page of Japanese text in a font that every reader has (ISO 32000-1, 9.7.5.2: UniJIS-UTF16-H)."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -18 Td\n" for line in lines)
    stream = f"BT /F1 11 Tf 50 780 Td\n{shown}ET".encode("ascii")
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/HeiseiKakuGo-W5/Encoding/UniJIS-UTF16-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiKakuGo-W5{system}/FontDescriptor 7 0 R>>".encode("ascii"),
        (
            b"<</Type/FontDescriptor/FontName/HeiseiKakuGo-W5/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
            b"/Ascent 752/Descent -221/CapHeight 737/StemV 114>>"
        ),
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    )


def mail(sender: str, name: str, receiver: str, subject: str, text: str) -> bytes:
    """Return a message as Japanese mail programs write it, in ISO-2022-JP."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{name} <{sender}>"
    message["To"] = receiver
    message["Subject"] = subject
    message["Date"] = "Mon, 14 Sep 2026 10:21:00 +0900"
    message["Message-ID"] = f"<20260914102100.{len(text)}@{sender.partition('@')[2]}>"
    message.set_content(text, charset="iso-2022-jp")
    return message.as_bytes()


def locked_zip(name: str, body: bytes, password: bytes) -> bytes:
    """Return a zip archive with one member encrypted the traditional way (APPNOTE.TXT, 6.1)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = packed.compress(body) + packed.flush()
    crc = zlib.crc32(body)
    cipher = _Cipher(password)
    data = cipher.encrypt(bytes(range(11)) + bytes([crc >> 24]) + plain)
    label = name.encode()
    day, clock = (2026 - 1980) << 9 | 8 << 5 | 31, 3 << 11
    fields = b"".join(
        number.to_bytes(size, "little")
        for number, size in (
            (20, 2), (0x801, 2), (8, 2), (clock, 2), (day, 2), (crc, 4), (len(data), 4), (len(body), 4),
            (len(label), 2), (0, 2),
        )
    )  # fmt: skip
    local = b"PK\3\4" + fields + label + data
    directory = b"PK\1\2" + (20).to_bytes(2, "little") + fields + bytes(14) + label
    sizes = len(directory).to_bytes(4, "little") + len(local).to_bytes(4, "little")
    return local + directory + b"PK\5\6" + bytes(4) + b"\1\0\1\0" + sizes + bytes(2)


class _Cipher:
    """The traditional PKWARE encryption, which is weak and still what most people use."""

    def __init__(self, password: bytes) -> None:
        self._keys = [0x12345678, 0x23456789, 0x34567890]
        self._table = _crc_table()
        for byte in password:
            self._update(byte)

    def encrypt(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            word = self._keys[2] & 0xFFFF | 2
            out.append(byte ^ (word * (word ^ 1) >> 8 & 0xFF))
            self._update(byte)
        return bytes(out)

    def _update(self, byte: int) -> None:
        keys = self._keys
        keys[0] = keys[0] >> 8 ^ self._table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ self._table[(keys[2] ^ keys[1] >> 24) & 0xFF]


def _crc_table() -> list[int]:
    """Return the table of CRC-32 (polynomial 0xEDB88320)."""
    table = []
    for number in range(256):
        value = number
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    return table
