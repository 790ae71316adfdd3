"""Says what bytes are, from the bytes themselves; names and content types are hints only where bytes leave a choice."""

import re

from exposurecheck.content.decode import guess

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", "parquet"),
    (b"ORC", "orc"),
    (b"Obj\x01", "avro"),
    (b"ARROW1\0\0", "arrow"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"bplist0", "plist"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\xff\x06\0\0sNaPpY", "snappy"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"!BDN", "pst"),
    (b"!<arch>\n", "ar"),
    (b"REDIS0", "redis"),
    (b"070701", "cpio"),
    (b"\x89HDF\r\n", "hdf5"),
    (b"\0\1\0\0Standard ", "access"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\x7fELF", "executable"),
    (b"MZ\x90\0", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"\0\0\1\0", "ico"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
)
IMAGES = frozenset({"jpeg", "png", "gif", "tiff", "bmp", "webp", "heic", "ico", "psd"})
_PDF_LATEST = 1024
"""Readers accept ``%PDF-`` anywhere in the first 1024 bytes (PDF 1.7, implementation note 13)."""
_ORC_LOOK = 256
"""Bytes among which an ORC file, other than a text that begins with these letters, has some that no text has."""
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SEPARATORS = frozenset({b"\x01", b"\x02", b"\x03", b"\x1c", b"\x1d", b"\x1e", b"\x1f"})
"""Controls that tell cells and lists apart: those of Hive, and those that ASCII has for it."""
_MAIL = re.compile(
    r"(?:^|\n)(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to):[ \t]", re.IGNORECASE
)
_HEADER_LINE = re.compile(r"^[A-Za-z][A-Za-z0-9-]*:[ \t]?.*$")
_SQL = re.compile(
    r"^[ \t]*(?:insert\s+(?:ignore\s+)?into\s|create\s+table\s|copy\s+\S{1,200}\s{0,9}\([^)]{0,4000}\)\s+from\s+stdin)",
    re.IGNORECASE | re.MULTILINE,
)
_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<table[\s>]|<div[\s>]|^\s*<(?:form|ul|ol|li|dl|dt|dd|tr|td|th|thead|tbody|pre|strong|b|i|em|u|p|span|h[1-6]|section|input|a|img|br|label|button|nav|header|main|footer|article|script|style|template|link|meta|center|font|select|textarea)[\s>]",
    re.IGNORECASE,
)
_PAGES = (".html", ".htm", ".vue", ".svelte", ".php", ".jsp", ".aspx", ".erb", ".ejs", ".md")
_JAPANESE_ROOT = re.compile(r"<[ぁ-んァ-ヶー一-龥々]{1,40}[\s/>]")
_ZENGIN = re.compile(rb"1(?:11|12|21|71|72|91)[01 ]\d{10}")
ZENGIN_RECORD, _ZENGIN_LOOK, _ZENGIN_SHARE = 120, 6_000, 0.7


def sniff_bytes(head: bytes) -> str | None:
    """Return the format of bytes that are not text, ``text`` for text of any kind, or None for unknown binary."""
    if not head:
        return "empty"
    for magic, found in _MAGIC:
        if head.startswith(magic) and (found != "orc" or _CONTROLS.search(head[:_ORC_LOOK])):
            return found
    special = _special(head)
    if special or _is_binary(head):
        return special
    return "zengin" if _ZENGIN.match(head) and is_zengin(head) else "text"


def _special(head: bytes) -> str | None:
    """Formats whose mark is not simply at the start."""
    found = None
    if b"%PDF-" in head[:_PDF_LATEST]:
        found = "pdf"
    elif head[2:5] == b"-lh" and head[6:7] == b"-":
        found = "lzh"
    elif head[257:262] == b"ustar":
        found = "tar"
    elif head.startswith(b"BZh") and head[4:10] in {b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"}:
        found = "bz2"
    elif head[4:8] == b"ftyp":
        found = "heic" if head[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else "video"
    elif head.startswith(b"RIFF"):
        found = "webp" if head[8:12] == b"WEBP" else "audio"
    elif head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        found = "bmp"
    elif head.startswith(b"\x1aE\xdf\xa3"):
        found = "video"
    elif head.startswith(b"8BPS\0\1"):
        found = "psd"
    return found


def _is_binary(head: bytes) -> bool:
    if guess(head[:4096]).encoding.startswith(("utf-16", "utf-32")):
        return False
    nuls = head.count(0)
    plain = head.replace(b"\0", b"")
    controls = _CONTROLS.findall(plain)
    if nuls == 0 and controls and _SEPARATORS.issuperset(controls):
        return False
    return not plain or len(controls) > 0.02 * len(plain) or (nuls > 0.3 * len(head) and len(controls) > 0)


def is_zengin(head: bytes) -> bool:
    """Return whether bytes are fixed-width records of the Japanese Bankers Association: 120 bytes, kinds 1, 2, 8, 9.

    Where they are lines, some may be of another width: programs pad a full-width sign as if it were narrow.
    """
    looked = head[:_ZENGIN_LOOK]
    records = looked.splitlines()[: None if looked == head else -1]
    if len(records) < 2:  # noqa: PLR2004 - one line, however long
        records = [looked[at : at + ZENGIN_RECORD] for at in range(0, len(looked), ZENGIN_RECORD)]
    whole = [record for record in records if len(record) == ZENGIN_RECORD]
    if not whole or len(whole) < _ZENGIN_SHARE * len(list(filter(None, records))):
        return False
    return {record[:1] for record in whole} <= {b"1", b"2", b"8", b"9"} and len(records) > 1 and records[1][:1] == b"2"


def sniff_text(text: str, name: str) -> str:
    """Return what kind of text begins with ``text``: json, jsonl, html, xml, sql, eml, mbox, else ``text``."""
    start = text[:4096].lstrip("\ufeff \t\r\n").replace("\r\n", "\n")  # as mail is sent (RFC 5322, 2.1)
    low = name.lower()
    if start.startswith("From ") and _MAIL.search(start):
        return "mbox"
    if _is_mail(start, hinted=low.endswith((".eml", ".mht", ".mhtml"))):
        return "eml"
    if start.startswith(("{", "[")):
        found = _json_kind(text)
        if found:
            return found
    if start.startswith("<"):
        return _markup_kind(text[:65536], start, hinted=low.endswith(_PAGES))
    if _SQL.search(text[:262_144]) and (low.endswith((".sql", ".dump", ".txt")) or _sql_share(text)):
        return "sql"
    return "text"


def _is_mail(start: str, *, hinted: bool) -> bool:
    lines = start.split("\n\n", 1)[0].splitlines()
    headers = sum(1 for line in lines if _HEADER_LINE.match(line) or line.startswith((" ", "\t")))
    known = len(_MAIL.findall("\n" + start.split("\n\n", 1)[0]))
    return bool(lines) and headers >= 0.9 * len(lines) and known >= (1 if hinted else 3)


_TAGGED = re.compile(r'\s*\[[^\[\]{}"\n]*\][ \t]*[^\s,\]]')
"""A line of a log: something in brackets, such as a number, and a message behind it."""
_JSON = re.compile(
    r'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:\[\s*(?:[\[{"\]\d-]|true|false|null|$)'
    r'|[{"\]]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*[,\]]|(?:true|false|null)\b|$))'
)
"""An object up to its first key, or a list up to its first value."""


def _json_kind(text: str) -> str | None:
    if _TAGGED.match(text.lstrip("\ufeff")):
        return None
    lines = [line for line in text[:2_097_152].split("\n", 20)[:20] if line.strip()]
    closed = sum(1 for line in lines if line.strip().startswith("{") and line.strip().endswith("}"))
    if len(lines) > 1 and closed >= len(lines) - 1 and lines[0].strip().startswith("{"):
        return "jsonl"
    return "json" if _JSON.match(text.lstrip("\ufeff")) else None


def _markup_kind(sample: str, start: str, *, hinted: bool) -> str:
    if start.startswith("<?xml"):
        return "html" if re.search(r"<html[\s>]", sample, re.IGNORECASE) else "xml"
    if start.startswith("<?php") and not _HTML.search(sample):
        return "text"  # code alone, such as a configuration: as markup it would be one long instruction
    if hinted or _HTML.search(sample):
        return "html"
    if _JAPANESE_ROOT.match(start) and "</" in sample:
        return "xml"
    return "xml" if re.match(r"<(?:!--|!DOCTYPE|[A-Za-z_][\w.:-]*[\s/>])", start) else "text"


def _sql_share(text: str) -> bool:
    """Without a hint from the name, SQL must begin near the start, not be quoted in a log or a manual."""
    found = _SQL.search(text[:262_144])
    before = text[: found.start()] if found else text
    return all(
        not line.strip()
        or line.lstrip().startswith(("--", "/*", "#", "SET", "DROP", "USE", "BEGIN", "LOCK", "*", "\\"))
        or ";" in line
        for line in before.splitlines()
    )
