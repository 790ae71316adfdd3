"""Makes shared access signatures as an owner would, and checks those that callers bring.

Source: "Create a service SAS", "Create an account SAS"; the fields and their order are those of version 2022-11-02.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from exposurecheck.demo.azure.story import StoryAccount

_OVERRIDES: Final = ("rscc", "rscd", "rsce", "rscl", "rsct")
_SERVICE_FIELDS: Final = ("sip", "spr", "sv", "sr")


def signed(account: StoryAccount, text: str) -> str:
    """Return the signature of ``text`` by the account's key."""
    digest = hmac.new(base64.b64decode(account.key), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def account_text(account: StoryAccount, given: Mapping[str, str]) -> str:
    """Return what the signature of an account SAS signs."""
    names = ("sp", "ss", "srt", "st", "se", "sip", "spr", "sv", "ses")
    return "\n".join((account.name, *(given.get(name, "") for name in names), ""))


def service_text(account: StoryAccount, plane: str, parts: tuple[str, ...], given: Mapping[str, str]) -> str:
    """Return what the signature of a service SAS signs; ``parts`` are container or share and the path in it."""
    named = parts[:1] if given.get("sr", "") in {"c", "s"} else parts
    resource = "/".join(("", plane, account.name, *named))
    fields = [*(given.get(name, "") for name in ("sp", "st", "se")), resource, given.get("si", "")]
    if plane == "file":
        fields += [given.get(name, "") for name in ("sip", "spr", "sv")]
    else:
        fields += [*(given.get(name, "") for name in _SERVICE_FIELDS), "", given.get("ses", "")]
    return "\n".join((*fields, *(given.get(name, "") for name in _OVERRIDES)))


def shared_link(account: StoryAccount, container: str, given: Mapping[str, str]) -> str:
    """Return a link to a whole container, as the portal shows it for copying."""
    signature = signed(account, service_text(account, "blob", (container,), given))
    query = urlencode({**given, "sig": signature}, quote_via=quote)
    return f"https://{account.name}.blob.core.windows.net/{container}?{query}"
