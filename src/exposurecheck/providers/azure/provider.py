"""Answers the provider protocol for Azure Blob Storage and Azure Files, read-only, with the SDK's own credentials."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import Proof, ProviderName
from exposurecheck.providers.azure import objects as listing
from exposurecheck.providers.azure import operations
from exposurecheck.providers.azure.accounts import (
    Account,
    Found,
    accounts,
    only_account,
    public_account,
    stores_of,
    subscriptions,
)
from exposurecheck.providers.azure.acls import with_acls
from exposurecheck.providers.azure.address import account_of, place
from exposurecheck.providers.azure.calls import Call, Calls
from exposurecheck.providers.azure.describe import WEB, Described
from exposurecheck.providers.azure.details import Details
from exposurecheck.providers.azure.probe import Prober, addresses
from exposurecheck.providers.azure.sas import Links
from exposurecheck.providers.azure.session import SIGN_IN, sign_in
from exposurecheck.providers.base import FoundLink, ObjectEntry, Store, StoreRef
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.pace import Pace, Paces, share
from exposurecheck.settings import ScanSettings


def connect(settings: ScanSettings) -> "AzureProvider":
    """Return a connection; raises ``ProviderError`` when nobody is signed in."""
    provider = AzureProvider(settings)
    if not settings.named_only:
        provider.accounts()
    return provider


class AzureProvider:
    """The accounts of some subscriptions, or the one of a connection string; a store is a container or share."""

    name = ProviderName.AZURE

    def __init__(self, settings: ScanSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        """Prepare the session; the first call is made by ``accounts``. ``sleep`` waits before a read is repeated."""
        self._session = sign_in(settings)
        self._width = settings.concurrency
        self._account_width = settings.account_concurrency
        self._paces = Paces(Pace(settings.max_rate, settings.concurrency), account_of)
        self._calls = Calls(self._session, self._paces, settings.concurrency, sleep)
        self._links = Links(self._session.links)
        self._described = Described(self._calls, self._links)
        self._details = Details(self._calls)
        self._prober = Prober(settings.concurrency)
        self._subscriptions: tuple[str, ...] | None = None
        self._accounts: dict[str, Account] = {}
        self._found: dict[str, Found] = {}
        self._gaps: list[Gap] = []
        self._wild_keys: set[str] = set()

    @property
    def calls(self) -> Counter[str]:
        """Calls so far, by the permission that each one needs."""
        return self._calls.count

    @property
    def refused(self) -> Counter[str]:
        """Calls that were refused, by the permission that each one lacked."""
        return self._calls.refused

    def accounts(self) -> tuple[str, ...]:
        """Return the subscriptions in scope, or the account of the connection string.

        Raises ``ProviderError`` when nobody is signed in or the credentials see no subscription.
        """
        if self._session.only is not None:
            return (self._session.only.name,)
        if self._subscriptions is None:
            self._subscriptions = self._listed_subscriptions()
            self._paces.bound(share(self._width, self._account_width, len(self._subscriptions)))
        return self._subscriptions

    def _listed_subscriptions(self) -> tuple[str, ...]:
        call = operations.SUBSCRIPTIONS
        found: list[str] = []
        for item in subscriptions(self._calls):
            if not isinstance(item, Failed):
                found.append(item)
            elif not found:
                raise ProviderError(_advice("The subscriptions could not be listed", item, call))
            else:
                self._gaps.append(item.gap("azure", call.fact, call.permission))
        if not found:
            raise ProviderError(f"These credentials see no subscription. Use --subscription or --tenant. {SIGN_IN}")
        return tuple(dict.fromkeys(found))

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the containers and shares of all accounts; raises ``ProviderError`` if no account can be listed."""
        pool = ThreadPoolExecutor(self._width, thread_name_prefix="discover")
        try:
            # Accounts are asked for their stores while the listing of accounts goes on.
            waiting = [(account, pool.submit(stores_of, self._calls, account)) for account in self._all_accounts()]
            yield from self._gaps
            yield from self._links.gaps
            for account, future in waiting:
                yield from self._stores(account, future)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _all_accounts(self) -> Iterator[Account]:
        if self._session.only is not None:
            account = only_account(self._session.only)
            call = operations.ACCOUNTS
            detail = "a connection string leads to the data only"
            self._gaps.append(
                Gap(
                    resource=account.resource, fact="account", reason=GapReason.UNSUPPORTED,
                    permission=call.permission, detail=detail,
                )
            )  # fmt: skip
            yield account
            return
        refused: list[Gap] = []
        worst: Failed | None = None
        anything = False
        for subscription in self.accounts():
            for item in accounts(self._calls, subscription):
                if isinstance(item, Failed):
                    call, worst = operations.ACCOUNTS, item
                    refused.append(item.gap(f"azure:{subscription}", call.fact, call.permission))
                else:
                    anything = True
                    yield item
        if worst is not None and not anything and len(refused) == len(self.accounts()):
            raise ProviderError(_advice("The storage accounts could not be listed", worst, operations.ACCOUNTS))
        self._gaps += refused

    def _stores(self, account: Account, future: "Future[list[Found | Gap]]") -> Iterator[StoreRef | Gap]:
        self._accounts[account.name] = account
        for item in future.result():
            if isinstance(item, Gap):
                yield item
                continue
            self._found[item.place.id] = item
            yield StoreRef(self.name, item.place.id, item.place.name, account.region, account.name)

    def describe(self, ref: StoreRef) -> Store:
        """Read every document of one container or share that can change the access verdict."""
        return self._described.store(self._where(ref.id))

    def details(self, store: Store) -> Store:
        """Add logging, versions and replication."""
        return self._details.add(store, self._where(store.resource.id))

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """List at most ``limit`` current blobs or files; a gap follows when there are more."""
        where = self._where(store.resource.id)
        for item in listing.objects(self._calls, where, limit):
            if isinstance(item, ObjectEntry) and _is_pattern(item.key):
                self._wild_keys.add(f"{where.place.id} {item.key}")
            yield item

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Add each path's ACL where the account has a hierarchical namespace; elsewhere objects grant nothing."""
        return with_acls(self._calls, self._where(store.resource.id), store, entries, complete=complete)

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:
        """Add to the documents those of ``links`` that open the store; the same store when none does."""
        return self._described.linked(store, links)

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        """Read a range of one blob or file with the scan's own credentials."""
        return listing.read(self._calls, self._where(store.resource.id), key, start, length)

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        """Send an unsigned GET; raises ``ProviderError`` for a store that this connection has not listed."""
        found, key = self._found.get(store.resource.id), witness.key
        if found is None:
            raise ProviderError(f"{store.resource.id}: only stores that this scan's own credentials listed are probed.")
        reason = None
        if witness.method != "GET" or witness.signed:
            reason = "not_a_read" if witness.method != "GET" else "needs_an_account"
        elif key is not None and _is_pattern(key) and f"{found.place.id} {key}" not in self._wild_keys:
            reason, key = "no_key", None
        urls = addresses(found, key)
        if reason is None and not urls:
            reason = "no_endpoint"
        if reason is not None:
            return Proof(status=None, key=key, url=store.resource.id, at=at, error=reason)
        proof = self._prober.probe(urls, key, at)
        if proof.status not in {200, 206} and found.place.name == WEB and "web" not in found.account.endpoints:
            # The website has an address of its own, which a connection string does not tell.
            return Proof(status=None, key=key, url=proof.url, at=at, error="web_endpoint_unknown")
        return proof

    def _where(self, store_id: str) -> Found:
        found = self._found.get(store_id)
        if found is not None:
            return found
        where = place(store_id)
        if where.account not in self._accounts:
            self._accounts[where.account] = self._named(where.account)
        return Found(where, self._accounts[where.account], {"name": where.name})

    def _named(self, name: str) -> Account:
        """Return an account that nobody has listed: by the connection string, Resource Manager, or its public name."""
        only = self._session.only
        if only is not None:
            return only_account(only) if only.name == name else Account(name, {"name": name})
        if not self._session.elsewhere:
            return public_account(name)
        for subscription in self.accounts():
            for item in accounts(self._calls, subscription):
                if not isinstance(item, Failed) and item.name == name:
                    return item
        return Account(name, {"name": name})


def _is_pattern(key: str) -> bool:
    return re.search(r"[*?]", key) is not None


def _advice(what: str, failure: Failed, call: Call) -> str:
    advice = {
        GapReason.EXPIRED: SIGN_IN,
        GapReason.DENIED: f"The identity needs {call.permission}, for example by the role Reader. {SIGN_IN}",
        GapReason.DELETED: "Check --subscription and --tenant.",
    }.get(failure.reason, "Check the network, the proxy and AZURE_SDK_CLOUD_CONF.")
    return f"{what} ({failure.code}). {advice}"
