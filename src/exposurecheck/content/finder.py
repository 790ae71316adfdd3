"""Finds expressions in whole columns: all literals in one pass, whole values by look-up, each other expression alone.

One expression with all the others as alternatives would be several times slower: it begins or ends nowhere, so that
nothing can be skipped.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from exposurecheck.content import bulk
from exposurecheck.content.codes import Mask

if TYPE_CHECKING:
    import polars as pl

_UNPORTABLE = re.compile(r"\(\?[=!<Pimsx]|\\[0-9A-Za-z\\]|&&|~~|--|\[\^?[^\]]*\[|\{,")
"""What Python and the regex crate of Rust read differently, or the crate does not know."""
_REPEATED_DIGIT = re.compile(r"\(\[0-9\]\)\\1\{(\d+)\}")
_SPECIAL = frozenset(r".^$*+?{}[]\|()")


@dataclass(frozen=True, slots=True)
class Finder:
    """Expressions, sorted by how they are found fastest."""

    literals: tuple[str, ...]
    """Found anywhere in a value."""
    whole: tuple[str, ...]
    """Values as a whole."""
    portable: tuple[str, ...]
    """Expressions that the regex crate of Rust reads as Python does."""
    others: tuple[re.Pattern[str], ...]
    everything: tuple[re.Pattern[str], ...]
    """All expressions as they were given."""

    def find(self, values: "pl.Series", *, lines: bool) -> Mask:
        """Tell which values hold any of the expressions; ``lines``: some value may hold a line end."""
        mask = np.zeros(len(values), np.bool_)
        if lines:  # to Python "$" may stand before a last "\\n"
            for regex in self.everything:
                mask[list(bulk.hits(regex, values.to_list()))] = True
            return mask
        import polars as pl  # noqa: PLC0415 - 100 ms to import

        value = pl.col(values.name)
        asked = [value.str.contains(regex) for regex in self.portable]
        if self.literals:
            asked.append(value.str.contains_any(list(self.literals)))
        if self.whole:
            asked.append(value.is_in(pl.lit(pl.Series(self.whole, dtype=pl.String)).implode()))
        if asked:
            mask |= values.to_frame().select_seq(pl.any_horizontal(asked)).to_series().to_numpy()
        for regex in self.others:
            mask[list(bulk.hits(regex, values.to_list()))] = True
        return mask


@cache
def compile_finder(regexes: tuple[str, ...]) -> Finder:
    """Sort expressions by how they are found fastest."""
    literals, whole, ends, portable = list[str](), list[str](), list[str](), list[str]()
    others: list[re.Pattern[str]] = []
    for regex in chain.from_iterable(_parts(_spelt_out(given)) for given in regexes):
        bare = _literal(regex.removeprefix("^").removesuffix("$"))
        if bare and not regex.endswith("$") and not regex.startswith("^"):
            literals.append(bare)
        elif bare and not regex.startswith("^"):
            ends.append(regex)
        elif bare and regex.endswith("$"):
            whole.append(bare)
        elif is_portable(re.compile(regex)) and _fits(regex):
            portable.append(regex)
        else:
            others.append(re.compile(regex))
    if ends:
        portable.append("|".join(ends))
    everything = tuple(map(re.compile, regexes))
    return Finder(tuple(literals), tuple(whole), tuple(portable), tuple(others), everything)


def _spelt_out(regex: str) -> str:
    """Write "the same digit n times" without a reference back, which is not known to Rust."""
    if len(re.findall(r"\((?!\?)", regex)) != 1:
        return regex
    return _REPEATED_DIGIT.sub(
        lambda m: "(?:" + "|".join(f"{digit}{{{int(m[1]) + 1}}}" for digit in range(10)) + ")", regex
    )


def _parts(regex: str) -> list[str]:
    """Return the expressions of which one must be found when ``regex`` is."""
    alternatives = _alternatives(regex)
    if len(alternatives) > 1:
        return [part for alternative in alternatives for part in _parts(alternative)]
    bare = regex.removeprefix("^").removesuffix("$")
    inner = bare[3:-1]
    if not (bare.startswith("(?:") and bare.endswith(")") and _closed(inner)):
        return [regex]
    first, last = "^" * regex.startswith("^"), "$" * regex.endswith("$")
    choices = _alternatives(inner)
    if (first or last) and not all(map(_literal, choices)):
        return [regex]
    if bool(first) != bool(last):  # at one end, one expression finds all of them as fast as one of them
        return [regex]
    return [part for choice in choices for part in ([f"{first}{choice}{last}"] if first else _parts(choice))]


def _alternatives(regex: str) -> list[str]:
    """Split at every "|" that stands in no group and no class."""
    parts, begin, depth, in_class, escaped = [], 0, 0, False, False
    for place, char in enumerate(regex):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif in_class:
            in_class = char != "]" or regex[place - 1] == "["
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(regex[begin:place])
            begin = place + 1
    return [*parts, regex[begin:]]


def _closed(inner: str) -> bool:
    """Tell whether no group is closed in ``inner`` that was opened before it."""
    depth = 0
    for char in re.sub(r"\\.|\[[^\]]*\]", "", inner):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


def _literal(regex: str) -> str | None:
    """Return the text that is all the expression matches, or None."""
    text = re.sub(r"\\([^0-9A-Za-z])", lambda m: chr(0xE000 + ord(m[1])), regex)
    if not text or not _SPECIAL.isdisjoint(text):
        return None
    return "".join(chr(ord(char) - 0xE000) if 0xE000 <= ord(char) < 0xE080 else char for char in text)  # noqa: PLR2004


def _fits(regex: str) -> bool:
    """Tell whether the crate takes the expression: it has a bound on its size, the standard library has not."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    try:
        pl.Series([""]).str.contains(regex)
    except pl.exceptions.ComputeError:
        return False
    return True


@cache
def is_portable(regex: re.Pattern[str]) -> bool:
    """Tell whether Python and the regex crate of Rust read an expression alike, line ends apart."""
    return regex.flags & ~re.UNICODE == 0 and _UNPORTABLE.search(regex.pattern) is None


@cache
def in_crate(regex: re.Pattern[str], *, whole: bool) -> str | None:
    """Return the expression for the crate, or None where only the standard library can take it."""
    pattern = f"^(?:{regex.pattern})$" if whole else regex.pattern
    return pattern if is_portable(regex) and _fits(pattern) else None
