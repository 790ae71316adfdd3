"""Lists the objects of a bucket and reads what each one grants by itself, and ranges of its content."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote_plus

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Calls
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.base import ObjectEntry, Store
from exposurecheck.providers.replies import items, mapping, text

_PAGE = 1000
"""Most keys that ListObjectsV2 returns at once."""
_RESTORED = (("x-amz-optional-object-attributes", "RestoreStatus"),)
_ARCHIVED = frozenset({"GLACIER", "DEEP_ARCHIVE"})
"""Classes that refuse a read until restored ("Understanding and managing Amazon S3 storage classes")."""


def objects(calls: Calls, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
    """List at most ``limit`` objects; a gap follows when there are more or the listing broke off."""
    token: str | None = None
    seen = 0
    while True:
        # One more than asked for tells whether there are more. Keys travel URL-encoded: XML cannot hold all of them.
        wanted = str(min(_PAGE, limit - seen + 1))
        query = {"list-type": "2", "encoding-type": "url", "max-keys": wanted}
        if token is not None:
            query["continuation-token"] = token
        page = calls.read(
            operations.OBJECTS,
            store.resource.region,
            store.resource.name,
            query=tuple(query.items()),
            headers=_RESTORED,
        )
        if page is None or isinstance(page, Failed):
            call = operations.OBJECTS
            yield (page or Failed(GapReason.MALFORMED, "Empty")).gap(store.resource.id, call.fact, call.permission)
            return
        for item in items(page.get("Contents")):
            if seen == limit:
                yield _more(store, limit)
                return
            seen += 1
            yield _entry(item, encoded=page.get("EncodingType") == "url")
        following = text(page.get("NextContinuationToken"))
        if not page.get("IsTruncated") or following is None:
            return
        if following == token:
            yield Gap(resource=store.resource.id, fact="objects", reason=GapReason.MALFORMED, detail="page repeated")
            return
        token = following


def _more(store: Store, limit: int) -> Gap:
    return Gap(resource=store.resource.id, fact="objects", reason=GapReason.BUDGET, detail=f"more than {limit} objects")


def _entry(item: dict[str, Json], *, encoded: bool) -> ObjectEntry:
    key = str(item.get("Key"))
    storage_class = text(item.get("StorageClass"))
    modified: object = item.get("LastModified")
    size = item.get("Size")
    restored = mapping(item.get("RestoreStatus")).get("RestoreExpiryDate") is not None
    return ObjectEntry(
        key=unquote_plus(key) if encoded else key,
        size=size if isinstance(size, int) else 0,
        etag=text(item.get("ETag")),
        modified=modified if isinstance(modified, datetime) else None,
        storage_class=storage_class,
        readable=storage_class not in _ARCHIVED or restored,
    )


def read(calls: Calls, store: Store, key: str, start: int, length: int) -> bytes | Gap:
    """Return ``length`` bytes of ``key`` from ``start``, fewer at its end, or the gap that says why not."""
    if length <= 0:
        return b""
    call = operations.CONTENT
    wanted = (("Range", f"bytes={start}-{start + length - 1}"),)
    reply = calls.read(call, store.resource.region, store.resource.name, key, headers=wanted, limit=length)
    if isinstance(reply, Failed) and reply.code == "InvalidRange":
        return b""
    if reply is not None and not isinstance(reply, Failed):
        data: object = reply["Body"]
        if isinstance(data, bytes) and (start == 0 or reply["ContentRange"] is not None):
            return data
        reply = Failed(GapReason.UNSUPPORTED, "RangeIgnored")
    return (reply or Failed(GapReason.MALFORMED, "Empty")).gap(store.resource.id, call.fact, call.permission)
