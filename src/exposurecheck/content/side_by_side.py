"""Takes apart tables that stand side by side on one sheet: 番号 氏名 電話 | 番号 氏名 電話."""

from functools import lru_cache
from itertools import pairwise

from exposurecheck.content import headers
from exposurecheck.content.units import Table

_FEWEST = 2
"""Columns of one of several tables; the same header twice may be two values of one person."""


def parts(table: Table) -> list[Table]:
    """Return the tables of which this one consists; itself where its headers do not come again in the same order."""
    blocks = _blocks(table.columns)
    if len(blocks) < 2:  # noqa: PLR2004 - one is no row of tables
        return [table]
    return [
        Table(
            tuple(table.columns[index] for index in block),
            tuple(table.values[index] for index in block),
            table.where,
            f"{table.table} {number}",
        )
        for number, block in enumerate(blocks)
    ]


@lru_cache(maxsize=256)
def _blocks(columns: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the columns of each part; a column without a header goes with those before it."""
    titled = [index for index, header in enumerate(columns) if header.strip()]
    words = [headers.folded(columns[index]) for index in titled]
    first = words[:1]
    width = next((step for step in range(_FEWEST, len(words) // 2 + 1) if words[step : step + 1] == first), None)
    if width is None or len(words) % width or words != words[:width] * (len(words) // width):
        return ()
    if len(set(words[:width])) < width:
        return ()
    begins = [0, *titled[width::width], len(columns)]
    return tuple(tuple(range(begin, end)) for begin, end in pairwise(begins))
