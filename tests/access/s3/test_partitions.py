"""Judges buckets outside the commercial partition, whose ARNs begin otherwise."""

import pytest

from exposurecheck.access.resolve import resolve
from exposurecheck.model.base import Json
from tests.access.s3.estate import AT, NAME, OWN, PARTNER, WRITER, acl, documents, point, policy, statement, verdict

PLACES = [("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1"), ("aws", "ap-northeast-1")]


def _arns(partition: str) -> list[Json]:
    return [f"arn:{partition}:s3:::{NAME}", f"arn:{partition}:s3:::{NAME}/*"]


@pytest.mark.parametrize(("partition", "region"), PLACES)
def test_a_policy_that_could_not_be_read_may_open_a_bucket_of_any_partition(partition: str, region: str) -> None:
    del partition
    given = documents(region=region, ownership_controls=WRITER, acl=acl())
    del given["policy"]
    found = resolve("aws", given, AT)
    assert (found.exposure, found.at_most, found.unknown) == ("unknown", "anonymous_read", ("policy",))


@pytest.mark.parametrize(("partition", "region"), PLACES)
def test_a_public_access_point_opens_a_bucket_of_any_partition(partition: str, region: str) -> None:
    delegated: Json = {"StringEquals": {"s3:DataAccessPointAccount": OWN}}
    named: Json = {"ArnLike": {"s3:DataAccessPointArn": f"arn:{partition}:s3:{region}:{OWN}:accesspoint/*"}}
    door = f"arn:{partition}:s3:{region}:{OWN}:accesspoint/door"
    public = policy(statement(who={"AWS": "*"}, resource=f"{door}/object/*"))
    for condition in (delegated, named):
        own = policy(statement(action="*", resource=_arns(partition), condition=condition))
        found = verdict(own, region=region, access_points=[point(public)])
        assert found.exposure == "any_authenticated_read"


@pytest.mark.parametrize(("partition", "region"), PLACES)
def test_a_role_that_any_account_can_make_is_open_in_any_partition(partition: str, region: str) -> None:
    condition: Json = {"ArnLike": {"aws:PrincipalArn": f"arn:{partition}:iam::*:role/reader"}}
    found = verdict(policy(statement(resource=_arns(partition), condition=condition)), region=region)
    assert found.exposure == "any_authenticated_read"


def test_arns_of_another_partition_open_nothing() -> None:
    condition: Json = {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/reader"}}
    allowed = statement(resource=_arns("aws-cn"), condition=condition)
    assert verdict(policy(allowed), region="cn-north-1").exposure == "private"
    assert verdict(policy(statement(resource=_arns("aws"))), region="cn-north-1").exposure == "private"


@pytest.mark.parametrize(("partition", "region"), PLACES)
def test_without_the_region_the_arns_of_every_partition_count(partition: str, region: str) -> None:
    del region
    given = documents(policy(statement(resource=_arns(partition)), statement(who={"AWS": PARTNER}, resource="*")))
    del given["region"]
    assert resolve("aws", given, AT).exposure == "anonymous_read"


def test_the_arn_of_a_multi_region_access_point_names_no_region() -> None:
    own = policy(statement(action="*", resource="*", condition={"StringEquals": {"s3:DataAccessPointAccount": OWN}}))
    door = f"arn:aws:s3::{OWN}:accesspoint/m1.mrap"
    found = verdict(own, access_points=[point(policy(statement(resource=f"{door}/object/*")), name="m1.mrap")])
    assert found.exposure == "any_authenticated_read"
