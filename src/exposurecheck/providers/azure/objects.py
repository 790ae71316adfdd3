"""Lists the blobs of a container or the files of a share, and reads ranges of them."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.azure import operations
from exposurecheck.providers.azure.accounts import Found
from exposurecheck.providers.azure.address import Place, in_path, joined
from exposurecheck.providers.azure.calls import Calls
from exposurecheck.providers.azure.pages import xml_items
from exposurecheck.providers.azure.replies import name_of, within
from exposurecheck.providers.base import ObjectEntry
from exposurecheck.providers.failure import Failed

_PAGE = 5000
"""Most entries that the service returns at once."""
_ARCHIVED = "Archive"
"""Tier that refuses a read until rehydrated ("Access tiers for blob data")."""
_EMPTY_FOLDERS = 1000
"""Folders without a single file that are looked into beyond the limit on files."""


def objects(calls: Calls, found: Found, limit: int) -> Iterator[ObjectEntry | Gap]:
    """List at most ``limit`` objects; a gap follows when there are more or the listing broke off."""
    place = found.place
    call = operations.BLOBS if place.service == "blob" else operations.FILES
    base = found.account.endpoints.get(place.service)
    if base is None:
        yield Failed(GapReason.UNSUPPORTED, "NoEndpoint").gap(place.id, call.fact, call.permission)
        return
    listing = _blobs(calls, base, place, limit) if place.service == "blob" else _files(calls, base, place, limit)
    for seen, item in enumerate(listing):
        if isinstance(item, Failed):
            yield item.gap(place.id, call.fact, call.permission)
            return
        if seen == limit or item is None:
            detail = f"more than {limit} objects"
            yield Gap(resource=place.id, fact=call.fact, reason=GapReason.BUDGET, detail=detail)
            return
        yield item


def _blobs(calls: Calls, base: str, place: Place, limit: int) -> Iterator[ObjectEntry | Failed]:
    query = {"restype": "container", "comp": "list", "maxresults": str(min(_PAGE, limit + 1))}
    for element in xml_items(calls, operations.BLOBS, joined(base, place.name), query, "Blobs/Blob"):
        if isinstance(element, Failed):
            yield element
        elif within(element, "Properties/ResourceType") != "directory":
            name = name_of(element)
            if name is not None:
                yield _entry(place, name, element)


def _files(calls: Calls, base: str, place: Place, limit: int) -> Iterator[ObjectEntry | Failed | None]:
    """Walk the folders; ``None`` says that the walk was given up."""
    folders = [""]
    looked = 0
    query = {"restype": "directory", "comp": "list", "maxresults": str(min(_PAGE, limit + 1)), "include": "ETag"}
    while folders:
        folder = folders.pop()
        looked += 1
        if looked > limit + _EMPTY_FOLDERS:
            yield None
            return
        here = in_path(base, place.name, folder) if folder else joined(base, place.name)
        below: list[str] = []
        for element in xml_items(calls, operations.FILES, here, query, "Entries/*"):
            if isinstance(element, Failed):
                yield element
                return
            name = name_of(element)
            if name is None:
                continue
            path = f"{folder}/{name}" if folder else name
            if element.tag == "Directory":
                below.append(path)
            else:
                yield _entry(place, path, element)
        folders += reversed(below)


def _entry(place: Place, path: str, element: etree._Element) -> ObjectEntry:
    size = within(element, "Properties/Content-Length") or ""
    tier = within(element, "Properties/AccessTier")
    return ObjectEntry(
        key=place.prefix + path,
        size=int(size) if size.isascii() and size.isdigit() else 0,
        etag=within(element, "Properties/Etag"),
        modified=_time(within(element, "Properties/Last-Modified")),
        storage_class=tier,
        readable=tier != _ARCHIVED,
    )


def _time(shown: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(shown) if shown else None
    except ValueError:
        return None


def read(calls: Calls, found: Found, key: str, start: int, length: int) -> bytes | Gap:
    """Return ``length`` bytes of ``key`` from ``start``, fewer at its end, or the gap that says why not."""
    if length <= 0:
        return b""
    place = found.place
    call = operations.BLOB if place.service == "blob" else operations.FILE
    base = found.account.endpoints.get(place.service)
    if base is None or not key.startswith(place.prefix):
        reply = Failed(GapReason.UNSUPPORTED, "NoEndpoint" if base is None else "OtherStore")
    else:
        got = calls.fetch(call, in_path(base, place.name, key.removeprefix(place.prefix)), start, length)
        if not isinstance(got, Failed):
            if start == 0 or got.ranged:
                return got.data
            got = Failed(GapReason.UNSUPPORTED, "RangeIgnored")
        reply = got
    return reply.gap(place.id, call.fact, call.permission)
