"""Turns calendars (iCalendar, RFC 5545) into text: what events tell, and who takes part."""

import re
from collections.abc import Iterator

from exposurecheck.content.readers.blocks import TextStream
from exposurecheck.content.readers.content_lines import unfolded
from exposurecheck.content.units import Text, Unit

_BEGIN = re.compile(r"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)
_LINE = re.compile(r'([A-Za-z-]+)((?:;[A-Za-z-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)')
_NAME = re.compile(r';CN=(?:"([^"]*)"|([^";:,]*))', re.IGNORECASE)
_ROOM = re.compile(r";CUTYPE=(?:RESOURCE|ROOM)", re.IGNORECASE)
_MAILTO = re.compile("mailto:", re.IGNORECASE)
_PEOPLE = frozenset({"attendee", "organizer"})
_TOLD = frozenset(
    {"summary", "description", "location", "comment", "contact", "url", "x-alt-desc", "x-wr-calname", "geo"}
)
_ESCAPE = re.compile(r"\\([nN,;\\])")


def is_calendar(text: str) -> bool:
    """Tell whether text begins with a calendar."""
    return _BEGIN.match(text) is not None


def read_calendar(stream: TextStream) -> Iterator[Unit]:
    """Yield what events tell, and each participant once, however many events it takes part in."""
    people: set[tuple[str, str]] = set()
    rest = ""
    for block in stream:
        lines = unfolded(rest + block.text)
        whole, _, rest = lines.rpartition("\n")
        yield from _told(whole, people)
    yield from _told(rest, people)
    yield from stream.notes()


def _told(lines: str, people: set[tuple[str, str]]) -> Iterator[Unit]:
    told: list[str] = []
    for match in filter(None, map(_LINE.fullmatch, lines.splitlines())):
        kind = match[1].lower()
        if kind in _PEOPLE and not _ROOM.search(match[2]):
            name = _NAME.search(match[2])
            called = ((name[1] or name[2] or "") if name else "").strip()
            one = ("" if "@" in called else called, _MAILTO.sub("", match[3]).strip())
            if one not in people:
                people.add(one)
                told.append(f"{one[0]} <{one[1]}>")
        elif kind == "begin":
            told.append("")
        elif kind in _TOLD or kind in _PEOPLE:
            told.append(_ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], match[3]))
    text = "\n".join(told)
    if text.strip():
        yield Text(text + "\n")
