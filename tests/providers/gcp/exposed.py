"""An estate in which every read can matter: stores opened in each way, and what a whole scan of it says."""

from collections.abc import Mapping
from datetime import UTC, datetime

from exposurecheck.access.resolve import resolve
from exposurecheck.demo.gcs.estate import Blob, Bucket, Estate
from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.gap import Gap
from exposurecheck.providers.base import ObjectEntry, Store, StoreRef
from exposurecheck.providers.gcp.provider import GcpProvider
from tests.providers.gcp.estate import EVERYONE, VIEWER, project

AT = datetime(2026, 1, 15, tzinfo=UTC)
CUSTOM = "projects/acme-prod/roles/objGet"
OUTSIDER = "user:someone@partner.example"
DENIAL = {
    "name": "deny-1",
    "rules": [
        {
            "denyRule": {
                "deniedPrincipals": ["principal://goog/subject/nobody@corp.example"],
                "deniedPermissions": ["storage.googleapis.com/objects.delete"],
            }
        }
    ],
}
TRUTH: Mapping[str, ExposureClass] = {
    "by-acl": ExposureClass.ANONYMOUS_LIST,
    "by-filter": ExposureClass.NETWORK_RESTRICTED,
    "by-folder": ExposureClass.ANONYMOUS_READ,
    "by-object": ExposureClass.ANONYMOUS_READ,
    "by-policy": ExposureClass.ANONYMOUS_READ,
    "by-role": ExposureClass.EXTERNAL_ACCOUNT,
    "closed": ExposureClass.EXTERNAL_ACCOUNT,
}
"""What the vendor's documents make of each bucket; the last is closed but for somebody on the folder above."""


def estate() -> Estate:
    held = {"a.txt": Blob(b"synthetic"), "shared/b.txt": Blob(b"synthetic too")}
    return project(
        Bucket("by-acl", uniform=False, acl={"allUsers": "READER"}, objects=held),
        Bucket("by-filter", bindings=EVERYONE, ranges=("203.0.113.0/24",), objects=held),
        Bucket("by-folder", folders={"shared/": EVERYONE}, objects=held),
        Bucket("by-object", uniform=False, objects={"a.txt": Blob(b"synthetic", acl={"allUsers": "READER"})}),
        Bucket("by-policy", bindings=EVERYONE, objects=held),
        Bucket("by-role", bindings={CUSTOM: (OUTSIDER,)}, objects=held),
        Bucket("closed", objects=held),
        roles={CUSTOM: ("storage.objects.get",)},
        denials=(DENIAL,),
        above={"folders/800000000001": {VIEWER: (OUTSIDER,)}},
    )


def scanned(provider: GcpProvider) -> tuple[dict[str, Store], list[Gap]]:
    """Do everything that a scan does; return the stores by name, and every gap."""
    stores: dict[str, Store] = {}
    gaps: list[Gap] = []
    for ref in list(provider.stores()):
        if not isinstance(ref, StoreRef):
            gaps.append(ref)
            continue
        store = provider.describe(ref)
        found = list(provider.objects(store, 10))
        gaps += [item for item in found if isinstance(item, Gap)]
        entries = tuple(item for item in found if isinstance(item, ObjectEntry))
        store = provider.details(provider.with_objects(store, entries, complete=len(entries) == len(found)))
        for entry in entries:
            data = provider.read(store, entry.key, 0, 100)
            if isinstance(data, Gap):
                gaps.append(data)
        stores[ref.name] = store
        gaps += store.gaps
    return stores, gaps


def verdict(store: Store) -> Exposure:
    return resolve("gcp", store.documents, AT)


def closed_though_open(stores: Mapping[str, Store]) -> list[str]:
    """Name the stores whose verdict, doubts included, is narrower than the truth."""
    return [name for name, store in stores.items() if verdict(store).at_most.reach < TRUTH[name].reach]
