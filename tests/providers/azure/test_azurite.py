"""The adapter and its verdicts against Azurite: what it says must be what an unsigned request, or a link, gets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest
from azure.storage.blob import AccessPolicy, BlobServiceClient, ContainerClient, generate_container_sas

from exposurecheck.access.resolve import resolve
from exposurecheck.model.exposure import ExposureClass, Witness
from exposurecheck.model.gap import Gap
from exposurecheck.providers.azure.provider import AzureProvider
from exposurecheck.providers.base import ObjectEntry
from tests.contracts.provider import AWKWARD
from tests.providers.azure import azurite
from tests.providers.azure.estate import patient, refs

pytestmark = [
    pytest.mark.azurite,
    pytest.mark.xdist_group("azurite"),
    pytest.mark.skipif(
        azurite.program() is None, reason="no Azurite here (npm: azurite, by .ci/install-system-packages.sh)"
    ),
]
LEVELS = {"shut": None, "blobs": "blob", "open": "container"}
GET = {None: 403, "blob": 200, "container": 200}
LIST = {None: 403, "blob": 403, "container": 200}
NAMES = tuple(name for name in AWKWARD if name not in {"/lead", "dots/../up.txt"})  # Azurite itself changes these two


@pytest.fixture(scope="module")
def connection() -> Iterator[str]:
    with azurite.running() as connection:
        with BlobServiceClient.from_connection_string(connection) as client:
            for name, level in LEVELS.items():
                container = client.create_container(name, public_access=level)
                for key in NAMES:
                    container.upload_blob(key, f"content of {key}".encode())
        yield connection


@pytest.fixture
def azure(connection: str, alone: None, monkeypatch: pytest.MonkeyPatch) -> AzureProvider:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", connection)
    return patient()


@pytest.mark.parametrize("name", LEVELS)
def test_the_verdict_is_what_an_unsigned_request_gets(name: str, azure: AzureProvider) -> None:
    store = azure.describe(refs(azure)[name])
    verdict = resolve("azure", store.documents, datetime.now(UTC))
    level = LEVELS[name]
    assert list(azure.objects(store, 100)), "a name that looks like a pattern is asked for only when it was listed"
    for key in NAMES:
        proof = azure.probe(store, Witness(method="GET", key=f"{name}/{key}"), datetime.now(UTC))
        assert (200 if proof.status == 206 else proof.status) == GET[level]
    listing = azure.probe(store, Witness(method="GET", key=None), datetime.now(UTC))
    assert listing.status == LIST[level]
    assert (verdict.anonymous_read is True) == (GET[level] == 200)
    assert (verdict.anonymous_list is True) == (LIST[level] == 200)
    assert verdict.exposure is not ExposureClass.PRIVATE, "a connection string does not tell about networks"


@pytest.mark.parametrize("name", LEVELS)
def test_blobs_are_listed_and_read_with_their_exact_names(name: str, azure: AzureProvider) -> None:
    store = azure.describe(refs(azure)[name])
    entries = list(azure.objects(store, 100))
    assert {one.key for one in entries if isinstance(one, ObjectEntry)} == {f"{name}/{key}" for key in NAMES}
    for key in NAMES:
        assert azure.read(store, f"{name}/{key}", 3, 5) == f"content of {key}".encode()[3:8]
    assert isinstance(azure.read(store, f"{name}/gone", 0, 5), Gap)
    *first, gap = azure.objects(store, 2)
    assert len(first) == 2
    assert isinstance(gap, Gap)


@pytest.mark.parametrize(
    "link",
    [("r", 1, None), ("l", 1, None), ("rl", 1, None), ("r", -1, None), (None, 1, "known"), (None, 1, "revoked")],
    ids=lambda link: "-".join(map(str, link)),
)
def test_a_link_opens_what_the_verdict_says(
    link: tuple[str | None, int, str | None], connection: str, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    permission, hours, policy = link
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", connection)
    now = datetime.now(UTC)
    with ContainerClient.from_connection_string(connection, "shut") as client:
        client.set_container_access_policy({"known": AccessPolicy("r", expiry=now + timedelta(days=1))})
        own = None if policy else now + timedelta(hours=hours)
        given = generate_container_sas(
            azurite.ACCOUNT, "shut", azurite.KEY, permission=permission, expiry=own, policy_id=policy
        )
        url = f"{client.url}/100%25.txt?{given}"
    monkeypatch.setenv("EXPOSURECHECK_SAS", f"https://{azurite.ACCOUNT}.blob.core.windows.net/shut?{given}")
    provider = patient()
    verdict = resolve("azure", provider.describe(refs(provider)["shut"]).documents, now)
    opens = any(grant.via.startswith("sas[") and grant.permission == "read" for grant in verdict.grants)
    assert opens == (_status(url) == 200)


def _status(url: str) -> int:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
