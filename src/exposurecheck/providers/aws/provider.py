"""Makes one account, or all accounts of an organisation, answer as one provider."""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from exposurecheck.errors import ProviderError
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap
from exposurecheck.model.resource import Proof, ProviderName
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.accounts import first_role, listed, role_in
from exposurecheck.providers.aws.calls import Calls, Remembered
from exposurecheck.providers.aws.in_account import AwsProvider, Member, caller
from exposurecheck.providers.aws.probe import Prober
from exposurecheck.providers.aws.session import Clients, sign_in
from exposurecheck.providers.base import FoundLink, ObjectEntry, Store, StoreRef
from exposurecheck.providers.pace import Pace, share
from exposurecheck.settings import ScanSettings

log = logging.getLogger(__name__)

_SHUT = frozenset({operations.ROLE.fact, operations.BUCKETS.fact})
"""Gaps of an account of which nothing is seen, or not everything."""


def connect(settings: ScanSettings) -> "AwsProvider | OrganizationProvider":
    """Return a connection to one account or to all of an organisation; raises ``ProviderError``."""
    provider = OrganizationProvider(settings) if settings.organization else AwsProvider(settings)
    provider.accounts()
    return provider


class OrganizationProvider:
    """The caller's own account as the caller, and every other account in the role that it has there."""

    name = ProviderName.AWS

    def __init__(self, settings: ScanSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        """Prepare the session; the first call is made by ``accounts``."""
        self._settings, self._sleep = settings, sleep
        own = settings.model_copy(update={"role_arn": first_role(settings.role_arn)})
        self._clients = sign_in(own)
        self._all = Pace(settings.max_rate, settings.concurrency)
        self._calls = Calls(self._clients, Pace(None, settings.concurrency, within=self._all), sleep)
        self._above = Remembered(self._calls)
        self._prober = Prober(settings.concurrency)
        self._width = share(settings.concurrency, settings.account_concurrency, accounts=2)
        self._caller = ""
        self._members: dict[str, AwsProvider] = {}
        self._gaps: tuple[Gap, ...] = ()

    @property
    def calls(self) -> Counter[str]:
        """Calls so far in all accounts, by the permission that each one needs."""
        return sum((member.calls for member in self._members.values()), self._calls.count)

    @property
    def refused(self) -> Counter[str]:
        """Calls that were refused, by the permission that each one lacked."""
        return sum((member.refused for member in self._members.values()), self._calls.refused)

    def accounts(self) -> tuple[str, ...]:
        """Return the accounts in scope; raises ``ProviderError`` when nobody is signed in or none can be listed."""
        if not self._members:
            self._caller = caller(self._calls)
            found = listed(self._calls)
            self._gaps = found.gaps
            partition = str(self._clients.get("sts").meta.partition)
            self._members = {
                account: self._member(
                    account, self._clients if account == self._caller else self._in(account, partition)
                )
                for account in dict.fromkeys([self._caller, *found.accounts])
            }
        return tuple(self._members)

    def stores(self) -> Iterator[StoreRef | Gap]:
        """List the buckets of all accounts, several accounts at a time; one that cannot be entered is a gap.

        Raises ``ProviderError`` when not a single account could be listed.
        """
        accounts = self.accounts()
        yield from self._gaps
        pool = ThreadPoolExecutor(self._settings.concurrency, thread_name_prefix="discover")
        try:
            found = list(pool.map(self._stores, accounts))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if all(any(isinstance(item, Gap) and item.fact in _SHUT for item in items) for items in found):
            raise ProviderError(
                f"--organization: in none of {len(found)} accounts could buckets be listed. The role needs "
                f"{operations.BUCKETS.permission}, and the caller {operations.ROLE.permission} for it; `exposurecheck "
                "doctor` says which of them is missing."
            )
        yield from mixed(found, at_once=self._settings.concurrency // self._width + 1)

    def _stores(self, account: str) -> list[StoreRef | Gap]:
        refused = None if account == self._caller else self._members[account].enter()
        if refused is not None:
            call = operations.ROLE
            return [refused.gap(f"aws:{account}", call.fact, call.permission)]
        found = list(self._members[account].stores())
        log.info("account %s: listed", account)
        return found

    def describe(self, ref: StoreRef) -> Store:
        """Ask in the store's own account."""
        return self._in_account(ref.account).describe(ref)

    def details(self, store: Store) -> Store:
        """Ask in the store's own account."""
        return self._of(store).details(store)

    def objects(self, store: Store, limit: int) -> Iterator[ObjectEntry | Gap]:
        """Ask in the store's own account."""
        return self._of(store).objects(store, limit)

    def with_objects(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Ask in the store's own account."""
        return self._of(store).with_objects(store, entries, complete=complete)

    def with_links(self, store: Store, links: tuple[FoundLink, ...]) -> Store:  # noqa: ARG002 - none concerns this cloud
        """Return the same store: shared access signatures are Azure's."""
        return store

    def read(self, store: Store, key: str, start: int, length: int) -> bytes | Gap:
        """Ask in the store's own account."""
        return self._of(store).read(store, key, start, length)

    def probe(self, store: Store, witness: Witness, at: datetime) -> Proof:
        """Send an unsigned request, if the store's own account listed it."""
        return self._of(store).probe(store, witness, at)

    def _of(self, store: Store) -> AwsProvider:
        return self._in_account(store.resource.account)

    def _in_account(self, account: str | None) -> AwsProvider:
        return self._members.get(account or "") or self._members[self._caller]

    def _in(self, account: str, partition: str) -> Clients:
        return self._clients.assuming(role_in(account, self._settings.role_arn, partition), self._settings.external_id)

    def _member(self, account: str, clients: Clients) -> AwsProvider:
        pace = Pace(None, self._width, within=self._all)
        member = Member(account, clients, pace, self._prober, self._above)
        return AwsProvider(self._settings, self._sleep, member)


def mixed(lists: list[list[StoreRef | Gap]], at_once: int) -> Iterator[StoreRef | Gap]:
    """Take in turns from ``at_once`` lists, and from the next one when a list is empty.

    Who works through the result asks several accounts at a time, none of them too often, and finishes one account
    after the other.
    """
    waiting = deque(found for found in lists if found)
    turns: deque[deque[StoreRef | Gap]] = deque()
    while turns or waiting:
        while waiting and len(turns) < at_once:
            turns.append(deque(waiting.popleft()))
        turn = turns.popleft()
        yield turn.popleft()
        if turn:
            turns.append(turn)
