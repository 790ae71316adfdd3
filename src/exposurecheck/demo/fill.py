"""Turns the story into buckets and objects on an S3 API, through the SDK, as any owner would."""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from exposurecheck.demo.exhibits import exhibit
from exposurecheck.demo.front_door import KEY_OF_ACCOUNT, SECRET
from exposurecheck.demo.story import ACCOUNT, ACCOUNT_BLOCKS, LOG_BUCKET, REGION, StoryBucket, StoryObject

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3control import S3ControlClient

_THREADS = 8


def fill(endpoint: str, stores: Iterable[StoryBucket]) -> None:
    """Create every bucket of the story with its configuration and objects, then the blocks on whole accounts."""
    stores = tuple(stores)
    key = _kms_key(endpoint) if any(entry.kms for store in stores for entry in store.objects) else ""
    clients = {where: _s3(endpoint, *where) for where in {(s.account, s.region) for s in stores}}
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda s: _create(clients[s.account, s.region], s), stores))
        list(pool.map(lambda s: _configure(clients[s.account, s.region], s, key), stores))
        # Only now does the log bucket accept logs.
        list(pool.map(lambda s: _log(clients[s.account, s.region], s), stores))
    for account, block in ACCOUNT_BLOCKS.items():
        if any(store.account == account for store in stores):
            _control(endpoint, account).put_public_access_block(
                AccountId=account,
                PublicAccessBlockConfiguration=dict(block),  # type: ignore[arg-type]  # the story is plain JSON
            )


def _session(account: str, region: str) -> boto3.Session:
    return boto3.Session(KEY_OF_ACCOUNT[account], SECRET, region_name=region)


def _s3(endpoint: str, account: str, region: str) -> "S3Client":
    config = Config(max_pool_connections=_THREADS, retries={"mode": "standard"}, proxies={})
    return _session(account, region).client("s3", endpoint_url=endpoint, config=config)


def _control(endpoint: str, account: str) -> "S3ControlClient":
    client = _session(account, REGION).client("s3control", endpoint_url=endpoint, config=Config(proxies={}))
    client.meta.events.register("before-sign.s3-control", _without_account_prefix)
    return client


def _kms_key(endpoint: str) -> str:
    """Return the ARN of the company's own key."""
    client = _session(ACCOUNT, REGION).client("kms", endpoint_url=endpoint, config=Config(proxies={}))
    return str(client.create_key(Description="orders")["KeyMetadata"]["Arn"])


def _without_account_prefix(request: object, **_: object) -> None:
    """Undo ``111122223333.127.0.0.1``: an address cannot carry the account as a host name can."""
    scheme, _, rest = request.url.partition("://")  # type: ignore[attr-defined]  # botocore's AWSRequest
    request.url = f"{scheme}://{rest.partition('.')[2]}"  # type: ignore[attr-defined]  # the hook's type is object


def _create(client: "S3Client", store: StoryBucket) -> None:
    location = {"LocationConstraint": store.region}
    client.create_bucket(
        Bucket=store.name,
        CreateBucketConfiguration=location,  # type: ignore[arg-type]  # a region name, here a plain string
        ObjectOwnership="ObjectWriter" if store.acls_enabled else "BucketOwnerEnforced",
    )


def _configure(client: "S3Client", store: StoryBucket, kms_key: str) -> None:
    for entry in store.objects:
        _put(client, store.name, entry, kms_key)
    if store.policy:
        document = {"Version": "2012-10-17", "Statement": store.policy}
        client.put_bucket_policy(Bucket=store.name, Policy=json.dumps(document, default=dict))
    if store.acls_enabled:
        client.put_bucket_acl(Bucket=store.name, ACL=store.acl)  # type: ignore[arg-type]  # a canned ACL
    if store.block is not None:
        client.put_public_access_block(
            Bucket=store.name,
            PublicAccessBlockConfiguration=dict(store.block),  # type: ignore[arg-type]  # the story is plain JSON
        )
    client.put_bucket_encryption(
        Bucket=store.name,
        ServerSideEncryptionConfiguration={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]
        },
    )
    if store.tags:
        tags = [{"Key": k, "Value": v} for k, v in store.tags.items()]
        client.put_bucket_tagging(Bucket=store.name, Tagging={"TagSet": tags})  # type: ignore[typeddict-item]  # plain dicts
    _configure_rest(client, store)


def _configure_rest(client: "S3Client", store: StoryBucket) -> None:
    if store.website:
        client.put_bucket_website(Bucket=store.name, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    if store.versioned:
        client.put_bucket_versioning(Bucket=store.name, VersioningConfiguration={"Status": "Enabled"})


def _log(client: "S3Client", store: StoryBucket) -> None:
    if store.logged:
        client.put_bucket_logging(
            Bucket=store.name,
            BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": LOG_BUCKET, "TargetPrefix": f"{store.name}/"}},
        )


def _put(client: "S3Client", bucket: str, entry: StoryObject, kms_key: str) -> None:
    content = exhibit(entry.exhibit)
    if entry.kms:
        client.put_object(
            Bucket=bucket, Key=entry.key, Body=content.body, ContentType=content.content_type,
            ServerSideEncryption="aws:kms", SSEKMSKeyId=kms_key,
        )  # fmt: skip
    else:
        client.put_object(Bucket=bucket, Key=entry.key, Body=content.body, ContentType=content.content_type)
    if entry.acl != "private":
        client.put_object_acl(Bucket=bucket, Key=entry.key, ACL=entry.acl)  # type: ignore[arg-type]  # a canned ACL
