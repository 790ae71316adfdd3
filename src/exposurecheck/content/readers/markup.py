"""Turns XML bytes into a tree that fetches nothing, expands nothing and stays small."""

from collections.abc import Iterator
from typing import Protocol

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


def parse_whole(data: bytes) -> tuple[Element, bool]:
    """Return the root element, and whether the document is well-formed; raises ``UnreadableError``.

    Entities stay unresolved and no DTD is loaded; the library refuses more than 256 levels.
    """
    from lxml import etree  # noqa: PLC0415 - only what a file needs is imported

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    try:
        root: Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("xml: broken") from error
    if root is None:
        raise UnreadableError("xml: no element")
    return root, not parser.error_log


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
