"""``inspect`` on objects in Cloud Storage and Azure: the same readers, by ranges, with the credentials there are."""

import json
from collections.abc import Iterator

import pytest

from exposurecheck.cli.main import main
from exposurecheck.demo.azure import azurite
from exposurecheck.demo.azure.links import shared_link
from exposurecheck.demo.azure.story import BACKUP_LINK, SHOP
from exposurecheck.demo.clouds import DemoClouds, running
from exposurecheck.demo.exhibits import exhibit
from tests.estate import signed_in

pytestmark = pytest.mark.xdist_group("demo")

BLOBS = "https://mizutamashop.blob.core.windows.net"
FILES = "https://mizutamashop.file.core.windows.net"
LAKE = "https://mizutamashop.dfs.core.windows.net"


@pytest.fixture(
    scope="module",
    params=[
        False,
        pytest.param(
            True,
            marks=[
                pytest.mark.azurite,
                pytest.mark.skipif(azurite.program() is None, reason="no Azurite here (npm: azurite)"),
            ],
        ),
    ],
    ids=["shipped", "azurite"],
)
def clouds(request: pytest.FixtureRequest) -> Iterator[DemoClouds]:
    with running(azurite=request.param) as started, signed_in(started.env):
        yield started


def inspected(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, dict[str, object]]:
    with pytest.raises(SystemExit) as stop:
        main(["inspect", "--format", "json", "--no-fail-on-incomplete", *args])
    out, err = capsys.readouterr()
    assert stop.value.code == 0, err
    return {one["path"]: one for one in json.loads(out)["objects"]}


@pytest.mark.parametrize(
    ("url", "path", "name"),
    [
        ("gs://mizutama-haiso-renkei", "2026-10/haiso_irai.csv", "delivery-requests"),
        ("gs://mizutama-haiso-renkei/2026-10/", "haiso_irai.csv", "delivery-requests"),
        ("gs://mizutama-haiso-renkei/*/haiso*.csv", "2026-10/haiso_irai.csv", "delivery-requests"),
        ("gs://mizutama-tenpo-files/renraku/kinkyu.xlsx", "kinkyu.xlsx", "phone-tree"),
        (f"{BLOBS}/delivery-data/", "2026/11/haisou.csv", "manifests"),
        (f"{BLOBS}/delivery-data/2026/11/haisou.csv", "haisou.csv", "manifests"),
        (f"{BLOBS}/$web/data/", "raijo_kibo.csv", "fair-visitors"),
        (f"{BLOBS}/shop-backup/db/2026-11-20.sql.gz", "2026-11-20.sql.gz", "shop-database"),
        (f"{LAKE}/delivery-data/2026/", "11/haisou.csv", "manifests"),
        ("abfss://delivery-data@mizutamashop.dfs.core.windows.net/2026/11/", "haisou.csv", "manifests"),
        (f"{FILES}/soumu/kisoku/", "shugyo_kisoku.txt", "rules-of-work"),
    ],
)
@pytest.mark.usefixtures("clouds")
def test_objects_of_other_clouds_are_read_like_files(
    url: str, path: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one = inspected(capsys, url)[path]
    subjects = one["subjects"]
    assert isinstance(subjects, dict)
    assert subjects["low"] <= len(exhibit(name).people) <= subjects["high"]
    assert (one["status"], one["size"]) == ("complete", len(exhibit(name).body))


@pytest.mark.parametrize("url", ["gs://mizutama-haiso-renkei", f"{BLOBS}/delivery-data/2026/"])
def test_a_part_is_read_by_ranges(url: str, clouds: DemoClouds, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(clouds.azure.server.requests)
    (one,) = inspected(capsys, "--max-object-size", "2000", url).values()
    read = one["bytes_read"]
    assert isinstance(read, int)
    assert (one["status"], read <= 2000) == ("partial", True)
    gets = [r for r in clouds.azure.server.requests[before:] if r.parts[-1:] == ("haisou.csv",)]
    assert bool(gets) == url.startswith("https")
    assert all(r.headers["range"].startswith("bytes=") for r in gets)


def _connection(clouds: DemoClouds, monkeypatch: pytest.MonkeyPatch, credential: str) -> None:
    for name in ("AZURE_ARM_ENDPOINT", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "AZURE_SUBSCRIPTION_ID"):
        monkeypatch.delenv(name)
    ends = "".join(f"{s.title()}Endpoint={clouds.azure.endpoint}/{s}/{SHOP.name};" for s in ("blob", "file"))
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", ends + credential)


def test_a_key_is_enough(
    clouds: DemoClouds, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _connection(clouds, monkeypatch, f"AccountName={SHOP.name};AccountKey={SHOP.key}")
    assert set(inspected(capsys, f"{BLOBS}/delivery-data/")) == {"2026/11/haisou.csv", "readme.txt"}
    assert set(inspected(capsys, f"{FILES}/soumu/")) == {"kisoku/shugyo_kisoku.txt"}


@pytest.mark.parametrize("permissions", ["rl", "r"])
def test_a_shared_link_is_enough_even_one_that_cannot_list(
    permissions: str, clouds: DemoClouds, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    link = shared_link(SHOP, "shop-backup", {**BACKUP_LINK, "sp": permissions}).partition("?")[2]
    _connection(clouds, monkeypatch, f"SharedAccessSignature={link}")
    (one,) = inspected(capsys, f"{BLOBS}/shop-backup/db/2026-11-20.sql.gz").values()
    assert one["size"] == len(exhibit("shop-database").body)
    assert one["subjects"] == {"low": 260, "best": 260, "high": 260, "key": "email"}


@pytest.mark.parametrize(
    "url", ["gs://mizutama-none/", "gs://mizutama-homu/none.csv", f"{BLOBS}/none/", f"{BLOBS}/photos/no"]
)
@pytest.mark.usefixtures("clouds")
def test_what_is_not_there_is_said(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["inspect", url])
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    assert url in err
