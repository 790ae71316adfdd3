"""Finds shared access signatures in text and keeps what they open; the signature is dropped where it is found."""

import re
from typing import Final

from exposurecheck.model.link import SharedLink, shared_link

MARK: Final = "sig="
"""What every one of them holds."""
AT_MOST: Final = 1000
"""Different links kept of one object."""
TRIED_AT_MOST: Final = 20_000
"""Places looked at in one object."""
_REACH: Final = 3000
"""Characters looked at on either side."""
_STOP: Final = "\\s\"'`<>|^{}\\[\\]\\\\\N{IDEOGRAPHIC SPACE}「」『』（）"
_BEFORE: Final = re.compile(f"[^{_STOP}]*$")
_BEHIND: Final = re.compile(f"[^{_STOP}]*")
_ENDPOINT: Final = re.compile(r"(?:Blob|File)Endpoint=(https?://[^;\s\"'<>]{1,300})")
_SIGNATURE: Final = "SharedAccessSignature="
_SPELLED: Final = (("\\u0026", "&"), ("\\u003d", "="), ("\\u003D", "="), ("&amp;", "&"), ("&#38;", "&"), ("\\/", "/"))
"""How JSON and HTML write what a link holds."""


def around(text: str, place: int) -> tuple[SharedLink, ...]:
    """Return the links whose ``MARK`` stands at ``place``: one, or those of a connection string, or none."""
    begin = max(text.rfind("\n", 0, place) + 1, place - _REACH)
    end = text.find("\n", place)
    end = min(len(text) if end < 0 else end, place + _REACH)
    before, behind = _plain(text[begin:place]), _plain(text[place:end])
    left, right = _BEFORE.search(before), _BEHIND.match(behind)
    if left is None or right is None:
        return ()
    if _SIGNATURE in left[0]:
        query = left[0].rpartition(_SIGNATURE)[2] + right[0].partition(";")[0]
        urls = [f"{url.rstrip('/')}/?{query}" for url in dict.fromkeys(_ENDPOINT.findall(before + behind))]
    else:
        start = max(left[0].rfind("https://"), left[0].rfind("http://"))
        urls = [left[0][start:] + right[0].rstrip(").,;:、。")] if start >= 0 else []
    found = (shared_link(url) for url in urls)
    return tuple(link for link in found if link is not None)


def _plain(text: str) -> str:
    for spelled, meant in _SPELLED:
        text = text.replace(spelled, meant)
    return text


class SharedLinks:
    """The links of one object, each once."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._known: dict[tuple[object, ...], SharedLink] = {}
        self._tried = 0
        self.overflowed = False
        """Whether there were more than are kept."""

    def look(self, text: str, places: list[int]) -> None:
        """Look at ``text`` wherever the mark stands."""
        for place in places:
            if self._tried >= TRIED_AT_MOST:
                self.overflowed = True
                return
            self._tried += 1
            for link in around(text, place):
                self._keep(link)

    def merge(self, other: "SharedLinks") -> None:
        """Add the links of a file inside the object."""
        self.overflowed |= other.overflowed
        for link in other.found():
            self._keep(link)

    def _keep(self, link: SharedLink) -> None:
        if len(self._known) < AT_MOST:
            self._known.setdefault(link.identity, link)
        else:
            self.overflowed |= link.identity not in self._known

    def found(self) -> tuple[SharedLink, ...]:
        """Return the links in the order of where they first stood."""
        return tuple(self._known.values())
