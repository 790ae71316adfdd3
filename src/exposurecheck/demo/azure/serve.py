"""Starts the embedded Azure with the fictional company in it, and stops it again."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from exposurecheck.demo.azure.azurite import fill, program
from exposurecheck.demo.azure.azurite import running as azurite_running
from exposurecheck.demo.azure.server import IDENTITY_HEADER, EmbeddedAzure, serving
from exposurecheck.demo.azure.story import STORY, SUBSCRIPTION, StoryAccount


@dataclass(frozen=True, slots=True)
class DemoAzure:
    """A running embedded Azure."""

    endpoint: str
    """For example ``http://127.0.0.1:40123``."""
    env: Mapping[str, str]
    """Environment variables that lead a scan there, signed in as the company's auditor."""
    story: tuple[StoryAccount, ...]
    server: EmbeddedAzure

    def refuse(self, permissions: AbstractSet[str]) -> None:
        """Refuse these actions to signed callers from now on; an empty set lifts every refusal."""
        self.server.refused = frozenset(permissions)


def environment(endpoint: str) -> dict[str, str]:
    """Return the variables of the SDK's default chain that lead to the embedded Azure and nowhere else."""
    return {
        "AZURE_ARM_ENDPOINT": endpoint,
        "AZURE_TOKEN_CREDENTIALS": "ManagedIdentityCredential",
        "IDENTITY_ENDPOINT": f"{endpoint}/msi/token",
        "IDENTITY_HEADER": IDENTITY_HEADER,
        "AZURE_SUBSCRIPTION_ID": SUBSCRIPTION,
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


UNSET: Final = (
    "AZURE_STORAGE_CONNECTION_STRING", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_TENANT_ID",
    "AZURE_FEDERATED_TOKEN_FILE", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_USERNAME", "AZURE_PASSWORD",
    "AZURE_AUTHORITY_HOST", "AZURE_SDK_CLOUD_CONF", "MSI_ENDPOINT", "MSI_SECRET", "IDENTITY_SERVER_THUMBPRINT",
    "IMDS_ENDPOINT", "EXPOSURECHECK_SAS",
)  # fmt: skip
"""Variables that would lead somewhere else and have to go."""


@contextmanager
def running(
    accounts: tuple[StoryAccount, ...] = STORY, *, port: int = 0, azurite: bool | None = False
) -> Iterator[DemoAzure]:
    """Run the embedded Azure on the loopback address, filled with ``accounts``, until the block ends.

    With ``azurite`` its blobs lie in Azurite; None: where that is installed. Raises ``ProviderError`` when it does not
    start.
    """
    with ExitStack() as stack:
        state = EmbeddedAzure(accounts)
        if azurite if azurite is not None else program() is not None:
            state.azurite = stack.enter_context(azurite_running([(one.name, one.key) for one in accounts]))
            fill(state.azurite, accounts, state.content)
        server = stack.enter_context(serving(state, port))
        yield DemoAzure(server.url, environment(server.url), accounts, server)
