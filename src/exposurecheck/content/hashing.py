"""Turns folded values into keyed 64-bit hashes that mean nothing outside one scan."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes
from numpy.typing import NDArray

from exposurecheck.content.union import Hashes

if TYPE_CHECKING:
    import polars as pl

_BLOCK = 16
_LONG = 1024
"""Bytes from which a value is condensed by BLAKE2b first."""
_KEEP = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
"""Masks that keep the first bytes of a little-endian word."""


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
        return self._digest(page, starts, lengths, space)

    def column(self, values: "pl.Series", space: str) -> Hashes:
        """Hash a column of strings without missing values."""
        import polars as pl  # noqa: PLC0415 - 100 ms to import

        packed = values.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
        _, offsets, data = packed.buffers()
        bounds = np.frombuffer(offsets, np.int64)[packed.offset : packed.offset + len(packed) + 1]
        return self._digest(data.to_pybytes() if data else b"", bounds[:-1], np.diff(bounds), space)

    def raw(self, values: "pl.Series") -> Hashes:
        """Hash values as they are written, much faster: good to tell them apart here, and for nothing that is kept."""
        return values.hash(self._seed).to_numpy()

    def sealed(self, raw: Hashes, space: str) -> Hashes:
        """Turn raw hashes into keyed ones."""
        return np.ascontiguousarray(self._encrypt(np.column_stack((raw, np.zeros_like(raw))), space)[:, 0])

    def packed(self, page: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64], space: str) -> Hashes:
        """Hash values that lie in ``page``, which is UTF-8."""
        return self._digest(page, starts, lengths, space)

    def _digest(self, page: bytes, starts: NDArray[np.int64], lengths: NDArray[np.int64], space: str) -> Hashes:
        """Hash the values that begin at ``starts`` of ``page``."""
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
        order = np.argsort(-(sizes + _BLOCK - 1 >> 4), kind="stable")
        begins, rest = starts[order], sizes[order]
        padded = page + bytes(_BLOCK)
        words: Hashes = np.ndarray((len(padded) - 7,), np.dtype("<u8"), padded, 0, (1,))
        state = np.column_stack((lengths[order].astype(np.uint64), kinds[order]))
        state = self._encrypt(state, space)
        count = int(np.count_nonzero(rest > 0))
        while count:
            state[:count, 0] ^= words[begins[:count]] & _KEEP[np.minimum(rest[:count], 8)]
            second = np.clip(rest[:count] - 8, 0, 8)
            state[:count, 1] ^= words[begins[:count] + np.minimum(second + 8, 8)] & _KEEP[second]
            state[:count] = self._encrypt(state[:count], space)
            begins, rest = begins[:count] + _BLOCK, rest[:count] - _BLOCK
            count = int(np.count_nonzero(rest > 0))
        hashes = np.empty(lengths.size, np.uint64)
        hashes[order] = state[:, 0]
        hashes[lengths == 0] = 0
        return hashes

    def _encrypt(self, state: Hashes, space: str) -> Hashes:
        cipher = self._ciphers.get(space)
        if cipher is None:
            key = blake2b(space.encode(), key=self._secret, digest_size=16, person=b"values").digest()
            mode = modes.ECB()  # noqa: S305 - each block is the state of another value's CBC-MAC
            cipher = self._ciphers[space] = Cipher(algorithms.AES(key), mode).encryptor()
        return np.frombuffer(cipher.update(np.ascontiguousarray(state).tobytes()), np.uint64).reshape(-1, 2).copy()
