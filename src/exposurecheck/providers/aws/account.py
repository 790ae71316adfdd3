"""Reads what is true for a whole account (its guardrail, organisation, access points) once, whoever asks first."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.access_points import Points, access_points
from exposurecheck.providers.aws.calls import Asks, Calls
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.aws.organization import organization
from exposurecheck.providers.once import Once
from exposurecheck.providers.replies import mapping, member


@dataclass(frozen=True, slots=True)
class Wide:
    """The documents ``account_public_access_block`` and ``organization``; a missing key could not be read."""

    documents: Mapping[str, Json]
    unread: tuple[Json, ...]
    """Facts of the organisation that could not be read."""


class Account:
    """What is known about one account; every gap is handed out once, not once for each bucket."""

    def __init__(self, calls: Calls, account: str, above: Asks | None = None) -> None:
        """Read nothing yet; ``above`` asks about the organisation as somebody who may know more than the account."""
        self.id = account
        self._above = above or calls
        self.resource = f"aws:{account}"
        self._calls = calls
        self._wide = Once(lambda _: self._read_wide())
        self._points = Once(self._read_points)
        self._news: list[Gap] = []
        self._news_lock = Lock()

    def wide(self) -> Wide:
        """Return the account's own block and its organisation's policies."""
        return self._wide.get("")

    def access_points(self, region: str) -> Points:
        """Return the access points of one region."""
        return self._points.get(region)

    def take_gaps(self) -> tuple[Gap, ...]:
        """Return the gaps that nobody has taken yet."""
        with self._news_lock:
            news, self._news = self._news, []
        return tuple(dict.fromkeys(news))

    def _read_wide(self) -> Wide:
        documents: dict[str, Json] = {}
        block = self._calls.ask(operations.ACCOUNT_BLOCK, AccountId=self.id)
        if isinstance(block, Failed):
            call = operations.ACCOUNT_BLOCK
            self._note([block.gap(self.resource, call.fact, call.permission)])
        else:
            documents["account_public_access_block"] = mapping(member(block, "PublicAccessBlockConfiguration")) or None
        about, unread, gaps = organization(self._above, self.id, self.resource)
        self._note(gaps)
        return Wide(documents | about, tuple(unread))

    def _read_points(self, region: str) -> Points:
        points = access_points(self._calls, self.id, region, self.resource)
        self._note(points.gaps)
        return points

    def _note(self, gaps: list[Gap]) -> None:
        with self._news_lock:
            self._news += gaps
