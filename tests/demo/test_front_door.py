"""What outsiders and auditors really get from the embedded cloud, over HTTP."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.exceptions import ClientError

from exposurecheck.demo.exhibits import exhibit
from exposurecheck.demo.permissions import READ_PERMISSIONS, permission_of
from exposurecheck.demo.story import HEAD_OFFICE, STORY, StoryBucket
from tests.estate import ACCOUNT, SUBSIDIARY_ACCOUNT, DemoCloud, environment

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def unsigned(url: str, method: str = "GET", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    request = Request(url, method=method, headers=headers or {})
    try:
        with urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def signed(cloud: DemoCloud, account: str = ACCOUNT) -> "S3Client":
    env = environment(cloud.endpoint, account)
    return boto3.client(
        "s3", endpoint_url=cloud.endpoint, region_name=env["AWS_REGION"], aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
    )  # fmt: skip


@pytest.fixture
def refusing(cloud: DemoCloud) -> Iterator[DemoCloud]:
    yield cloud
    cloud.refuse(set())


@pytest.mark.parametrize("store", STORY, ids=lambda s: s.name)
def test_outsiders_get_what_the_story_says(cloud: DemoCloud, store: StoryBucket) -> None:
    assert unsigned(f"{cloud.endpoint}/{store.name}")[0] == store.list
    assert unsigned(f"{cloud.endpoint}/{store.name}?list-type=2")[0] == store.list
    for entry in store.objects:
        status, body = unsigned(f"{cloud.endpoint}/{store.name}/{quote(entry.key)}")
        assert status == entry.get
        assert (body == exhibit(entry.exhibit).body) == (entry.get == 200)


def test_a_range_of_a_public_object_is_partial_content(cloud: DemoCloud) -> None:
    url = f"{cloud.endpoint}/mizutama-crm-exports/exports/customers_2026-09.csv"
    assert unsigned(url, headers={"Range": "bytes=0-15"}) == (206, exhibit("customers").body[:16])


def test_a_forged_address_does_not_open_the_head_office_list(cloud: DemoCloud) -> None:
    forged = {"X-Forwarded-For": HEAD_OFFICE.replace("0/24", "9")}
    assert unsigned(f"{cloud.endpoint}/mizutama-price-lists/2026/aki.csv", headers=forged)[0] == 403


def test_outsiders_never_get_configuration(cloud: DemoCloud) -> None:
    for part in ("acl", "policy", "policyStatus", "publicAccessBlock", "tagging", "versions", "location"):
        assert unsigned(f"{cloud.endpoint}/mizutama-campaign-site?{part}")[0] == 403
    assert unsigned(f"{cloud.endpoint}/")[0] == 403
    assert unsigned(f"{cloud.endpoint}/v20180820/configuration/publicAccessBlock")[0] == 403


def test_anyone_can_write_only_where_the_story_lets_them(cloud: DemoCloud) -> None:
    assert unsigned(f"{cloud.endpoint}/mizutama-upload/incoming/from-outside.txt", "PUT")[0] == 200
    assert unsigned(f"{cloud.endpoint}/mizutama-upload/elsewhere.txt", "PUT")[0] == 403
    assert unsigned(f"{cloud.endpoint}/mizutama-www/index.html", "PUT")[0] == 403
    assert unsigned(f"{cloud.endpoint}/mizutama-www/index.html", "DELETE")[0] == 403


def test_a_bucket_that_does_not_exist_is_not_found(cloud: DemoCloud) -> None:
    status, body = unsigned(f"{cloud.endpoint}/mizutama-no-such-bucket")
    assert status == 404
    assert b"NoSuchBucket" in body


def test_each_account_lists_its_own_buckets_page_by_page_with_regions(cloud: DemoCloud) -> None:
    for account in (ACCOUNT, SUBSIDIARY_ACCOUNT):
        pages = signed(cloud, account=account).get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 4})
        found = [(b["Name"], b["BucketRegion"]) for page in pages for b in page["Buckets"]]
        assert found == sorted((s.name, s.region) for s in STORY if s.account == account)


def test_the_policy_that_auditors_may_not_read_is_denied(cloud: DemoCloud) -> None:
    for read in ("get_bucket_policy", "get_bucket_policy_status"):
        with pytest.raises(ClientError, match="AccessDenied"):
            getattr(signed(cloud), read)(Bucket="mizutama-legal")
    assert signed(cloud).get_bucket_acl(Bucket="mizutama-legal")["Grants"]


def test_who_pays_is_told(cloud: DemoCloud) -> None:
    payers = {s.name: signed(cloud).get_bucket_request_payment(Bucket=s.name)["Payer"] for s in STORY[:14]}
    assert {name for name, payer in payers.items() if payer == "Requester"} == {"mizutama-open-data"}


def test_a_permission_can_be_refused_and_given_back(refusing: DemoCloud) -> None:
    client = signed(refusing)
    refusing.refuse({"s3:GetBucketAcl"})
    with pytest.raises(ClientError, match="AccessDenied"):
        client.get_bucket_acl(Bucket="mizutama-www")
    assert client.get_bucket_versioning(Bucket="mizutama-orders")["Status"] == "Enabled"
    refusing.refuse(set())
    assert client.get_bucket_acl(Bucket="mizutama-www")["Grants"]


def test_a_refusal_does_not_touch_outsiders(refusing: DemoCloud) -> None:
    refusing.refuse(READ_PERMISSIONS)
    assert unsigned(f"{refusing.endpoint}/mizutama-www/index.html")[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "query", "permission"),
    [
        ("GET", "/", set[str](), "s3:ListAllMyBuckets"),
        ("GET", "/b", {"list-type"}, "s3:ListBucket"),
        ("HEAD", "/b", set[str](), "s3:ListBucket"),
        ("GET", "/b", {"versions"}, "s3:ListBucketVersions"),
        ("GET", "/b", {"policyStatus"}, "s3:GetBucketPolicyStatus"),
        ("GET", "/b", {"encryption"}, "s3:GetEncryptionConfiguration"),
        ("GET", "/b/k/l", {"acl"}, "s3:GetObjectAcl"),
        ("HEAD", "/b/k", set[str](), "s3:GetObject"),
        ("GET", "/b/k", {"versionId"}, "s3:GetObjectVersion"),
        ("GET", "/v20180820/configuration/publicAccessBlock", set[str](), "s3:GetAccountPublicAccessBlock"),
        ("GET", "/v20180820/accesspoint", set[str](), "s3:ListAccessPoints"),
        ("GET", "/v20180820/accesspoint/x/policy", set[str](), "s3:GetAccessPointPolicy"),
        ("PUT", "/b/k", set[str](), None),
    ],
)
def test_every_read_is_known_by_its_permission(method: str, path: str, query: set[str], permission: str | None) -> None:
    assert permission_of(method, path, query) == permission
    assert permission is None or permission in READ_PERMISSIONS


def test_json_services_are_known_by_their_target() -> None:
    target = "AWSOrganizationsV20161128.DescribeOrganization"
    assert permission_of("POST", "/", set(), target) == "organizations:DescribeOrganization"
