"""Reads the POSIX ACLs of a container with a hierarchical namespace, only as deep as anyone of the tenant could get.

Source: Azure Data Lake Storage, "Access control lists in Azure Data Lake Storage": reading a path takes execute on
every folder above it, so nothing below a folder that ``other`` cannot enter needs to be asked for.
"""

from collections.abc import Iterable
from dataclasses import replace

from exposurecheck.model.base import Json
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.azure import operations
from exposurecheck.providers.azure.accounts import Found
from exposurecheck.providers.azure.address import in_path
from exposurecheck.providers.azure.calls import Calls
from exposurecheck.providers.azure.describe import UNREAD_ACLS
from exposurecheck.providers.azure.replies import items
from exposurecheck.providers.base import ObjectEntry, Store
from exposurecheck.providers.failure import Failed


def with_acls(calls: Calls, found: Found, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
    """Add ``acls`` and ``blobs`` to the documents of a store that has them; any other store is returned as it is."""
    place = found.place
    unread = [fact for fact in _list(store.documents.get("unread")) if fact != UNREAD_ACLS]
    if len(unread) == len(_list(store.documents.get("unread"))):
        return store
    reading = _Reading(calls, found)
    paths = [entry.key.removeprefix(place.prefix) for entry in entries]
    enough = reading.walk(paths)
    if reading.failed is not None or not (enough or complete):
        unread.append(UNREAD_ACLS)
    documents = dict(store.documents)
    (container,) = items(documents["containers"]) or [{"name": place.name}]
    blobs: list[Json] = [*paths]
    documents["containers"] = [{**container, "blobs": blobs, "acls": reading.acls}]
    if unread:
        documents["unread"] = unread
    else:
        documents.pop("unread", None)
    gaps = store.gaps
    if reading.failed is not None:
        call = operations.PATH_ACL
        gaps = (*gaps, reading.failed.gap(place.id, call.fact, call.permission))
    return replace(store, documents=documents, gaps=gaps)


class _Reading:
    """The ACLs of one container while they are being read."""

    def __init__(self, calls: Calls, found: Found) -> None:
        self._calls, self._account, self._place = calls, found.account, found.place
        self._passable: dict[str, bool] = {}
        self.acls: list[Json] = []
        self.failed: Failed | None = None

    def walk(self, paths: Iterable[str]) -> bool:
        """Read what could be reached; tells whether nothing below the root can be, whatever else there is."""
        if not self._enter(""):
            return self.failed is None
        for path in paths:
            if self.failed is not None:
                break
            parts = path.split("/")
            if all(self._enter("/".join(parts[:depth])) for depth in range(1, len(parts))):
                self._read(path)
        return False

    def _enter(self, folder: str) -> bool:
        if folder not in self._passable:
            acl = self._read(folder)
            self._passable[folder] = acl is not None and "x" in _other(acl)
        return self._passable[folder]

    def _read(self, path: str) -> str | None:
        call = operations.PATH_ACL
        base = self._account.endpoints.get("dfs")
        reply: object = Failed(GapReason.UNSUPPORTED, "NoEndpoint")
        if base is not None:
            url = in_path(base, self._place.name, path, {"action": "getAccessControl"})
            reply = self._calls.headers(call, url)
        if isinstance(reply, Failed):
            if path == "" or reply.reason is not GapReason.DELETED:
                self.failed = reply
            return None
        acl = reply.get("x-ms-acl") if hasattr(reply, "get") else None
        if not isinstance(acl, str) or not acl:
            self.failed = Failed(GapReason.MALFORMED, "NoAcl")
            return None
        self.acls.append({"path": path or "/", "acl": acl})
        return acl


def _other(acl: str) -> str:
    """Return the permissions of everyone else of the tenant."""
    return next((entry.rpartition(":")[2] for entry in acl.split(",") if entry.strip().startswith("other:")), "")


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
