"""Adds what single objects grant by themselves, where that can change the verdict."""

from collections import Counter
from dataclasses import replace
from threading import Lock

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.base import ObjectEntry, Store
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.address import bucket_path
from exposurecheck.providers.gcp.calls import Calls
from exposurecheck.providers.gcp.metadata import billed, uniform
from exposurecheck.providers.gcp.objects import Listed, bucket_of
from exposurecheck.providers.replies import items

Acl = tuple[tuple[str, str], ...]
_NOT_SHOWN = Failed(GapReason.DENIED, "NotShown")
"""An answer that leaves the ACL out, as the service does for callers who may not see it."""
_FOR_ALL = frozenset({GapReason.DENIED, GapReason.EXPIRED, GapReason.UNSUPPORTED})
"""Reasons that hold for every object of a bucket alike, so that the others need not be asked for."""


class ObjectAcls:
    """Keeps the ACLs that a listing has shown until they are asked for."""

    def __init__(self, calls: Calls) -> None:
        """Keep nothing yet."""
        self._calls = calls
        self._shown: dict[str, dict[str, Acl]] = {}
        self._same: dict[Acl, Acl] = {}
        self._lock = Lock()

    def begin(self, bucket: str) -> None:
        """Forget what an earlier listing has shown."""
        with self._lock:
            self._shown.pop(bucket, None)

    def note(self, bucket: str, listed: Listed) -> None:
        """Keep the ACL of one object; most objects of a bucket have the same one, which is kept once."""
        if listed.acl is not None:
            with self._lock:
                known = self._same.setdefault(listed.acl, listed.acl) if len(self._same) < 10_000 else listed.acl  # noqa: PLR2004
                self._shown.setdefault(bucket, {})[listed.entry.key] = known

    def add(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Return ``store`` with ``objects`` for ``entries``; ``complete``: there are no others now.

        ``objects_complete`` stays false: a policy opens what is uploaded tomorrow too.
        """
        with self._lock:
            shown = self._shown.pop(store.resource.name, {})
        matter = uniform(bucket_of(store)) is not True
        failures: Counter[Failed] = Counter()
        found: list[Json] = []
        written: dict[Acl, Json] = {}
        for entry in entries:
            about: dict[str, Json] = {"name": entry.key}
            if matter:
                acl = shown[entry.key] if entry.key in shown else self._ask(store, entry.key, failures)
                if not isinstance(acl, Failed):
                    if acl not in written:
                        written[acl] = [{"entity": entity, "role": role} for entity, role in acl]
                    about["acl"] = written[acl]
            found.append(about)
        documents = {**store.documents, "objects": found, "objects_complete": False}
        kept = documents.pop("unread", None)
        fact = operations.OBJECT_ACL.fact
        unread = [name for name in (kept if isinstance(kept, list) else []) if name != fact]
        unread += [fact] if matter and (failures or not complete) else []
        if unread:
            documents["unread"] = unread
        return replace(
            store, documents=documents, gaps=(*store.gaps, *(_gap(store, *f, len(entries)) for f in failures.items()))
        )

    def _ask(self, store: Store, key: str, failures: Counter[Failed]) -> Acl | Failed:
        refused = next((f for f in failures if f.reason in _FOR_ALL), None)
        if refused is not None:
            failures[refused] += 1
            return refused
        query = {"projection": "full", "fields": "name,acl(entity,role)", **billed(bucket_of(store))}
        path = bucket_path(store.resource.name, "o", key)
        reply = self._calls.ask(operations.OBJECT_ACL, path, query)
        if not isinstance(reply, Failed) and isinstance(reply.get("acl"), list):
            return tuple((str(entry.get("entity")), str(entry.get("role"))) for entry in items(reply["acl"]))
        failure = reply if isinstance(reply, Failed) else _NOT_SHOWN
        failures[failure] += 1
        return failure


def _gap(store: Store, failure: Failed, count: int, total: int) -> Gap:
    call = operations.OBJECT_ACL
    gap = failure.gap(store.resource.id, call.fact, call.permission)
    return gap.model_copy(update={"detail": f"{failure.code}: {count} of {total} objects"}) if total > 1 else gap
