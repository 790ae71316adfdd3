"""Follows the pages of a listing, JSON of Resource Manager or XML of the data plane, to their end or to a failure."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from lxml import etree

from exposurecheck.model.base import Json
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.azure.address import with_query
from exposurecheck.providers.azure.calls import Call, Calls
from exposurecheck.providers.azure.replies import items, text, within
from exposurecheck.providers.failure import Failed


def arm_items(calls: Calls, call: Call, url: str) -> Iterator[dict[str, Json] | Failed]:
    """Yield the entries of every page; a ``Failed`` comes last. Empty pages with a continuation are ordinary."""
    host = urlsplit(url).netloc
    seen = {url}
    following: str | None = url
    while following is not None:
        page = calls.document(call, following)
        if page is None:
            return
        if isinstance(page, Failed):
            yield page
            return
        yield from items(page.get("value"))
        following = text(page.get("nextLink"))
        if following is not None and (following in seen or urlsplit(following).netloc != host):
            yield Failed(GapReason.MALFORMED, "NextLink")  # in circles, or away with the token
            return
        seen.add(following or "")


def xml_items(
    calls: Calls, call: Call, base: str, query: Mapping[str, str], path: str
) -> Iterator[etree._Element | Failed]:
    """Yield the elements at ``path`` of every page; a ``Failed`` comes last."""
    marker: str | None = None
    seen: set[str] = set()
    while True:
        asked = {**query, **({"marker": marker} if marker else {})}
        page = calls.element(call, with_query(base, asked))
        if page is None:
            return
        if isinstance(page, Failed):
            yield page
            return
        yield from page[0].iterfind(path)
        marker = within(page[0], "NextMarker")
        if marker is None:
            return
        if marker in seen:
            yield Failed(GapReason.MALFORMED, "NextMarker")
            return
        seen.add(marker)
