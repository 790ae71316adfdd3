"""Runs the provider contract against the shipped fake, the AWS adapter over a stub, and the AWS adapter over moto."""

import json
from collections.abc import Callable

import boto3
import pytest

from exposurecheck.model.resource import Settings
from exposurecheck.providers.aws.in_account import connect
from exposurecheck.providers.base import ObjectEntry, Provider
from exposurecheck.providers.memory import MemoryProvider, MemoryStore
from exposurecheck.settings import ScanSettings
from tests.contracts.provider import AWKWARD, CONTENTS, CONTRACT, POLICY
from tests.servers.s3 import Bucket, StubS3

Rule = Callable[[Provider], None]
EVERY_RULE = pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)


@EVERY_RULE
def test_memory_keeps_the_contract(rule: Rule) -> None:
    documents = {"public_access_block": None, "ownership_controls": None, "acl": None}
    rule(
        MemoryProvider(
            (
                MemoryStore(
                    "open-bucket",
                    {
                        **documents,
                        "policy": dict(POLICY),
                        "objects": [{"key": key} for key in (*AWKWARD, "archived.zip")],
                    },
                    CONTENTS,
                    entries=(ObjectEntry("archived.zip", 10, storage_class="DEEP_ARCHIVE", readable=False),),
                    settings=Settings(access_logging=False, website=False),
                    tags={},
                    answers={**dict.fromkeys(AWKWARD, 206), None: 200},
                ),
                MemoryStore("closed-bucket", {**documents, "policy": None}),
            )
        )
    )


@EVERY_RULE
def test_aws_keeps_the_contract_over_a_stub(rule: Rule, stub: StubS3) -> None:
    stub.buckets = {
        "open-bucket": Bucket(
            policy=json.dumps(POLICY),
            objects={**CONTENTS, "archived.zip": b"x" * 10},
            classes={"archived.zip": "DEEP_ARCHIVE"},
            public=frozenset({*AWKWARD, None}),
        ),
        "closed-bucket": Bucket(),
    }
    stub.page = 2
    rule(connect(ScanSettings(concurrency=4)))


@EVERY_RULE
def test_aws_keeps_the_contract_over_moto(rule: Rule, moto: str) -> None:
    client = boto3.session.Session().client("s3")
    for name in ("open-bucket", "closed-bucket"):
        client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
    client.put_bucket_policy(Bucket="open-bucket", Policy=json.dumps(POLICY))
    for key, data in CONTENTS.items():
        client.put_object(Bucket="open-bucket", Key=key, Body=data)
    client.put_object(Bucket="open-bucket", Key="archived.zip", Body=b"x" * 10, StorageClass="DEEP_ARCHIVE")
    client.close()
    rule(connect(ScanSettings(concurrency=4)))
