"""Answers the provider protocol for Google Cloud Storage, read-only, with Application Default Credentials."""

import re
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Lock

from exposurecheck.errors import ProviderError
from exposurecheck.model.base import JsonObject
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import Proof, ProviderName
from exposurecheck.providers.base import FoundLink, ObjectEntry, Store, StoreRef
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import objects as listing
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.address import project_of
from exposurecheck.providers.gcp.calls import Calls
from exposurecheck.providers.gcp.describe import describe
from exposurecheck.providers.gcp.errors import TROUBLE, no_answer
from exposurecheck.providers.gcp.estate import projects
from exposurecheck.providers.gcp.metadata import detailed
from exposurecheck.providers.gcp.object_acls import ObjectAcls
from exposurecheck.providers.gcp.pages import pages
from exposurecheck.providers.gcp.probe import Prober
from exposurecheck.providers.gcp.project import Projects
from exposurecheck.providers.gcp.session import SIGN_IN, sign_in
from exposurecheck.providers.pace import Pace, Paces, share
from exposurecheck.providers.replies import items, text
from exposurecheck.settings import ScanSettings

_PAGE = "1000"
_REMEMBERED = 4096
"""Buckets whose description is kept between listing and describing; one that was let go is asked for again."""
_UNREACHABLE = re.compile(r"projects/[^/]+/buckets/(?P<name>[^/]+)")


def connect(settings: ScanSettings) -> "GcpProvider":
    """Return a connection; raises ``ProviderError`` when nobody is signed in or no project is named."""
    provider = GcpProvider(settings)
    provider.accounts()
    return provider


class GcpProvider:
    """Projects of Google Cloud as the credentials see them."""

    name = ProviderName.GCP

    def __init__(self, settings: ScanSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        """Prepare the session; the first call is made by ``accounts``. ``sleep`` waits before a read is repeated."""
        self._settings = settings
        session = sign_in(settings)
        self._listed: dict[str, str] = {}
        """The project of each bucket."""
        whole = Pace(settings.max_rate, settings.concurrency)
        self._paces = Paces(whole, lambda url: project_of(url, self._listed))
        self._calls = Calls(session, self._paces, settings.concurrency, sleep)
        self._projects = Projects(self._calls)
        self._acls = ObjectAcls(self._calls)
        self._prober = Prober(session.storage, settings.concurrency)
        self._accounts: tuple[str, ...] | None = None
        self._unlisted: tuple[Gap, ...] = ()
        self._shown: OrderedDict[str, JsonObject] = OrderedDict()
        self._wild_keys: set[tuple[str, str]] = set()
        self._lock = Lock()

    @property
    def calls(self) -> Counter[str]:
        """Calls so far, by the permission that each one needs."""
        return self._calls.count

    @property
    def refused(self) -> Counter[str]:
        """Calls that were refused, by the permission that each one lacked."""
        return self._calls.refused

    def accounts(self) -> tuple[str, ...]:
        """Return the ids of the projects in scope; raises ``ProviderError`` when nobody is signed in."""
        with self._lock:
            if self._accounts is None:
                try:
                    self._calls.wire.check()
                except TROUBLE as error:
                    failure = no_answer(error)
                    what = "does not accept the credentials of this scan"
                    if failure.reason is GapReason.UNREACHABLE:
                        what = "could not be asked for a token, so check the network"
                    raise ProviderError(f"Google Cloud {what} ({failure.code}). {SIGN_IN}") from error
                self._accounts, self._unlisted = projects(self._calls, self._settings)
                settings = self._settings
                self._paces.bound(share(settings.concurrency, settings.account_concurrency, len(self._accounts)))
            return self._accounts

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the buckets of all projects, and the gaps; raises ``ProviderError`` if none can be listed."""
        failures: list[Failed] = []
        accounts = self.accounts()
        yield from self._unlisted
        for project in accounts:
            for found in self._buckets(project):
                if isinstance(found, StoreRef):
                    yield found
                    continue
                failure, first = found
                failures += [failure] if first else []
                if len(failures) == len(accounts):
                    raise ProviderError(_advice(failure))
                call = operations.BUCKETS
                yield failure.gap(f"gcp:projects/{project}", call.fact, call.permission)
            self._projects.wide(project)
            yield from self._projects.take_gaps()

    def describe(self, ref: StoreRef) -> Store:
        """Read every document of one bucket that can change the access verdict."""
        with self._lock:
            shown = self._shown.pop(ref.name, None)
        return describe(self._calls, self._projects, ref, shown)

    def details(self, store: Store) -> Store:
        """Add logging, versions, website, encryption and labels, which the bucket's description already holds."""
        settings, tags = detailed(store.documents, store.resource.settings)
        changed = store.resource.model_copy(update={"settings": settings, "tags": tags})
        return Store(changed, store.documents, store.gaps)

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """List at most ``limit`` live objects; a gap follows when there are more."""
        self._acls.begin(store.resource.name)
        for item in listing.objects(self._calls, store, limit):
            if isinstance(item, Gap):
                yield item
                continue
            self._acls.note(store.resource.name, item)
            if _is_pattern(item.entry.key):
                self._wild_keys.add((store.resource.name, item.entry.key))
            yield item.entry

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Add each object's ACL, where ACLs count."""
        return self._acls.add(store, entries, complete=complete)

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:  # noqa: ARG002 - none concerns this cloud
        """Return the same store: shared access signatures are Azure's."""
        return store

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        """Read a range of one object with the scan's own credentials."""
        return listing.read(self._calls, store, key, start, length)

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        """Send an unsigned GET; raises ``ProviderError`` for a bucket that this connection has not listed."""
        bucket, key = store.resource.name, witness.key
        if bucket not in self._listed:
            raise ProviderError(
                f"{store.resource.id}: only buckets that this scan's own credentials listed are probed."
            )
        url = self._calls.session.storage
        if witness.method != "GET" or witness.signed:
            reason = "not_a_read" if witness.method != "GET" else "needs_an_account"
            return Proof(status=None, key=key, url=url, at=at, error=reason)
        if key is not None and _is_pattern(key) and (bucket, key) not in self._wild_keys:
            return Proof(status=None, key=None, url=url, at=at, error="no_key")
        return self._prober.probe(bucket, key, at)

    def _buckets(self, project: str) -> Iterator[StoreRef | tuple[Failed, bool]]:
        """List one project; a failure comes with whether it is the first answer, so that nothing was listed."""
        first = True
        projection = "full"
        while True:
            # One region that is down must not hide the buckets of all others ("Buckets: list").
            query = {"project": project, "maxResults": _PAGE, "projection": projection, "returnPartialSuccess": "true"}
            for page in pages(self._calls, operations.BUCKETS, "/storage/v1/b", query):
                if isinstance(page, Failed):
                    if first and projection == "full" and page.reason is GapReason.DENIED:
                        break
                    yield page, first
                    return
                first = False
                yield from self._refs(project, page)
            if not first:
                return
            projection = "noAcl"

    def _refs(self, project: str, page: JsonObject) -> Iterator[StoreRef | tuple[Failed, bool]]:
        for bucket in items(page.get("items")):
            name = text(bucket.get("name"))
            if name is None:
                yield Failed(GapReason.MALFORMED, "NoName"), False
                continue
            with self._lock:
                self._shown[name] = bucket
                if len(self._shown) > _REMEMBERED:
                    self._shown.popitem(last=False)
            yield self._ref(project, name, text(bucket.get("location")))
        unreachable = page.get("unreachable")
        for path in unreachable if isinstance(unreachable, list) else []:
            found = _UNREACHABLE.fullmatch(str(path))
            if found:
                yield self._ref(project, found["name"], None)

    def _ref(self, project: str, name: str, location: str | None) -> StoreRef:
        self._listed[name] = project
        return StoreRef(self.name, f"gs://{name}", name, location.lower() if location else None, project)


def _is_pattern(key: str) -> bool:
    return re.search(r"[*?]", key) is not None


def _advice(failure: Failed) -> str:
    advice = {
        GapReason.EXPIRED: SIGN_IN,
        GapReason.DENIED: f"The identity needs storage.buckets.list on the project. {SIGN_IN}",
        GapReason.DELETED: "Check --project: there may be no such project.",
    }.get(failure.reason, "Check the network and STORAGE_EMULATOR_HOST.")
    return f"The buckets of this project could not be listed ({failure.code}). {advice}"
