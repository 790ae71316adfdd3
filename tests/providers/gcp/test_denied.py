"""Each permission that the auditor lacks is a gap that names it, and hides no exposure."""

import dataclasses

import pytest

from exposurecheck.demo.gcs.server import Gcs
from exposurecheck.errors import ProviderError
from exposurecheck.model.gap import GapReason
from tests.providers.gcp.conftest import Signed
from tests.providers.gcp.exposed import CUSTOM, TRUTH, closed_though_open, estate, scanned, verdict


@dataclasses.dataclass(frozen=True)
class Denied:
    permission: str
    resource: str
    fact: str
    asks: str = ""
    """The permission that the gap asks for, where it is another one."""


ABOVE = "gcp:projects/acme-prod"
DENIALS = (
    Denied("storage.buckets.get", "gs://by-filter", "bucket.ipFilter", "storage.buckets.getIpFilter"),
    Denied("storage.buckets.getIamPolicy", "gs://by-policy", "iamPolicy"),
    Denied("storage.buckets.getIamPolicy", "gs://by-acl", "bucket.acl"),
    Denied("storage.managedFolders.list", "gs://by-folder", "managedFolders"),
    Denied("storage.managedFolders.getIamPolicy", "gs://by-folder", "managedFolders"),
    Denied("storage.objects.list", "gs://by-object", "objects"),
    Denied("storage.objects.getIamPolicy", "gs://by-object", "objects.acl"),
    Denied("storage.objects.get", "gs://by-policy", "content"),
    Denied("resourcemanager.projects.get", ABOVE, "organization"),
    Denied("resourcemanager.organizations.get", "gcp:organizations/900000000001", "organization"),
    Denied("resourcemanager.projects.getIamPolicy", ABOVE, "project.iamPolicy"),
    Denied("resourcemanager.folders.getIamPolicy", "gcp:folders/800000000001", "project.iamPolicy"),
    Denied("resourcemanager.organizations.getIamPolicy", "gcp:organizations/900000000001", "project.iamPolicy"),
    Denied("orgpolicy.policy.get", ABOVE, "project.orgPolicies"),
    Denied("iam.denypolicies.list", ABOVE, "project.denyPolicies"),
    Denied("iam.denypolicies.get", ABOVE, "project.denyPolicies"),
    Denied("iam.roles.get", f"gcp:{CUSTOM}", "customRoles"),
)


def test_nothing_is_missing_when_everything_may_be_read(signed: Signed) -> None:
    with signed(Gcs(estate())) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    assert {name: verdict(store).exposure for name, store in stores.items()} == TRUTH
    for store in stores.values():
        assert set(store.documents) == {
            "organization", "project", "bucket", "iamPolicy", "managedFolders", "customRoles", "objects",
            "objects_complete",
        }  # fmt: skip
        assert store.resource.tags == {}
    about = stores["by-object"].resource
    assert about.settings.model_dump(exclude_none=True) == {
        "website": False, "access_logging": False, "versioning": False, "default_encryption": "google-managed",
        "account_guardrail": False, "store_guardrail": False, "acls_enabled": True, "requester_pays": False,
        "declared_public": False,
    }  # fmt: skip
    assert (about.region, about.account) == ("asia-northeast1", "acme-prod")


@pytest.mark.parametrize("denied", DENIALS, ids=lambda denied: f"{denied.permission}-{denied.fact}")
def test_a_refused_read_is_a_gap_with_its_permission(denied: Denied, signed: Signed) -> None:
    gcs = Gcs(estate())
    gcs.refused = frozenset({denied.permission})
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    found = [(gap.resource, gap.fact, gap.reason, gap.permission) for gap in gaps]
    assert (denied.resource, denied.fact, GapReason.DENIED, denied.asks or denied.permission) in found
    assert set(stores) == set(TRUTH)
    assert closed_though_open(stores) == []


def test_without_the_permission_to_list_there_is_nothing_to_say(signed: Signed) -> None:
    gcs = Gcs(estate())
    gcs.refused = frozenset({"storage.buckets.list"})
    with signed(gcs) as provider, pytest.raises(ProviderError, match=r"storage\.buckets\.list"):
        list(provider.stores())


def test_what_holds_for_the_project_is_asked_once_and_its_gaps_come_once(signed: Signed) -> None:
    gcs = Gcs(estate())
    gcs.refused = frozenset({"orgpolicy.policy.get"})
    with signed(gcs) as provider:
        _, gaps = scanned(provider)
    assert [gap.fact for gap in gaps] == ["project.orgPolicies"]
    assert gcs.seen["/v2/projects/acme-prod/policies/storage.publicAccessPrevention:getEffectivePolicy"] == 1
    assert gcs.seen["/v1/projects/acme-prod:getAncestry"] == 1


def test_a_listing_tells_what_a_bucket_says_of_itself_so_buckets_are_not_asked_for(signed: Signed) -> None:
    gcs = Gcs(estate())
    with signed(gcs) as provider:
        scanned(provider)
        count = provider.calls
    assert count["storage.buckets.get"] == 1
    assert gcs.seen["/storage/v1/b/by-filter"] == 1  # a listing shows only that there is a filter
    assert count["storage.objects.getIamPolicy"] == 0  # ACLs come with the names
    assert count["storage.managedFolders.list"] == 5  # only where access is uniform
