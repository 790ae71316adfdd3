"""Turns address books (vCard, RFC 6350 and its forerunners) into tables with a row for each card."""

import quopri
import re
from collections.abc import Iterator

from exposurecheck.content import fold
from exposurecheck.content.names import latin_name, name_likely, titled_name
from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.content_lines import unfolded
from exposurecheck.content.readers.records import Record, RecordTables
from exposurecheck.content.units import Unit

_BEGIN = re.compile(r"\s*BEGIN:VCARD\s", re.IGNORECASE)
_LINE = re.compile(r"(?:[A-Za-z0-9-]{1,40}\.)?([A-Za-z][A-Za-z0-9-]*)((?:;[^:]*)?):(.*)", re.DOTALL)
_SOFT = re.compile("=\r?\n")
_MEANT = {
    "fn": "full_name",
    "tel": "phone",
    "email": "email",
    "bday": "birthday",
    "org": "organization",
    "x-phonetic-last-name": "last_name_kana",
    "x-phonetic-first-name": "first_name_kana",
}
_NAMES = frozenset({"last_name", "first_name", "last_name_kana", "first_name_kana"})
_SPACED = re.compile("[一-龥々]{1,4}[ 　][一-龥々ぁ-ん]{1,4}")
"""What is shown of people of unknown names."""
_DULL = frozenset({"begin", "end", "version", "prodid", "rev", "uid", "photo", "logo", "sound", "key"})
_ALIKE = 40
"""Lines of a kind in one card that get columns of their own."""
_PLACE = ("", "", "street", "city", "region", "postal_code", "country")
"""Parts of an address (RFC 6350, 6.3.1); the region goes first in Japan."""


def is_vcard(text: str) -> bool:
    """Tell whether text begins with a card."""
    return _BEGIN.match(text) is not None


def read_vcards(stream: TextStream) -> Iterator[Unit]:
    """Yield tables of cards, a column for each kind of line."""
    tables, rest = RecordTables(), ""
    for block in stream:
        *cards, rest = re.split("(?i)END:VCARD", rest + block.text)
        yield from tables.add_all(map(_record, cards))
    yield from tables.add(_record(rest))
    yield from tables.flush()
    yield from stream.notes()


def _record(card: str) -> Record:
    record: Record = {}
    for line in _SOFT.sub("", unfolded(card)).splitlines():
        match = _LINE.fullmatch(line.strip())
        if match is not None and match[1].lower() not in _DULL:
            _add(record, match[1].lower(), _text(match[3], match[2].upper()))
    return _of_firm(record) if _is_firm(record) else record


def _is_firm(record: Record) -> bool:
    """Tell whether a card is that of a firm: it says so, or what it shows is its organisation or no known name."""
    shown, names = str(record.get("full_name", "")), record.keys() & _NAMES
    if str(record.get("x-abshowas", record.get("kind", ""))).lower() in {"company", "org", "location", "group"}:
        return True
    if names or not shown:
        return False
    folded = fold.name(shown)
    known = name_likely(folded) or titled_name(folded) or (folded.isascii() and latin_name(folded))
    return shown == record.get("organization") or not (known or _SPACED.fullmatch(shown))


def _of_firm(record: Record) -> Record:
    """Leave nothing in a card of a firm but what it is called and where it is."""
    return {"organization": record.get("organization", record.get("full_name", ""))} | {
        f"organization_{key}": value
        for key, value in record.items()
        if key not in _NAMES | {"full_name", "organization"}
    }


def _text(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" in parameters:
        data = quopri.decodestring(value.encode())
        value = data.decode("cp932" if "SHIFT_JIS" in parameters else "utf-8", "replace")
    return value


def _add(record: Record, key: str, value: str) -> None:
    """Add what one line says; a name only where no other line spells it, a second phone in a column of its own."""
    parts = [part.replace("\\,", ",").replace("\\n", " ").strip() for part in re.split(r"(?<!\\);", value)]
    if key == "n":
        record |= {name: part for name, part in zip(("last_name", "first_name"), parts, strict=False) if part}
    elif key == "adr":
        found = dict(zip(_PLACE, parts, strict=False))
        home = " ".join(filter(None, (found.get("region"), found.get("city"), found.get("street"))))
        record.update({"address": home, "postal_code": found.get("postal_code", "")})
    else:
        name = _free(record, _MEANT.get(key, key))
        record[name] = " ".join(filter(None, [str(record.get(name, "")), *parts]))


def _free(record: Record, key: str) -> str:
    """Return the first column of a kind that a record has not filled, or the last of many."""
    names = (f"{key} {number}" if number > 1 else key for number in range(1, _ALIKE))
    return next((name for name in names if name not in record), f"{key} {_ALIKE}")
