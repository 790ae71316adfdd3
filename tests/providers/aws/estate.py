"""One bucket that needs every call of the adapter, for tests that let each call fail in turn."""

import json

from tests.servers.s3 import ACCOUNT, ALL_USERS, Bucket, StubS3, acl

NAME = "busy-bucket"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{NAME}/*",
            "Condition": {"StringEquals": {"s3:ExistingObjectTag/class": "public"}},
        }
    ],
}
KEY_ARN = f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:key/k"
CONTROLS = {"Version": "2012-10-17", "Statement": []}
_BLOCK = "".join(
    f"<{name}>false</{name}>"
    for name in ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
)
_POINT = f"<Name>shared</Name><NetworkOrigin>Internet</NetworkOrigin><Bucket>{NAME}</Bucket>"


def fill(stub: StubS3) -> StubS3:
    """Give ``stub`` the bucket, an account block, an access point, an organisation and an encryption key."""
    stub.buckets[NAME] = Bucket(
        policy=json.dumps(POLICY),
        xml={
            "GetPublicAccessBlock": f"<PublicAccessBlockConfiguration>{_BLOCK}</PublicAccessBlockConfiguration>",
            "GetBucketOwnershipControls": "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership>"
            "</Rule></OwnershipControls>",
            "GetBucketPolicyStatus": "<PolicyStatus><IsPublic>true</IsPublic></PolicyStatus>",
            "GetBucketAcl": acl((ALL_USERS, "READ")),
            "GetBucketWebsite": "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>"
            "</WebsiteConfiguration>",
            "GetBucketLogging": "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket>"
            "<TargetPrefix/></LoggingEnabled></BucketLoggingStatus>",
            "GetBucketVersioning": "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
            "GetBucketEncryption": "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>"
            "<SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>"
            "</ServerSideEncryptionConfiguration>",
            "GetBucketReplication": "<ReplicationConfiguration><Role>r</Role><Rule><Status>Enabled</Status>"
            "<Destination><Bucket>arn:aws:s3:::copy</Bucket><Account>444455556666</Account></Destination></Rule>"
            "</ReplicationConfiguration>",
            "GetBucketTagging": "<Tagging><TagSet><Tag><Key>team</Key><Value>shop</Value></Tag></TagSet></Tagging>",
        },
        objects={"a.txt": b"synthetic"},
        object_xml={
            ("GetObjectAcl", "a.txt"): acl((ALL_USERS, "READ")),
            ("GetObjectTagging", "a.txt"): "<Tagging><TagSet><Tag><Key>class</Key><Value>public</Value></Tag></TagSet>"
            "</Tagging>",
        },
        object_headers={
            "a.txt": {
                "x-amz-server-side-encryption": "aws:kms",
                "x-amz-server-side-encryption-aws-kms-key-id": KEY_ARN,
            }
        },
    )
    stub.control = {
        "configuration/publicAccessBlock": f"<PublicAccessBlockConfiguration>{_BLOCK}</PublicAccessBlockConfiguration>",
        "accesspoint": f"<ListAccessPointsResult><AccessPointList><AccessPoint>{_POINT}</AccessPoint>"
        "</AccessPointList></ListAccessPointsResult>",
        "accesspoint/shared": f"<GetAccessPointResult>{_POINT}<PublicAccessBlockConfiguration>{_BLOCK}"
        "</PublicAccessBlockConfiguration></GetAccessPointResult>",
        "accesspoint/shared/policy": "<GetAccessPointPolicyResult><Policy>{}</Policy></GetAccessPointPolicyResult>",
    }
    stub.organizations = {
        "DescribeOrganization": (200, '{"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"999988887777"}}'),
        "DescribeEffectivePolicy": (
            200,
            json.dumps({"EffectivePolicy": {"PolicyContent": json.dumps({"s3_attributes": {}})}}),
        ),
        "ListPoliciesForTarget": (200, '{"Policies":[{"Id":"p-1","Name":"perimeter"}]}'),
        "DescribePolicy": (200, json.dumps({"Policy": {"Content": json.dumps(CONTROLS)}})),
        "ListParents": (200, '{"Parents":[{"Id":"r-root","Type":"ROOT"}]}'),
    }
    stub.keys = {KEY_ARN: "CUSTOMER"}
    return stub
