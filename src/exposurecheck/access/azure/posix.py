"""Turns the POSIX ACLs of a container into the paths that every identity of the own tenant can read or list.

Source: Azure Data Lake Storage, "Access control lists in Azure Data Lake Storage".
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.access.shape import mappings, text
from exposurecheck.errors import InputError
from exposurecheck.model.base import JsonObject


class Entry(NamedTuple):
    """One path that ``other`` can reach."""

    id: str
    path: str
    listing: bool
    """A directory whose names can be listed; otherwise a file that can be read."""
    silent: bool
    """A mask withholds read from named entries; whether it also binds ``other`` is not stated by the documents."""


class Paths(NamedTuple):
    """What ``other`` can reach in one container."""

    entries: tuple[Entry, ...]
    doubts: tuple[str, ...]
    """Ancestors whose ACL is not known: they could only close a path."""
    possible: tuple[str, ...]
    """Blobs whose own ACL is not known though every known ancestor lets ``other`` pass."""


class _Other(NamedTuple):
    permissions: str
    mask: str | None
    directory: bool


_ENTRY = re.compile(r"(?:default:)?(?:user|group|mask|other):[^:]*:[r-][w-][xtT-]")


@lru_cache(maxsize=8192)
def _other(acl: str) -> _Other | None:
    """Read what an ACL gives to ``other``; None when it is not one."""
    permissions, mask, directory = "", None, False
    for entry in acl.split(","):
        if not _ENTRY.fullmatch(entry.strip()):
            return None
        parts = entry.strip().split(":")
        if parts[0] == "default":
            directory = True
            continue
        if parts[0] == "other":
            permissions = parts[-1]
        elif parts[0] == "mask":
            mask = parts[-1]
    return _Other(permissions, mask, directory) if permissions else None


def _normal(path: str) -> str:
    return path.strip("/")


def _ancestors(path: str) -> list[str]:
    parts = path.split("/") if path else []
    return ["", *("/".join(parts[:n]) for n in range(1, len(parts)))] if path else []


def _passable(path: str, known: Mapping[str, _Other]) -> tuple[bool, list[str]]:
    missing = []
    for above in _ancestors(path):
        other = known.get(above)
        if other is None:
            missing.append(above or "/")
        elif "x" not in other.permissions:
            return False, []
    return True, missing


def readable(container: JsonObject, where: str) -> Paths:
    """Return what ``other`` can reach in ``container``."""
    name = text(container.get("name"), f"{where}.name")
    known: dict[str, _Other] = {}
    shown: dict[str, str] = {}
    for index, item in enumerate(mappings(container.get("acls"), f"{where}.acls")):
        path = text(item.get("path"), f"{where}.acls[{index}].path")
        acl = text(item.get("acl"), f"{where}.acls[{index}].acl")
        if not acl:
            continue
        other = _other(acl)
        if other is None:
            raise InputError(
                f"{where}.acls[{index}].acl must be entries such as user::rwx,group::r-x,other::---. "
                "Save the ACL again as the cloud's API returns it."
            )
        known[_normal(path)] = other
        shown[_normal(path)] = path
    blobs = container.get("blobs")
    files = (
        {
            _normal(b if isinstance(b, str) else text(b.get("name"), f"{where}.blobs"))
            for b in blobs
            if isinstance(b, (str, Mapping))
        }
        if isinstance(blobs, list)
        else set[str]()
    )
    above = {a for path in (*known, *files) for a in _ancestors(path)}
    entries: list[Entry] = []
    doubts: dict[str, None] = {}
    for path, other in known.items():
        if "r" not in other.permissions:
            continue
        directory = path == "" or path in above or (other.directory and path not in files)
        if directory and "x" not in other.permissions:
            continue
        passable, missing = _passable(path, known)
        if passable:
            silent = other.mask is not None and "r" not in other.mask
            entries.append(Entry(f"container[{name}].acl[{shown[path]}]:other:r", path, directory, silent))
            doubts.update(dict.fromkeys(f"container[{name}].acl[{m}]" for m in missing))
    possible = tuple(
        f"container[{name}].acl[{f}]" for f in sorted(files - set(known)) if _passable(f, known) == (True, [])
    )
    return Paths(tuple(entries), tuple(doubts), possible)
