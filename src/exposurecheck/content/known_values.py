"""Judges the values of one rule in text; those that came before in the same object by what is remembered of them."""

import numpy as np

from exposurecheck.content.codes import Mask, Offsets
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.judging import Judged, judge
from exposurecheck.content.memo import Flags, Memo, told_apart
from exposurecheck.content.page import Page
from exposurecheck.content.rules import Rule
from exposurecheck.content.union import Hashes

_MANY = 2000
"""Values of one block from which remembering pays: each of its steps takes as long as judging some tens of them."""
_WORD = 8
"""Bytes of a value that are mixed at a time."""
_LONGEST = 64
"""Characters of the longest value that is remembered."""
_WIDE = 4
"""Bytes of a character beyond the basic plane."""
_FACTOR, _SPREAD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(32)
_FACTORS = _FACTOR * np.arange(1, 2 * _LONGEST, 2, dtype=np.uint64)
"""A factor for each word of a value."""
_GOOD, _TEST, _PERSON, _PERSONAL, _KEY = range(5)
"""Bits of what a value turned out to be, and from which on its key stands."""


def _keep(width: int) -> Hashes:
    """Return for each length what is kept of a value whose characters have ``width`` bytes."""
    rows = np.zeros((_LONGEST + 1, _LONGEST * width), np.uint8)
    for length, row in enumerate(rows):
        row[: length * width] = 0xFF
    return rows.view(np.uint64)


_KEEP = {width: _keep(width) for width in (1, 2)}


class KnownValues:
    """What the values of one object turned out to be, rule by rule; by hashes, so that it holds none of them."""

    def __init__(self, hasher: Hasher) -> None:
        """Begin with nothing."""
        self._hasher = hasher
        self._memos: dict[Rule, Memo] = {}

    def judge(self, rule: Rule, page: Page, starts: Offsets, ends: Offsets) -> Judged:
        """Judge the values that ``rule`` has found in a page."""
        if starts.size < _MANY or page.basic.itemsize == _WIDE:
            return judge(rule, page, starts, ends, self._hasher)
        lengths = ends - starts
        memo = self._memos.get(rule) or self._memos.setdefault(rule, Memo())
        if memo.rests() or lengths.max() > _LONGEST:
            return judge(rule, page, starts, ends, self._hasher)
        raw = _mixed(page, starts, lengths, self._hasher.seed)
        hashes, flags, missing = memo.look_up(raw)
        if missing.size:
            new = raw[missing]
            places, group = told_apart(new)
            chosen = missing[places]
            judged = judge(rule, page, starts[chosen], ends[chosen], self._hasher)
            fresh = _flags(judged)
            memo.keep(new[places], judged.hashes, fresh)
            hashes[missing], flags[missing] = judged.hashes[group], fresh[group]
        good, test, person, personal = (_bit(flags, bit) for bit in (_GOOD, _TEST, _PERSON, _PERSONAL))
        return Judged(good, test, person, personal, (flags >> _KEY).astype(np.int64), hashes)


def _mixed(page: Page, starts: Offsets, lengths: Offsets, seed: int) -> Hashes:
    """Return a number for each value of a page, the same for equal ones."""
    width = page.basic.itemsize
    words = -(-int(lengths.max()) * width // _WORD)
    parts: Hashes = page.rows(starts, words * _WORD // width).view(np.uint64)
    parts &= _KEEP[width][:, :words].take(lengths, axis=0)
    parts ^= parts >> _HALF
    parts *= _FACTORS[:words]
    parts ^= parts >> _HALF
    parts *= _SPREAD
    parts ^= parts >> _HALF
    numbers: Hashes = np.full(lengths.size, seed ^ width, np.uint64)
    for word in parts.T:
        numbers += word
    numbers *= _FACTOR
    numbers ^= numbers >> _HALF
    numbers[numbers == 0] = 1  # 0 is nothing
    return numbers


def _flags(judged: Judged) -> Flags:
    flags: Flags = judged.key.astype(np.uint8) << np.uint8(_KEY)
    for bit, mask in enumerate((judged.good, judged.test, judged.person, judged.personal)):
        flags |= mask.view(np.uint8) << np.uint8(bit)
    return flags


def _bit(flags: Flags, bit: int) -> Mask:
    return (flags >> bit & 1).view(np.bool_)
