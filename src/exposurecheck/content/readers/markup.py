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


def parse(data: bytes, *, recover: bool = True) -> Element:
    """Return the root element; entities stay unresolved, no DTD is loaded; raises ``UnreadableError``."""
    from lxml import etree  # noqa: PLC0415 - only what a file needs is imported

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=recover
    )
    try:
        root: Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("xml: broken, or deeper than 256 levels") from error
    if root is None:
        raise UnreadableError("xml: no element")
    return root


def local(element: Element) -> str:
    """Return a tag without its namespace; "" for comments, instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
