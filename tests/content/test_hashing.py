"""Hashes of values: a function of secret, space and value, and of nothing else."""

import pickle
from hashlib import blake2b

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.hashing import Hasher

SECRET = b"s" * 32


def _one(value: str, space: str) -> int:
    """AES-CBC-MAC of one value, block by block."""
    data = value.encode("utf-8", "surrogatepass")
    if not data:
        return 0
    head = len(data).to_bytes(8, "little") + (len(data) > 1024).to_bytes(8, "little")
    body = blake2b(data, digest_size=64).digest() if len(data) > 1024 else data
    key = blake2b(space.encode(), key=SECRET, digest_size=16, person=b"values").digest()
    message = head + body + bytes(-len(body) % 16)
    tag = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor().update(message)[-16:]
    return int.from_bytes(tag[:8], "little")


@given(st.lists(st.text(st.characters(), max_size=60) | st.just("長い値" * 200)))
def test_many_at_once_are_hashed_like_one_by_one(values: list[str]) -> None:
    assert Hasher(SECRET).many(values, "email").tolist() == [_one(value, "email") for value in values]


def test_spaces_and_secrets_keep_apart() -> None:
    one = Hasher(SECRET).many(["a", "b", ""], "x")
    assert one.dtype == np.uint64
    assert len({*one.tolist(), *Hasher(SECRET).many(["a", "b"], "y").tolist()}) == 5
    assert not np.isin(Hasher(b"t" * 32).many(["a", "b"], "x"), one).any()


def test_every_byte_of_a_value_counts() -> None:
    values = ["x" * n + y for n in range(100) for y in ("", "a", "b")]
    assert len(set(Hasher(SECRET).many(values, "s").tolist()) - {0}) == len(set(values)) - 1


def test_a_hasher_does_not_travel() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Hasher(SECRET))
