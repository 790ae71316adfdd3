"""Parts columns that hold phone numbers in some rows and mail addresses in others, or both in one cell: 連絡先."""

import re
from collections.abc import Sequence

from exposurecheck.content.units import Table

_LOOK = 200
"""Cells that are looked at."""
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9.\-]{1,200}\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?<![0-9+])(?:\+81[ \-]?|0)[0-9]{1,4}[ \-()]{0,2}[0-9]{1,4}[ \-)]?[0-9]{3,4}(?![0-9])")
_WORDS = re.compile("(?i:tel|phone|mobile|e?-?mail)|電話|携帯|メール|[\\s　:：/／,、;；()（）・|<>＜＞.]+")
_SHARE, _MOSTLY = 0.1, 0.9
"""Share of cells of each kind, of which there is one at least, and the share of cells that are nothing else."""


def mixed(values: Sequence[str]) -> bool:
    """Tell whether a column holds both phone numbers and mail addresses, and nothing else."""
    cells = [cell for cell in values[: 4 * _LOOK] if cell][:_LOOK]
    mails = sum("@" in cell for cell in cells)
    if mails < max(1, _SHARE * len(cells)):
        return False
    phones = sum(_PHONE.search(_MAIL.sub("", cell)) is not None for cell in cells)
    if phones < max(1, _SHARE * len(cells)):
        return False
    return sum(not _WORDS.sub("", _PHONE.sub("", _MAIL.sub("", cell))) for cell in cells) >= _MOSTLY * len(cells)


def parted(table: Table, columns: Sequence[int]) -> Table:
    """Return the table with the mail addresses of some columns in columns of their own, at the end."""
    names, values = list(table.columns), list(table.values)
    for index in columns:
        cells = table.values[index]
        found = [_MAIL.search(cell) for cell in cells]
        values[index] = [
            _MAIL.sub(" ", cell).strip() if mail else cell for cell, mail in zip(cells, found, strict=True)
        ]
        names.append(f"{names[index]} mail")
        values.append([mail[0] if mail else "" for mail in found])
    return Table(tuple(names), tuple(values), table.where, table.table)
