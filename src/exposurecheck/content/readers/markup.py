"""Turns XML bytes into a tree that fetches nothing, expands nothing and stays small."""

import re
from collections.abc import Iterator
from typing import Protocol

from exposurecheck.content.decode import codec, decoded
from exposurecheck.content.readers.failures import UnreadableError


class Element(Protocol):
    """The part of an lxml element that readers use."""

    tag: str
    text: str | None
    tail: str | None

    @property
    def attrib(self) -> dict[str, str]:
        """Attributes by name."""
        ...

    def __iter__(self) -> "Iterator[Element]": ...

    def __len__(self) -> int: ...

    def iter(self, *tags: str) -> "Iterator[Element]":
        """Walk the descendants."""
        ...

    def itertext(self) -> Iterator[str]:
        """Walk the text of the descendants."""
        ...

    def get(self, name: str) -> str | None:
        """Return one attribute."""
        ...


def parse(data: bytes) -> Element:
    """Return the root element of what can be read; raises ``UnreadableError`` when nothing can."""
    return parse_whole(data)[0]


def parse_whole(data: bytes) -> tuple[Element, int]:
    """Return the root element, and the line from which on something is missing, or 0; raises ``UnreadableError``.

    Entities stay unresolved and no DTD is loaded; the library refuses more than 256 levels.
    """
    from lxml import etree  # noqa: PLC0415 - only what a file needs is imported

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    try:
        root: Element | None = etree.fromstring(_readable(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("xml: broken") from error
    if root is None:
        raise UnreadableError("xml: no element")
    fatal = (
        error.line
        for error in parser.error_log
        if error.level == etree.ErrorLevels.FATAL and error.type != etree.ErrorTypes.ERR_UNDECLARED_ENTITY
    )
    return root, next(fatal, 0)


_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*?(\sencoding\s*=\s*[\"']([\w.:-]+)[\"'])")
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")


def _readable(data: bytes) -> bytes:
    """Return a document in UTF-8 where its own encoding is one that the library reads by the letter only.

    What calls itself Shift_JIS in Japan is CP932, with letters that Shift_JIS has not; and some is nothing it says.
    """
    found = _DECLARATION.match(data[:400])
    declared = found[2].decode().lower() if found else "utf-8"
    if b"\0" in data[:64]:
        return data
    honest = declared == "utf-8"
    try:
        text = data.decode(codec(declared))
    except (UnicodeDecodeError, LookupError):
        text, honest = decoded(data)[0], False
    if honest and not _CONTROLS.search(text):
        return data
    plain = _CONTROLS.sub(" ", text).removeprefix("\ufeff")
    return (plain.replace(found[1].decode(), "", 1) if found else plain).encode("utf-8", "replace")


def outside(root: Element, skipped: str) -> Iterator[Element]:
    """Walk the descendants in document order, without those inside elements named ``skipped``."""
    stack = list(reversed(list(root)))
    while stack:
        node = stack.pop()
        if local(node) != skipped:
            yield node
            stack.extend(reversed(list(node)))


def local(element: Element) -> str:
    """Return a tag without its namespace; "" for comments, instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
