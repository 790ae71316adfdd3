"""Turns accounts, containers, shares and paths into stable ids and into the addresses of requests.

A store is one container or one file share. Its id is the address that an outsider would use in the public cloud,
``https://ACCOUNT.blob.core.windows.net/CONTAINER`` or ``https://ACCOUNT.file.core.windows.net/SHARE``, wherever the
requests really go. The key of an object starts with its container (``container/path``) or with its share
(``share:name/path``), as the patterns of a verdict do.
"""

import ipaddress
from typing import NamedTuple
from urllib.parse import quote, unquote, urlencode, urlsplit

_SUFFIX = "core.windows.net"
_SERVICES = ("blob.", "file.", "dfs.", "web.", "z")
"""How the rest of a storage account's host name begins; websites have the name of a zone before their service."""


class Place(NamedTuple):
    """Which store an id means."""

    account: str
    service: str
    """``blob`` or ``file``."""
    name: str

    @property
    def id(self) -> str:
        """The store's id."""
        return f"https://{self.account}.{self.service}.{_SUFFIX}/{quote(self.name, safe='$')}"

    @property
    def prefix(self) -> str:
        """What every key of this store starts with."""
        return f"{self.name}/" if self.service == "blob" else f"share:{self.name}/"


def place(store_id: str) -> Place:
    """Return what ``store_id`` means; raises ``ValueError`` when it is none."""
    parts = urlsplit(store_id)
    account, _, rest = parts.netloc.partition(".")
    service, _, suffix = rest.partition(".")
    if service not in {"blob", "file"} or suffix != _SUFFIX or len(parts.path) <= 1:
        raise ValueError(store_id)
    return Place(account, service, unquote(parts.path[1:]))


def joined(base: str, *segments: str, query: dict[str, str] | None = None) -> str:
    """Append names to ``base``, each as one segment, and ``query``."""
    path = "/".join(quote(segment, safe="$") for segment in segments)
    return with_query(f"{base.rstrip('/')}/{path}", query or {})


def in_path(base: str, name: str, path: str, query: dict[str, str] | None = None) -> str:
    """Return the address of a blob or file, whose slashes stay ("Naming and referencing containers, blobs")."""
    return with_query(f"{base.rstrip('/')}/{quote(name, safe='$')}/{quote(path, safe='/~')}", query or {})


def with_query(url: str, query: dict[str, str]) -> str:
    """Append ``query``."""
    return f"{url}?{urlencode(query, quote_via=quote)}" if query else url


def safe_endpoint(url: object) -> str | None:
    """Return ``url`` if credentials may be sent there: over TLS, or to this very machine."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme == "https" and host:
        return url.rstrip("/")
    return url.rstrip("/") if parts.scheme == "http" and _is_loopback(host) else None


def account_of(url: str) -> str:
    """Return who counts a request: the subscription it asks Resource Manager about, or the storage account."""
    parts = urlsplit(url)
    head, _, rest = parts.path.lstrip("/").partition("/")
    host = parts.hostname or ""
    account, _, suffix = host.partition(".")
    if suffix.startswith(_SERVICES):
        return account
    return rest.partition("/")[0] if head == "subscriptions" else head if _is_loopback(host) else account


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
