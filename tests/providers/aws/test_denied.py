"""Every refused read becomes a gap naming fact and permission, and its key is missing from the documents."""

import dataclasses

import pytest

from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws.in_account import AwsProvider, connect
from exposurecheck.providers.base import ObjectEntry, Store, StoreRef
from exposurecheck.settings import ScanSettings
from tests.providers.aws.estate import NAME, fill
from tests.servers.s3 import ACCOUNT, Answer, Fault, Request, StubS3, error

ID = f"s3://{NAME}"
ACCOUNT_ID = f"aws:{ACCOUNT}"


@dataclasses.dataclass(frozen=True)
class Denied:
    operation: str
    resource: str
    fact: str
    permission: str
    path: str = ""


CALLS = (
    Denied("GetPublicAccessBlock", ID, "public_access_block", "s3:GetBucketPublicAccessBlock"),
    Denied("GetBucketOwnershipControls", ID, "ownership_controls", "s3:GetBucketOwnershipControls"),
    Denied("GetBucketPolicy", ID, "policy", "s3:GetBucketPolicy"),
    Denied("GetBucketAcl", ID, "acl", "s3:GetBucketAcl"),
    Denied("GetBucketRequestPayment", ID, "request_payment", "s3:GetBucketRequestPayment"),
    Denied("GetBucketWebsite", ID, "website", "s3:GetBucketWebsite"),
    Denied("GetBucketLogging", ID, "access_logging", "s3:GetBucketLogging"),
    Denied("GetBucketVersioning", ID, "versioning", "s3:GetBucketVersioning"),
    Denied("GetBucketEncryption", ID, "default_encryption", "s3:GetEncryptionConfiguration"),
    Denied("GetBucketReplication", ID, "replicates_to", "s3:GetReplicationConfiguration"),
    Denied("GetBucketTagging", ID, "tags", "s3:GetBucketTagging"),
    Denied("ListObjectsV2", ID, "objects", "s3:ListBucket"),
    Denied("GetObjectAcl", ID, "objects.acl", "s3:GetObjectAcl"),
    Denied("GetObjectTagging", ID, "objects.tags", "s3:GetObjectTagging"),
    Denied("HeadObject", ID, "objects.encryption", "s3:GetObject"),
    Denied("DescribeKey", ID, "objects.kms_key", "kms:DescribeKey"),
    Denied("Control", ACCOUNT_ID, "account_public_access_block", "s3:GetAccountPublicAccessBlock", "publicAccessBlock"),
    Denied("Control", ACCOUNT_ID, "access_points", "s3:ListAccessPoints", "accesspoint"),
    Denied("Control", ACCOUNT_ID, "access_points", "s3:GetAccessPoint", "accesspoint/shared"),
    Denied("Control", ACCOUNT_ID, "access_points", "s3:GetAccessPointPolicy", "accesspoint/shared/policy"),
    Denied("DescribeOrganization", ACCOUNT_ID, "organization", "organizations:DescribeOrganization"),
    Denied("DescribeEffectivePolicy", ACCOUNT_ID, "organization.s3_policy", "organizations:DescribeEffectivePolicy"),
    *(
        Denied(operation, ACCOUNT_ID, "organization.resource_control_policies", f"organizations:{operation}")
        for operation in ("ListPoliciesForTarget", "DescribePolicy", "ListParents")
    ),
)
DOCUMENTS = frozenset(
    {
        "account_id", "account_public_access_block", "access_points", "acl", "bucket", "canonical_user_id", "objects",
        "objects_complete", "organization", "ownership_controls", "policy", "public_access_block", "region",
        "request_payment", "website",
    }
)  # fmt: skip


def _whole(provider: AwsProvider) -> tuple[Store, tuple[Gap, ...]]:
    """Do everything a scan does with the bucket; returns the store and every gap."""
    gaps: list[Gap] = []
    refs: list[StoreRef] = []
    for item in provider.stores():
        gaps.append(item) if isinstance(item, Gap) else refs.append(item)
    store = provider.describe(refs[0])
    found = list(provider.objects(store, 10))
    gaps += [item for item in found if isinstance(item, Gap)]
    entries = tuple(item for item in found if isinstance(item, ObjectEntry))
    store = provider.details(provider.with_objects(store, entries, complete=len(entries) == len(found)))
    return store, (*gaps, *store.gaps)


def test_nothing_is_missing_when_everything_may_be_read(stub: StubS3) -> None:
    store, gaps = _whole(connect_to(fill(stub)))
    assert gaps == ()
    assert set(store.documents) == DOCUMENTS
    assert store.resource.settings.model_dump(exclude_none=True) == {
        "website": True, "access_logging": True, "versioning": True, "default_encryption": "aws:kms",
        "replicates_to": ("arn:aws:s3:::copy",), "replicates_to_other_account": True, "account_guardrail": False,
        "store_guardrail": False, "acls_enabled": True, "requester_pays": False,
        "access_points": 1, "found_empty": False,
    }  # fmt: skip
    assert store.resource.tags == {"team": "shop"}
    objects = store.documents["objects"]
    assert isinstance(objects, list)
    assert isinstance(objects[0], dict)
    assert objects[0]["tags"] == {"class": "public"}
    assert (objects[0]["ServerSideEncryption"], objects[0]["KMSKeyManager"]) == ("aws:kms", "CUSTOMER")


@pytest.mark.parametrize("denied", CALLS, ids=lambda denied: denied.permission)
def test_a_refused_read_is_a_gap_with_its_permission(denied: Denied, stub: StubS3) -> None:
    fill(stub).fault = refuse(denied)
    store, gaps = _whole(connect_to(stub))
    about = [(gap.resource, gap.fact, gap.reason, gap.permission) for gap in gaps]
    assert (denied.resource, denied.fact, GapReason.DENIED, denied.permission) in about
    assert {gap.fact for gap in gaps} <= {denied.fact, "policy_status"}
    unread = store.documents.get("unread", [])
    assert isinstance(unread, list)
    if denied.fact == "objects":
        assert (store.documents["objects_complete"], "objects.acl" in unread) == (False, True)
    else:
        named = [fact for fact in unread if isinstance(fact, str) and fact.startswith(denied.fact)]
        assert denied.fact not in store.documents or named
    if denied.fact.startswith("objects.") and denied.fact != "objects.kms_key":
        assert denied.fact in unread


def test_a_refused_policy_still_tells_whether_aws_calls_it_public(stub: StubS3) -> None:
    fill(stub).fault = lambda request: error(403, "AccessDenied") if request.operation == "GetBucketPolicy" else None
    store, _ = _whole(connect_to(stub))
    assert store.documents["policy_status"] == {"IsPublic": True}


def test_the_account_is_asked_once_and_its_gaps_come_once(stub: StubS3) -> None:
    fill(stub)
    stub.buckets |= {f"other-{number}": stub.buckets[NAME] for number in range(5)}
    stub.organizations["ListPoliciesForTarget"] = (400, '{"__type":"AccessDeniedException"}')
    provider = connect_to(stub)
    found = list(provider.stores())
    gaps = [item for item in found if isinstance(item, Gap)]
    for item in found:
        if isinstance(item, StoreRef):
            gaps += provider.describe(item).gaps
    assert [gap.fact for gap in gaps] == ["organization.resource_control_policies"]
    assert stub.seen["DescribeOrganization"] == 1
    assert stub.seen["Control"] == 4


def connect_to(stub: StubS3) -> AwsProvider:
    return connect(ScanSettings(concurrency=4))


def refuse(denied: Denied) -> Fault:
    def fault(request: Request) -> Answer | None:
        if request.operation != denied.operation:
            return None
        path = f"{request.bucket}/{request.key}"
        if denied.operation == "Control" and not path.endswith(f"/{denied.path}"):
            return None
        if "x-amz-target" in request.headers:
            return Answer(400, b'{"__type":"AccessDeniedException","message":"no"}')
        return Answer(403) if request.operation == "HeadObject" else error(403, "AccessDenied")

    return fault
