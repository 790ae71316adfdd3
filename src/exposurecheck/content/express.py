"""Folds and checks the plainest values of the most frequent columns by one expression each.

A lane is open only to the cell expression it was written for, and takes only values for which folding and validity are
known to come out one way; all others go the long way round (``series``), which a test compares with this one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from exposurecheck.content import fold, names
from exposurecheck.content.codes import Mask
from exposurecheck.content.detector import Detector
from exposurecheck.content.finder import compile_finder, in_crate

if TYPE_CHECKING:
    import polars as pl

_VARIANTS: Final = "".join(map(chr, fold.VARIANTS))


@dataclass(frozen=True, slots=True)
class Lane:
    """How the plainest values of one type look, and what is still to be done with them."""

    cell: str
    """The detector's expression for a cell that ``shape`` was written for."""
    checks: tuple[str, ...]
    """The detector's validators, likewise."""
    shape: str
    """Values as they are written, sure to fold by ``drop`` alone and to be valid, but for what follows."""
    drop: str = ""
    """Signs that folding leaves out."""
    doubts: tuple[str, ...] = ()
    """Folded values in which any of these is found may not be valid, and are looked at by themselves."""
    check: Callable[[Detector, "pl.Series"], Mask] | None = None
    """What else a folded value has to pass."""
    longest: int | None = None
    """Characters of values beyond which they are not plain."""

    def plain(self, values: "pl.Series") -> "pl.Series":
        """Tell which values have the shape."""
        shaped = values.str.contains(self.shape)
        return shaped if self.longest is None else shaped & (values.str.len_chars() <= self.longest)


def _cells(detector: Detector, values: "pl.Series") -> Mask:
    assert detector.cell is not None  # noqa: S101 - the lane has compared it
    return values.str.contains(in_crate(detector.cell, whole=True) or "").to_numpy()


_KANJI: Final = f"[一-龥々--様殿氏先{_VARIANTS}]"
_SAME: Final = "|".join(f"{digit}{{8}}" for digit in range(1, 10))
_ENDINGS: Final = "jp|com|net|org|info|biz|io|co|me|tv|edu|tokyo|us|uk|cn|kr|tw|de|fr"
"""Top-level domains that are no endings of file names."""
_NUMBER: Final = "〇一二三四五六七八九十"
_WORD: Final = f"[a-zぁ-んァ-ヶ一-龥々--丁番号の{_NUMBER}{_VARIANTS}]ー*"
_WORDS: Final = f"(?:-?{_WORD}|[{_NUMBER}]+{_WORD})*"
_STEPS: Final = f"(?:-?(?:{_WORD}|[0-9])|[{_NUMBER}]+(?:{_WORD}|[0-9]))*"
_FIRST: Final = f"[{_NUMBER}]*[ぁ-んァ-ヶ一-龥々--丁番号の{_NUMBER}{_VARIANTS}]ー*"
_ADDRESS: Final = f"^{_FIRST}{_STEPS}[{_NUMBER}]*$"
"""An address that needs no folding: no number in kanji before a dash, no long vowel after a digit."""
_TO_NEXT: Final = f"{_WORDS}(?:-|[{_NUMBER}]+)?"
_SURE_ADDRESS: Final = (
    f"^(?:{_FIRST}{_TO_NEXT}|[{_NUMBER}]*)[都道府県市区町村郡]ー*{_TO_NEXT}[0-9]{_STEPS}[{_NUMBER}]*$"
)
"""One of them with a place in front of its first digit."""
_ADDRESS_CELL: Final = ".{0,40}(?:[都道府県市区町村郡][^0-9]{0,30}[0-9〇一二三四五六七八九十]{1,5}).{0,80}"
LANES: Final = {
    "email": (Lane(
        cell=r"[A-Za-z0-9][A-Za-z0-9._%+'/\-]{0,63}@[A-Za-z0-9.\-]{1,200}\.[A-Za-z]{2,24}",
        checks=("email_domain",),
        shape=rf"^[a-z0-9][a-z0-9._%+'\-]{{0,63}}@[a-z0-9][a-z0-9.\-]{{0,190}}\.(?:{_ENDINGS})$",
    ),),
    "jp.phone": (Lane(
        cell="(?:0[1-9][0-9]{8,9}|[1-9][0-9]{8,9})",
        checks=("jp_phone",),
        shape="^0[5-9]0-?[1-9][0-9]{3}-?[0-9]{4}$",
        drop="-",
        doubts=(f"(?:{_SAME})$",),
    ),),
    "person_name": (Lane(
        cell=".{1,40}",
        checks=("name_shaped",),
        shape=f"^{_KANJI}{{1,5}}[ 　]?{_KANJI}{{1,5}}$|^[ァ-ヶー]{{2,6}}[ 　]?[ァ-ヶー]{{2,6}}$",
        drop=" 　",
        doubts=(names.ORGANISATION_WORDS, f"^{names.NO_NAMES}$"),
    ),),
    "date_of_birth": (Lane(
        cell=".{10}",
        checks=("birth_date",),
        shape="^(?:19[0-9]{2}|20[01][0-9])-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
        "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)$",  # all but 29 February
    ),),
    "jp.postal_code": (Lane(cell="[0-9]{7}", checks=(), shape="^[0-9]{3}-?[0-9]{4}$", drop="-"),),
    "jp.postal_address": (
        Lane(cell=_ADDRESS_CELL, checks=(), shape=_SURE_ADDRESS, longest=31),
        Lane(cell=_ADDRESS_CELL, checks=(), shape=_ADDRESS, check=_cells),
    ),
}  # fmt: skip
"""By detector, the one for most values first. No shape lets in a line end."""


def lanes(detector: Detector) -> tuple[Lane, ...]:
    """Return the lanes of a detector that are for how it looks now."""
    looks = detector.column.regex, detector.validators
    return tuple(lane for lane in LANES.get(detector.id, ()) if (lane.cell, lane.checks) == looks)


def fold_plain(found: Lane, detector: Detector, values: "pl.Series") -> tuple["pl.Series", Mask]:
    """Fold values that have the shape of the lane, and tell which are valid."""
    folded = drop(values, found.drop)
    good = np.ones(len(values), np.bool_)
    if found.doubts:
        doubtful = np.flatnonzero(compile_finder(found.doubts).find(folded, lines=False))
        good[doubtful] = list(map(detector.valid, folded.gather(doubtful).to_list())) if doubtful.size else []
    if found.check is not None:
        good &= found.check(detector, folded)
    return folded, good


def drop(values: "pl.Series", signs: str) -> "pl.Series":
    """Leave out signs, those that are there at all."""
    for sign in signs:
        if values.str.contains(sign, literal=True).any():
            values = values.str.replace_all(sign, "", literal=True)
    return values
