"""Sends one read-only call and turns its outcome into a value, an observed absence, or the reason there is neither."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import cast

from botocore.exceptions import ClientError

from exposurecheck.errors import ProviderError
from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.aws.errors import ANSWERED, Failed, code_of, failed
from exposurecheck.providers.aws.pace import Pace
from exposurecheck.providers.aws.session import Clients

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One read-only operation of a service and what it tells."""

    service: str
    """The SDK's name, for example ``s3``."""
    operation: str
    """The SDK's method, for example ``get_bucket_policy``."""
    fact: str
    """What is missing when it fails."""
    permission: str
    """IAM action that allows it (Service authorization reference)."""
    absent: frozenset[str] = frozenset()
    """Error codes that mean: observed, there is none."""
    promised: str = ""
    """A member that the documented answer never lacks; without it, something else has answered."""


Reply = JsonObject | Failed | None
"""A value, a failure, or None: observed to be absent."""


class Calls:
    """All calls of one scan: paced, counted, and stopped at once when the credentials have expired."""

    def __init__(self, clients: Clients, pace: Pace) -> None:
        """Send through ``clients`` at ``pace``."""
        self.clients = clients
        self.count: Counter[str] = Counter()
        """Calls by permission; retries and redirects are not counted."""
        self._pace = pace
        self._lock = Lock()
        self._expired: Failed | None = None

    def ask(self, call: Call, region: str | None = None, **params: object) -> Reply:  # noqa: PLR0911 - one for each outcome
        """Send ``call``; no exception for anything a cloud or a network can do."""
        if self._expired is not None:
            return self._expired
        self._pace.wait()
        with self._lock:
            self.count[call.permission] += 1
        try:
            method = getattr(self.clients.get(call.service, region), call.operation)
            reply = cast("Mapping[str, Json]", method(**params))
        except ClientError as error:
            if code_of(error) in call.absent:
                return None
            return self._failed(call, error)
        except ANSWERED as error:
            return self._failed(call, error)
        except ProviderError as error:  # a region that the SDK cannot make a client for
            log.info("%s: %s", call.permission, type(error).__name__)
            return Failed(GapReason.UNSUPPORTED, "InvalidRegion")
        if call.promised and reply.get(call.promised) in (None, {}):
            return Failed(GapReason.MALFORMED, f"No{call.promised}")
        return reply

    def _failed(self, call: Call, error: Exception) -> Failed:
        outcome = failed(error)
        log.info("%s: %s (%s)", call.permission, outcome.reason, outcome.code)
        if outcome.reason is GapReason.EXPIRED:
            self._expired = (
                outcome  # every further call would fail too: answer locally instead of asking thousands of times
            )
        return outcome
