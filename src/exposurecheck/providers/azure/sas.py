"""Turns shared links known to be in circulation into the ``sas`` documents of a store; signatures are dropped at once.

Sources: "Create an account SAS", "Create a service SAS", "Create a user delegation SAS".
"""

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.azure.address import Place

_KEPT = frozenset(
    {
        "sv", "ss", "srt", "sr", "sp", "st", "se", "si", "sip", "spr", "sdd", "skoid", "sktid", "skt", "ske", "sks",
        "skv", "saoid", "suoid", "scid", "sduoid", "ses",
    }
)  # fmt: skip
"""Every parameter that says what a token opens; ``sig`` proves it and is never kept."""


def token(link: str) -> tuple[str, dict[str, Json]] | None:
    """Return the account and the ``sas`` document of ``link``; None when it is cut short or no shared link."""
    try:
        parts = urlsplit(link)
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        return None
    host, _, rest = parts.netloc.partition(".")
    service = rest.partition(".")[0]
    if not host or service not in {"blob", "dfs", "file"} or not _whole(given.get("sig", "")):
        return None
    params: dict[str, Json] = {name: value for name, value in given.items() if name in _KEPT}
    name, _, path = unquote(parts.path).strip("/").partition("/")
    if "ss" in given and "srt" in given:
        return host, {"type": "account", "params": params}
    if not name or "sr" not in given or not ("si" in given or ("sp" in given and "se" in given)):
        return None
    found: dict[str, Json] = {"type": "user_delegation" if "skoid" in given else "service", "params": params}
    found["share" if service == "file" else "container"] = name
    if path:
        found["directory" if given["sr"] == "d" else "blob" if service != "file" else "path"] = path
    return host, found


def _whole(signature: str) -> bool:
    """Tell whether this is all of a signature: Base64 of an HMAC-SHA256."""
    try:
        return len(base64.b64decode(signature, validate=True)) == hashlib.sha256().digest_size
    except ValueError:
        return False


class Links:
    """The shared links of one scan."""

    def __init__(self, links: Iterable[str]) -> None:
        """Understand ``links`` as far as possible."""
        self._by_account: dict[str, list[dict[str, Json]]] = {}
        self.gaps: list[Gap] = []
        """One for each link that could not be understood."""
        for number, link in enumerate(links, 1):
            found = token(link)
            if found is None:
                detail = f"shared link {number} is cut short or no shared link"
                self.gaps.append(Gap(resource="azure", fact="sas", reason=GapReason.MALFORMED, detail=detail))
            else:
                self._by_account.setdefault(found[0], []).append(found[1])

    def of(self, place: Place) -> list[Json]:
        """Return the ``sas`` documents of the links that concern one store."""
        own, letter = ("container", "b") if place.service == "blob" else ("share", "f")
        return [
            dict(one)
            for one in self._by_account.get(place.account, [])
            if one.get(own) == place.name or (one["type"] == "account" and letter in _services(one))
        ]


def _services(one: dict[str, Json]) -> str:
    params = one["params"]
    return str(params.get("ss") or "") if isinstance(params, dict) else ""
