"""Finds who has another family name in another row under the same number: a history of customers who married."""

from collections.abc import Sequence

from exposurecheck.content import fold, headers
from exposurecheck.content.strings import as_series
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict

_MOST_ROWS = 20_000
"""Rows of a part of a table in which they are looked for."""
_SHARED = 0.1
"""Share of numbers with several given names from which they are those of firms or households."""
_GIVEN = 2
"""Signs at the end of a name without a space that are taken for the given name."""


def renamed(table: Table, names: Sequence[Verdict], numbers: Sequence[str]) -> list[str]:
    """Return for each row the number and given name of who has several family names, and "" for all others."""
    if not names or len(numbers) > _MOST_ROWS:
        return []
    column = as_series(numbers)
    rows = (column.is_duplicated() & (column != "")).arg_true().to_list()
    if not rows or not _renamed([numbers[row] for row in rows], _parts(table, names, rows)):
        return []
    parts = _parts(table, names, range(len(numbers)))
    givens: dict[str, set[str]] = {}
    for number, (family, given) in zip(numbers, parts, strict=True):
        if number and family and given:
            givens.setdefault(number, set()).add(given)
    if sum(len(given) > 1 for given in givens.values()) > _SHARED * len(givens):
        return []
    found = _renamed(numbers, parts)
    return [
        f"{number} {given}" if (number, given) in found else ""
        for number, (_, given) in zip(numbers, parts, strict=True)
    ]


def _renamed(numbers: Sequence[str], parts: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return each number and given name that come with several family names."""
    families: dict[tuple[str, str], set[str]] = {}
    for number, (family, given) in zip(numbers, parts, strict=True):
        if number and family and given:
            families.setdefault((number, given), set()).add(family)
    return {one for one, found in families.items() if len(found) > 1}


def _parts(table: Table, names: Sequence[Verdict], rows: Sequence[int]) -> list[tuple[str, str]]:
    """Return the family name and the given name of some rows, folded; two empty ones where they cannot be told."""
    kinds = {headers.name_part(table.columns[verdict.index]): table.values[verdict.index] for verdict in names[::-1]}
    if "family" in kinds and "given" in kinds:
        family, given = kinds["family"], kinds["given"]
        return [(fold.name(family[row]), fold.name(given[row])) for row in rows]
    whole = kinds.get("full") or table.values[names[0].index]
    return [_parted(whole[row]) for row in rows]


def _parted(name: str) -> tuple[str, str]:
    words = name.replace("　", " ").split()
    if len(words) == 2:  # noqa: PLR2004 - as most are written
        return fold.name(words[0]), fold.name(words[1])
    folded = fold.name(name)
    if folded.isascii() or len(folded) <= _GIVEN:
        return "", ""
    return folded[:-_GIVEN], folded[-_GIVEN:]
