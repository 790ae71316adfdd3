"""Turns medical bills to insurers (レセプト電算処理の記録条件仕様, ``*.UKE``) into a table of patients."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.units import Table, Unit

_BATCH = 4096
_START = re.compile(r"(?:IR|UK|YK),[^\n]*\r?\n(?:[A-Z]{2},[^\n]*\r?\n){0,3}RE,")
_COLUMNS = ("患者氏名", "生年月日", "保険者番号", "被保険者証記号", "被保険者証番号", "傷病名")
_NAME, _BORN = 4, 6
"""Fields of an RE record (the bill itself), counted from 0, its letters."""
_INSURER = slice(1, 4)
"""Fields of an HO record: insurer, symbol, number."""
_DISEASE, _DISEASE_CODE = 5, 1
"""Fields of an SY record: the disease as written, else its code."""


def is_receipt(text: str) -> bool:
    """Tell whether a text begins with the institution and the first bill."""
    return _START.match(text) is not None


@dataclass(slots=True)
class _Bill:
    name: str = ""
    born: str = ""
    insurance: list[str] = field(default_factory=lambda: ["", "", ""])
    diseases: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        return (self.name, self.born, *self.insurance, " ".join(self.diseases))


def read_receipts(stream: TextStream) -> Iterator[Unit]:
    """Yield one row for each bill."""
    bills: list[_Bill] = []
    for block in stream:
        for line in block.text.splitlines():
            _take(line.split(","), bills)
        while len(bills) > _BATCH:
            yield _table(bills[:_BATCH])
            del bills[:_BATCH]
    if bills:
        yield _table(bills)
    yield from stream.notes()


def _take(fields: list[str], bills: list[_Bill]) -> None:
    cells = [*(cell.strip() for cell in fields), *[""] * 8]
    if cells[0] == "RE":
        bills.append(_Bill(cells[_NAME], cells[_BORN]))
    elif bills and cells[0] == "HO":
        bills[-1].insurance = cells[_INSURER]
    elif bills and cells[0] == "SY":
        bills[-1].diseases.append(cells[_DISEASE] or cells[_DISEASE_CODE])


def _table(bills: list[_Bill]) -> Table:
    return Table(_COLUMNS, tuple(list(column) for column in zip(*(bill.row() for bill in bills), strict=True)))
