"""Reads that are left out never change a verdict, whatever the bucket, and whichever read is refused."""

import itertools
import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposurecheck.audit.store import Assessed, assess
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.providers.aws.in_account import AwsProvider, connect
from exposurecheck.providers.aws.thrift import Thrift
from exposurecheck.providers.base import StoreRef
from exposurecheck.settings import ScanSettings
from tests.providers.aws.test_denied import CALLS, ID, Denied, refuse
from tests.servers.s3 import ALL_USERS, Bucket, StubS3, acl

AT = datetime(2026, 10, 1, tzinfo=UTC)

ENFORCED = "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>"
FOREIGN = "b2" * 32


def block(*settings: str) -> str:
    on = "".join(f"<{name}>true</{name}>" for name in settings)
    return f"<PublicAccessBlockConfiguration>{on}</PublicAccessBlockConfiguration>"


EVERYTHING = block("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def policy(principal: Json, effect: str = "Allow") -> str:
    statement = {"Effect": effect, "Principal": principal, "Action": "s3:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


POLICIES = (None, policy("*"), policy("*", "Deny"), policy({"AWS": "444455556666"}), "not a policy")
OWNERSHIP = (None, ENFORCED)
ACLS = (acl(), acl((ALL_USERS, "READ")), acl((FOREIGN, "FULL_CONTROL")))
BLOCKS = (None, EVERYTHING, block("IgnorePublicAcls"), block("RestrictPublicBuckets"))
OBJECTS = (None, acl(), acl((ALL_USERS, "READ")), acl((FOREIGN, "READ"), owner=FOREIGN))
ALL = tuple(itertools.product(POLICIES, OWNERSHIP, ACLS, BLOCKS, OBJECTS))


def bucket(shape: tuple[str | None, str | None, str, str | None, str | None]) -> Bucket:
    text, ownership, grants, blocked, inside = shape
    xml = {"GetBucketAcl": acl() if ownership else grants}  # as AWS answers when ACLs are off
    xml |= {"GetBucketOwnershipControls": ownership} if ownership else {}
    xml |= {"GetPublicAccessBlock": blocked} if blocked else {}
    made = Bucket(policy=text, xml=xml)
    if inside:
        made.objects = {"a.txt": b"synthetic"}
        made.object_xml = {("GetObjectAcl", "a.txt"): acl() if ownership else inside}
    return made


class Hasty(Thrift):
    """Always asks for ownership controls last, as in an account of old and empty buckets."""

    ownership_last = True


def scanned(thrift: Thrift) -> dict[str, Assessed]:
    settings = ScanSettings(concurrency=8)
    provider = AwsProvider(settings, thrift=thrift)
    refs = [item for item in provider.stores() if isinstance(item, StoreRef)]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda ref: assess(provider, ref, settings, AT), refs)
    return {one.resource.name: one for one in found}


def compared(stub: StubS3) -> None:
    whole = scanned(Thrift(own_checks=True))
    for thrift in (Thrift(own_checks=False), Hasty(own_checks=False)):
        for name, one in scanned(thrift).items():
            assert one.exposure == whole[name].exposure, stub.buckets[name]
            assert one.reachable == whole[name].reachable


def test_no_verdict_depends_on_a_read_that_was_left_out(stub: StubS3) -> None:
    stub.buckets = {f"bucket-{n:03}": bucket(shape) for n, shape in enumerate(ALL)}
    compared(stub)


@pytest.mark.parametrize("denied", [d for d in CALLS if d.resource == ID], ids=lambda denied: denied.permission)
def test_nor_when_some_read_is_refused(denied: Denied, stub: StubS3) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    draw = random.Random(seed)
    shapes = draw.sample(ALL, 24)
    stub.buckets = {f"bucket-{n:03}": bucket(shape) for n, shape in enumerate(shapes)}
    if draw.random() < 1 / 2:
        stub.control["configuration/publicAccessBlock"] = EVERYTHING
    stub.fault = refuse(denied)
    compared(stub)


def test_an_account_of_old_and_empty_buckets_needs_three_calls_for_each(stub: StubS3) -> None:
    stub.buckets = {f"old-{n:03}": Bucket() for n in range(80)}
    found = scanned(Thrift(own_checks=False))
    assert {one.exposure.exposure for one in found.values()} == {ExposureClass.PRIVATE}
    assert {one.gaps for one in found.values()} == {()}
    assert stub.seen["GetPublicAccessBlock"] == 0
    assert stub.seen["GetBucketOwnershipControls"] < 40
    assert {stub.seen[name] for name in ("GetBucketPolicy", "GetBucketAcl", "ListObjectsV2")} == {80}


def test_the_account_guardrail_makes_that_of_a_bucket_needless(stub: StubS3) -> None:
    stub.control["configuration/publicAccessBlock"] = EVERYTHING
    stub.buckets = {f"new-{n}": bucket((None, ENFORCED, acl(), None, acl())) for n in range(10)}
    found = scanned(Thrift(own_checks=False))
    assert {one.exposure.exposure for one in found.values()} == {ExposureClass.PRIVATE}
    assert (stub.seen["GetBucketPolicy"], stub.seen["GetBucketOwnershipControls"]) == (10, 10)
    assert stub.seen["GetPublicAccessBlock"] + stub.seen["GetBucketAcl"] + stub.seen["ListObjectsV2"] == 0


def test_a_check_of_the_users_own_may_look_at_everything(stub: StubS3, tmp_path: Path) -> None:
    stub.buckets = {"old": Bucket()}
    settings = ScanSettings(checks_dirs=(tmp_path,))
    provider = connect(settings)
    (ref,) = (item for item in provider.stores() if isinstance(item, StoreRef))
    known = assess(provider, ref, settings, AT).resource.settings
    assert (known.store_guardrail, known.acls_enabled, known.found_empty) == (False, True, True)
