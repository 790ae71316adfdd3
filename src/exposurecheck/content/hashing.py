"""Turns folded values into keyed 64-bit hashes that mean nothing outside one scan."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes
from numpy.typing import NDArray

from exposurecheck.content.column_bytes import packed
from exposurecheck.content.union import Hashes

if TYPE_CHECKING:
    import polars as pl

_BLOCK = 16
_LONG = 1024
"""Bytes from which a value is condensed by BLAKE2b first."""
_KEEP = np.array([((1 << 8 * min(n, 8)) - 1, (1 << 8 * max(n - 8, 0)) - 1) for n in range(17)], np.uint64)
"""Masks that keep the first bytes of a block, as two little-endian words."""


class Hasher:
    """A keyed hash with a secret per scan: without it, phone and identity numbers could be found by trying them all.

    AES-CBC-MAC over the length and the value, a block of every value at a time: with the length in front no input is
    the beginning of another, which makes it a pseudorandom function (Bellare, Kilian and Rogaway, "The security of the
    cipher block chaining message authentication code", 2000). Each space has a key of its own.
    """

    __slots__ = ("_ciphers", "_secret", "_seed")

    def __init__(self, secret: bytes) -> None:
        self._secret = secret[:64]
        self._ciphers: dict[str, CipherContext] = {}
        self._seed = int.from_bytes(blake2b(b"", key=self._secret, digest_size=8, person=b"raw").digest())

    def __repr__(self) -> str:
        return "Hasher()"

    def __reduce__(self) -> str:
        raise TypeError("the secret of a scan is handed on by itself, never inside a hasher")

    def many(self, values: Iterable[str], space: str) -> Hashes:
        """Hash each value within ``space``; an empty value becomes 0. The same value in two spaces differs."""
        texts = values if isinstance(values, list) else list(values)
        page = "\n".join(texts).encode("utf-8", "surrogatepass")
        ends = np.flatnonzero(np.frombuffer(page, np.uint8) == ord("\n"))
        if ends.size == len(texts) - 1:
            bounds = np.concatenate(([-1], ends, [len(page)]))
            starts, lengths = bounds[:-1] + 1, np.diff(bounds) - 1
        else:
            lengths = np.array([len(text.encode("utf-8", "surrogatepass")) for text in texts], np.int64)
            starts = np.cumsum(lengths + 1) - lengths - 1
        return self.packed(page, starts, lengths, space)

    def column(self, values: "pl.Series", space: str) -> Hashes:
        """Hash a column of strings without missing values."""
        page, bounds = packed(values)
        return self.packed(page, bounds[:-1], np.diff(bounds), space)

    @property
    def seed(self) -> int:
        """Where hashes begin that tell values apart and are not kept."""
        return self._seed

    def raw(self, values: "pl.Series") -> Hashes:
        """Hash values as they are written, much faster: good to tell them apart here, and for nothing that is kept."""
        return values.hash(self._seed).to_numpy()

    def sealed(self, raw: Hashes, space: str) -> Hashes:
        """Turn raw hashes into keyed ones."""
        return np.ascontiguousarray(self._encrypt(np.column_stack((raw, np.zeros_like(raw))), space)[:, 0])

    def packed(self, page: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64], space: str) -> Hashes:
        """Hash the values that begin at ``starts`` of ``page``, which is UTF-8; ``lengths`` are in bytes."""
        sizes, kinds = lengths.copy(), np.zeros(lengths.size, np.uint64)
        long = np.flatnonzero(lengths > _LONG)
        if long.size:
            kinds[long] = 1
            condensed = [
                blake2b(page[begin : begin + size], digest_size=64).digest()
                for begin, size in zip(starts[long].tolist(), lengths[long].tolist(), strict=True)
            ]
            starts = starts.copy()
            starts[long], sizes[long] = len(page) + 64 * np.arange(long.size), 64
            page += b"".join(condensed)
        blocks = sizes + (_BLOCK - 1) >> 4
        most = int(blocks.max(initial=0))
        state = self._begun(lengths, kinds, space)
        order = (
            None if blocks.min(initial=most) == most else np.argsort((most - blocks).astype(np.uint8), kind="stable")
        )
        if order is not None:
            starts, sizes, state = starts[order], sizes[order], state.take(order, axis=0)
        left = blocks.size - np.cumsum(np.bincount(blocks, minlength=1))
        padded = page + bytes(2 * _BLOCK)
        pieces = np.ndarray((len(padded) - _BLOCK + 1,), np.dtype(f"V{_BLOCK}"), padded, 0, (1,))
        for number in range(most):
            count, begin = int(left[number]), _BLOCK * number
            block = pieces[starts[:count] + begin].view("<u8").reshape(-1, 2)
            block &= _KEEP.take(np.minimum(sizes[:count] - begin, _BLOCK), axis=0)
            block ^= state[:count]
            state[:count] = self._encrypt(block, space)
        hashes = np.empty(lengths.size, np.uint64)
        hashes[slice(None) if order is None else order] = state[:, 0]
        hashes[lengths == 0] = 0
        return hashes

    def _begun(self, lengths: NDArray[np.int64], kinds: Hashes, space: str) -> Hashes:
        """Return the state of each value behind its length: few lengths are encrypted once each."""
        most = int(lengths.max(initial=0))
        if most > _LONG:
            return self._encrypt(np.column_stack((lengths.astype(np.uint64), kinds)), space).copy()
        begun = np.zeros((most + 1, 2), np.uint64)
        begun[:, 0] = np.arange(most + 1)
        return self._encrypt(begun, space).take(lengths, axis=0)

    def _encrypt(self, state: Hashes, space: str) -> Hashes:
        cipher = self._ciphers.get(space)
        if cipher is None:
            key = blake2b(space.encode(), key=self._secret, digest_size=16, person=b"values").digest()
            mode = modes.ECB()  # noqa: S305 - each block is the state of another value's CBC-MAC
            cipher = self._ciphers[space] = Cipher(algorithms.AES(key), mode).encryptor()
        room = bytearray(state.nbytes + _BLOCK - 1)
        cipher.update_into(np.ascontiguousarray(state).data.cast("B"), room)
        return np.frombuffer(room, np.uint64, state.size).reshape(-1, 2)
