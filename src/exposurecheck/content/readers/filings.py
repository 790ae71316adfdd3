"""Turns filings to the pension office (届書作成プログラムの CSV, ``SHFD*.CSV``) into tables of the insured."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.units import Table, Text, Unit

_START = re.compile(r'(?:[^\n]*\n){1,12}?\[kanri\]\r?\n(?:[^\n]*\n){1,12}?\[data\]\r?\n"?[0-9]{7}"?,')
_DATA = "[data]"
_COLUMNS = (
    *("届書コード", "都道府県コード", "郡市区符号", "事業所記号", "被保険者整理番号"),
    *("被保険者氏名カナ", "被保険者氏名", "生年月日元号", "生年月日"),
)
"""What all records begin with (日本年金機構 届書作成仕様書); what follows is different in each."""
_LOOK, _MOSTLY = 200, 0.9
_OFFICE, _SERIAL = re.compile("[0-9]{4}"), re.compile("[0-9]{6}")
"""The halves of a 基礎年金番号, in columns of their own: 課所符号 and 一連番号."""
_MY_NUMBER = re.compile("[0-9]{12}")
_ERAS = {"1": "M", "3": "T", "5": "S", "7": "H", "9": "R"}


def is_filing(text: str) -> bool:
    """Tell whether a text has the heads of such a filing."""
    return _START.match(text) is not None


def read_filing(stream: TextStream) -> Iterator[Unit]:
    """Yield a table for the records of each form, and what stands above them as text."""
    inside = False
    for block in stream:
        records: dict[str, list[list[str]]] = {}
        above: list[str] = []
        for line in filter(None, map(str.strip, block.text.splitlines())):
            if inside:
                cells = [cell.strip().strip('"') for cell in line.split(",")]
                records.setdefault(cells[0], []).append(cells)
            else:
                inside = line == _DATA
                above.append(line)
        if above:
            yield Text("\n".join(above) + "\n")
        for form, rows in records.items():
            yield _table(form, [list(column) for column in zip_longest(*rows, fillvalue="")])
    yield from stream.notes()


def _table(form: str, values: list[list[str]]) -> Table:
    columns = [*_COLUMNS, *[""] * len(values)][: len(values)]
    if len(values) >= len(_COLUMNS):
        eras, days = values[len(_COLUMNS) - 2 : len(_COLUMNS)]
        values[len(_COLUMNS) - 1] = [_date(*pair) for pair in zip(eras, days, strict=True)]
    for place in range(len(_COLUMNS), len(values) - 1):
        if _all(values[place], _MY_NUMBER):
            columns[place] = "個人番号"
        elif _all(values[place], _OFFICE) and _all(values[place + 1], _SERIAL) and not columns[place]:
            columns[place], columns[place + 1] = "基礎年金番号", "一連番号"
            halves = zip(values[place], values[place + 1], strict=True)
            values[place] = ["-".join(filter(None, pair)) for pair in halves]
            values[place + 1] = [""] * len(values[place])
    return Table(tuple(columns), tuple(values), table=f"filing {form}")


def _date(era: str, day: str) -> str:
    return f"{_ERAS[era]}{day[:2]}.{day[2:4]}.{day[4:]}" if era in _ERAS and day else day


def _all(cells: Sequence[str], shape: re.Pattern[str]) -> bool:
    filled = [cell for cell in cells[:_LOOK] if cell]
    told = sum(shape.fullmatch(cell) is not None for cell in filled)
    return 2 * len(filled) >= len(cells[:_LOOK]) and told >= _MOSTLY * len(filled)
