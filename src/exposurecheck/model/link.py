"""A shared access signature of Azure as a fact: what it opens and until when, never the signature that makes it work.

Sources: Azure Storage, "Create an account SAS", "Create a service SAS", "Create a user delegation SAS".
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import Field

from exposurecheck.model.base import Model

_TIME: Final = re.compile(r"[0-9TZ:.+-]{1,40}")
_LETTERS: Final = re.compile(r"[a-z]{1,20}")
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
_PRINTED: Final = re.compile(r"[^\x00-\x1f\x7f]{1,64}")
_KEPT: Final = MappingProxyType(
    {
        **dict.fromkeys(("st", "se", "skt", "ske", "sv", "skv"), _TIME),
        **dict.fromkeys(("sp", "sr", "ss", "srt", "sks"), _LETTERS),
        **dict.fromkeys(("skoid", "sktid", "saoid", "suoid", "scid", "sduoid"), _ID),
        "si": _PRINTED,
        "ses": _PRINTED,
        "sip": re.compile(r"[0-9a-fA-F.:/-]{2,80}"),
        "spr": re.compile(r"[a-z,]{4,11}"),
        "sdd": re.compile(r"[0-9]{1,3}"),
    }
)
"""Every parameter that says what a link opens, with what it looks like; ``sig`` proves it and is never kept."""
_ACCOUNT: Final = re.compile(r"[a-z0-9]{3,24}(?:-secondary)?")
_STORE: Final = re.compile(r"\$?[a-z0-9-]{1,63}")
_SERVICES: Final[Mapping[str, Literal["blob", "file"]]] = MappingProxyType(
    {"blob": "blob", "dfs": "blob", "file": "file"}
)


class SharedLink(Model):
    """What one shared access signature opens, for whoever holds it."""

    account: str
    """Storage account."""
    service: Literal["blob", "file"]
    kind: Literal["account", "service", "user_delegation"]
    store: str | None = None
    """Container or share; None for a link to a whole account."""
    path: str = Field(default="", exclude=True, repr=False)
    """Blob, file or folder below it. In no output: where it was found, nobody has checked that it names an object."""
    parameters: Mapping[str, str] = {}
    """Azure's own: ``sp`` permissions, ``st`` start, ``se`` end, ``sr`` kind of resource, ``sip`` addresses, ..."""

    def ended(self, at: datetime) -> bool:
        """Tell whether the link says itself that it no longer worked ``at`` that time; a stored policy may say more."""
        ends = (_instant(self.parameters.get(name, "")) for name in ("se", "ske"))
        return any(end is not None and end <= at for end in ends)

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two links the same."""
        return (self.account, self.service, self.store, self.path, *sorted(self.parameters.items()))


def _instant(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def shared_link(url: str) -> SharedLink | None:
    """Return what ``url`` opens, without its signature; None when it is cut short or no shared link."""
    try:
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
        path = unquote(parts.path).strip("/")
    except ValueError:
        return None
    host = (parts.hostname or "").split(".") if "@" not in parts.netloc else [""]
    service = next((_SERVICES[label] for label in host[1:3] if label in _SERVICES), None)
    if service is None or not _ACCOUNT.fullmatch(host[0]) or not _whole(given.get("sig", "")):
        return None
    parameters = {name: value for name, value in given.items() if name in _KEPT}
    if not all(_KEPT[name].fullmatch(value) for name, value in parameters.items()):
        return None
    account, whole_account = host[0].removesuffix("-secondary"), "ss" in given and "srt" in given
    if whole_account:
        return SharedLink(account=account, service=service, kind="account", parameters=parameters)
    name, _, below = path.partition("/")
    bounded = "si" in given or ("sp" in given and "se" in given)
    if not _STORE.fullmatch(name) or "sr" not in given or not bounded:
        return None
    kind: Literal["service", "user_delegation"] = "user_delegation" if "skoid" in given else "service"
    return SharedLink(account=account, service=service, kind=kind, store=name, path=below, parameters=parameters)


def _whole(signature: str) -> bool:
    """Tell whether this is all of a signature: Base64 of an HMAC-SHA256."""
    try:
        # A plus sign that nobody escaped has been read as a space.
        return len(base64.b64decode(signature.replace(" ", "+"), validate=True)) == hashlib.sha256().digest_size
    except ValueError:
        return False
