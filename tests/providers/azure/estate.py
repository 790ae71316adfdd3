"""A small Azure for tests: one account with something of everything, and helpers that do with it what a scan does."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from exposurecheck.access.resolve import resolve
from exposurecheck.demo.azure.story import OPEN, StoryAccount, StoryFile, StoryStore
from exposurecheck.demo.exhibit import Exhibit
from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.gap import Gap
from exposurecheck.providers.azure.provider import AzureProvider
from exposurecheck.providers.base import ObjectEntry, Store, StoreRef
from exposurecheck.settings import ScanSettings

AT = datetime(2026, 1, 15, tzinfo=UTC)
KEY = "aW52ZW50ZWQta2V5LW9mLXRlc3Rz"
PRIVATE = ExposureClass.PRIVATE
ANYONE = ExposureClass.ANONYMOUS_READ


def content(name: str) -> Exhibit:
    """Return bytes that say which file they are."""
    return Exhibit(f"content of {name!r}".encode(), "text/plain")


def file(path: str, get: int = OPEN, tier: str = "") -> StoryFile:
    """Return a file whose content names it."""
    return StoryFile(path, path, get, tier)


def account(*stores: StoryStore, name: str = "teststore", **options: Any) -> StoryAccount:
    """Return an account of test stores."""
    return StoryAccount(name=name, key=KEY, stores=stores, **options)


SHOP = account(
    StoryStore(
        "open", ANYONE, (file("a.csv"), file("b/c.csv")), "Container", OPEN, policies={"old": {"permission": "r"}}
    ),
    StoryStore("blobs", ANYONE, (file("a.csv"),), "Blob"),
    StoryStore("$web", ANYONE, (file("index.html"),)),
    StoryStore("closed", PRIVATE, (file("a.csv"),)),
    StoryStore("files", PRIVATE, (file("a.txt"), file("b/c.txt"), file("b/d/e.txt")), share=True),
    website=True,
    logged=True,
    tags={"team": "shop"},
)
LAKE = account(
    StoryStore(
        "lake",
        ExposureClass.ORGANIZATION,
        (file("in/a.csv"), file("out/b.csv"), file("top.csv")),
        acls={
            "/": "user::rwx,group::r-x,other::--x",
            "in": "user::rwx,group::r-x,other::---",
            "out": "user::rwx,group::r-x,other::r-x,default:other::r-x",
            "out/b.csv": "user::rw-,group::r--,other::r--",
            "top.csv": "user::rw-,group::r--,other::---",
        },
    ),
    StoryStore("shut", PRIVATE, (file("in/a.csv"),), acls={"/": "user::rwx,group::r-x,other::---"}),
    name="testlake",
    hierarchical=True,
)


def patient(**settings: Any) -> AzureProvider:
    """Return a provider that does not wait between tries."""
    scan = ScanSettings(provider="azure", concurrency=4, **settings)
    return AzureProvider(scan, sleep=lambda _seconds: None)


def refs(provider: AzureProvider) -> dict[str, StoreRef]:
    """Return the stores by name."""
    return {item.name: item for item in provider.stores() if isinstance(item, StoreRef)}


class Whole:
    """Everything a scan does with every store of a cloud."""

    def __init__(self, provider: AzureProvider, named: Callable[[StoreRef], str] = lambda ref: ref.name) -> None:
        self.gaps: list[Gap] = []
        self.stores: dict[str, Store] = {}
        self.exposures: dict[str, Exposure] = {}
        self.contents: dict[str, bytes] = {}
        for item in list(provider.stores()):
            if isinstance(item, Gap):
                self.gaps.append(item)
                continue
            store = provider.describe(item)
            entries = []
            if store.documents:
                found = list(provider.objects(store, 100))
                entries = [one for one in found if isinstance(one, ObjectEntry)]
                self.gaps += [one for one in found if isinstance(one, Gap)]
                store = provider.with_objects(store, tuple(entries), complete=len(entries) == len(found))
                store = provider.details(store)
                self.exposures[named(item)] = resolve("azure", store.documents, AT)
            for entry in entries:
                got = provider.read(store, entry.key, 0, 1000)
                if isinstance(got, Gap):
                    self.gaps.append(got)
                else:
                    self.contents[entry.key] = got
            self.stores[named(item)] = store
            self.gaps += store.gaps
