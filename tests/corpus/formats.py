"""Writes one table in every format and encoding that this project can write itself."""

import bz2
import gzip
import html
import io
import json
import lzma
import sqlite3
import struct
import tarfile
import zipfile
from email.message import EmailMessage

import fastavro
import pyarrow as pa
import pypdfium2 as pdfium
import zstandard
from pyarrow import feather, orc, parquet

from tests.content.readers.compound_writer import compound
from tests.corpus.case import table

Rows = list[list[str]]
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DRAWING = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def every_format(rows: Rows) -> dict[str, bytes]:
    """Return file names and bytes; ``rows[0]`` is the header."""
    files = plain(rows) | documents(rows) | databases(rows)
    return files | packed(files["plain.csv"], files["book.xlsx"])


def plain(rows: Rows) -> dict[str, bytes]:
    """Return text formats, in many encodings."""
    page, lines = table(list(map(list, rows))), _lines(rows)
    files = {
        "plain.csv": page.encode(),
        "tabs.tsv": table(list(map(list, rows)), "\t").encode(),
        "note.txt": lines.encode(),
    }
    for encoding in ("utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"):
        files[f"{encoding}.csv"] = page.encode(encoding)
        files[f"{encoding}.txt"] = lines.encode(encoding)
    records = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    files["list.json"] = json.dumps(records, ensure_ascii=False).encode()
    files["escaped.json"] = json.dumps({"data": {"items": records}}).encode()
    files["lines.jsonl"] = "\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode()
    columns = ", ".join(f"`{name}` text" for name in rows[0])
    values = ",\n".join("(" + ",".join(f"'{cell}'" for cell in row) + ")" for row in rows[1:])
    files["dump.sql"] = f"CREATE TABLE `t` ({columns});\nINSERT INTO `t` VALUES {values};\n".encode()
    cells = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    files["page.html"] = f"<html><body><table>{cells}</table></body></html>".encode()
    fields = "".join(
        "<r>" + "".join(f'<f name="{n}">{html.escape(c)}</f>' for n, c in r.items()) + "</r>" for r in records
    )
    files["data.xml"] = f"<?xml version='1.0' encoding='UTF-8'?><t>{fields}</t>".encode()
    files["app.log"] = "\n".join(f"2026-10-01T10:00:00Z INFO saved {' '.join(row)}" for row in rows[1:]).encode()
    return files


def _lines(rows: Rows) -> str:
    return "\n\n".join("\n".join(f"{n}：{c}" for n, c in zip(rows[0], row, strict=True)) for row in rows[1:]) + "\n"


def documents(rows: Rows) -> dict[str, bytes]:
    """Return documents of offices, mail and PDF."""
    files = {
        "book.xlsx": _workbook(rows),
        "letter.docx": _docx(rows),
        "slides.pptx": _pptx(rows),
        "sheet.ods": _ods(rows),
    }
    files["list.pdf"] = _pdf(rows)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "jimu@hinode-shop.jp", "info@hinode-shop.jp", "名簿の件"
    message.set_content(_lines(rows), charset="utf-8", cte="base64")
    message.add_attachment(
        table(list(map(list, rows))).encode("cp932"), maintype="text", subtype="csv", filename="名簿.csv"
    )
    files["mail.eml"] = message.as_bytes()
    files["box.mbox"] = b"From x@hinode-shop.jp Mon Nov 23 07:00:00 2026\n" + message.as_bytes() + b"\n"
    text = _lines(rows).encode("utf-16-le")
    files["old.msg"] = compound({"__properties_version1.0": b"x", "__substg1.0_1000001F": text})
    files["old.ppt"] = compound({"PowerPoint Document": _atom(1000, _atom(0x0FA0, text), 0xF)})
    escaped = "".join(
        c if c.isascii() else f"\\u{struct.unpack('<h', c.encode('utf-16-le'))[0]}?" for c in _lines(rows)
    )
    files["old.rtf"] = ("{\\rtf1\\ansi " + escaped.replace("\n", "\\par ") + "}").encode()
    return files


def databases(rows: Rows) -> dict[str, bytes]:
    """Return files of databases and of data lakes."""
    columns = {name: [row[i] for row in rows[1:]] for i, name in enumerate(rows[0])}
    arrow = pa.table(columns)
    outs = {name: io.BytesIO() for name in ("lake.parquet", "lake.orc", "lake.arrow", "lake.avro")}
    parquet.write_table(arrow, outs["lake.parquet"])
    orc.write_table(arrow, outs["lake.orc"])
    feather.write_feather(arrow, outs["lake.arrow"], compression="uncompressed")
    names = [f"f{i}" for i in range(len(rows[0]))]
    schema = {"type": "record", "name": "r", "fields": [{"name": n, "type": "string"} for n in names]}
    fastavro.writer(outs["lake.avro"], schema, [dict(zip(names, row, strict=True)) for row in rows[1:]])
    files = {name: out.getvalue() for name, out in outs.items()}
    with sqlite3.connect(":memory:") as base:
        base.execute("create table t (" + ",".join(f'"{n}" text' for n in rows[0]) + ")")
        base.executemany(f"insert into t values ({','.join('?' * len(rows[0]))})", rows[1:])  # noqa: S608 - question marks
        base.commit()
        files["app.sqlite"] = base.serialize()
    base.close()
    return files


def packed(csv: bytes, book: bytes) -> dict[str, bytes]:
    """Return archives and compressed files."""
    files = {
        "a.csv.gz": gzip.compress(csv), "a.csv.bz2": bz2.compress(csv), "a.csv.xz": lzma.compress(csv),
        "a.csv.zst": zstandard.ZstdCompressor().compress(csv),
        "a.zip": zipped({"内/名簿.csv": csv, "b/book.xlsx": book}),
    }  # fmt: skip
    files["nested.zip"] = zipped({"in.zip": files["a.zip"]})
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo("x/list.csv")
        entry.size = len(csv)
        archive.addfile(entry, io.BytesIO(csv))
    files["a.tar.gz"] = out.getvalue()
    return files


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """Mark every member of a zip archive as encrypted."""
    data, place = bytearray(archive), 0
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def _workbook(rows: Rows) -> bytes:
    import openpyxl  # noqa: PLC0415 - only this format needs it

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    hidden = book.create_sheet("控え")
    hidden.sheet_state = "hidden"
    for row in rows:
        hidden.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _docx(rows: Rows) -> bytes:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"

    grid = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
    body = f"<w:document {_WORD}><w:body>{paragraph('名簿')}<w:tbl>{grid}</w:tbl></w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()})


def _pptx(rows: Rows) -> bytes:
    grid = "".join(
        "<a:tr>" + "".join(f"<a:tc><a:p><a:r><a:t>{html.escape(c)}</a:t></a:r></a:p></a:tc>" for c in row) + "</a:tr>"
        for row in rows
    )
    slide = f"<p:sld {_DRAWING}><a:tbl>{grid}</a:tbl></p:sld>"
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": slide.encode()}
    )


def _ods(rows: Rows) -> bytes:
    grid = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{html.escape(c)}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in rows
    )
    body = f'<office:document-content {_ODS}><office:body><office:spreadsheet><table:table table:name="a">{grid}'
    body += "</table:table></office:spreadsheet></office:body></office:document-content>"
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": body.encode()})


def _atom(kind: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body


def _pdf(rows: Rows) -> bytes:
    """Return a PDF with the ASCII cells as text and the whole table attached; this project brings no Japanese font."""
    document = pdfium.PdfDocument.new()
    document.new_page(600, 800)
    attachment = document.new_attachment("list.csv")
    attachment.set_data(table(list(map(list, rows))).encode())
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
