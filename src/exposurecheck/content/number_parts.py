"""Joins the parts of numbers that stand in columns of their own: 電話番号1 to 3, 被保険者番号4桁, 6桁 and CD."""

import re
from functools import lru_cache

from exposurecheck.content.cells import joined
from exposurecheck.content.units import Table

_PART = re.compile(
    "(.*(?:電話|携帯|年金番号|(?:雇用保険|被保険者)(?:者)?番号|個人番号|マイナンバー|(?i:tel|phone|mobile|fax)).*?)"
    "[_ 　(（]?([123１２３]|[0-9０-９]桁|CD|ＣＤ|(?:課所)?符号|一連番号)[)）]?$"
)
_NUMBERS = str.maketrans("１２３", "123")
_LOOK = 60
_DIGITS = re.compile("[0-9]{1,6}")
_MOST = 3


def with_numbers(table: Table) -> Table:
    """Return the table with one column for each number whose parts have two or three."""
    columns, values = list(table.columns), list(table.values)
    for place, count in reversed(_firsts(table.columns)):
        parts = [table.values[place + part] for part in range(count)]
        cells = [cell for part in parts for cell in part[:_LOOK] if cell]
        if cells and all(map(_DIGITS.fullmatch, cells)):
            match = _PART.fullmatch(columns[place])
            columns[place : place + count] = [_named(match) if match else ""]
            values[place : place + count] = [joined(parts, "-")]
    return (
        table if len(columns) == len(table.columns) else Table(tuple(columns), tuple(values), table.where, table.table)
    )


def _named(part: re.Match[str]) -> str:
    """Return the header of the whole number: only that of 雇用保険 has a part of four digits first."""
    stem = _whole(part[1])
    return f"雇用保険{stem}" if stem == "被保険者番号" and part[2][1:] == "桁" else stem


def _whole(stem: str) -> str:
    return stem.rstrip("_ 　")


@lru_cache(maxsize=256)
def _firsts(columns: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the first columns of two or three that are numbered, or told apart by their digits, and else alike."""
    parts = [_PART.fullmatch(column) for column in columns]
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(columns):
        first = parts[place]
        run = 0 if first is None else 1
        while first is not None and run < _MOST and place + run < len(columns):
            other = parts[place + run]
            if other is None or _whole(other[1]) != _whole(first[1]):
                break
            run += 1
        if first is not None and run > 1 and _in_order([part[2] for part in parts[place : place + run] if part]):
            found.append((place, run))
            place += run
        else:
            place += 1
    return tuple(found)


def _in_order(marks: list[str]) -> bool:
    numbers = "".join(marks).translate(_NUMBERS)
    return numbers in {"12", "123"} or not numbers.isdecimal()
