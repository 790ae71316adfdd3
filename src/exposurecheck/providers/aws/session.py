"""Turns settings into signed-in SDK clients, made once for each service and region, by the SDK's default chain."""

from __future__ import annotations

import logging
import os
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import botocore.session
from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ProfileNotFound
from botocore.loaders import Loader, create_loader

from exposurecheck.errors import ProviderError
from exposurecheck.providers.aws.address import is_address, is_amazon

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.credentials import ReadOnlyCredentials
    from botocore.model import OperationModel

    from exposurecheck.settings import ScanSettings

DEFAULT_REGION = "us-east-1"
"""Where account-wide calls go when neither settings nor profile name a region; every account has it enabled."""
_GLOBAL = {"organizations": DEFAULT_REGION}
_ATTEMPTS = 8
"""The SDK's back-off doubles from at most 1 s to at most 20 s: the eighth attempt comes after about 30 s."""


class Clients:
    """One session; its clients may be used from any number of threads."""

    def __init__(self, settings: ScanSettings) -> None:
        """Read profile, region and role; nothing is sent yet. Raises ``ProviderError`` for an unknown profile."""
        try:
            self._session = botocore.session.Session(profile=settings.profile)
            self._session.get_scoped_config()
            self._session.register_component(
                "data_loader", _descriptions(self._session.get_config_variable("data_path"))
            )
            configured = self._session.get_config_variable("region")
        except ProfileNotFound as error:
            raise ProviderError(
                f"--profile {settings.profile}: {error}. Look into ~/.aws/config, or run `aws configure list-profiles`."
            ) from error
        self.region: str = settings.region or configured or DEFAULT_REGION
        self._connections = settings.concurrency
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._operations: dict[str, OperationModel] = {}
        self._lock = Lock()
        for library in ("botocore", "urllib3"):  # they quote names and whole answers, which belong into no log
            logging.getLogger(library).setLevel(logging.CRITICAL)
        if settings.role_arn:
            self._assume(settings.role_arn, settings.external_id)

    def get(self, service: str, region: str | None = None) -> BaseClient:
        """Return the client of ``service`` in ``region``, making it at the first call."""
        at = (service, _GLOBAL.get(service) or region or self.region)
        client = self._clients.get(at)
        if client is None:
            with self._lock:  # making clients is not thread-safe in the SDK, using them is
                client = self._clients.get(at) or self._clients.setdefault(at, self._make(*at))
        return client

    def endpoint(self, region: str | None = None) -> str:
        """Return the S3 endpoint's URL in ``region``, as the SDK would use it."""
        return str(self.get("s3", region).meta.endpoint_url)

    def has_own_endpoint(self) -> bool:
        """Tell whether S3 answers at an address of the user's choice (``AWS_ENDPOINT_URL``) instead of Amazon's."""
        return not is_amazon(urlsplit(self.endpoint()).hostname or "")

    def operation(self, name: str) -> OperationModel:
        """Return the SDK's description of an S3 operation."""
        if name not in self._operations:
            self._operations[name] = self.get("s3").meta.service_model.operation_model(name)
        return self._operations[name]

    def credentials(self) -> ReadOnlyCredentials | None:
        """Return the keys to sign with now, refreshed when they are about to expire; None when there are none."""
        credentials = self._session.get_credentials()
        return None if credentials is None else credentials.get_frozen_credentials()

    def verify(self) -> str | bool:
        """Return the bundle of certificate authorities to trust; True means the SDK's own."""
        configured = self._session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE")
        return str(configured) if configured else True

    def _make(self, service: str, region: str) -> BaseClient:
        try:
            client = self._session.create_client(service, region_name=region, config=self._config())
        except (BotoCoreError, ValueError) as error:
            raise ProviderError(
                f"AWS {service} in region {region}: {error}. Check --region and AWS_ENDPOINT_URL."
            ) from error
        if service == "s3control" and not is_amazon(urlsplit(client.meta.endpoint_url).hostname or ""):
            client.meta.events.register("before-call.s3-control", without_account_in_host)
        return client

    def _config(self) -> Config:
        return Config(
            retries={"mode": "adaptive", "total_max_attempts": _ATTEMPTS},
            max_pool_connections=self._connections,
            connect_timeout=10,
            read_timeout=30,
            parameter_validation=False,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            user_agent_extra="exposurecheck",
        )

    def _assume(self, role_arn: str, external_id: str | None) -> None:
        source = self._session.get_credentials()
        if source is None:
            raise ProviderError(f"--role-arn {role_arn}: no credentials were found to assume it with. {SIGN_IN}")
        extra = {"RoleSessionName": "exposurecheck"} | ({"ExternalId": external_id} if external_id else {})
        fetcher = AssumeRoleCredentialFetcher(self._session.create_client, source, role_arn, extra)
        # The SDK offers role assumption by profile only; this is what its own profile provider builds.
        credentials = DeferredRefreshableCredentials(method="assume-role", refresh_using=fetcher.fetch_credentials)
        self._session._credentials = credentials  # type: ignore[attr-defined]  # noqa: SLF001 - no public setter


SIGN_IN = "Sign in (for example `aws sso login`), set AWS_PROFILE, or use --profile."


@cache
def _descriptions(folders: str | None) -> Loader:
    """Return the SDK's loader of service descriptions: it keeps megabytes of JSON that all sessions can share."""
    return create_loader(folders)


def without_account_in_host(params: dict[str, object], **_event: object) -> None:
    """Take the account id out of an S3 Control address that cannot carry it.

    S3 Control puts the account id in front of the host (``111122223333.127.0.0.1``). Amazon's own domains resolve
    that; an IP address or a host of the user's own does not. The header ``x-amz-account-id`` still says the account.
    Runs before signing, so the signature covers the address that is really used.
    """
    url = str(params["url"])
    parts = urlsplit(url)
    account, _, rest = parts.netloc.partition(".")
    if account.isdigit() and not is_address(parts.hostname or "") and not is_amazon(parts.hostname or ""):
        params["url"] = urlunsplit(parts._replace(netloc=rest))
