"""What the documents of a bucket hold: policies with conditions, inherited grants, filters, labels, who pays."""

import pytest

from exposurecheck.demo.gcs.estate import Blob, Bucket
from exposurecheck.demo.gcs.server import Gcs
from exposurecheck.demo.gcs.wire import document
from exposurecheck.model.base import Json
from exposurecheck.providers.base import Store
from exposurecheck.providers.gcp.provider import GcpProvider
from exposurecheck.settings import ScanSettings
from tests.providers.gcp.conftest import Signed
from tests.providers.gcp.estate import AUDITOR, EVERYONE, ID, NAME, PROJECT, VIEWER, project, stub
from tests.providers.gcp.exposed import scanned


def _one(signed: Signed, bucket: Bucket, **more: object) -> Store:
    with signed(Gcs(project(bucket, **more))) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    return stores[bucket.name]


def test_policies_are_asked_for_with_their_conditions(signed: Signed) -> None:
    late: dict[str, Json] = {
        "role": VIEWER, "members": ["user:someone@partner.example"],
        "condition": {"title": "t", "expression": 'request.time < timestamp("2027-01-01T00:00:00Z")'},
    }  # fmt: skip
    policy = _one(signed, Bucket(NAME, conditional=(late,))).documents["iamPolicy"]
    assert isinstance(policy, dict)
    assert policy["version"] == 3
    assert late in list(policy["bindings"])  # type: ignore[arg-type]


def test_inherited_grants_stand_in_the_policy_of_the_project(signed: Signed) -> None:
    above = {"organizations/900000000001": {VIEWER: ("domain:partner.example",)}}
    documents = _one(signed, Bucket(NAME), above=above).documents
    facts = documents["project"]
    assert isinstance(facts, dict)
    assert {"role": VIEWER, "members": ["domain:partner.example"]} in facts["iamPolicy"]["bindings"]  # type: ignore[index,call-overload,operator]
    assert {"role": VIEWER, "members": [AUDITOR]} in facts["iamPolicy"]["bindings"]  # type: ignore[index,call-overload,operator]
    assert documents["organization"] == {"domain": "corp.example", "customerId": "C0abc123x"}


def test_folders_nest_and_come_with_their_policies(signed: Signed) -> None:
    folders = {"a/": EVERYONE, "a/b c/": {VIEWER: ("allAuthenticatedUsers",)}}
    store = _one(signed, Bucket(NAME, folders=folders))
    assert store.documents["managedFolders"] == [
        {"name": "a/", "iamPolicy": {"version": 1, "bindings": [{"role": VIEWER, "members": ["allUsers"]}]}},
        {
            "name": "a/b c/",
            "iamPolicy": {"version": 1, "bindings": [{"role": VIEWER, "members": ["allAuthenticatedUsers"]}]},
        },
    ]


def test_a_filter_is_read_whole_and_one_that_is_not_shown_is_unread(signed: Signed) -> None:
    bucket = Bucket(NAME, bindings=EVERYONE, ranges=("203.0.113.0/24",))
    about = _one(signed, bucket).documents["bucket"]
    assert isinstance(about, dict)
    assert about["ipFilter"] == {
        "mode": "Enabled",
        "publicNetworkSource": {"allowedIpCidrRanges": ["203.0.113.0/24"]},
    }
    gcs = stub(bucket)
    gcs.fault = lambda request: (
        document({"name": NAME, "iamConfiguration": {"uniformBucketLevelAccess": {"enabled": True}}})
        if request.raw_path.endswith(f"/b/{NAME}")
        else None
    )
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    assert [(gap.resource, gap.fact, gap.permission) for gap in gaps] == [
        (ID, "bucket.ipFilter", "storage.buckets.getIpFilter")
    ]
    assert stores[NAME].documents["unread"] == ["bucket.ipFilter"]
    assert "ipFilter" not in str(stores[NAME].documents["bucket"])


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([{"enforce": True}], {"constraints/storage.publicAccessPrevention": {"enforced": True}}),
        ([{"enforce": False}], {"constraints/storage.publicAccessPrevention": {"enforced": False}}),
        ([], {}),
        ([{"enforce": False}, {"enforce": True, "condition": {"expression": "resource.matchTag('a/b', 'c')"}}], None),
    ],
)
def test_the_effective_constraint(rules: list[Json], told: Json, signed: Signed) -> None:
    gcs = stub(Bucket(NAME))
    gcs.fault = lambda request: (
        document({"name": "p", "spec": {"rules": rules}}) if ":getEffectivePolicy" in request.raw_path else None
    )
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    facts = stores[NAME].documents["project"]
    assert isinstance(facts, dict)
    assert facts.get("orgPolicies") == told
    assert [gap.detail for gap in gaps] == (["ConditionalRule"] if told is None else [])


def test_a_project_outside_any_organisation_has_none(signed: Signed) -> None:
    gcs = stub(Bucket(NAME))
    gcs.fault = lambda request: (
        document({"ancestor": [{"resourceId": {"type": "project", "id": PROJECT}}]})
        if ":getAncestry" in request.raw_path
        else None
    )
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    assert stores[NAME].documents["organization"] is None


@pytest.mark.parametrize(
    ("labels", "declared"),
    [
        ({"exposurecheck-intended": "public"}, True),
        ({"exposurecheck_intended": "public"}, True),
        ({"exposurecheck-intended": "internal"}, False),
        ({"team": "shop"}, False),
    ],
)
def test_labels_become_tags_and_declare_a_store_public(labels: dict[str, str], declared: bool, signed: Signed) -> None:
    resource = _one(signed, Bucket(NAME, more={"labels": {**labels}})).resource
    assert resource.settings.declared_public is declared
    assert resource.tags is not None
    assert (resource.tags.get("exposurecheck:intended") == "public") is declared
    assert labels.items() <= resource.tags.items()


def test_settings_of_a_bucket(signed: Signed) -> None:
    more: dict[str, Json] = {
        "website": {"mainPageSuffix": "index.html"}, "logging": {"logBucket": "logs"}, "versioning": {"enabled": True},
        "encryption": {"defaultKmsKeyName": "projects/p/locations/l/keyRings/r/cryptoKeys/k"},
        "softDeletePolicy": {"retentionDurationSeconds": "604800"},
    }  # fmt: skip
    store = _one(signed, Bucket(NAME, prevention="enforced", more=more))
    told = store.resource.settings
    assert (told.website, told.access_logging, told.versioning, told.default_encryption) == (
        True, True, True, "customer-managed",
    )  # fmt: skip
    assert (told.store_guardrail, told.account_guardrail, told.acls_enabled) == (True, False, False)
    about = store.documents["bucket"]
    assert isinstance(about, dict)
    assert about["softDeletePolicy"] == {"retentionDurationSeconds": "604800"}


def test_where_requesters_pay_the_owner_pays_for_the_scan(signed: Signed) -> None:
    gcs = stub(Bucket(NAME, bindings=EVERYONE, requester_pays=True, objects={"a.txt": Blob(b"synthetic")}))
    gcs.requests = []
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    assert stores[NAME].resource.settings.requester_pays is True
    asked = [request for request in gcs.requests if NAME in request.path]
    assert {request.query.get("userProject") for request in asked} == {"123456789012"}


def test_a_long_listing_remembers_only_so_many_buckets(signed: Signed) -> None:
    gcs = stub(*(Bucket(f"bucket-{number:03}") for number in range(30)), page=7)
    with signed(gcs) as provider:
        stores, gaps = scanned(provider)
    assert gaps == []
    assert len(stores) == 30


def test_content_is_read_as_it_is_stored_and_ignored_ranges_are_gaps(signed: Signed) -> None:
    gcs = stub(Bucket(NAME, objects={"a/b.txt": Blob(b"0123456789")}))
    with signed(gcs) as provider:
        stores, _ = scanned(provider)
        store = stores[NAME]
        assert provider.read(store, "a/b.txt", 2, 3) == b"234"
        assert provider.read(store, "a/b.txt", 8, 30) == b"89"
        assert provider.read(store, "a/b.txt", 10, 5) == b""
        assert provider.read(store, "a/b.txt", 0, 0) == b""
        gcs.fault = lambda request: document({"all": "of it"}) if "download" in request.path else None
        assert provider.read(store, "a/b.txt", 0, 4) == b'{"al'
        assert getattr(provider.read(store, "a/b.txt", 2, 3), "detail", None) == "RangeIgnored"


def test_a_project_named_by_its_number_is_known_by_its_id(signed: Signed) -> None:
    gcs = stub(Bucket(NAME))
    gcs.fault = lambda request: (
        document({"ancestor": [{"resourceId": {"type": "project", "id": PROJECT}}]})
        if ":getAncestry" in request.raw_path
        else None
    )
    with signed(gcs):
        provider = GcpProvider(ScanSettings(provider="gcp", projects=("123456789012",)))
        stores, _ = scanned(provider)
    facts = stores[NAME].documents["project"]
    assert isinstance(facts, dict)
    assert facts["projectId"] == PROJECT


def test_acls_that_the_listing_may_not_show_are_asked_of_the_bucket(signed: Signed) -> None:
    here = {"roles/storage.legacyBucketOwner": (AUDITOR,)}
    bucket = Bucket(NAME, uniform=False, bindings=here, default_acl={"allUsers": "READER"})
    listing = {"roles/storage.bucketViewer": (AUDITOR,)}
    with signed(stub(bucket, bindings=listing)) as provider:
        stores, gaps = scanned(provider)
        about = stores[NAME].documents["bucket"]
    assert isinstance(about, dict)
    assert {"entity": "allUsers", "role": "READER"} in list(about["defaultObjectAcl"])  # type: ignore[arg-type]
    assert "bucket.acl" not in {gap.fact for gap in gaps}
