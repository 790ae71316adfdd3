"""Turns moto's whole list of buckets into the page that a client asked for, with regions and a token."""

from collections.abc import Callable, Mapping
from typing import Final
from xml.etree import ElementTree as ET

_NAMESPACE: Final = "http://s3.amazonaws.com/doc/2006-03-01/"
_MOST: Final = 10_000


def one_page(xml: bytes, query: Mapping[str, list[str]], regions: Callable[[str], str | None]) -> str:
    """Return one page of a ``ListAllMyBucketsResult``; the token is the last name of the page.

    Source: Amazon S3 API reference, "ListBuckets": ``max-buckets``, ``continuation-token``, ``prefix``,
    ``bucket-region``, and ``BucketRegion`` in each entry.
    """
    ET.register_namespace("", _NAMESPACE)
    root = ET.fromstring(xml)  # noqa: S314 - made by the embedded cloud in this process
    buckets = root.find(f"{{{_NAMESPACE}}}Buckets")
    if buckets is None:
        return ET.tostring(root, encoding="unicode")
    after, prefix, only = (_text(query, name) for name in ("continuation-token", "prefix", "bucket-region"))
    size = int(_text(query, "max-buckets") or _MOST)
    entries = sorted(((_name(entry), entry) for entry in buckets), key=lambda pair: pair[0])
    wanted = []
    for name, entry in entries:
        region = regions(name)
        if name > after and name.startswith(prefix) and only in {"", region}:
            ET.SubElement(entry, f"{{{_NAMESPACE}}}BucketRegion").text = region
            wanted.append((name, entry))
    buckets[:] = [entry for _, entry in wanted[:size]]
    if len(wanted) > size:
        ET.SubElement(root, f"{{{_NAMESPACE}}}ContinuationToken").text = wanted[size - 1][0]
    return ET.tostring(root, encoding="unicode")


def _name(entry: ET.Element) -> str:
    return entry.findtext(f"{{{_NAMESPACE}}}Name", "")


def _text(query: Mapping[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]
