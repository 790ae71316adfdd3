"""Tells in which partition of AWS a bucket lies, and how the ARNs of its doors begin there.

Source: AWS General Reference, "Amazon Resource Names (ARNs)" and "Partitions".
"""

import json
import re

from exposurecheck.model.base import Json

COMMERCIAL = "aws"
_BY_REGION = {"cn": "aws-cn", "us-gov": "aws-us-gov"}
EVERY = (COMMERCIAL, *_BY_REGION.values())
_MULTI_REGION = ".mrap"
"""How the alias of a Multi-Region Access Point ends; its ARN names no region."""


def partitions(region: str | None) -> tuple[str, ...]:
    """Return the partition of a region, or all of them when the region could not be read."""
    if not region:
        return EVERY
    return (next((p for prefix, p in _BY_REGION.items() if region.startswith(f"{prefix}-")), COMMERCIAL),)


def access_point_arn(partition: str, region: str, account: str, name: str) -> str:
    """Write the ARN of an access point."""
    place = "" if name.endswith(_MULTI_REGION) else region
    return f"arn:{partition}:s3:{place}:{account}:accesspoint/{name}"


def region_in(policy: Json, account: str, name: str) -> str:
    """Return the region that an access point's own policy names, ``*`` when it names none."""
    text = policy if isinstance(policy, str) else json.dumps(policy)
    found = re.search(rf"arn:[\w-]+:s3:([a-z0-9-]+):{re.escape(account)}:accesspoint/{re.escape(name)}\b", text)
    return found[1] if found else "*"
