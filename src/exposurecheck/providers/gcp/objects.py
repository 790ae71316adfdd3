"""Lists the objects of a bucket with their own ACLs, and reads ranges of their content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.base import ObjectEntry, Store
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.address import bucket_path
from exposurecheck.providers.gcp.calls import Calls
from exposurecheck.providers.gcp.metadata import billed, uniform
from exposurecheck.providers.replies import items, text

_PAGE = 1000
"""Most objects that one page holds ("Objects: list")."""
_NAMELESS = Failed(GapReason.MALFORMED, "NoName")
_ABOUT = "name,size,etag,updated,storageClass"


@dataclass(frozen=True, slots=True)
class Listed:
    """One object of a listing, with its ACL where the listing shows it."""

    entry: ObjectEntry
    acl: tuple[tuple[str, str], ...] | None
    """Entity and role; None when it was not shown."""


def bucket_of(store: Store) -> JsonObject | None:
    """Return the bucket's own description, if it could be read."""
    bucket = store.documents.get("bucket")
    return bucket if isinstance(bucket, dict) else None


def objects(calls: Calls, store: Store, limit: int) -> Iterator[Listed | Gap]:
    """List at most ``limit`` live objects; a gap follows when there are more or the listing broke off.

    ACLs come with the listing, 1000 in one call, where they count; if that is refused, names come without them.
    """
    call, name = operations.OBJECTS, store.resource.name
    with_acls = uniform(bucket_of(store)) is not True
    token: str | None = None
    seen, tokens = 0, set[str]()
    while True:
        # One more than asked for tells whether there are more.
        query = {"maxResults": str(min(_PAGE, limit - seen + 1)), **billed(bucket_of(store))}
        query |= {"projection": "full" if with_acls else "noAcl", "fields": _fields(acls=with_acls)}
        query |= {"pageToken": token} if token else {}
        page = calls.ask(call, bucket_path(name, "o"), query)
        if isinstance(page, Failed) and page.reason is GapReason.DENIED and with_acls:
            with_acls = False
            continue
        if isinstance(page, Failed):
            yield page.gap(store.resource.id, call.fact, call.permission)
            return
        for item in items(page.get("items")):
            if seen == limit:
                yield Gap(
                    resource=store.resource.id,
                    fact=call.fact,
                    reason=GapReason.BUDGET,
                    detail=f"more than {limit} objects",
                )
                return
            seen += 1
            yield _listed(item) or _NAMELESS.gap(store.resource.id, call.fact, call.permission)
        token = text(page.get("nextPageToken"))
        if token is None:
            return
        if token in tokens:
            yield Failed(GapReason.MALFORMED, "PageRepeated").gap(store.resource.id, call.fact, call.permission)
            return
        tokens.add(token)


def read(calls: Calls, store: Store, key: str, start: int, length: int) -> bytes | Gap:
    """Return ``length`` bytes of ``key`` from ``start``, fewer at its end, or the gap that says why not."""
    if length <= 0:
        return b""
    call = operations.CONTENT
    path = f"/download{bucket_path(store.resource.name, 'o', key)}"
    found = calls.fetch(call, path, {"alt": "media", **billed(bucket_of(store))}, start, length)
    if isinstance(found, Failed):
        return found.gap(store.resource.id, call.fact, call.permission)
    if start and not found.ranged:
        failure = Failed(GapReason.UNSUPPORTED, "RangeIgnored")
        return failure.gap(store.resource.id, call.fact, call.permission)
    return found.data


def _fields(*, acls: bool) -> str:
    return f"kind,nextPageToken,items({_ABOUT}{',acl(entity,role)' if acls else ''})"


def _listed(item: dict[str, Json]) -> Listed | None:
    acl, key = item.get("acl"), text(item.get("name"))
    if key is None:
        return None
    return Listed(
        ObjectEntry(
            key=key,
            size=_number(item.get("size")),
            etag=text(item.get("etag")),
            modified=_time(text(item.get("updated"))),
            storage_class=text(item.get("storageClass")),
        ),
        tuple((str(entry.get("entity")), str(entry.get("role"))) for entry in items(acl))
        if isinstance(acl, list)
        else None,
    )


def _number(value: Json) -> int:
    """Source: "Objects": 64-bit numbers travel as text."""
    return int(value) if isinstance(value, str | int) and str(value).isdecimal() else 0


def _time(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
