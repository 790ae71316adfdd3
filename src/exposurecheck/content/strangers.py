"""Finds several people in one row: columns of names that name others (lender, borrower), and people as headers."""

from collections.abc import Sequence

from exposurecheck.content import fold, names

_LOOK, _FEWEST = 60, 3
"""Rows looked at, and rows with both names from which something can be told."""
_MOSTLY = 0.8
_GIVEN = 2
"""Signs at the end of a name that one person's names have in common, before and after a marriage."""


def name_others(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether most rows hold two names, known in both parts, of people with different given names."""
    step = max(1, len(one) // (4 * _LOOK))
    rows = zip(one[::step], other[::step], strict=True)
    pairs = [(fold.name(left), fold.name(right)) for left, right in rows if left and right][:_LOOK]
    known = sum(
        left[-_GIVEN:] != right[-_GIVEN:] and names.full_name(left) and names.full_name(right) for left, right in pairs
    )
    return known >= max(_FEWEST, _MOSTLY * len(pairs))


def among_headers(columns: Sequence[str]) -> list[str]:
    """Return the people whose names are the headers of a table that has a column for each; else nobody."""
    people = [header for header in columns if names.full_name(fold.name(header))]
    return people if len(people) >= max(_FEWEST, len(columns) / 2) else []
