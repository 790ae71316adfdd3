"""Turns settings and the environment into credentials and endpoints, by the SDK's own default chain."""

import logging
import os
from dataclasses import dataclass, field

from azure.core.credentials import TokenCredential
from azure.core.settings import settings as sdk_settings
from azure.identity import DefaultAzureCredential
from azure.mgmt.core.tools import get_arm_endpoints
from azure.storage.blob import BlobServiceClient
from azure.storage.fileshare import ShareServiceClient

from exposurecheck.errors import ProviderError
from exposurecheck.providers.azure.address import safe_endpoint
from exposurecheck.providers.azure.signing import KeySigner, OrNobody, SasSigner, Signer, TokenSigner
from exposurecheck.settings import ScanSettings

SIGN_IN = "Run `az login`, set AZURE_CLIENT_ID with its companions, or set AZURE_STORAGE_CONNECTION_STRING."
CONNECTION_STRING = "AZURE_STORAGE_CONNECTION_STRING"
ARM_ENDPOINT = "AZURE_ARM_ENDPOINT"
"""Variable with the address of Resource Manager, for Azure Stack and for stand-ins; the SDK has none of its own."""
SHARED_LINKS = "EXPOSURECHECK_SAS"
"""Variable with shared access signatures that are known to be in circulation, separated by white space."""
_STORAGE_SCOPE = "https://storage.azure.com/.default"
_SDK_LOGGERS = ("azure", "msal", "urllib3")


@dataclass(frozen=True, slots=True)
class OneAccount:
    """A storage account known from a connection string only."""

    name: str
    blob: str
    """Address of its blob service."""
    file: str | None
    """Address of its file service; None when the connection string leads to none."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, and where; exactly one of ``arm`` and ``only`` is set."""

    arm: str | None
    """Address of Resource Manager."""
    arm_signer: Signer | None
    data_signer: Signer
    only: OneAccount | None
    subscriptions: tuple[str, ...] = ()
    """Subscriptions asked for; empty means all that the credentials see."""
    links: tuple[str, ...] = field(default=(), repr=False)
    elsewhere: bool = False
    """Resource Manager is not the public cloud's, so only it knows the addresses of accounts."""


def sign_in(settings: ScanSettings) -> Session:
    """Find credentials and endpoints; raises ``ProviderError`` when they cannot be used."""
    for library in _SDK_LOGGERS:  # they quote names and whole answers, which belong into no log
        logging.getLogger(library).setLevel(logging.CRITICAL)
    links = tuple(os.environ.get(SHARED_LINKS, "").split())
    given = os.environ.get(CONNECTION_STRING)
    if given and not settings.subscriptions:
        only, signer = _of_connection_string(given)
        return Session(None, None, signer, only, links=links)
    endpoint, scope = _resource_manager()
    credential = _credential(settings.tenant)
    data: Signer = TokenSigner(credential, _STORAGE_SCOPE, settings.tenant)
    return Session(
        endpoint,
        TokenSigner(credential, scope, settings.tenant),
        OrNobody(data) if settings.named_only else data,
        None,
        settings.subscriptions or tuple(filter(None, [os.environ.get("AZURE_SUBSCRIPTION_ID")])),
        links,
        elsewhere=ARM_ENDPOINT in os.environ,
    )


def _credential(tenant: str | None) -> TokenCredential:
    try:
        return DefaultAzureCredential(additionally_allowed_tenants=[tenant] if tenant else [])
    except ValueError as error:
        raise ProviderError(f"Azure: the credentials cannot be used ({type(error).__name__}). {SIGN_IN}") from error


def _resource_manager() -> tuple[str, str]:
    try:
        known = get_arm_endpoints(sdk_settings.azure_cloud())
    except ValueError as error:
        raise ProviderError(f"AZURE_SDK_CLOUD_CONF: {error}. Leave it unset for the public cloud.") from error
    named = os.environ.get(ARM_ENDPOINT)
    endpoint = safe_endpoint(named or known["resource_manager"])
    if endpoint is None:
        raise ProviderError(f"{ARM_ENDPOINT}: {named} is no https address. Tokens are not sent in the clear.")
    return endpoint, str(known["credential_scopes"][0])


def _of_connection_string(given: str) -> tuple[OneAccount, Signer]:
    """Read a connection string as the SDK does; no message may quote it, for it holds a key."""
    broken = f"{CONNECTION_STRING} cannot be understood. Copy it again from the storage account's page “Access keys”."
    try:
        blob = BlobServiceClient.from_connection_string(given)
        own_blob, own_file = (f"{name}ENDPOINT=" in given.upper() for name in ("BLOB", "FILE"))
        # Beside an endpoint of the user's own the SDK would go to the public cloud for files.
        file = ShareServiceClient.from_connection_string(given) if own_file or not own_blob else None
        credential = blob.credential
        query = str(blob.url).partition("?")[2]
        if hasattr(credential, "account_key"):
            signer: Signer = KeySigner(str(credential.account_name), str(credential.account_key))
        elif query:
            signer = SasSigner(query)
        else:
            raise ProviderError(broken)
    except (ValueError, KeyError, AttributeError):
        raise ProviderError(broken) from None
    with_file = str(file.url).partition("?")[0] if file is not None else None
    address = safe_endpoint(str(blob.url).partition("?")[0])
    if address is None:
        raise ProviderError(f"{CONNECTION_STRING} leads to no https address. Keys are not sent in the clear.")
    # An address without a name of its own, as of an emulator, ends with the account.
    name = str(getattr(credential, "account_name", None) or blob.account_name).rpartition("/")[2]
    return OneAccount(name, address, safe_endpoint(with_file)), signer
