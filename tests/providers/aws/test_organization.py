"""Every account of an organisation is scanned; one that cannot be entered is a gap and the others go on."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

from exposurecheck.errors import ProviderError
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws.accounts import role_in
from exposurecheck.providers.aws.provider import OrganizationProvider, connect, mixed
from exposurecheck.providers.base import Store, StoreRef
from exposurecheck.settings import ScanSettings
from tests.servers.organization import StubOrganization, organization
from tests.servers.s3 import ACCOUNT, Answer, Request, error, serving

SETTINGS = ScanSettings(organization=True, concurrency=16)


@pytest.fixture
def org(credentials: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[StubOrganization]:
    with serving(organization(members=6, buckets=4)) as stub:
        monkeypatch.setenv("AWS_ENDPOINT_URL", stub.url)
        assert isinstance(stub, StubOrganization)
        yield stub


def test_every_account_of_a_real_organisation_is_scanned(moto: str) -> None:
    boto3.client("organizations").create_organization(FeatureSet="ALL")
    boto3.client("s3").create_bucket(
        Bucket="of-management", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"}
    )
    accounts = []
    for name in ("shop", "lab"):
        made = boto3.client("organizations").create_account(Email=f"{name}@example.com", AccountName=name)
        account = made["CreateAccountStatus"]["AccountId"]
        accounts.append(account)
        role = boto3.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/audit", RoleSessionName="test")
        keys = role["Credentials"]
        boto3.client(
            "s3", aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["SessionToken"],
        ).create_bucket(
            Bucket=f"of-{name}", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"}
        )  # fmt: skip
    provider = OrganizationProvider(ScanSettings(organization=True, role_arn="audit"), sleep=lambda _seconds: None)
    found = list(provider.stores())
    refs = [item for item in found if isinstance(item, StoreRef)]
    assert {(ref.name, ref.account) for ref in refs} == {
        ("of-management", "123456789012"), ("of-shop", accounts[0]), ("of-lab", accounts[1]),
    }  # fmt: skip
    assert [item for item in found if isinstance(item, Gap) and not item.fact.startswith("organization")] == []
    for store in map(provider.describe, refs):
        assert "policy" in store.documents
        assert store.resource.account in {"123456789012", *accounts}


def test_the_own_account_needs_no_role_and_the_others_are_entered_once(org: StubOrganization) -> None:
    provider = connect(SETTINGS)
    stores = _describe_all(provider)
    assert Counter(store.resource.account for store in stores) == dict.fromkeys([ACCOUNT, *org.members], 4)
    assert sorted(asked["RoleArn"] for asked in org.roles) == [
        f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole" for account in sorted(org.members)
    ]
    assert all(store.gaps == () for store in stores)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("audit", "arn:aws:iam::1:role/audit"),
        ("security/audit", "arn:aws:iam::1:role/security/audit"),
        ("arn:aws-cn:iam::{account}:role/x", "arn:aws-cn:iam::1:role/x"),
        (f"arn:aws:iam::{ACCOUNT}:role/security/audit", "arn:aws:iam::1:role/security/audit"),
        (None, "arn:aws:iam::1:role/OrganizationAccountAccessRole"),
    ],
)
def test_the_role_is_named_in_any_of_four_ways(given: str | None, expected: str) -> None:
    assert role_in("1", given, "aws") == expected


def test_a_whole_arn_is_assumed_first_and_everywhere_with_the_external_id(org: StubOrganization) -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/audit"
    _describe_all(connect(SETTINGS.model_copy(update={"role_arn": role, "external_id": "invented"})))
    assert org.roles[0]["RoleArn"] == role
    assert {asked["RoleArn"].rpartition("/")[2] for asked in org.roles} == {"audit"}
    assert {asked["ExternalId"] for asked in org.roles} == {"invented"}
    assert len(org.roles) == 1 + len(org.members)


def test_an_account_that_cannot_be_entered_is_a_gap(org: StubOrganization) -> None:
    shut, *others = org.members
    org.closed_doors = {shut}
    provider = connect(SETTINGS)
    found = list(provider.stores())
    (gap,) = [item for item in found if isinstance(item, Gap)]
    assert (gap.resource, gap.fact, gap.reason) == (f"aws:{shut}", "account", GapReason.DENIED)
    assert gap.permission == "sts:AssumeRole"
    assert {item.account for item in found if isinstance(item, StoreRef)} == {ACCOUNT, *others}


def test_an_account_whose_buckets_cannot_be_listed_is_a_gap(org: StubOrganization) -> None:
    dark = next(iter(org.members))
    org.members[dark].fault = lambda request: error(403, "AccessDenied") if request.operation == "ListBuckets" else None
    found = list(connect(SETTINGS).stores())
    (gap,) = [item for item in found if isinstance(item, Gap)]
    assert (gap.resource, gap.fact, gap.permission) == (f"aws:{dark}", "buckets", "s3:ListAllMyBuckets")


def test_an_organisation_in_which_nothing_can_be_listed_is_an_error(org: StubOrganization) -> None:
    org.closed_doors = set(org.members)
    org.fault = lambda request: error(403, "AccessDenied") if request.operation == "ListBuckets" else None
    with pytest.raises(ProviderError, match="in none of 6 accounts"):
        list(connect(SETTINGS).stores())


def test_a_closed_account_is_left_out_and_said_so(org: StubOrganization) -> None:
    closed = next(iter(org.members))
    org.states = {closed: "SUSPENDED"}
    provider = connect(SETTINGS)
    (gap,) = [item for item in provider.stores() if isinstance(item, Gap)]
    assert (gap.resource, gap.fact, gap.detail) == (f"aws:{closed}", "organization.account", "SUSPENDED")
    assert closed not in provider.accounts()


def test_an_organisation_that_cannot_be_listed_says_what_to_do(org: StubOrganization) -> None:
    org.fault = lambda request: error(400, "AccessDeniedException") if request.operation == "ListAccounts" else None
    with pytest.raises(ProviderError, match="organizations:ListAccounts"):
        connect(SETTINGS)


def test_a_list_of_accounts_that_breaks_off_keeps_what_came(org: StubOrganization) -> None:
    org.list_page = 2

    def cut(request: Request) -> Answer | None:
        return error(400, "AccessDeniedException") if "NextToken" in request.body else None

    org.fault = cut
    provider = connect(SETTINGS)
    assert provider.accounts() == (ACCOUNT, next(iter(org.members)))
    (gap,) = [item for item in provider.stores() if isinstance(item, Gap)]
    assert (gap.fact, gap.permission) == ("accounts", "organizations:ListAccounts")


def test_the_organisation_is_asked_once_about_what_accounts_share(org: StubOrganization) -> None:
    _describe_all(connect(SETTINGS))
    assert org.seen["DescribeOrganization"] == 1
    assert org.seen["DescribeEffectivePolicy"] == 1 + len(org.members)
    assert org.seen["ListPoliciesForTarget"] == len(org.members) + 1  # each account and, once, their root


def test_no_account_is_asked_more_often_at_a_time_than_allowed(org: StubOrganization) -> None:
    lock, now, most = threading.Lock(), Counter[str](), Counter[str]()

    def slow(request: Request) -> Answer | None:
        account = request.bucket[1:13]
        if len(account) == len(ACCOUNT):
            with lock:
                now.update([account, "all"])
                most.update({name: now[name] - most[name] for name in (account, "all") if now[name] > most[name]})
            time.sleep(0.02)
            with lock:
                now.subtract([account, "all"])
        return None

    org.fault = slow
    provider = connect(SETTINGS.model_copy(update={"concurrency": 6, "account_concurrency": 2}))
    _describe_all(provider, threads=6)
    assert 2 <= most.pop("all") <= 6
    assert max(most.values()) <= 2


def test_stores_of_several_accounts_are_taken_in_turns_and_accounts_finish_one_after_the_other() -> None:
    gap = Gap(resource="r", fact="f", reason=GapReason.DENIED)
    lists: list[list[StoreRef | Gap]] = [
        [gap.model_copy(update={"resource": f"{a}{n}"}) for n in range(2)] for a in "abc"
    ]
    order = [item.resource for item in mixed([*lists, []], at_once=2) if isinstance(item, Gap)]
    assert order == ["a0", "b0", "a1", "b1", "c0", "c1"]


def _describe_all(provider: OrganizationProvider | object, threads: int = 8) -> list[Store]:
    assert isinstance(provider, OrganizationProvider)
    refs = [item for item in provider.stores() if isinstance(item, StoreRef)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(provider.describe, refs))
