"""Environment of the Azure adapter: an embedded Azure on this machine, and no credentials but the tests' own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from exposurecheck.demo.azure.serve import UNSET, environment
from exposurecheck.demo.azure.server import EmbeddedAzure, serving
from exposurecheck.demo.azure.story import StoryAccount
from tests.providers.azure.estate import KEY, content

Serve = Callable[..., EmbeddedAzure]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*UNSET, "AZURE_ARM_ENDPOINT", "AZURE_SUBSCRIPTION_ID", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential")


@pytest.fixture
def serve(alone: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Start an embedded Azure with these accounts, and sign the scan in to it."""
    with ExitStack() as stack:

        def start(*accounts: StoryAccount, subscription: bool = True) -> EmbeddedAzure:
            state = stack.enter_context(serving(EmbeddedAzure(accounts, content)))
            for name, value in environment(state.url).items():
                monkeypatch.setenv(name, value)
            if not subscription:
                monkeypatch.delenv("AZURE_SUBSCRIPTION_ID")
            return state

        yield start


@pytest.fixture
def by_key(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Start an embedded Azure and sign in with a connection string only."""

    def start(account: StoryAccount, key: str = KEY) -> EmbeddedAzure:
        state = serve(account)
        for name in environment(state.url):
            monkeypatch.delenv(name)
        parts: tuple[str, ...] = ("DefaultEndpointsProtocol=http", f"AccountName={account.name}", f"AccountKey={key}")
        parts += tuple(f"{s.title()}Endpoint={state.url}/{s}/{account.name}" for s in ("blob", "file"))
        monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", ";".join(parts))
        return state

    return start
