"""Walks the pages of any listing of Google's JSON APIs."""

from collections.abc import Iterator

from exposurecheck.model.base import JsonObject
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp.calls import Call, Calls
from exposurecheck.providers.replies import text


def pages(calls: Calls, call: Call, path: str, query: dict[str, str]) -> Iterator[JsonObject | Failed]:
    """Yield each page, an empty one too; a failure ends the listing."""
    seen: set[str] = set()
    token: str | None = None
    while True:
        page = calls.ask(call, path, query if token is None else {**query, "pageToken": token})
        yield page
        if isinstance(page, Failed):
            return
        token = text(page.get("nextPageToken"))
        if token is None:
            return
        if token in seen:
            yield Failed(GapReason.MALFORMED, "PageRepeated")
            return
        seen.add(token)
