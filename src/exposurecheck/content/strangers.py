"""Finds several people in one row: columns of names that name others (lender, borrower), and people as headers."""

from collections.abc import Sequence
from itertools import islice

from exposurecheck.content import fold, names

_LOOK, _FEWEST = 60, 3
"""Rows looked at, and rows with both names from which something can be told."""
_MOSTLY = 0.8
_WHOLE = 3
"""Signs of a name in kanji that is more than a family name."""
_GIVEN = 2
"""Signs at the end of a name that one person's names have in common, before and after a marriage."""


def name_others(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether most rows hold two names that have neither part in common, or known ones with other given names."""
    step = max(1, len(one) // (4 * _LOOK))
    rows = zip(one[::step], other[::step], strict=True)
    folded = ((fold.name(left), fold.name(right)) for left, right in rows)
    alike = ((left, right) for left, right in folded if names.is_kana(left) == names.is_kana(right))
    pairs = list(islice(((left, right) for left, right in alike if left and right), _LOOK))
    if 0 < len(pairs) < _FEWEST:
        return all(
            left[0] != right[0]
            and left[-_GIVEN:] != right[-_GIVEN:]
            and names.full_name(left)
            and names.full_name(right)
            for left, right in pairs
        )
    known = sum(
        left[-_GIVEN:] != right[-_GIVEN:] and names.full_name(left) and names.full_name(right) for left, right in pairs
    )
    unlike = sum(
        left[0] != right[0] and left[-1] != right[-1] and _kanji(left) and _kanji(right) for left, right in pairs
    )
    return max(known, unlike) >= max(_FEWEST, _MOSTLY * len(pairs))


def _kanji(name: str) -> bool:
    return len(name) >= _WHOLE and any("一" <= sign <= "龥" for sign in name)


def among_headers(columns: Sequence[str]) -> list[str]:
    """Return the people whose names are the headers of a table that has a column for each; else nobody."""
    people = [header for header in columns if names.full_name(fold.name(header))]
    return people if len(people) >= max(_FEWEST, len(columns) / 2) else []
