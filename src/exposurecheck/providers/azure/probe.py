"""Sends one unsigned request, as an outsider would, and keeps what proves the answer but never the bytes.

How refusals differ ("Understand error messages: anonymous access"): 404 ``ResourceNotFound`` or 401/403 for a private
container, 409 ``PublicAccessNotPermitted`` where the account forbids anonymous access, 404 ``BlobNotFound`` for a
missing blob in an open one, 403 ``AuthorizationFailure`` from the firewall. The code is kept in ``Proof.error``.
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit

from urllib3.exceptions import HTTPError

from exposurecheck.model.resource import Proof
from exposurecheck.providers.answer import READABLE, no_answer, proved
from exposurecheck.providers.azure.accounts import Found
from exposurecheck.providers.azure.address import in_path, joined
from exposurecheck.providers.azure.errors import error_code
from exposurecheck.providers.azure.wire import Pools

FIRST_BYTES = 1024
"""How much of an object a probe asks for: enough to prove that the content comes, too little to copy it."""
_KEPT = frozenset(
    {
        "accept-ranges", "content-length", "content-range", "content-type", "date", "etag", "last-modified", "server",
        "x-ms-blob-type", "x-ms-error-code", "x-ms-request-id", "x-ms-version",
    }
)  # fmt: skip


def addresses(found: Found, key: str | None) -> tuple[str, ...]:
    """Return where an outsider would ask, the likeliest first; empty when no address is known."""
    place, account = found.place, found.account
    base = account.endpoints.get(place.service)
    known: list[str] = []
    if key is None:
        restype = "container" if place.service == "blob" else "directory"
        query = {"restype": restype, "comp": "list", "maxresults": "1"}
        return (joined(base, place.name, query=query),) if base else ()
    path = key.removeprefix(place.prefix)
    web = account.endpoints.get("web")
    if place.name == "$web" and place.service == "blob" and web:
        known.append(f"{web}/{quote(path, safe='/~')}")
    if base:
        known.append(in_path(base, place.name, path))
    return tuple(known)


class Prober:
    """Unsigned requests; may be used from any number of threads."""

    def __init__(self, connections: int) -> None:
        """Send nothing yet; ``connections`` are kept open to each host."""
        self._pools = Pools(connections)

    def probe(self, urls: tuple[str, ...], key: str | None, at: datetime) -> Proof:
        """Ask each of ``urls`` until one gives the first bytes; else return what the first one said."""
        proofs: list[Proof] = []
        for url in urls:
            proofs.append(self._asked(url, key, at))
            if proofs[-1].status in READABLE:
                return proofs[-1]
        return proofs[0]

    def _asked(self, url: str, key: str | None, at: datetime) -> Proof:
        try:
            status, headers, data = self._get(url)
        except HTTPError as error:
            return no_answer(url, key, at, type(error).__name__)
        code = None if status in READABLE else error_code(headers, data)
        return proved(url, key, at, (status, headers, data), kept=_KEPT, code=code)

    def _get(self, url: str) -> tuple[int, Mapping[str, str], bytes]:
        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        # The pool takes the target as it is; a URL would have its dot segments resolved, and `a/../b` is a valid name.
        response = self._pools.of(base).connection_from_url(base).urlopen(
            "GET", url[len(base):], headers={"Range": f"bytes=0-{FIRST_BYTES - 1}", "Accept-Encoding": "identity"},
            redirect=False, retries=False, preload_content=False, decode_content=False,
        )  # fmt: skip
        try:
            data = response.read(FIRST_BYTES)
        finally:
            response.close()  # an endpoint that ignores the range would go on sending the object
        return response.status, response.headers, data
