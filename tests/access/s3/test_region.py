"""An access point stays open when the bucket's region could not be read."""

from datetime import UTC, datetime

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_the_region_of_an_access_point_is_taken_from_its_own_policy() -> None:
    point: Json = {
        "Name": "shared", "NetworkOrigin": "VPC", "VpcConfiguration": {"VpcId": "vpc-1"}, "AccountId": "111122223333",
        "PublicAccessBlockConfiguration": None,
        "Policy": {
            "Statement": [
                {
                    "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:eu-west-3:111122223333:accesspoint/shared/object/*",
                }
            ]
        },
    }  # fmt: skip
    delegation: Json = {
        "Effect": "Allow", "Principal": "*", "Action": "*",
        "Resource": ["arn:aws:s3:::b-one", "arn:aws:s3:::b-one/*"],
        "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}},
    }  # fmt: skip
    documents: dict[str, Json] = {
        "account_id": "111122223333", "canonical_user_id": "a" * 64, "bucket": "b-one", "organization": None,
        "account_public_access_block": None, "public_access_block": None,
        "ownership_controls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}, "acl": None,
        "policy": {"Statement": [delegation]}, "website": None, "request_payment": None, "access_points": [point],
        "objects": [], "objects_complete": False,
    }  # fmt: skip

    known = resolve("aws", documents | {"region": "eu-west-3"}, AT)
    lost = resolve("aws", documents, AT)

    assert known.exposure == "network_restricted"
    assert lost.exposure == known.exposure
