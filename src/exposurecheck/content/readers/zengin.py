"""Turns fixed-width bank records (全銀協規定フォーマット, 120 bytes) into tables of payees and payers."""

import re
from collections.abc import Iterator

from exposurecheck.content.readers.blocks import plan
from exposurecheck.content.sniff import ZENGIN_RECORD
from exposurecheck.content.source import ByteSource
from exposurecheck.content.units import Note, ReadContext, Table, Unit
from exposurecheck.model.inspection import InspectionStatus

_HEADER = (("委託者名", 14, 40), ("銀行番号", 58, 4), ("支店番号", 77, 3), ("預金種目", 95, 1), ("口座番号", 96, 7))
_DATA = (
    ("銀行番号", 1, 4),
    ("銀行名", 5, 15),
    ("支店番号", 20, 3),
    ("支店名", 23, 15),
    ("預金種目", 42, 1),
    ("口座番号", 43, 7),
    ("口座名義人カナ", 50, 30),
    ("金額", 80, 10),
    ("顧客番号", 91, 20),
)
_KINDS = ((b"1", _HEADER, "header", (14, 40)), (b"2", _DATA, "data", (50, 30)))
"""Kinds of records with accounts, and where they name whose account it is."""
_FIRM = re.compile("^[ｦ-ﾟ]{1,4}[)）]|[(（][ｦ-ﾟ]{1,4}(?:[)）]|$)")
"""Kinds of companies and offices as the format shortens them (全銀協 法人略語・営業所略語): ｶ)、(ﾕ)、(ﾄﾞ, (ｴｲ."""

_RECORDS = 8192
"""Records read at a time."""


def read_zengin(source: ByteSource, context: ReadContext) -> Iterator[Unit]:
    """Yield who ordered, then the accounts of the data records (kind 2); accounts of companies are nobody's."""
    context.encoding = "cp932"
    ending = _ending(source.read(0, 2 * ZENGIN_RECORD))
    step = ZENGIN_RECORD + len(ending)
    pieces = plan(source.size, context.max_bytes if context.depth == 0 else None)
    for start, length in pieces:
        first, rest = -(-start // step) * step, b""
        for position in range(first, start + length, step * _RECORDS):
            data = source.read(position, min(step * _RECORDS, start + length - position))
            if not data:
                break
            records, rest = _records(rest + data, ending)
            for kind, fields, table, holder in _KINDS:
                of_people = [record for record in records if record[:1] == kind and not _of_firm(record, *holder)]
                yield from _table(of_people, fields, table)
        if rest[:1] == b"2":
            yield from _table([rest], _DATA, "data")
    if len(pieces) > 1 or pieces[0][1] < source.size:
        yield Note(InspectionStatus.PARTIAL, "a part of the records was read, spread over the object")


def _ending(head: bytes) -> bytes:
    """Return what is between two records."""
    return b"\r\n" if b"\r\n" in head else b"\n" if b"\n" in head else b""


def _records(data: bytes, ending: bytes) -> tuple[list[bytes], bytes]:
    """Return the records of some bytes, and the begin of the next; lines may be of another width than they should."""
    if ending:
        *records, rest = data.split(ending)
        return records, rest
    return [data[at : at + ZENGIN_RECORD] for at in range(0, len(data), ZENGIN_RECORD)], b""


def _of_firm(record: bytes, start: int, width: int) -> bool:
    """Tell whether a record names a firm: by its kind, or who orders and is not written in two words as people are."""
    name = _field(record, start, width)
    return _FIRM.search(name) is not None or (record[:1] == b"1" and " " not in name)


def _field(record: bytes, start: int, width: int) -> str:
    return record[start : start + width].decode("cp932", "replace").strip()


def _table(records: list[bytes], fields: tuple[tuple[str, int, int], ...], table: str) -> Iterator[Table]:
    if records:
        values = tuple([_field(record, start, width) for record in records] for _, start, width in fields)
        yield Table(tuple(name for name, _, _ in fields), values, table=table)
