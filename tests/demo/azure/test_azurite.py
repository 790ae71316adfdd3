"""The embedded Azure with its blobs in Azurite: strangers get what the story says, as they do without it."""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from exposurecheck.demo.azure import azurite
from exposurecheck.demo.azure.callers import TOKEN
from exposurecheck.demo.azure.links import shared_link
from exposurecheck.demo.azure.serve import DemoAzure, running
from exposurecheck.demo.azure.story import BACKUP_LINK, OPEN, SHOP, STORY, StoryAccount, StoryStore
from exposurecheck.demo.exhibits import exhibit

pytestmark = [
    pytest.mark.azurite,
    pytest.mark.xdist_group("azurite"),
    pytest.mark.skipif(
        azurite.program() is None, reason="no Azurite here (npm: azurite, by .ci/install-system-packages.sh)"
    ),
]
CONTAINERS = [(account, store) for account in STORY for store in account.stores if not store.share]


@pytest.fixture(scope="module")
def cloud() -> Iterator[DemoAzure]:
    with running(azurite=True) as cloud:
        yield cloud


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    try:
        with build_opener(ProxyHandler({})).open(Request(url, headers=headers or {}), timeout=10) as answer:
            return int(answer.status), answer.read()
    except HTTPError as error:
        with error:
            return error.code, b""


@pytest.mark.parametrize(("account", "store"), CONTAINERS, ids=[f"{a.name}-{s.name}" for a, s in CONTAINERS])
def test_strangers_get_what_the_story_says(account: StoryAccount, store: StoryStore, cloud: DemoAzure) -> None:
    base = f"{cloud.endpoint}/blob/{account.name}/{store.name}"
    assert get(f"{base}?restype=container&comp=list")[0] == store.list
    assert get(f"{base}?restype=container&comp=acl")[0] in {403, 404, 409}
    for file in store.files:
        where = f"{cloud.endpoint}/web/{account.name}" if store.name == "$web" else base
        status, body = get(f"{where}/{file.path}")
        assert status == file.get
        if status == OPEN:
            assert body == exhibit(file.exhibit).body


def test_the_auditors_read_ranges_of_what_strangers_cannot(cloud: DemoAzure) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "x-ms-version": "2022-11-02", "Range": "bytes=3-9"}
    status, body = get(f"{cloud.endpoint}/blob/mizutamashop/seikyu/2026-11/seikyu.csv", headers)
    assert (status, body) == (206, exhibit("invoices").body[3:10])


def test_the_link_in_the_script_opens_the_backups_and_a_changed_one_does_not(cloud: DemoAzure) -> None:
    query = shared_link(SHOP, "shop-backup", BACKUP_LINK).partition("?")[2]
    where = f"{cloud.endpoint}/blob/mizutamashop/shop-backup"
    assert query.encode() in exhibit("web-settings").body
    assert get(f"{where}/db/2026-11-20.sql.gz?{query}") == (OPEN, exhibit("shop-database").body)
    assert get(f"{where}?restype=container&comp=list&{query}")[0] == OPEN
    assert get(f"{where}/db/2026-11-20.sql.gz?{query.replace('sp=rl', 'sp=rlw')}")[0] == 403
    assert get(f"{cloud.endpoint}/blob/mizutamashop/seikyu/2026-11/seikyu.csv?{query}")[0] == 403


def test_it_ends_with_the_block() -> None:
    with running(azurite=True) as cloud:
        assert cloud.server.azurite is not None
        endpoint = cloud.server.azurite.endpoint
        assert get(endpoint)[0] == 400
    with pytest.raises(OSError, match=r"refused|reset"):
        get(endpoint)
