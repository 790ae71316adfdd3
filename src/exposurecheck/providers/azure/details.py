"""Reads the facts about a reachable store that only checks look at, most of them once for the whole account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.gap import Gap
from exposurecheck.providers.azure import operations
from exposurecheck.providers.azure.accounts import ARM_VERSION, Account, Found
from exposurecheck.providers.azure.calls import Call, Calls
from exposurecheck.providers.azure.replies import items, mapping, text
from exposurecheck.providers.base import Store
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.once import Once

_INSIGHTS_VERSION = "2021-05-01-preview"
_READS = frozenset({"StorageRead", "allLogs", "audit"})
"""Categories, and groups of categories, that hold reads ("Blob Storage monitoring data reference")."""


@dataclass(slots=True)
class _Service:
    """What is known about the blob or file service of one account."""

    known: dict[str, object] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)


class Details:
    """Facts by account and service, each asked for once."""

    def __init__(self, calls: Calls) -> None:
        """Ask nothing yet."""
        self._calls = calls
        self._accounts: dict[str, Account] = {}
        self._services = Once(self._read)

    def add(self, store: Store, where: Found) -> Store:
        """Add logging, versions, soft delete and replication to ``store``."""
        place, account = where.place, where.account
        if account.resource_id is None:  # one gap about the account says that nobody could be asked
            return store
        self._accounts.setdefault(account.name, account)
        service = self._services.get(f"{account.name}/{place.service}")
        known = dict(service.known)
        targets = known.pop("targets", None)
        if isinstance(targets, Mapping):
            known["replicates_to"] = targets.get(place.name, ())
        settings = store.resource.settings.model_copy(update=known)
        resource = store.resource.model_copy(update={"settings": settings})
        return replace(store, resource=resource, gaps=tuple(dict.fromkeys((*store.gaps, *service.gaps))))

    def _read(self, key: str) -> _Service:
        name, _, service = key.partition("/")
        account = self._accounts[name]
        found = _Service()
        below = f"{service}Services/default"
        own = operations.BLOB_SERVICE if service == "blob" else operations.FILE_SERVICE
        if (reply := self._ask(found, account, own, below, ARM_VERSION)) is not None:
            properties = mapping(reply.get("properties"))
            if service == "blob":
                found.known["versioning"] = properties.get("isVersioningEnabled") is True
            retention = "deleteRetentionPolicy" if service == "blob" else "shareDeleteRetentionPolicy"
            found.known["soft_delete"] = mapping(properties.get(retention)).get("enabled") is True
        path = f"{below}/providers/Microsoft.Insights/diagnosticSettings"
        if (reply := self._ask(found, account, operations.DIAGNOSTICS, path, _INSIGHTS_VERSION)) is not None:
            found.known["access_logging"] = any(_logs_reads(one) for one in items(reply.get("value")))
        if service == "blob":
            reply = self._ask(found, account, operations.REPLICATION, "objectReplicationPolicies", ARM_VERSION)
            if reply is not None:
                found.known["targets"] = _targets(account, items(reply.get("value")))
        return found

    def _ask(self, found: _Service, account: Account, call: Call, below: str, version: str) -> JsonObject | None:
        url = f"{self._calls.session.arm}{account.resource_id}/{below}?api-version={version}"
        reply = self._calls.document(call, url)
        if isinstance(reply, Failed):
            found.gaps.append(reply.gap(account.resource, call.fact, call.permission))
            return None
        return reply or {}


def _logs_reads(setting: Mapping[str, Json]) -> bool:
    logs = items(mapping(setting.get("properties")).get("logs"))
    return any(
        log.get("enabled") is True and (log.get("category") in _READS or log.get("categoryGroup") in _READS)
        for log in logs
    )


def _targets(account: Account, policies: Iterable[Mapping[str, Json]]) -> dict[str, tuple[str, ...]]:
    """Return, for each container that is copied elsewhere, where to ("Object replication for block blobs")."""
    targets: dict[str, set[str]] = {}
    for policy in policies:
        properties = mapping(policy.get("properties"))
        there = (text(properties.get("destinationAccount")) or "").rpartition("/")[2]
        if (text(properties.get("sourceAccount")) or "").rpartition("/")[2] != account.name:
            continue
        for rule in items(properties.get("rules")):
            target = f"{there}/{rule.get('destinationContainer')}"
            targets.setdefault(str(rule.get("sourceContainer")), set()).add(target)
    return {name: tuple(sorted(found)) for name, found in targets.items()}
