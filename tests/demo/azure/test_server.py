"""The embedded Azure against the vendor's own clients, and against the rules of the vendor's documents."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.policies import SansIOHTTPPolicy
from azure.mgmt.storage import StorageManagementClient
from azure.storage.blob import (
    AccountSasPermissions,
    BlobSasPermissions,
    BlobServiceClient,
    ResourceTypes,
    generate_account_sas,
    generate_blob_sas,
    generate_container_sas,
)
from azure.storage.fileshare import ShareServiceClient

from exposurecheck.demo.azure.callers import TOKEN
from exposurecheck.demo.azure.serve import DemoAzure, running
from exposurecheck.demo.azure.story import OPEN, STORY, SUBSCRIPTION, StoryAccount, StoryStore
from exposurecheck.demo.exhibits import exhibit

SHOP = STORY[0]
SOON = datetime.now(UTC) + timedelta(hours=1)
EVERY = [(account, store) for account in STORY for store in account.stores]
BACKUP = "db/2026-11-20.sql.gz"


class _Bearer(SansIOHTTPPolicy):  # type: ignore[type-arg]  # the SDK's own policy wants TLS
    def on_request(self, request: "PipelineRequest") -> None:  # type: ignore[type-arg]
        request.http_request.headers["Authorization"] = f"Bearer {TOKEN}"


class _Credential:
    def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
        return AccessToken(TOKEN, 4102444800)


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoAzure]:
    with running() as cloud:
        yield cloud


def _status(url: str) -> int:
    try:
        with build_opener(ProxyHandler({})).open(Request(url), timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize(("account", "store"), EVERY, ids=[store.name for _, store in EVERY])
def test_unsigned_requests_get_what_the_story_says(account: StoryAccount, store: StoryStore, cloud: DemoAzure) -> None:
    plane = "file" if store.share else "blob"
    base = f"{cloud.endpoint}/{plane}/{account.name}/{store.name}"
    kind = "directory" if store.share else "container"
    assert _status(f"{base}?restype={kind}&comp=list") == store.list
    assert _status(f"{base}?restype={kind}&comp=acl") in {403, 404, 409}, "stored policies are the owner's alone"
    for file in store.files:
        where = f"{cloud.endpoint}/web/{account.name}" if store.name == "$web" else base
        assert _status(f"{where}/{file.path}") == file.get


def test_the_management_client_reads_every_page(cloud: DemoAzure) -> None:
    client = StorageManagementClient(
        _Credential(), SUBSCRIPTION, base_url=cloud.endpoint, authentication_policy=_Bearer()
    )
    accounts = list(client.storage_accounts.list())
    assert [one.name for one in accounts] == [one.name for one in STORY]
    assert [one.allow_blob_public_access for one in accounts] == [one.allow_public for one in STORY]
    levels = {one.name: one.public_access for one in client.blob_containers.list("mizutama", SHOP.name)}
    assert levels == {store.name: store.level for store in SHOP.stores if not store.share}
    assert [one.name for one in client.file_shares.list("mizutama", SHOP.name)] == ["soumu"]
    assert client.storage_accounts.get_properties("mizutama", "mizutamalogi").network_rule_set.default_action == "Deny"
    client.close()


def test_the_blob_client_signs_with_the_account_key(cloud: DemoAzure) -> None:
    with BlobServiceClient(f"{cloud.endpoint}/blob/{SHOP.name}", credential=_key(SHOP)) as client:
        assert {one.name for one in client.list_containers()} == {s.name for s in SHOP.stores if not s.share}
        assert client.get_service_properties()["static_website"].enabled
        container = client.get_container_client("delivery-data")
        assert {one.name for one in container.list_blobs()} == {file.path for file in SHOP.stores[0].files}
        assert container.download_blob("2026/11/haisou.csv").readall() == exhibit("manifests").body
        policy = container.get_container_access_policy()
        assert (policy["public_access"], [one.id for one in policy["signed_identifiers"]]) == ("container", ["courier"])
    wrong = {**_key(SHOP), "account_key": "d3Jvbmc="}
    with (
        BlobServiceClient(f"{cloud.endpoint}/blob/{SHOP.name}", credential=wrong) as client,
        pytest.raises(HttpResponseError, match="AuthenticationFailed"),
    ):
        list(client.list_containers())


def test_the_file_client_walks_the_share(cloud: DemoAzure) -> None:
    with ShareServiceClient(f"{cloud.endpoint}/file/{SHOP.name}", credential=_key(SHOP)) as client:
        assert [one.name for one in client.list_shares()] == ["soumu"]
        share = client.get_share_client("soumu")
        (folder,) = share.list_directories_and_files()
        (file,) = share.list_directories_and_files(folder.name)
        content = share.get_file_client(f"{folder.name}/{file.name}").download_file().readall()
        assert content == exhibit("rules-of-work").body


def _container(name: str, permission: str, expiry: datetime | str = SOON) -> str:
    return str(generate_container_sas(SHOP.name, name, SHOP.key, permission=permission, expiry=expiry))


def _blob(path: str) -> str:
    given = generate_blob_sas(
        SHOP.name, "shop-backup", path, account_key=SHOP.key, permission=BlobSasPermissions(read=True), expiry=SOON
    )
    return str(given)


def _account(types: ResourceTypes) -> str:
    return str(generate_account_sas(SHOP.name, SHOP.key, types, AccountSasPermissions(read=True), SOON))


@pytest.mark.parametrize(
    ("given", "path", "status"),
    [
        (_container("shop-backup", "r"), BACKUP, 200),
        (_container("shop-backup", "l"), BACKUP, 403),
        (_container("shop-backup", "l"), None, 200),
        (_container("shop-backup", "r"), None, 403),
        (_container("photos", "r"), BACKUP, 403),
        (_container("shop-backup", "r", "2020-01-01"), BACKUP, 403),
        (_blob(BACKUP), BACKUP, 200),
        (_blob("other"), BACKUP, 403),
        (_account(ResourceTypes(object=True)), BACKUP, 200),
        (_account(ResourceTypes(service=True)), BACKUP, 403),
    ],
    ids=range(10),
)
def test_shared_links_open_what_they_say(given: str, path: str | None, status: int, cloud: DemoAzure) -> None:
    url = f"{cloud.endpoint}/blob/{SHOP.name}/shop-backup"
    target = f"{url}/{path}?{given}" if path else f"{url}?restype=container&comp=list&{given}"
    assert _status(target) == status
    assert _status(target.replace("sig=", "sig=A")) == 403


def test_a_stored_policy_gives_what_its_link_leaves_out(cloud: DemoAzure) -> None:
    stored = SHOP.stores[0].policies["courier"]
    assert "expiry" not in stored
    later = (SOON + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    url = f"{cloud.endpoint}/blob/{SHOP.name}/delivery-data/readme.txt"
    for policy, expiry, status in (("courier", later, OPEN), ("courier", None, 403), ("nobody", later, 403)):
        given = generate_container_sas(SHOP.name, "delivery-data", SHOP.key, expiry=expiry, policy_id=policy)
        assert _status(f"{url}?{given}") == status


def test_refusals_can_be_ordered_and_lifted(cloud: DemoAzure) -> None:
    client = StorageManagementClient(
        _Credential(), SUBSCRIPTION, base_url=cloud.endpoint, authentication_policy=_Bearer()
    )
    cloud.refuse({"Microsoft.Storage/storageAccounts/read"})
    with pytest.raises(HttpResponseError, match="AuthorizationFailed"):
        list(client.storage_accounts.list())
    cloud.refuse(set())
    assert len(list(client.storage_accounts.list())) == len(STORY)
    client.close()


def test_nobody_unsigned_reaches_resource_manager(cloud: DemoAzure) -> None:
    assert _status(f"{cloud.endpoint}/subscriptions?api-version=2022-12-01") == 401
    assert _status(f"{cloud.endpoint}/msi/token?resource=x") == 401


def _key(account: StoryAccount) -> dict[str, str]:
    return {"account_name": account.name, "account_key": account.key}
