"""Puts the scan's credentials on a request: an Entra token, an account key, or a shared access signature."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from threading import Lock
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from azure.core.credentials import AccessToken, TokenCredential
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

_EARLY = 300
"""Seconds before its end at which a token is renewed."""


class Signer(Protocol):
    """Credentials for one plane of Azure; may be used from any number of threads."""

    def sign(self, method: str, url: str, headers: dict[str, str]) -> str:
        """Add to ``headers`` what proves who asks, and return the address to send to; raises ``AzureError``."""
        ...

    def renew(self, headers: dict[str, str]) -> bool:
        """Forget the token in ``headers``, which was refused; tells whether trying again makes sense."""
        ...


class TokenSigner:
    """Signs with tokens of Microsoft Entra ID."""

    def __init__(
        self,
        credential: TokenCredential,
        scope: str,
        tenant: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Ask ``credential`` for tokens of ``scope`` when the first request is signed."""
        self._credential, self._scope, self._clock = credential, scope, clock
        # The chain signs in to the tenant of its last user; a guest's stores are in another one.
        self._tenant = tenant
        self._token: AccessToken | None = None
        self._lock = Lock()

    def sign(self, method: str, url: str, headers: dict[str, str]) -> str:  # noqa: ARG002 - one token for all
        """Add the token."""
        token = self._token
        if token is None or token.expires_on - _EARLY <= self._clock():
            with self._lock:  # one thread asks for a token, the others wait for it
                token = self._token
                if token is None or token.expires_on - _EARLY <= self._clock():
                    token = self._token = self._credential.get_token(self._scope, tenant_id=self._tenant)
        headers["Authorization"] = f"Bearer {token.token}"
        return url

    def renew(self, headers: dict[str, str]) -> bool:
        """Forget the token unless another thread has already got a new one."""
        with self._lock:
            if self._token is not None and headers.get("Authorization") == f"Bearer {self._token.token}":
                self._token = None
        return True


class OrNobody:
    """Signs as somebody, or not at all where nobody is signed in: what strangers can read needs no credentials."""

    def __init__(self, signer: Signer) -> None:
        """Try ``signer`` first."""
        self._signer: Signer | None = signer

    def sign(self, method: str, url: str, headers: dict[str, str]) -> str:
        """Sign if possible."""
        signer = self._signer
        if signer is not None:
            try:
                return signer.sign(method, url, headers)
            except CredentialUnavailableError:
                self._signer = None
            except ClientAuthenticationError as error:
                # The chain wraps what its members say; a sign-in that was refused is another thing than none.
                if "failed to retrieve a token" not in str(error):
                    raise
                self._signer = None
        return url

    def renew(self, headers: dict[str, str]) -> bool:
        """Renew what was signed with."""
        return self._signer is not None and self._signer.renew(headers)


class KeySigner:
    """Signs with the key of a storage account ("Authorize with Shared Key")."""

    def __init__(self, account: str, key: str) -> None:
        """Decode ``key``; raises ``ValueError`` when it is not Base64."""
        self._account = account
        self._key = base64.b64decode(key, validate=True)

    def sign(self, method: str, url: str, headers: dict[str, str]) -> str:
        """Add date and signature."""
        headers["x-ms-date"] = format_datetime(datetime.now(UTC), usegmt=True)
        own = sorted((name.lower(), value) for name, value in headers.items() if name.lower().startswith("x-ms-"))
        parts = urlsplit(url)
        query = sorted((name.lower(), value) for name, value in parse_qsl(parts.query, keep_blank_values=True))
        lines = [
            method,
            *[""] * 10,  # no request here has a body or one of the conditional headers
            headers.get("Range", ""),
            *(f"{name}:{value}" for name, value in own),
            f"/{self._account}{parts.path or '/'}",
            *(f"{name}:{value}" for name, value in query),
        ]
        digest = hmac.new(self._key, "\n".join(lines).encode(), hashlib.sha256).digest()
        headers["Authorization"] = f"SharedKey {self._account}:{base64.b64encode(digest).decode('ascii')}"
        return url

    def renew(self, headers: dict[str, str]) -> bool:  # noqa: ARG002 - a key does not change
        """Nothing to renew."""
        return False


class SasSigner:
    """Signs with a shared access signature that stands in the connection string."""

    def __init__(self, signature: str) -> None:
        """Keep the query string."""
        self._query = signature.removeprefix("?")

    def sign(self, method: str, url: str, headers: dict[str, str]) -> str:  # noqa: ARG002 - one signature for all
        """Append the signature."""
        return f"{url}{'&' if '?' in url else '?'}{self._query}"

    def renew(self, headers: dict[str, str]) -> bool:  # noqa: ARG002 - a signature does not change
        """Nothing to renew."""
        return False
