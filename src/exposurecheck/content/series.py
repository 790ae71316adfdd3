"""Folds and tests columns in polars: values of the usual shape all at once, and only the unusual ones by themselves.

What is here never decides by itself. A value is handled in bulk when it has a shape for which folding or a validator
is known to come out one way; all others go through the functions that define folding and validity.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from exposurecheck.content import bulk, fold, names
from exposurecheck.content.codes import Mask
from exposurecheck.content.detector import Detector, Fold
from exposurecheck.content.express import Lane, drop, fold_plain, lanes
from exposurecheck.content.finder import Finder, compile_finder, in_crate
from exposurecheck.content.numerals import ARITHMETIC, digits_of
from exposurecheck.content.shaped import Validator
from exposurecheck.content.validators import FILE_ENDINGS

if TYPE_CHECKING:
    import re

    import polars as pl

_VARIANTS = "".join(map(chr, fold.VARIANTS))


def _lower(values: "pl.Series") -> "pl.Series":
    return values.str.to_lowercase() if values.str.contains("[A-Z]").any() else values


def _upper(values: "pl.Series") -> "pl.Series":
    return values.str.to_uppercase() if values.str.contains("[a-z]").any() else values


def _dates(values: "pl.Series") -> "pl.Series":
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    dashed = values.str.replace_all("[/.]", "-") if values.str.contains("[/.]").any() else values
    real = dashed.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return dashed if real.all() else dashed.zip_with(real, pl.Series([""]).new_from_index(0, len(values)))


def _addresses(values: "pl.Series") -> "pl.Series":
    """Fold those that are not folded already: hardly any kanji in front of a number is one of these words."""
    settled = values.str.contains(_FOLDED_ADDRESS)
    if settled.all():
        return values
    plain = values.filter(~settled).str.replace("^[0-9]{3}-?[0-9]{4}", "")
    plain = plain.str.replace_all("丁目|番地の|番地|番|号|-+", "-").str.strip_chars("-")
    return _merged(settled, values, plain)


_FOLDED_ADDRESS = (
    "^[ぁ-んァ-ヶ一-龥々ー--丁番号](?:[0-9a-zぁ-んァ-ヶ一-龥ー々--丁番号]|-[0-9a-zぁ-んァ-ヶ一-龥ー々--丁番号])*$"
)


def _hiragana(values: "pl.Series") -> "pl.Series":
    """Drop spaces, and write hiragana as katakana."""
    values = drop(values, " 　")
    if values.str.contains("[ぁ-ゖ]").any():
        values = values.str.replace_many(list(_KATAKANA), list(_KATAKANA.values()))
    return values


_KATAKANA = {chr(one): chr(other) for one, other in fold.KATAKANA.items()}
_IN_NAMES = f"[一-龥々ぁ-ゖァ-ヶー--様殿氏先{_VARIANTS}]"
"""Signs of names that fold by themselves; さん, さま and 先生 are titles at the end."""

_USUAL: dict[Fold, tuple[str, str, Callable[["pl.Series"], "pl.Series"]]] = {
    "plain": (r"^[!-~]*$", "", lambda values: values),
    "email": (r"^[A-Za-z0-9._%+'\-@]*$", "", _lower),
    "phone": (r"^$|^[(]?(?:0[1-9]|[1-9])[0-9\-(). ]*$", "^[(]?81", lambda values: drop(values, "-(). ")),
    "digits": (r"^[0-9A-Za-z \-._/]*$", "", lambda values: _upper(drop(values, " -._/"))),
    "name": (f"^$|^{_IN_NAMES}+(?:[ 　]{_IN_NAMES}+)?$", "(?:さん|さま)$", _hiragana),
    "address": (
        r"^[0-9a-z\-ぁ-んァ-ヶ一-龥ー々]*$",
        f"[{_VARIANTS}]|[0-9]ー|の[0-9]|[〇一二三四五六七八九十](?:丁目|番|号|-)",
        _addresses,
    ),
    "date": (r"^$|^(?:19|20)[0-9]{2}[-/.][0-9]{2}[-/.][0-9]{2}$", "", _dates),
}
"""For each folding: the shape of usual values, what usual values do not hold, and how those are folded."""


def fold_all(kind: Fold, values: "pl.Series") -> "pl.Series":
    """Fold every value; the same result as folding each by itself."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    shape, unusual, usual = _USUAL[kind]
    fits = values.str.contains(shape)
    if unusual:
        fits &= ~values.str.contains(unusual)
    if fits.all():
        return usual(values)
    others = pl.Series(bulk.fold_many(kind, values.filter(~fits).to_list()), dtype=pl.String)
    if len(others) == len(values):
        return others
    return _merged(fits, usual(values.filter(fits)), others, taken=True)


def _merged(first: "pl.Series", values: "pl.Series", others: "pl.Series", *, taken: bool = False) -> "pl.Series":
    """Put ``values`` where ``first`` is true and ``others`` elsewhere; ``taken``: ``values`` are those alone."""
    values = values if taken else values.filter(first)
    places = np.argsort(np.concatenate((first.arg_true().to_numpy(), (~first).arg_true().to_numpy())), kind="stable")
    return values.append(others).gather(places)


_SAME_DIGIT = "|".join(f"{digit}{{8}}" for digit in range(10))
_SURE: dict[str, tuple[str, tuple[str, ...]]] = {
    "jp_phone": (
        "^0(?:[5-9]0[1-9][0-9]{7}|[1-9][0-9]{8})$",
        ("^0[5-9]0[0-9]{7}$", "^0(?:120|570|990|20)", f"^0[5-9]0(?:{_SAME_DIGIT})$", f"^0[1-9](?:{_SAME_DIGIT})$"),
    ),
    "email_domain": ("^[^@]+@[^@]+$", (r"@[.\-]", rf"[@.](?:{'|'.join(sorted(FILE_ENDINGS))})$")),
    "name_shaped": (
        "^(?:[一-龥々]{1,10}|[一-龥々]{1,5}[ァ-ヶー]{1,5}|[ァ-ヶー]{2,12})$",
        (names.ORGANISATION_WORDS, f"^{names.NO_NAMES}$"),
    ),
    "birth_date": ("^(?:19[0-9]{2}|20[01][0-9])-[0-9]{2}-[0-9]{2}$", ()),
}
"""For each of the frequent validators: a shape that is valid, unless any of the other expressions is found."""
_EXACT = frozenset({"jp_phone"})
"""Those of which nothing else is valid."""


@cache
def _doubts(check: str) -> Finder:
    return compile_finder(_SURE[check][1])


def judged(detector: Detector, values: "pl.Series") -> tuple["pl.Series", Mask]:
    """Fold every value, and tell which are what the detector looks for."""
    return _judged(lanes(detector), detector, values)


def _judged(ways: tuple[Lane, ...], detector: Detector, values: "pl.Series") -> tuple["pl.Series", Mask]:
    """Take the first of ``ways`` for the values it is for, and the others for the rest; the long way is the last."""
    if not ways:
        folded = fold_all(detector.fold, values)
        return folded, valid(detector, folded)
    plain = ways[0].plain(values)
    if not plain.any():
        return _judged(ways[1:], detector, values)
    if plain.all():
        return fold_plain(ways[0], detector, values)
    first, good = fold_plain(ways[0], detector, values.filter(plain))
    rest, sound = _judged(ways[1:], detector, values.filter(~plain))
    mask = np.empty(len(values), np.bool_)
    mask[plain.to_numpy()], mask[(~plain).to_numpy()] = good, sound
    return _merged(plain, first, rest, taken=True), mask


def valid(detector: Detector, folded: "pl.Series") -> Mask:
    """Tell which folded values are what the detector looks for; "" never is."""
    mask = (folded.str.len_bytes() > 0).to_numpy().copy()
    if detector.cell is not None:
        mask &= matches(detector.cell, folded, whole=True)
    for check in detector.checks:
        mask &= checked(check, folded, mask)
    return mask


def checked(check: Validator, folded: "pl.Series", wanted: Mask) -> Mask:
    """Tell which of the ``wanted`` values a validator accepts."""
    if check.__name__ in ARITHMETIC:
        return wanted & _arithmetic(check, folded)
    sure = np.zeros(len(folded), np.bool_)
    shape, doubts = _SURE.get(check.__name__, ("", ()))
    if shape:
        sure = folded.str.contains(shape).to_numpy().copy()
        if doubts:
            sure &= ~_doubts(check.__name__).find(folded, lines=False)
        if check.__name__ in _EXACT:
            return sure
    rest = np.flatnonzero(wanted & ~sure)
    if rest.size:
        sure[rest] = np.fromiter(map(check, folded.gather(rest).to_list()), np.bool_, rest.size)
    return sure


def _arithmetic(check: Validator, folded: "pl.Series") -> Mask:
    """Apply a check digit to all numbers of one length at a time."""
    sound = np.zeros(len(folded), np.bool_)
    digits, sizes = folded.str.contains("^[0-9]+$").to_numpy(), folded.str.len_bytes().to_numpy()
    formula, lengths = ARITHMETIC[check.__name__]
    for size in np.unique(sizes[digits & np.isin(sizes, lengths)]).tolist():
        chosen = np.flatnonzero(digits & (sizes == size))
        page = "".join(folded.gather(chosen).to_list()).encode()
        sound[chosen] = formula(digits_of(np.frombuffer(page, np.uint8).reshape(-1, size)))
    other = np.flatnonzero(digits & ~np.isin(sizes, lengths))
    sound[other] = [check(value) for value in folded.gather(other).to_list()]
    return sound


def samples(detector: Detector, folded: "pl.Series") -> Mask:
    """Tell which folded values are known test and sample values."""
    mask = np.zeros(len(folded), np.bool_)
    if detector.samples:
        mask |= folded.is_in(list(detector.samples)).to_numpy()
    if detector.exclude.regexes:
        mask |= compile_finder(detector.exclude.regexes).find(folded, lines=_lines(folded))
    return mask


def _lines(values: "pl.Series") -> bool:
    return bool(values.str.contains("\n", literal=True).any())


def matches(regex: "re.Pattern[str]", values: "pl.Series", *, whole: bool = False) -> Mask:
    """Tell in which values ``regex`` is found, or which it matches as a whole."""
    pattern = in_crate(regex, whole=whole)
    # To Python "$" may stand before a last "\n".
    if pattern is not None and ("$" not in regex.pattern or not _lines(values)):
        return values.str.contains(pattern).to_numpy().copy()
    if whole:
        return np.fromiter(map(bool, map(regex.fullmatch, values.to_list())), np.bool_, len(values))
    mask = np.zeros(len(values), np.bool_)
    mask[list(bulk.hits(regex, values.to_list()))] = True
    return mask
