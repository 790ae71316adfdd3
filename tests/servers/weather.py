"""Bad weather on the way to a stand-in cloud: throttled calls, cut connections, a clock that differs."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Lock

from tests.servers.s3 import Answer, Request, error

OVERLOADED = 503
_STAMP = "%Y%m%dT%H%M%SZ"
_ACCEPTED = timedelta(minutes=5)


class Weather:
    """A ``fault`` for ``StubS3``; the same seed and order of requests give the same weather."""

    def __init__(self, *, throttled: float = 0.3, cut: float = 0.05, skew: timedelta = timedelta(minutes=10)) -> None:
        self.met: Counter[str] = Counter()
        self._throttled, self._cut, self._skew = throttled, cut, skew
        self._random = random.Random(5)
        self._lock = Lock()

    def __call__(self, request: Request) -> Answer | None:
        with self._lock:
            drawn = self._random.random()
            if drawn < self._cut:
                self.met["cut"] += 1
                return Answer(reset=True)
            if drawn < self._cut + self._throttled:
                self.met["throttled"] += 1
                return self._refused(request, OVERLOADED, "SlowDown", "ThrottlingException")
            if request.signed and self._late(request):
                self.met["late"] += 1
                return self._refused(request, 403, "RequestTimeTooSkewed", "InvalidSignatureException")
        return None

    def _late(self, request: Request) -> bool:
        signed = datetime.strptime(request.headers["x-amz-date"], _STAMP).replace(tzinfo=UTC)
        return abs(datetime.now(UTC) + self._skew - signed) > _ACCEPTED

    def _refused(self, request: Request, status: int, code: str, json_code: str) -> Answer:
        headers = {"Date": format_datetime(datetime.now(UTC) + self._skew, usegmt=True)}
        if "x-amz-target" in request.headers:  # the JSON protocol of Organizations and KMS
            return Answer(400, f'{{"__type":"{json_code}"}}'.encode(), headers)
        if request.operation in {"AssumeRole", "GetCallerIdentity"}:  # the query protocol of STS
            code = "Throttling" if status == OVERLOADED else "SignatureDoesNotMatch"
            inner = f"<ErrorResponse><Error><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>"
            return Answer(400 if status == OVERLOADED else 403, inner.encode(), headers)
        return error(status, code, headers=headers)
