"""Lists the objects of a bucket and reads what each one grants by itself, and ranges of its content."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, cast

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Call, Calls
from exposurecheck.providers.aws.errors import ANSWERED, Failed, failed
from exposurecheck.providers.aws.replies import items, mapping, text
from exposurecheck.providers.base import ObjectEntry, Store

_PAGE = 1000
"""Most keys that ListObjectsV2 returns at once."""
_ARCHIVED = frozenset({"GLACIER", "DEEP_ARCHIVE"})
"""Classes that refuse a read until restored ("Understanding and managing Amazon S3 storage classes")."""


def objects(calls: Calls, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
    """List at most ``limit`` objects; a gap follows when there are more or the listing broke off."""
    name, region = store.resource.name, store.resource.region
    token: dict[str, str] = {}
    seen = 0
    while True:
        # One more than asked for tells whether there are more.
        page = calls.ask(
            operations.OBJECTS, region, Bucket=name, MaxKeys=min(_PAGE, limit - seen + 1),
            OptionalObjectAttributes=["RestoreStatus"], **token,
        )  # fmt: skip
        if page is None or isinstance(page, Failed):
            call = operations.OBJECTS
            yield (page or Failed(GapReason.MALFORMED, "Empty")).gap(store.resource.id, call.fact, call.permission)
            return
        for item in items(page.get("Contents")):
            if seen == limit:
                yield _more(store, limit)
                return
            seen += 1
            yield _entry(item)
        following = text(page.get("NextContinuationToken"))
        if not page.get("IsTruncated") or following is None:
            return
        if {"ContinuationToken": following} == token:
            yield Gap(resource=store.resource.id, fact="objects", reason=GapReason.MALFORMED, detail="page repeated")
            return
        token = {"ContinuationToken": following}


def _more(store: Store, limit: int) -> Gap:
    return Gap(resource=store.resource.id, fact="objects", reason=GapReason.BUDGET, detail=f"more than {limit} objects")


def _entry(item: dict[str, Json]) -> ObjectEntry:
    storage_class = text(item.get("StorageClass"))
    modified: object = item.get("LastModified")
    size = item.get("Size")
    restored = mapping(item.get("RestoreStatus")).get("RestoreExpiryDate") is not None
    return ObjectEntry(
        key=str(item.get("Key")),
        size=size if isinstance(size, int) else 0,
        etag=text(item.get("ETag")),
        modified=modified if isinstance(modified, datetime) else None,
        storage_class=storage_class,
        readable=storage_class not in _ARCHIVED or restored,
    )


class _Stream(Protocol):
    def read(self, amount: int) -> bytes: ...
    def close(self) -> None: ...


def read(calls: Calls, store: Store, key: str, start: int, length: int) -> bytes | Gap:
    """Return ``length`` bytes of ``key`` from ``start``, fewer at its end, or the gap that says why not."""
    if length <= 0:
        return b""
    call = operations.CONTENT
    wanted = f"bytes={start}-{start + length - 1}"
    reply = calls.ask(call, store.resource.region, Bucket=store.resource.name, Key=key, Range=wanted)
    if isinstance(reply, Failed) and reply.code == "InvalidRange":
        return b""
    if reply is None or isinstance(reply, Failed):
        return (reply or Failed(GapReason.MALFORMED, "Empty")).gap(store.resource.id, call.fact, call.permission)
    stream = cast("_Stream", reply["Body"])
    try:
        if "ContentRange" not in reply and start:
            return _gap(store, call, Failed(GapReason.UNSUPPORTED, "RangeIgnored"))
        return stream.read(length)
    except ANSWERED as error:
        return _gap(store, call, failed(error))
    finally:
        stream.close()


def _gap(store: Store, call: Call, failure: Failed) -> Gap:
    return failure.gap(store.resource.id, call.fact, call.permission)
