"""The verdict on a bucket must equal what an S3 made by others answers an unsigned caller."""

import json
import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.exposure import Exposure, Permission, PrincipalKind
from tests.differential import radosgw
from tests.differential.configurations import KEYS, PREFIX, REFERERS, Configuration, configurations

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

pytestmark = [
    pytest.mark.radosgw,
    pytest.mark.xdist_group("radosgw"),
    pytest.mark.skipif(
        bool(radosgw.missing()),
        reason=f"no independent S3 here (apt: radosgw ceph-mon ceph-osd ceph-common); missing: {radosgw.missing()}",
    ),
]

STEADY_SEED = 517044
COUNT = 320
WANTED = 300
"""Some configurations are refused by the gateway; so many must have been compared."""


@dataclass(frozen=True)
class Observed:
    """What an unsigned caller got in any of the ways there are to ask."""

    readable: frozenset[str]
    listable: bool


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with radosgw.running() as started:
        yield started


def test_the_unsigned_answer_equals_the_verdict(endpoint: str) -> None:
    seed = _seed()
    print(f"seed: EXPOSURECHECK_SEED={seed}")
    client = radosgw.owner(endpoint)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda c: _compare(client, endpoint, c), configurations(seed, COUNT)))
    compared = [r for r in results if r is not None]
    disagreements = [r for r in compared if r]
    assert len(compared) >= WANTED, f"only {len(compared)} of {COUNT} configurations were accepted (seed {seed})"
    assert not disagreements, f"{len(disagreements)} of {len(compared)} (seed {seed}):\n" + "\n".join(
        disagreements[:20]
    )


def _seed() -> int:
    """Return the same seed in every run, so that a change is what breaks it; ``random`` and numbers look further."""
    wished = os.environ.get("EXPOSURECHECK_SEED") or str(STEADY_SEED)
    return random.randrange(10**6) if wished == "random" else int(wished)


def _compare(client: "S3Client", endpoint: str, configuration: Configuration) -> str | None:
    """Return "" for agreement, a description of the disagreement, or None when the gateway refused the setup."""
    try:
        documents = _apply(client, configuration)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"MalformedPolicy", "InvalidArgument"}:
            return None
        raise
    verdict = resolve("aws", documents, datetime.now(UTC))
    observed = _ask(endpoint, configuration)
    said = Observed(_readable(verdict), bool(verdict.anonymous_list))
    if said == observed:
        return ""
    return json.dumps(
        {
            "verdict": [sorted(said.readable), said.listable, verdict.exposure, verdict.cause, verdict.unknown],
            "server": [sorted(observed.readable), observed.listable],
            "policy": configuration.policy, "bucket_acl": configuration.bucket_acl,
            "object_acls": configuration.object_acls, "block": configuration.block,
        },
        default=str,
    )  # fmt: skip


def _apply(client: "S3Client", configuration: Configuration) -> JsonObject:
    """Set everything up; return the documents, read back before a policy can shut the owner out."""
    bucket = configuration.bucket
    client.create_bucket(Bucket=bucket)
    for key, grants in zip(KEYS, configuration.object_acls, strict=True):
        client.put_object(Bucket=bucket, Key=key, Body=key.encode())
        if grants:
            client.put_object_acl(Bucket=bucket, Key=key, AccessControlPolicy=_acl(grants))  # type: ignore[arg-type]
    if configuration.bucket_acl:
        client.put_bucket_acl(Bucket=bucket, AccessControlPolicy=_acl(configuration.bucket_acl))  # type: ignore[arg-type]
    documents = _documents(client, configuration)
    if configuration.block is not None:  # after the ACLs, which it would refuse; before a policy that denies the owner
        client.put_public_access_block(
            Bucket=bucket,
            PublicAccessBlockConfiguration=configuration.block,  # type: ignore[arg-type]  # plain JSON
        )
    if configuration.policy is not None:
        client.put_bucket_policy(Bucket=bucket, Policy=json.dumps(configuration.policy))
    return documents


def _acl(grants: tuple[tuple[str, str], ...]) -> JsonObject:
    own: Json = {"Grantee": {"Type": "CanonicalUser", "ID": "owner"}, "Permission": "FULL_CONTROL"}
    others: list[Json] = [{"Grantee": {"Type": "Group", "URI": group}, "Permission": p} for group, p in grants]
    return {"Owner": {"ID": "owner"}, "Grants": [own, *others]}


def _documents(client: "S3Client", configuration: Configuration) -> JsonObject:
    """Return the configuration in the shape the resolver reads, with the ACLs that the server says it stored."""
    bucket = configuration.bucket
    objects: list[Json] = []
    for key, grants in zip(KEYS, configuration.object_acls, strict=True):
        acl = _plain(client.get_object_acl(Bucket=bucket, Key=key)) if grants else dict(_acl(()))
        objects.append({"key": key, "acl": acl, "tags": {}, "ServerSideEncryption": "AES256"})
    return {
        "account_id": "111122223333", "canonical_user_id": "owner", "region": "us-east-1", "bucket": bucket,
        "organization": None, "account_public_access_block": None, "public_access_block": configuration.block,
        "ownership_controls": None, "acl": _plain(client.get_bucket_acl(Bucket=bucket)), "policy": configuration.policy,
        "website": None, "request_payment": {"Payer": "BucketOwner"}, "access_points": [], "objects": objects,
        "objects_complete": True,
    }  # fmt: skip


def _plain(acl: object) -> Json:
    assert isinstance(acl, dict)
    return {"Owner": acl["Owner"], "Grants": acl["Grants"]}


def _readable(verdict: Exposure) -> frozenset[str]:
    """Return the keys that the grants give to everyone.

    The headline's patterns minus patterns may hold more: "everything but *.csv" together with "data/c.csv" cannot be
    written so. They may never hold less.
    """
    scopes = [
        grant.scope
        for grant in verdict.grants
        if grant.principal.kind is PrincipalKind.ANONYMOUS and grant.permission is Permission.READ
    ]
    granted = frozenset(key for key in KEYS if any(scope.contains(key) for scope in scopes))
    assert bool(granted) <= bool(verdict.anonymous_read)
    assert all(verdict.keys.contains(key) for key in granted)
    return granted


def _ask(endpoint: str, configuration: Configuration) -> Observed:
    """Ask in every way that can make a difference for this policy; one success is enough."""
    bucket, policy = configuration.bucket, json.dumps(configuration.policy)
    # What a Deny leaves open, or an Allow opens, may be old versions only.
    by_version = "Deny" in policy or "ObjectVersion" in policy or "BucketVersions" in policy
    reads = ("", "?versionId=null") if by_version else ("",)
    listings = [f"?{how}" for how in (("list-type=2", "versions") if by_version else ("list-type=2",))]
    if "s3:prefix" in policy:
        listings += [f"{how}&prefix={PREFIX}" for how in listings]
    referers: list[dict[str, str]] = [{}, *({"Referer": r} for r in REFERERS if "aws:Referer" in policy)]
    connection = HTTPConnection(urlsplit(endpoint).netloc, timeout=20)

    def answered(path: str) -> bool:
        for headers in referers:
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as answer:
                answer.read()
                if answer.status == 200:
                    return True
                assert answer.status == 403, f"{path}: {answer.status}"
        return False

    try:
        readable = frozenset(key for key in KEYS if any(answered(f"/{bucket}/{key}{how}") for how in reads))
        return Observed(readable, any(answered(f"/{bucket}{how}") for how in listings))
    finally:
        connection.close()
