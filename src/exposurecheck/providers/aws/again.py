"""Sends a call again while its failure is one that passes: throttling, a service in trouble, a cut connection."""

from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ProxyConnectionError,
    ReadTimeoutError,
    ResponseStreamingError,
)

from exposurecheck.providers.aws.errors import code_of, status_of
from exposurecheck.providers.pace import Pace
from exposurecheck.providers.patience import Patience

T = TypeVar("T")

_CUT_OFF = (
    ConnectionClosedError, ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError, ReadTimeoutError,
    ResponseStreamingError,
)  # fmt: skip
_OVERLOADED = frozenset({429, 503})
_BROKEN = frozenset({500, 502, 504})
_THROTTLES = frozenset(
    {
        "SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "TooManyRequests", "TooManyRequestsException",
    }
)  # fmt: skip
_AGAIN = frozenset({"RequestTimeout", "InternalError", "ServiceException"})


def patiently(send: Callable[[], T], pace: Pace, sleep: Callable[[float], None]) -> T:
    """Return what ``send`` returns at last; raises what it raises when waiting does not help."""
    patience = Patience()
    while True:
        try:
            return send()
        except ClientError as error:
            throttled = status_of(error) in _OVERLOADED or code_of(error) in _THROTTLES
            passing = throttled or status_of(error) in _BROKEN or code_of(error) in _AGAIN
            if not passing or patience.ends(throttled=throttled):
                raise
            if throttled:
                pace.throttled()
        except _CUT_OFF:
            if patience.ends(throttled=False):
                raise
        sleep(patience.pause())
