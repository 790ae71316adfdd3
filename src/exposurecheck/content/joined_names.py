"""Finds columns whose cells hold several names each, and takes them apart: 山田 太郎、鈴木 花子."""

import re
from collections.abc import Sequence

from exposurecheck.content import fold, names

_BETWEEN = re.compile("[ 　]*(?:[、，,;；/／\n]|と(?=[一-龥]))[ 　]*")
_LOOK, _FEWEST = 60, 4
"""Filled cells looked at, and names from which a column holds them."""
_SEVERAL, _KNOWN = 0.3, 0.8
"""Shares of cells with more than one name, and of parts that are known names."""


def holds_several(values: Sequence[str]) -> bool:
    """Tell whether many cells of a column are several names and nothing else."""
    cells = [parts for value in values[: 4 * _LOOK] if (parts := _parts(value))][:_LOOK]
    parts = [part for cell in cells for part in cell]
    if len(parts) < _FEWEST or sum(len(cell) > 1 for cell in cells) < _SEVERAL * len(cells):
        return False
    return sum(names.titled_name(fold.name(part)) for part in parts) >= _KNOWN * len(parts)


def taken_apart(values: Sequence[str]) -> list[str]:
    """Return the different names of such a column."""
    return list(dict.fromkeys(part for value in values for part in _parts(value)))


def _parts(value: str) -> list[str]:
    return [part for part in map(str.strip, _BETWEEN.split(value)) if part]
