"""Turns exports of a directory (LDIF, RFC 2849) into tables with a row for each entry."""

import base64
import binascii
import re
from collections.abc import Iterator

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.records import Record, RecordTables
from exposurecheck.content.units import Unit

_BEGIN = re.compile(r"\s*(?:#[^\n]*\n\s*|version:[ ]*1\s+)*dn::?[ ]", re.IGNORECASE)
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9.-]*)(?:;[A-Za-z0-9;_-]+)?:([:<]?)[ ]*(.*)")
_MEANT = {"cn": "full_name", "sn": "surname", "givenname": "given_name"}
"""Names of attributes that say nothing outside a directory (RFC 4519, 2.3, 2.12, 2.32)."""
_SYSTEM = frozenset({"objectclass", "changetype"})


def is_ldif(text: str) -> bool:
    """Tell whether text begins with an entry of a directory."""
    return _BEGIN.match(text) is not None


def read_ldif(stream: TextStream) -> Iterator[Unit]:
    """Yield tables of entries, one column for each attribute."""
    tables, entry, last = RecordTables(), list[str](), ""
    for block in stream:
        lines = (last + block.text).split("\n") if block.continues else [last, *block.text.split("\n")]
        last = lines.pop()
        for line in map(str.rstrip, lines):
            if line:
                entry.append(line)
            elif entry:
                yield from tables.add(_record(entry))
                entry = []
    yield from tables.add(_record([*entry, last]))
    yield from tables.flush()
    yield from stream.notes()


def _record(lines: list[str]) -> Record:
    unfolded = "\n".join(lines).replace("\n ", "").split("\n")
    found: dict[str, list[object]] = {}
    for match in filter(None, map(_LINE.fullmatch, unfolded)):
        key = match[1].lower()
        if key not in _SYSTEM and match[2] != "<":
            found.setdefault(_MEANT.get(key, match[1]), []).append(_plain(match[3]) if match[2] else match[3])
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def _plain(coded: str) -> str:
    """Decode base64; what is no text (a photograph) is nothing."""
    try:
        return base64.b64decode(coded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
