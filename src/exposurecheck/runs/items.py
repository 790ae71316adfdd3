"""Keeps JSON values under their hash, compressed, so that what did not change from run to run is stored once."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import cast

import orjson
import zstandard
from pydantic import JsonValue

from exposurecheck.errors import RunStoreError

_LEVEL = 6
_LARGEST = 2**30


def put(sql: sqlite3.Connection, values: Iterable[JsonValue]) -> list[int]:
    """Store values and return the id of each; equal values have one id."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    found = []
    for value in values:
        # escapes keep lone surrogates, which names of strangers may hold and UTF-8 cannot
        text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        key = blake2b(text, digest_size=16).digest()
        row = sql.execute("SELECT id FROM item WHERE hash = ?", (key,)).fetchone()
        if row is None:
            data = compressor.compress(text)
            row = sql.execute("INSERT INTO item (hash, data) VALUES (?, ?) RETURNING id", (key, data)).fetchone()
        found.append(int(row[0]))
    return found


def get(sql: sqlite3.Connection, path: Path, ids: Iterable[int]) -> Mapping[int, JsonValue]:
    """Return the values of ``ids``; raises ``RunStoreError`` when one is missing or damaged."""
    wanted = list(dict.fromkeys(ids))
    decompressor = zstandard.ZstdDecompressor()
    rows = sql.execute(
        "SELECT item.id, item.data FROM json_each(?) AS wanted JOIN item ON item.id = wanted.value",
        (json.dumps(wanted),),
    )
    try:
        found = {int(id_): _parsed(decompressor.decompress(data, max_output_size=_LARGEST)) for id_, data in rows}
    except (zstandard.ZstdError, ValueError) as error:
        raise damaged(path) from error
    if len(found) != len(wanted):
        raise damaged(path)
    return found


def _parsed(text: bytes) -> JsonValue:
    try:
        return cast("JsonValue", orjson.loads(text))
    except ValueError:  # a lone surrogate, which only the slower parser takes, or damage, which it tells
        return cast("JsonValue", json.loads(text))


def damaged(path: Path) -> RunStoreError:
    """Return the error for a store whose content does not fit together."""
    return RunStoreError(
        f"{path}: a saved run in it is damaged; the file is left as it is. Use the run's report.json instead, or move "
        "the store away, and the next scan begins a new one"
    )
