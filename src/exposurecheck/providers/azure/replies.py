"""Picks values out of an answer, whatever shape a strange endpoint gave it."""

from urllib.parse import unquote

from lxml import etree

from exposurecheck.model.base import Json


def mapping(value: object) -> dict[str, Json]:
    """Return ``value`` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[dict[str, Json]]:
    """Return the objects of a list, else an empty list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: object) -> str | None:
    """Return ``value`` if it is a non-empty string."""
    return value if isinstance(value, str) and value else None


def within(element: etree._Element, path: str) -> str | None:
    """Return the text of a child element; None when it is missing or empty."""
    return element.findtext(path) or None


def name_of(element: etree._Element) -> str | None:
    """Return an entry's name; a name that XML cannot hold arrives percent-encoded ("List Blobs", ``Encoded``)."""
    found = element.find("Name")
    if found is None or not found.text:
        return None
    return unquote(found.text) if found.get("Encoded") == "true" else str(found.text)
