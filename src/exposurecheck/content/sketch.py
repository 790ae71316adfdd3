"""Theta sketches of hash spaces: count what no longer fits in memory, and still add up across objects and machines."""

import struct

import datasketches
import numpy as np

from exposurecheck.content.union import Hashes, different

_LG_K = 14
_LG_K_PERSON = 17
"""2**17 samples: a relative standard error of 0.28 %, so that a million people are within 1 %."""
_DEVIATIONS = 3
_WHOLE = np.uint64(2**63 - 1)
"""Share of sketches that hold everything they have seen."""
_EMPTY, _FILLED, _SEED_HASH = 0b11110, 0b11010, 0x93CC
"""Flags of sketches (ordered, compact, empty, read-only), and what tells sketches with the usual seed."""
_SEED, _BYTES = np.uint64(9001), np.uint64(8)
_C1, _C2 = np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F)
_F1, _F2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


class _Least:
    """The smallest ``2**size`` of all the shares that were seen: what a Theta sketch holds, in whole arrays."""

    __slots__ = ("_kept", "_parts", "_pending", "_size", "_theta")

    def __init__(self, size: int) -> None:
        self._size = 1 << size
        self._kept = np.empty(0, np.uint64)
        self._parts: list[Hashes] = []
        self._pending = 0
        self._theta = _WHOLE

    def add(self, hashes: Hashes) -> None:
        """Add numbers."""
        shares = _shares(hashes)
        shares = shares[(shares < self._theta) & (shares != 0)]
        self._parts.append(shares)
        self._pending += shares.size
        if self._pending > self._size:
            self._settle()

    def _settle(self) -> None:
        kept = different(np.concatenate((self._kept, *self._parts)))
        self._parts, self._pending = [], 0
        if kept.size > self._size:
            self._theta = kept[self._size]
            kept = kept[: self._size].copy()
        self._kept = kept

    def serialize(self) -> bytes:
        """Return a compact ordered Theta sketch (serial version 3, little-endian) of them."""
        self._settle()
        exact = self._theta == _WHOLE
        longs = (1 if self._kept.size <= 1 else 2) if exact else 3
        head = struct.pack("<BBBxxBH", longs, 3, 3, _EMPTY if exact and not self._kept.size else _FILLED, _SEED_HASH)
        if longs > 1:
            head += struct.pack("<Ixxxx", self._kept.size)
        if not exact:
            head += struct.pack("<Q", int(self._theta))
        return head + self._kept.astype("<u8").tobytes()


class Sketch:
    """One Theta sketch for each key space."""

    __slots__ = ("_compact", "_live")

    def __init__(self) -> None:
        self._live: dict[str, _Least] = {}
        self._compact: dict[str, bytes] = {}

    @property
    def nbytes(self) -> int:
        """Bytes of memory at most."""
        return sum(16 << _lg_k(space) for space in self._live) + sum(map(len, self._compact.values()))

    def update(self, space: str, hashes: Hashes) -> None:
        """Add hashes to ``space``."""
        live = self._live.get(space)
        if live is None:
            live = self._live[space] = _Least(_lg_k(space))
        live.add(hashes)

    def bounds(self, space: str) -> tuple[float, float, float]:
        """Return (lower, estimate, upper) of the different values, at three standard deviations."""
        sketch = self.whole(space)
        return sketch.get_lower_bound(_DEVIATIONS), sketch.get_estimate(), sketch.get_upper_bound(_DEVIATIONS)

    def whole(self, space: str) -> "datasketches.compact_theta_sketch":
        """Return everything that ``space`` has seen."""
        union = datasketches.theta_union(_lg_k(space))
        if space in self._live:
            union.update(datasketches.compact_theta_sketch.deserialize(self._live[space].serialize()))
        if space in self._compact:
            union.update(datasketches.compact_theta_sketch.deserialize(self._compact[space]))
        return union.get_result()

    def merge(self, other: "Sketch") -> None:
        """Add what ``other`` has seen."""
        for space in other.spaces():
            union = datasketches.theta_union(_lg_k(space))
            union.update(other.whole(space))
            if space in self._compact:
                union.update(datasketches.compact_theta_sketch.deserialize(self._compact[space]))
            self._compact[space] = union.get_result().serialize()

    def spaces(self) -> set[str]:
        """Return the spaces with anything in them."""
        return self._live.keys() | self._compact.keys()

    def __getstate__(self) -> dict[str, bytes]:
        return {space: self.whole(space).serialize() for space in self.spaces()}

    def __setstate__(self, state: dict[str, bytes]) -> None:
        self._live, self._compact = {}, state


def _shares(hashes: Hashes) -> Hashes:
    """Return where in the range of shares each number falls: the same place for every sketch in the world.

    That is the first half of MurmurHash3_x64_128 without its lowest bit, as Theta sketches of all languages have it
    (Apache DataSketches, "Theta Sketch Framework"). Asking the sketch for each number takes far longer.
    """
    with np.errstate(over="ignore"):
        mixed = hashes * _C1
        mixed = ((mixed << np.uint64(31)) | (mixed >> np.uint64(33))) * _C2
        mixed ^= _SEED ^ _BYTES
        first = _finished(mixed + (_SEED ^ _BYTES))
        first += _finished(mixed + np.uint64(2) * (_SEED ^ _BYTES))
        return np.asarray(first >> np.uint64(1), np.uint64)


def _finished(mixed: Hashes) -> Hashes:
    mixed = (mixed ^ (mixed >> np.uint64(33))) * _F1
    mixed = (mixed ^ (mixed >> np.uint64(33))) * _F2
    return mixed ^ (mixed >> np.uint64(33))


def _lg_k(space: str) -> int:
    return _LG_K_PERSON if space == "person" else _LG_K
