"""What the documents of a store hold: its account, and exactly one container or share."""

from exposurecheck.demo.azure.request import data_error
from exposurecheck.demo.azure.story import StoryStore
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.gap import GapReason
from exposurecheck.model.resource import ResourceType
from tests.providers.azure.conftest import Serve
from tests.providers.azure.estate import LAKE, SHOP, Whole, account, file, patient

BLOB = "https://teststore.blob.core.windows.net"


def test_nothing_is_missing_when_everything_may_be_read(serve: Serve) -> None:
    serve(SHOP, LAKE)
    whole = Whole(patient())
    assert whole.gaps == []
    assert {store.resource.id for store in whole.stores.values()} == {
        f"{BLOB}/open", f"{BLOB}/blobs", f"{BLOB}/$web", f"{BLOB}/closed",
        "https://teststore.file.core.windows.net/files", "https://testlake.blob.core.windows.net/lake",
        "https://testlake.blob.core.windows.net/shut",
    }  # fmt: skip
    expected = {store.name: store.exposure for one in (SHOP, LAKE) for store in one.stores}
    assert {name: one.exposure for name, one in whole.exposures.items()} == expected
    assert whole.contents["files/b/d/e.txt".replace("files/", "share:files/")] == b"content of 'b/d/e.txt'"
    assert whole.contents["open/b/c.csv"] == b"content of 'b/c.csv'"


def test_a_store_s_documents_are_about_that_store_only(serve: Serve) -> None:
    serve(SHOP)
    stores = Whole(patient()).stores
    closed = stores["closed"].documents
    assert (closed["shares"], closed["blobService"], closed["sas"]) == ([], {}, [])
    assert closed["containers"] == [
        {
            "name": "closed",
            "properties": {"publicAccess": "None", "deleted": False},
            "signedIdentifiers": [],
            "blobs": [],
        }
    ]
    web = stores["$web"].documents["blobService"]
    assert isinstance(web, dict)
    assert web["staticWebsite"] == {"enabled": True, "indexDocument": "index.html", "errorDocument404Path": None}
    files = stores["files"].documents
    assert (files["containers"], files["blobService"]) == ([], {})
    assert "unread" not in files


def test_keys_and_patterns_begin_with_the_store(serve: Serve) -> None:
    serve(SHOP)
    whole = Whole(patient())
    assert whole.exposures["open"].exposed_prefixes == ("open/*",)
    assert whole.exposures["open"].keys.contains("open/b/c.csv")
    assert {key for key in whole.contents if key.startswith("share:")} == {
        "share:files/a.txt", "share:files/b/c.txt", "share:files/b/d/e.txt"
    }  # fmt: skip


def test_resources_name_account_type_and_tags(serve: Serve) -> None:
    serve(SHOP)
    stores = Whole(patient()).stores
    resource = stores["open"].resource
    assert (resource.account, resource.region, resource.type) == ("teststore", "japaneast", ResourceType.CONTAINER)
    assert resource.tags == {"team": "shop"}
    assert stores["files"].resource.type is ResourceType.SHARE
    assert (resource.settings.access_logging, resource.settings.versioning) == (True, False)
    assert (resource.settings.website, stores["$web"].resource.settings.website) == (False, True)
    assert resource.settings.account_guardrail is False


def test_metadata_declares_a_single_container_as_public(serve: Serve) -> None:
    declared = StoryStore(
        "pages", ExposureClass.ANONYMOUS_READ, level="Blob", metadata={"exposurecheck_intended": "public"}
    )
    serve(account(declared, SHOP.stores[1], tags={"team": "shop"}))
    stores = Whole(patient()).stores
    assert stores["pages"].resource.tags == {"team": "shop", "exposurecheck:intended": "public"}
    assert stores["blobs"].resource.tags == {"team": "shop"}


def test_stored_access_policies_are_read_with_their_times(serve: Serve) -> None:
    often = {"start": "2026-01-01T00:00:00Z", "expiry": "2026-02-01T00:00:00Z", "permission": "rl"}
    policies = {"often": often, "bare": dict[str, str]()}
    serve(account(StoryStore("c", ExposureClass.PRIVATE, policies=policies)))
    containers = Whole(patient()).stores["c"].documents["containers"]
    assert isinstance(containers, list)
    assert isinstance(containers[0], dict)
    assert containers[0]["signedIdentifiers"] == [
        {"id": "often", "accessPolicy": policies["often"]},
        {"id": "bare", "accessPolicy": {}},
    ]


def test_acls_are_read_only_where_anyone_could_get(serve: Serve) -> None:
    state = serve(LAKE)
    whole = Whole(patient())
    lake = whole.exposures["lake"]
    assert lake.exposure is ExposureClass.ORGANIZATION
    assert lake.cause == ("container[lake].acl[out]:other:r", "container[lake].acl[out/b.csv]:other:r")
    asked = {"/".join(r.parts) for r in state.requests if r.plane == "dfs"}
    assert asked == {"lake", "lake/in", "lake/out", "lake/out/b.csv", "lake/top.csv", "shut"}


def test_an_unread_acl_leaves_the_tenant_in_doubt(serve: Serve) -> None:
    refusal = data_error(403, "AuthorizationPermissionMismatch")
    serve(LAKE).fault = lambda request: refusal if request.plane == "dfs" else None
    whole = Whole(patient())
    assert {gap.fact for gap in whole.gaps} == {"acls"}
    for name in ("lake", "shut"):
        assert whole.exposures[name].exposure is ExposureClass.UNKNOWN
        assert whole.exposures[name].unknown == ("containers.acls",)


def test_an_nfs_share_is_judged_although_its_files_cannot_be_listed(serve: Serve) -> None:
    serve(account(StoryStore("nfs", ExposureClass.PRIVATE, (file("a"),), share=True, nfs=True)))
    whole = Whole(patient())
    assert {(gap.fact, gap.reason) for gap in whole.gaps} == {
        ("signedIdentifiers", GapReason.UNSUPPORTED), ("objects", GapReason.UNSUPPORTED)
    }  # fmt: skip


def test_the_account_is_asked_once_for_what_concerns_all_its_stores(serve: Serve) -> None:
    state = serve(SHOP)
    Whole(patient())
    assert state.seen["Microsoft.Storage/storageAccounts/blobServices/read"] == 2  # ARM once, data plane once
    assert state.seen["Microsoft.Storage/storageAccounts/objectReplicationPolicies/read"] == 1
    assert state.seen["Microsoft.Insights/diagnosticSettings/read"] == 2
