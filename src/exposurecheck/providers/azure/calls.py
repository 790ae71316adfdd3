"""Sends one read-only call and turns its outcome into a document, an observed absence, or the reason for neither."""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from lxml import etree

from exposurecheck.model.base import JsonObject
from exposurecheck.model.gap import GapReason
from exposurecheck.providers.azure.errors import TROUBLE, no_answer, refused
from exposurecheck.providers.azure.session import Session
from exposurecheck.providers.azure.signing import Signer
from exposurecheck.providers.azure.wire import Answer, Ask, Wire
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.pace import Paces

log = logging.getLogger(__name__)

DATA_VERSION = "2023-11-03"
"""Version of the data plane that every request names ("Versioning for Azure Storage")."""
_DATA_HEADERS = {"x-ms-version": DATA_VERSION, "x-ms-client-request-id": "exposurecheck"}
_FILE_HEADERS = {**_DATA_HEADERS, "x-ms-file-request-intent": "backup"}
"""Azure Files answers a token only with this intent ("Access Azure file shares using Microsoft Entra ID over REST")."""


@dataclass(frozen=True, slots=True)
class Call:
    """One read-only operation and what it tells."""

    fact: str
    """What is missing when it fails."""
    permission: str
    """Action of a role that allows it ("Azure resource provider operations: Microsoft.Storage")."""
    plane: Literal["arm", "blob", "file"] = "arm"
    promised: tuple[str, ...] = ()
    """Members (or the root element) of which the documented answer has at least one; else something else answered."""
    absent: frozenset[str] = frozenset()
    """Error codes that mean: observed, there is none."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes of an object."""

    data: bytes
    ranged: bool
    """Whether they are the range that was asked for, and not the beginning of everything."""


class Calls:
    """All calls of one scan: paced, counted, and stopped at once when the credentials have expired."""

    def __init__(
        self, session: Session, paces: Paces, connections: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Send as ``session`` at ``paces`` over at most so many ``connections`` to each host."""
        self.session = session
        self.wire = Wire(paces, connections, sleep)
        self.count: Counter[str] = Counter()
        """Calls by permission; retries are not counted."""
        self.refused: Counter[str] = Counter()
        """Those of them that were refused for lack of that permission."""
        self._lock = Lock()
        self._expired: dict[str, Failed] = {}

    def document(self, call: Call, url: str) -> JsonObject | Failed | None:
        """Ask for JSON; no exception for anything a cloud or a network can do."""
        answer = self._answer(call, Ask(url))
        if answer is None or isinstance(answer, Failed):
            return answer
        try:
            body = json.loads(answer.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            return self._failed(call, Failed(GapReason.MALFORMED, "NotJson", answer.status))
        if call.promised and not any(name in body for name in call.promised):
            return self._failed(call, Failed(GapReason.MALFORMED, f"No{call.promised[0]}", answer.status))
        return body

    def element(self, call: Call, url: str) -> tuple[etree._Element, Mapping[str, str]] | Failed | None:
        """Ask for XML, and return its root with the headers; no exception for anything a cloud or a network can do."""
        answer = self._answer(call, Ask(url, headers=_headers(call)))
        if answer is None or isinstance(answer, Failed):
            return answer
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(answer.body, parser)
        except (etree.XMLSyntaxError, ValueError):
            return self._failed(call, Failed(GapReason.MALFORMED, "NotXml", answer.status))
        if root is None or root.tag not in call.promised:
            return self._failed(call, Failed(GapReason.MALFORMED, f"No{call.promised[0]}", answer.status))
        return root, answer.headers

    def headers(self, call: Call, url: str, method: str = "HEAD") -> Mapping[str, str] | Failed | None:
        """Ask for headers only."""
        answer = self._answer(call, Ask(url, method, headers=_headers(call)))
        return answer.headers if isinstance(answer, Answer) else answer

    def fetch(self, call: Call, url: str, start: int, length: int) -> Content | Failed:
        """Read a range of an object."""
        ask = Ask(url, headers={**_headers(call), "Range": f"bytes={start}-{start + length - 1}"}, limit=length)
        answer = self._sent(call, ask)
        if isinstance(answer, Failed):
            return answer
        if answer.status == 416:  # noqa: PLR2004 - RFC 9110: range not satisfiable, so beyond the end
            return Content(b"", ranged=True)
        if answer.status in {200, 206}:
            return Content(answer.body, ranged=answer.status == 206)  # noqa: PLR2004 - RFC 9110: partial content
        return self._failed(call, refused(answer.status, answer.headers, answer.body))

    def _answer(self, call: Call, ask: Ask) -> Answer | Failed | None:
        answer = self._sent(call, ask)
        if isinstance(answer, Failed) or answer.status == 200:  # noqa: PLR2004 - RFC 9110: every read promises 200
            return answer
        outcome = refused(answer.status, answer.headers, answer.body)
        return None if outcome.code in call.absent else self._failed(call, outcome)

    def _sent(self, call: Call, ask: Ask) -> Answer | Failed:
        stopped = self._expired.get(call.plane)
        if stopped is not None:
            return stopped
        signer = self._signer(call)
        if signer is None:
            return Failed(GapReason.UNSUPPORTED, "NoResourceManager")
        with self._lock:
            self.count[call.permission] += 1
        try:
            return self.wire.send(ask, signer)
        except TROUBLE as error:
            return self._failed(call, no_answer(error))

    def _signer(self, call: Call) -> Signer | None:
        return self.session.arm_signer if call.plane == "arm" else self.session.data_signer

    def _failed(self, call: Call, outcome: Failed) -> Failed:
        log.info("%s: %s (%s)", call.permission, outcome.reason, outcome.code)
        if outcome.reason is GapReason.DENIED:
            with self._lock:
                self.refused[call.permission] += 1
        if outcome.reason is GapReason.EXPIRED:
            # Every further call would fail too: answer here instead of asking thousands of times.
            self._expired[call.plane] = outcome
        return outcome


def _headers(call: Call) -> dict[str, str]:
    return dict(_FILE_HEADERS if call.plane == "file" else _DATA_HEADERS)
