"""Writes small OLE compound files ([MS-CFB]): enough for the streams of old Office documents and messages."""

import struct
from itertools import pairwise

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SMALLEST = 4096
"""Streams are padded to here, so that no mini stream is needed."""


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a file with ``streams``; slashes in their names make storages."""
    entries: list[tuple[str, int, bytes, list[int]]] = [("Root Entry", _ROOT, b"", [])]
    places = {"": 0}
    for path, data in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            key = "/".join(parts[:depth])
            if key not in places:
                places[key] = len(entries)
                entries[places["/".join(parts[: depth - 1])]][3].append(len(entries))
                kind = _STREAM if depth == len(parts) else _STORAGE
                entries.append((parts[depth - 1], kind, data if kind == _STREAM else b"", []))
    body, chains = b"", list[int]()
    starts: list[int] = []
    for _, kind, data, _ in entries:
        starts.append(len(chains) if kind == _STREAM else _END)
        if kind == _STREAM:
            padded = data.ljust(max(_SMALLEST, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
            _append_chain(chains, len(padded) // _SECTOR)
            body += padded
    siblings = {left: right for _, _, _, children in entries for left, right in pairwise(children)}
    directory = b""
    for index, (name, kind, data, children) in enumerate(entries):
        size = max(len(data), _SMALLEST) if kind == _STREAM else 0
        directory += _entry(name, kind, (siblings.get(index, _NONE), *children[:1]), starts[index], size)
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    directory_start = len(chains)
    _append_chain(chains, len(directory) // _SECTOR)
    fat_sectors = -(-(len(chains) + 8) // (_SECTOR // 4))
    fat_start = len(chains)
    chains += [_FAT] * fat_sectors
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(fat_sectors * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, fat_sectors, directory_start, 0, _SMALLEST, _END, 0, _END, 0,
    )  # fmt: skip
    table = struct.pack("<109I", *([fat_start + index for index in range(fat_sectors)] + [_FREE] * (109 - fat_sectors)))
    return header + table + body + directory + fat


def _append_chain(chains: list[int], count: int) -> None:
    first = len(chains)
    chains += [first + index + 1 for index in range(count - 1)] + [_END]


def _entry(name: str, kind: int, links: tuple[int, ...], start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    right, child = (*links, _NONE)[:2]
    return struct.pack("<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, _NONE, right, child, b"", 0, 0, 0, start, size)
