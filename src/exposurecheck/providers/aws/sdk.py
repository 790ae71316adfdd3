"""Makes the SDK's clients and connections once for each service and region, whatever account a call is made in."""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import botocore.session
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, NoCredentialsError, ProfileNotFound
from botocore.httpsession import URLLib3Session
from botocore.loaders import Loader, create_loader
from botocore.utils import get_environ_proxies

from exposurecheck.errors import ProviderError
from exposurecheck.providers.aws.address import is_address, is_amazon
from exposurecheck.providers.aws.clock import Clock, corrected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.client import BaseClient
    from botocore.credentials import ReadOnlyCredentials
    from botocore.model import OperationModel

    from exposurecheck.settings import ScanSettings

DEFAULT_REGION = "us-east-1"
"""Where account-wide calls go when neither settings nor profile name a region; every account has it enabled."""
_GLOBAL = {"organizations": DEFAULT_REGION}
_SIGNING: ContextVar[Credentials | None] = ContextVar("signing", default=None)


@contextmanager
def signing(credentials: Credentials | None) -> Iterator[None]:
    """Let the shared clients sign with ``credentials``, in this thread, while the block runs."""
    before = _SIGNING.set(credentials)
    try:
        yield
    finally:
        _SIGNING.reset(before)


class Sdk:
    """What all accounts of a scan share: service descriptions, clients, connections."""

    def __init__(self, settings: ScanSettings) -> None:
        """Read region and endpoints of the profile."""
        self._session = open_session(settings.profile)
        self._session._credentials = _Current("", "")  # type: ignore[attr-defined]  # noqa: SLF001 - no public setter
        self.region: str = settings.region or self._session.get_config_variable("region") or DEFAULT_REGION
        self.clock = Clock()
        self._width = settings.concurrency
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._operations: dict[str, OperationModel] = {}
        self._connections: dict[str, URLLib3Session] = {}
        self._lock = Lock()

    def get(self, service: str, region: str | None) -> BaseClient:
        """Return the client of ``service`` in ``region``, making it at the first call."""
        at = (service, _GLOBAL.get(service) or region or self.region)
        client = self._clients.get(at)
        if client is None:
            with self._lock:  # making clients is not thread-safe in the SDK, using them is
                client = self._clients.get(at) or self._clients.setdefault(at, self._make(*at))
        return client

    def operation(self, name: str) -> OperationModel:
        """Return the SDK's description of an S3 operation."""
        if name not in self._operations:
            self._operations[name] = self.get("s3", None).meta.service_model.operation_model(name)
        return self._operations[name]

    def connections(self, base: str) -> URLLib3Session:
        """Return the connections to ``base``, through the user's proxies, trusting the user's authorities."""
        session = self._connections.get(base)
        if session is None:
            bundle = self._session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE")
            session = URLLib3Session(
                verify=str(bundle) if bundle else True,  # type: ignore[arg-type]  # the stubs forget the path of a bundle
                proxies=get_environ_proxies(base),
                timeout=(10, 30),  # type: ignore[arg-type]  # and the pair of connect and read
                max_pool_connections=self._width,
            )
            session = self._connections.setdefault(base, session)
        return session

    def _make(self, service: str, region: str) -> BaseClient:
        try:
            client = self._session.create_client(service, region_name=region, config=self._config())
        except (BotoCoreError, ValueError) as error:
            raise ProviderError(
                f"AWS {service} in region {region}: {error}. Check --region and AWS_ENDPOINT_URL."
            ) from error
        client.meta.events.register_first("choose-signer", corrected)  # type: ignore[arg-type]  # the stubs forget answers
        client.meta.events.register("before-sign", self.clock.note)
        if service == "s3control" and not is_amazon(urlsplit(client.meta.endpoint_url).hostname or ""):
            client.meta.events.register("before-call.s3-control", without_account_in_host)
        return client

    def _config(self) -> Config:
        return Config(
            retries={"mode": "standard", "total_max_attempts": 1},  # see `patiently`: it tells the pace, too
            max_pool_connections=self._width,
            connect_timeout=10,
            read_timeout=30,
            parameter_validation=False,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            user_agent_extra="exposurecheck",
        )


class _Current(Credentials):
    """Stands in the shared clients for the identity that the current call is made as."""

    def get_frozen_credentials(self) -> ReadOnlyCredentials:
        """Return that identity's keys."""
        credentials = _SIGNING.get()
        if credentials is None:
            raise NoCredentialsError
        return credentials.get_frozen_credentials()


def open_session(profile: str | None) -> botocore.session.Session:
    """Open a session of the SDK; raises ``ProviderError`` for an unknown profile."""
    try:
        session = botocore.session.Session(profile=profile)
        session.get_scoped_config()
        session.register_component("data_loader", _descriptions(session.get_config_variable("data_path")))
    except ProfileNotFound as error:
        raise ProviderError(
            f"--profile {profile}: {error}. Look into ~/.aws/config, or run `aws configure list-profiles`."
        ) from error
    return session


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
