"""Reads the access points of one account and region, with their policies and blocks, sorted by bucket."""

from dataclasses import dataclass, field

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Call, Calls
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.replies import document, items, mapping, member, text


@dataclass(slots=True)
class Points:
    """Access points by bucket name."""

    by_bucket: dict[str, list[Json]] = field(default_factory=dict)
    complete: bool = True
    """Every access point of the region is in ``by_bucket``."""
    unread: dict[str, list[Json]] = field(default_factory=dict)
    """Facts that could not be read, by bucket, for example ``access_points[shared].policy``."""
    gaps: list[Gap] = field(default_factory=list)


def access_points(calls: Calls, account: str, region: str, resource: str) -> Points:
    """List and read all access points of ``region``; failures become gaps of ``resource``."""
    points = Points()
    token: dict[str, str] = {}
    while True:
        page = calls.ask(operations.ACCESS_POINTS, region, AccountId=account, **token)
        if page is None or isinstance(page, Failed):
            points.complete = False
            points.gaps.append(_gap(page, operations.ACCESS_POINTS, resource, region))
            return points
        for listed in items(page.get("AccessPointList")):
            _add(calls, account, region, listed, points, resource)
        following = text(page.get("NextToken"))
        if following is None or {"NextToken": following} == token:
            return points
        token = {"NextToken": following}


def _add(calls: Calls, account: str, region: str, listed: dict[str, Json], points: Points, resource: str) -> None:  # noqa: PLR0917 - all differ
    name, bucket = text(listed.get("Name")) or "", text(listed.get("Bucket")) or ""
    point: dict[str, Json] = {
        "Name": name,
        "NetworkOrigin": listed.get("NetworkOrigin") or "Internet",
        "AccountId": text(listed.get("BucketAccountId")) or account,
        "Bucket": bucket,
    }
    if listed.get("VpcConfiguration"):
        point["VpcConfiguration"] = mapping(listed["VpcConfiguration"])
    full = calls.ask(operations.ACCESS_POINT, region, AccountId=account, Name=name)
    if isinstance(full, Failed):
        points.unread.setdefault(bucket, []).append(f"access_points[{name}].public_access_block")
        points.gaps.append(_gap(full, operations.ACCESS_POINT, resource, region))
    else:
        point["PublicAccessBlockConfiguration"] = mapping(member(full, "PublicAccessBlockConfiguration"))
    policy = calls.ask(operations.ACCESS_POINT_POLICY, region, AccountId=account, Name=name)
    if isinstance(policy, Failed):
        points.unread.setdefault(bucket, []).append(f"access_points[{name}].policy")
        points.gaps.append(_gap(policy, operations.ACCESS_POINT_POLICY, resource, region))
    else:
        raw = member(policy, "Policy")
        point["Policy"] = document(raw) if raw else None
        if raw and point["Policy"] is None:
            point["Policy"] = raw
            points.gaps.append(
                _gap(Failed(GapReason.MALFORMED, "NotJson"), operations.ACCESS_POINT_POLICY, resource, region)
            )
    points.by_bucket.setdefault(bucket, []).append(point)


def _gap(failure: Failed | None, call: Call, resource: str, region: str) -> Gap:
    failure = failure or Failed(GapReason.MALFORMED, "Empty")
    detail = f"{failure.code} in {region}"
    return Gap(resource=resource, fact=call.fact, reason=failure.reason, permission=call.permission, detail=detail)
