"""Sends one read-only call and turns its outcome into a document or the reason there is none."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import orjson

from exposurecheck.model.base import JsonObject
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp.address import with_query
from exposurecheck.providers.gcp.errors import TROUBLE, no_answer, refused
from exposurecheck.providers.gcp.session import Session
from exposurecheck.providers.gcp.wire import Answer, Ask, Wire
from exposurecheck.providers.pace import Paces

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One read-only method of an API and what it tells."""

    fact: str
    """What is missing when it fails."""
    permission: str
    """IAM permission that allows it ("Cloud Storage: IAM permissions for JSON methods" and the like)."""
    promised: tuple[str, ...] = ()
    """Members of which the documented answer has at least one; without them, something else has answered."""
    api: str = "storage"


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes of an object."""

    data: bytes
    ranged: bool
    """Whether they are the range that was asked for, and not the beginning of everything."""


Reply = JsonObject | Failed


class Calls:
    """All calls of one scan: paced, counted, and stopped at once when the credentials have expired."""

    def __init__(
        self, session: Session, paces: Paces, connections: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Send as ``session`` at ``paces`` over at most so many ``connections`` to each host."""
        self.session = session
        self.wire = Wire(session, paces, connections, sleep)
        self.count: Counter[str] = Counter()
        """Calls by permission; retries are not counted."""
        self.refused: Counter[str] = Counter()
        """Those of them that were refused for lack of that permission."""
        self._lock = Lock()
        self._expired: Failed | None = None

    def ask(
        self, call: Call, path: str, query: dict[str, str] | None = None, *, body: JsonObject | None = None
    ) -> Reply:
        """Ask for one JSON document; no exception for anything a cloud or a network can do."""
        base = self._base(call)
        if base is None:
            return Failed(GapReason.UNSUPPORTED, "NoEndpoint")
        url = base + with_query(path, query or {})
        sent = Ask(url)
        if body is not None:
            sent = Ask(url, "POST", orjson.dumps(body), {"Content-Type": "application/json"})
        answer = self._sent(call, sent)
        return answer if isinstance(answer, Failed) else self._document(call, answer)

    def fetch(self, call: Call, path: str, query: dict[str, str], start: int, length: int) -> Content | Failed:
        """Read a range of an object."""
        headers = {"Range": f"bytes={start}-{start + length - 1}", "Accept-Encoding": "gzip"}  # gzip: as it is stored
        answer = self._sent(call, Ask(self.session.storage + with_query(path, query), headers=headers, limit=length))
        if isinstance(answer, Failed):
            return answer
        if answer.status == 416:  # noqa: PLR2004 - RFC 9110: range not satisfiable, so beyond the end
            return Content(b"", ranged=True)
        if answer.status in {200, 206}:
            return Content(answer.body, ranged=answer.status == 206)  # noqa: PLR2004 - RFC 9110: partial content
        return self._failed(call, refused(answer.status, _json(answer.body)))

    def _base(self, call: Call) -> str | None:
        return self.session.storage if call.api == "storage" else self.session.endpoints.get(call.api)

    def _sent(self, call: Call, ask: Ask) -> Answer | Failed:
        if self._expired is not None:
            return self._expired
        with self._lock:
            self.count[call.permission] += 1
        try:
            return self.wire.send(ask)
        except TROUBLE as error:
            return self._failed(call, no_answer(error))

    def _document(self, call: Call, answer: Answer) -> Reply:
        body = _json(answer.body)
        if answer.status != 200:  # noqa: PLR2004 - RFC 9110: every method here promises 200
            return self._failed(call, refused(answer.status, body))
        if not isinstance(body, dict):
            return self._failed(call, Failed(GapReason.MALFORMED, "NotJson", answer.status))
        if call.promised and not any(name in body for name in call.promised):
            return self._failed(call, Failed(GapReason.MALFORMED, f"No{call.promised[0]}", answer.status))
        return body

    def _failed(self, call: Call, outcome: Failed) -> Failed:
        log.info("%s: %s (%s)", call.permission, outcome.reason, outcome.code)
        if outcome.reason is GapReason.DENIED:
            with self._lock:
                self.refused[call.permission] += 1
        if outcome.reason is GapReason.EXPIRED:
            # Every further call would fail too: answer here instead of asking thousands of times.
            self._expired = outcome
        return outcome


def _json(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except ValueError:
        return None
