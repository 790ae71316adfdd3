"""Answers the provider protocol for the S3 of one account, read-only, with the SDK's own credentials."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import Proof, ProviderName
from exposurecheck.providers.aws import objects as listing
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.account import Account
from exposurecheck.providers.aws.calls import Asks, Calls
from exposurecheck.providers.aws.describe import describe
from exposurecheck.providers.aws.details import details
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.aws.object_facts import ObjectFacts
from exposurecheck.providers.aws.probe import Prober
from exposurecheck.providers.aws.session import SIGN_IN, Clients, sign_in
from exposurecheck.providers.aws.thrift import Thrift
from exposurecheck.providers.base import FoundLink, ObjectEntry, Store, StoreRef
from exposurecheck.providers.pace import Pace
from exposurecheck.providers.replies import items, mapping, text
from exposurecheck.settings import ScanSettings

_PAGE = 1000
"""Buckets asked for at once; AWS lists buckets of one region only when asked to, and says each one's region."""


def connect(settings: ScanSettings) -> "AwsProvider":
    """Return a connection; raises ``ProviderError`` when nobody is signed in."""
    provider = AwsProvider(settings)
    provider.accounts()
    return provider


@dataclass(frozen=True, slots=True)
class Member:
    """An account of an organisation: how to get into it, and what it shares with the others."""

    account: str
    clients: Clients
    pace: Pace
    prober: Prober
    above: Asks
    """Asks about the organisation as the identity that listed its accounts."""


class AwsProvider:
    """One AWS account as the credentials see it."""

    name = ProviderName.AWS

    def __init__(
        self,
        settings: ScanSettings,
        sleep: Callable[[float], None] = time.sleep,
        member: Member | None = None,
        thrift: Thrift | None = None,
    ) -> None:
        """Prepare the session; the first call is made by ``accounts``. ``sleep`` waits before a read is repeated."""
        self._clients = member.clients if member else sign_in(settings)
        pace = member.pace if member else Pace(settings.max_rate, settings.concurrency)
        self._calls = Calls(self._clients, pace, sleep)
        self._thrift = thrift or Thrift(own_checks=bool(settings.checks_dirs))
        self._facts = ObjectFacts(self._calls, self._thrift)
        self._prober = member.prober if member else Prober(settings.concurrency)
        self._account = Account(self._calls, member.account, member.above) if member else None
        self._member = member
        self._owner: str | None = None
        self._listed: set[str] = set()
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
        """Return the account that the credentials belong to; raises ``ProviderError`` when nobody is signed in."""
        return (self._signed_in().id,)

    def enter(self) -> Failed | None:
        """Assume the role that leads into this account; tells why that is not possible."""
        return self._calls.enter(operations.ROLE)

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the buckets of all regions, then the account's gaps; raises ``ProviderError`` if none can be listed.

        What cannot be listed in one account of an organisation is a gap: the others go on.
        """
        account = self._signed_in()
        regions: set[str] = set()
        token: dict[str, str] = {}
        while True:
            page = self._calls.ask(operations.BUCKETS, None, **self._paging(token))
            if page is None or isinstance(page, Failed):
                failure = page or Failed(GapReason.MALFORMED, "Empty")
                if not token and self._member is None:
                    raise ProviderError(_advice("The buckets of this account could not be listed", failure))
                yield failure.gap(account.resource, operations.BUCKETS.fact, operations.BUCKETS.permission)
                break
            self._owner = self._owner or text(mapping(page.get("Owner")).get("ID"))
            for bucket in items(page.get("Buckets")):
                name, region = str(bucket.get("Name")), text(bucket.get("BucketRegion"))
                self._listed.add(name)
                regions.add(region or self._clients.region)
                yield StoreRef(self.name, f"s3://{name}", name, region, account.id)
            following = text(page.get("ContinuationToken"))
            if following is None or {"ContinuationToken": following} == token:
                break
            token = {"ContinuationToken": following}
        account.wide()
        yield from account.take_gaps()

    def describe(self, ref: StoreRef) -> Store:
        """Read the documents of one bucket that can change the access verdict whatever is in it."""
        return describe(self._calls, self._signed_in(), self._owner, ref, self._thrift)

    def details(self, store: Store) -> Store:
        """Add website, logging, versioning, encryption, tags and replication."""
        return details(self._calls, store)

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """List at most ``limit`` current objects; a gap follows when there are more."""
        for item in listing.objects(self._calls, store, limit):
            if isinstance(item, ObjectEntry) and _is_pattern(item.key):
                self._wild_keys.add((store.resource.name, item.key))
            yield item

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Add each object's ACL, tags and encryption, and what of the bucket matters only because of its objects."""
        return self._facts.add(store, entries, complete=complete)

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
        endpoint = self._clients.endpoint(store.resource.region)
        if witness.method != "GET" or witness.signed:
            reason = "not_a_read" if witness.method != "GET" else "needs_an_account"
            return Proof(status=None, key=key, url=endpoint, at=at, error=reason)
        if key is not None and _is_pattern(key) and (bucket, key) not in self._wild_keys:
            return Proof(status=None, key=None, url=endpoint, at=at, error="no_key")
        return self._prober.probe(endpoint, bucket, key, at)

    def _paging(self, token: dict[str, str]) -> dict[str, object]:
        """Ask for pages only where they can be continued: some servers cut the listing short and give no token."""
        return {} if self._clients.has_own_endpoint() and not token else {"MaxBuckets": _PAGE, **token}

    def _signed_in(self) -> Account:
        with self._lock:
            if self._account is None:
                self._account = Account(self._calls, caller(self._calls))
            return self._account


def caller(calls: Calls) -> str:
    """Return the account that the credentials belong to; raises ``ProviderError`` when nobody is signed in."""
    reply = calls.ask(operations.IDENTITY)
    if isinstance(reply, Failed):
        raise ProviderError(_advice("AWS does not accept the credentials of this scan", reply))
    account = text((reply or {}).get("Account"))
    if account is None:
        raise ProviderError("sts:GetCallerIdentity named no account. Check AWS_ENDPOINT_URL.")
    return account


def _is_pattern(key: str) -> bool:
    return re.search(r"[*?]", key) is not None


def _advice(what: str, failure: Failed) -> str:
    advice = {
        GapReason.EXPIRED: SIGN_IN,
        GapReason.DENIED: f"The identity needs sts:GetCallerIdentity and s3:ListAllMyBuckets. {SIGN_IN}",
    }.get(failure.reason, "Check the network, --region and AWS_ENDPOINT_URL.")
    return f"{what} ({failure.code}). {advice}"
