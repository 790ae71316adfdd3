"""Sends one read-only call and turns its outcome into a value, an observed absence, or the reason there is neither."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Protocol, cast

from botocore import xform_name
from botocore.exceptions import ClientError

from exposurecheck.errors import ProviderError
from exposurecheck.model.base import JsonObject
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.aws.again import patiently
from exposurecheck.providers.aws.errors import ANSWERED, Failed, code_of, failed
from exposurecheck.providers.aws.session import Clients
from exposurecheck.providers.aws.wire import Read, Wire
from exposurecheck.providers.once import Once
from exposurecheck.providers.pace import Pace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One read-only operation of a service and what it tells."""

    service: str
    """The SDK's name, for example ``s3``."""
    operation: str
    """Name in the service's API reference, for example ``GetBucketPolicy``."""
    fact: str
    """What is missing when it fails."""
    permission: str
    """IAM action that allows it (Service authorization reference)."""
    absent: frozenset[str] = frozenset()
    """Error codes that mean: observed, there is none."""
    query: str | None = None
    """For reads of S3: the sub-resource in the query string, for example ``policy``."""
    promised: str = ""
    """A member that the documented answer never lacks; without it, something else has answered."""


Reply = JsonObject | Failed | None
"""A value, a failure, or None: observed to be absent."""


class Asks(Protocol):
    """Whoever can be asked with the SDK's client."""

    def ask(self, call: Call, region: str | None = None, **params: object) -> Reply:
        """Send ``call``, or give the answer that it once had."""
        ...


class Remembered:
    """Gives the answer of a call that was made before: accounts of one organisation ask the same about it."""

    def __init__(self, calls: Asks) -> None:
        """Ask through ``calls``."""
        self._calls = calls
        self._asked: dict[str, Callable[[], Reply]] = {}
        self._replies = Once(lambda key: self._asked[key]())

    def ask(self, call: Call, region: str | None = None, **params: object) -> Reply:
        """Send ``call`` unless the same has been asked; others who ask it meanwhile wait for the answer."""
        key = f"{call.service} {call.operation} {region} {sorted(params.items())}"
        self._asked.setdefault(key, partial(self._calls.ask, call, region, **params))
        return self._replies.get(key)


class Calls:
    """All calls of one scan: paced, counted, and stopped at once when the credentials have expired."""

    def __init__(self, clients: Clients, pace: Pace, sleep: Callable[[float], None] = time.sleep) -> None:
        """Send through ``clients`` at ``pace``."""
        self.clients = clients
        self.wire = Wire(clients, pace, sleep)
        self.count: Counter[str] = Counter()
        """Calls by permission; retries and redirects are not counted."""
        self.refused: Counter[str] = Counter()
        """Those of them that were refused for lack of that permission."""
        self._pace, self._sleep = pace, sleep
        self._lock = Lock()
        self._expired: Failed | None = None

    def ask(self, call: Call, region: str | None = None, **params: object) -> Reply:
        """Send ``call`` with the SDK's client; no exception for anything a cloud or a network can do."""

        def send() -> JsonObject:
            method = getattr(self.clients.get(call.service, region), xform_name(call.operation))
            with self.clients.signing(), self._pace.slot():
                return cast("JsonObject", method(**params))

        return self._outcome(call, lambda: patiently(send, self._pace, self._sleep))

    def enter(self, call: Call) -> Failed | None:
        """Get the credentials of this identity, which ``call`` gives; tells why there are none."""

        def send() -> JsonObject:
            self.clients.credentials()
            return {}

        reply = self._outcome(call, lambda: patiently(send, self._pace, self._sleep))
        return reply if isinstance(reply, Failed) else None

    def read(
        self,
        call: Call,
        region: str | None,
        bucket: str,
        key: str | None = None,
        *,
        query: tuple[tuple[str, str], ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
        limit: int | None = None,
    ) -> Reply:
        """Send ``call`` to a bucket or object of S3; no exception for anything a cloud or a network can do."""
        asked = ((call.query, ""), *query) if call.query else query
        read = Read(call.operation, bucket, key, asked, headers, limit)
        return self._outcome(call, lambda: self.wire.read(read, region))

    def _outcome(self, call: Call, send: Callable[[], JsonObject]) -> Reply:
        if self._expired is not None:
            return self._expired
        with self._lock:
            self.count[call.permission] += 1
        try:
            reply = self._in_time(send)
        except ClientError as error:
            return None if code_of(error) in call.absent else self._failed(call, failed(error))
        except ANSWERED as error:
            return self._failed(call, failed(error))
        except ProviderError:  # a region that the SDK cannot make a client for
            return self._failed(call, Failed(GapReason.UNSUPPORTED, "InvalidRegion"))
        if call.promised and reply.get(call.promised) in (None, {}):
            return self._failed(call, Failed(GapReason.MALFORMED, f"No{call.promised}"))
        return reply

    def _in_time(self, send: Callable[[], JsonObject]) -> JsonObject:
        """Send, and once again when the refusal told that this machine's clock is off."""
        try:
            return send()
        except ClientError as error:
            if not self.clients.clock.learned(error):
                raise
        return send()

    def _failed(self, call: Call, outcome: Failed) -> Failed:
        log.info("%s: %s (%s)", call.permission, outcome.reason, outcome.code)
        if outcome.reason is GapReason.DENIED:
            with self._lock:
                self.refused[call.permission] += 1
        if outcome.reason is GapReason.EXPIRED:
            self._expired = (
                outcome  # every further call would fail too: answer here instead of asking thousands of times
            )
        return outcome
