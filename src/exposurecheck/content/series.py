"""Folds and tests columns in polars: values of the usual shape all at once, and only the unusual ones by themselves.

What is here never decides by itself. A value is handled in bulk when it has a shape for which folding or a validator
is known to come out one way; all others go through the functions that define folding and validity.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from exposurecheck.content import bulk, fold, names
from exposurecheck.content.detector import Detector, Fold
from exposurecheck.content.numerals import ARITHMETIC
from exposurecheck.content.validators import FILE_ENDINGS, Validator

if TYPE_CHECKING:
    import polars as pl

Mask = NDArray[np.bool_]
_VARIANTS = "".join(map(chr, fold.VARIANTS))


def _bare(values: "pl.Series", noise: str) -> "pl.Series":
    return values.str.replace_all(noise, "")


def _dates(values: "pl.Series") -> "pl.Series":
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    dashed = values.str.replace_all("[/.]", "-")
    real = dashed.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return dashed.zip_with(real, pl.Series([""]).new_from_index(0, len(values)))


def _addresses(values: "pl.Series") -> "pl.Series":
    plain = values.str.replace("^[0-9]{3}-?[0-9]{4}", "").str.replace_all("丁目|番地の|番地|番|号|-+", "-")
    return plain.str.strip_chars("-")


_USUAL: dict[Fold, tuple[str, str, Callable[["pl.Series"], "pl.Series"]]] = {
    "plain": (r"^[!-~]*$", "", lambda values: values),
    "email": (r"^[A-Za-z0-9._%+'\-@]*$", "", lambda values: values.str.to_lowercase()),
    "phone": (r"^$|^[(]?(?:0[1-9]|[1-9])[0-9\-(). ]*$", "", lambda values: _bare(values, r"[\-(). ]")),
    "digits": (r"^[0-9A-Za-z \-._/]*$", "", lambda values: _bare(values, r"[ \-._/]").str.to_uppercase()),
    "name": (
        "^$|^[一-龥々ァ-ヶー]+(?:[ 　][一-龥々ァ-ヶー]+)?$",
        f"[{_VARIANTS}]|(?:様|殿|氏|先生)$",
        lambda values: _bare(values, "[ 　]"),
    ),
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
    places = np.argsort(np.concatenate((fits.arg_true().to_numpy(), (~fits).arg_true().to_numpy())), kind="stable")
    return usual(values.filter(fits)).append(others).gather(places)


_SAME_DIGIT = "|".join(f"{digit}{{8}}" for digit in range(10))
_SURE: dict[str, tuple[str, str]] = {
    "jp_phone": (
        "^0(?:[5-9]0[1-9][0-9]{7}|[1-9][0-9]{8})$",
        f"^0[5-9]0[0-9]{{7}}$|^0(?:120|570|990|20)|^0[5-9]0(?:{_SAME_DIGIT})$|^0[1-9](?:{_SAME_DIGIT})$",
    ),
    "email_domain": ("^[^@]+@[^@]+$", rf"@[.\-]|[@.](?:{'|'.join(sorted(FILE_ENDINGS))})$"),
    "name_shaped": ("^(?:[一-龥々]{1,10}|[ァ-ヶー]{2,12})$", names.ORGANISATION_WORDS),
    "birth_date": ("^(?:19[0-9]{2}|20[01][0-9])-[0-9]{2}-[0-9]{2}$", ""),
}
"""For each of the frequent validators: a shape that is valid, unless it also fits the second one."""


def valid(detector: Detector, folded: "pl.Series") -> Mask:
    """Tell which folded values are what the detector looks for; "" never is."""
    mask = (folded != "").to_numpy().copy()
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
    shape, doubt = _SURE.get(check.__name__, ("", ""))
    if shape:
        sure = folded.str.contains(shape).to_numpy().copy()
        if doubt:
            sure &= ~folded.str.contains(doubt).to_numpy()
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
        sound[chosen] = formula(np.frombuffer(page, np.uint8).reshape(-1, size).astype(np.int64) - ord("0"))
    other = np.flatnonzero(digits & ~np.isin(sizes, lengths))
    sound[other] = [check(value) for value in folded.gather(other).to_list()]
    return sound


def samples(detector: Detector, folded: "pl.Series") -> Mask:
    """Tell which folded values are known test and sample values."""
    mask = np.zeros(len(folded), np.bool_)
    if detector.samples:
        mask |= folded.is_in(list(detector.samples)).to_numpy()
    for regex in _sample_rules(detector.exclude.regexes):
        mask |= matches(regex, folded)
    return mask


@cache
def _sample_rules(regexes: tuple[str, ...]) -> list[re.Pattern[str]]:
    """Return as few rules as polars can take; it compiles each anew when it has seen some others."""
    rules = [re.compile(regex) for regex in regexes]
    whole = "|".join(f"(?:{rule.pattern})" for rule in rules if _portable(rule))
    return [*([re.compile(whole)] if whole else []), *(rule for rule in rules if not _portable(rule))]


_UNPORTABLE = re.compile(r"\(\?[=!<Pimsx]|\\[0-9A-Za-z\\]|&&|~~|--|\[\^?[^\]]*\[|\{,")
"""What Python and the regex crate of Rust read differently, or the crate does not know."""


@cache
def _portable(regex: re.Pattern[str]) -> bool:
    return regex.flags & ~re.UNICODE == 0 and _UNPORTABLE.search(regex.pattern) is None


def matches(regex: re.Pattern[str], values: "pl.Series", *, whole: bool = False) -> Mask:
    """Tell in which values ``regex`` is found, or which it matches as a whole."""
    import polars as pl  # noqa: PLC0415 - 100 ms to import

    # To Python "$" may stand before a last "\n".
    if _portable(regex) and ("$" not in regex.pattern or not values.str.contains("\n", literal=True).any()):
        try:
            return values.str.contains(f"^(?:{regex.pattern})$" if whole else regex.pattern).to_numpy().copy()
        except pl.exceptions.ComputeError:
            pass  # too large for the crate; the standard library knows no bound
    if whole:
        return np.fromiter(map(bool, map(regex.fullmatch, values.to_list())), np.bool_, len(values))
    mask = np.zeros(len(values), np.bool_)
    mask[list(bulk.hits(regex, values.to_list()))] = True
    return mask
