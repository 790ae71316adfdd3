"""Turns settings into an identity: credentials of the SDK's own default chain, and the roles assumed with them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from botocore.credentials import Credentials, DeferredRefreshableCredentials

from exposurecheck.errors import ProviderError
from exposurecheck.providers.aws.address import is_amazon
from exposurecheck.providers.aws.sdk import Sdk, open_session, signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from botocore.client import BaseClient
    from botocore.credentials import ReadOnlyCredentials
    from botocore.httpsession import URLLib3Session
    from botocore.model import OperationModel

    from exposurecheck.settings import ScanSettings

SIGN_IN = "Sign in (for example `aws sso login`), set AWS_PROFILE, or use --profile."


def sign_in(settings: ScanSettings) -> Clients:
    """Read profile, region and role; nothing is sent yet. Raises ``ProviderError`` when they cannot be used."""
    for library in ("botocore", "urllib3"):  # they quote names and whole answers, which belong into no log
        logging.getLogger(library).setLevel(logging.CRITICAL)
    own = Clients(Sdk(settings), open_session(settings.profile).get_credentials)
    return own.assuming(settings.role_arn, settings.external_id) if settings.role_arn else own


class Clients:
    """The SDK's clients and connections as one identity uses them; safe for any number of threads."""

    def __init__(self, sdk: Sdk, load: Callable[[], Credentials | None]) -> None:
        """Use ``sdk`` with the credentials that ``load`` returns, None when there are none."""
        self._sdk, self._load = sdk, load
        self.region, self.clock = sdk.region, sdk.clock

    def assuming(self, role_arn: str, external_id: str | None) -> Clients:
        """Return the same clients in a role, which is assumed at the first call and again before it expires."""
        source = self._load()
        if source is None:
            raise ProviderError(f"--role-arn {role_arn}: no credentials were found to assume it with. {SIGN_IN}")
        asked = {"RoleArn": role_arn, "RoleSessionName": "exposurecheck"}
        asked |= {"ExternalId": external_id} if external_id else {}

        def refresh() -> dict[str, str]:
            with signing(source):
                given = self.get("sts").assume_role(**asked)["Credentials"]  # type: ignore[attr-defined]  # made from data
            return {
                "access_key": given["AccessKeyId"],
                "secret_key": given["SecretAccessKey"],
                "token": given["SessionToken"],
                "expiry_time": given["Expiration"].isoformat(),
            }

        # The SDK offers role assumption by profile only; this is what its own profile provider builds.
        role = DeferredRefreshableCredentials(method="assume-role", refresh_using=refresh)
        return Clients(self._sdk, lambda: role)

    def signing(self) -> AbstractContextManager[None]:
        """Let the clients sign as this identity, in this thread, while the block runs."""
        return signing(self._load())

    def get(self, service: str, region: str | None = None) -> BaseClient:
        """Return the client of ``service`` in ``region``; use it inside ``signing``."""
        return self._sdk.get(service, region)

    def endpoint(self, region: str | None = None) -> str:
        """Return the S3 endpoint's URL in ``region``, as the SDK would use it."""
        return str(self.get("s3", region).meta.endpoint_url)

    def has_own_endpoint(self) -> bool:
        """Tell whether S3 answers at an address of the user's choice (``AWS_ENDPOINT_URL``) instead of Amazon's."""
        return not is_amazon(urlsplit(self.endpoint()).hostname or "")

    def operation(self, name: str) -> OperationModel:
        """Return the SDK's description of an S3 operation."""
        return self._sdk.operation(name)

    def credentials(self) -> ReadOnlyCredentials | None:
        """Return the keys to sign with now, refreshed when they are about to expire; None when there are none."""
        credentials = self._load()
        return None if credentials is None else credentials.get_frozen_credentials()

    def connections(self, base: str) -> URLLib3Session:
        """Return the connections to a scheme and host."""
        return self._sdk.connections(base)
