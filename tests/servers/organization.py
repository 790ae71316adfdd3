"""An organisation of accounts on the loopback address: each has an S3 of its own, entered by assuming a role."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.servers.s3 import ACCOUNT, Answer, Bucket, StubS3, error, xml

ENFORCED = "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>"


@dataclass
class StubOrganization(StubS3):
    """The management account, whose own buckets are ``buckets``, and its members."""

    members: dict[str, StubS3] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    """Accounts that are not active."""
    closed_doors: set[str] = field(default_factory=set)
    """Accounts whose role nobody may assume."""
    list_page: int = 20
    roles: list[dict[str, str]] = field(default_factory=list)
    """Arguments of each AssumeRole."""

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: str) -> Answer:
        request = self._understood(method, target, headers, body)
        early = self.fault(request)
        if early is not None:
            return early
        if request.operation == "AssumeRole":
            return self._assume(dict(parse_qsl(body)))
        if request.operation == "ListAccounts":
            return self._list_accounts(json.loads(body or "{}"))
        owner = self._owner(headers, request.bucket)
        if owner is None:
            return self._served(request, target)
        return owner.answer(method, target, headers, body)

    def _owner(self, headers: Mapping[str, str], bucket: str) -> StubS3 | None:
        found = re.search(r"Credential=ASIA(\d{12})/", headers.get("authorization", ""))
        if found:
            return self.members[found.group(1)]
        if "authorization" not in headers:
            return next((stub for stub in self.members.values() if bucket in stub.buckets), None)
        return None

    def _assume(self, asked: dict[str, str]) -> Answer:
        self.roles.append(asked)
        found = re.fullmatch(r"arn:aws:iam::(\d{12}):role/.+", asked["RoleArn"])
        account = found.group(1) if found else ""
        if account not in {*self.members, ACCOUNT} or account in self.closed_doors:
            return error(403, "AccessDenied")
        key = f"ASIA{account}" if account in self.members else "ASIAOWN"
        return xml(
            "<AssumeRoleResponse><AssumeRoleResult><Credentials>"
            f"<AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
            "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
        )

    def _list_accounts(self, asked: dict[str, str]) -> Answer:
        everybody = [ACCOUNT, *self.members]
        start = int(asked.get("NextToken", "0"))
        listed = everybody[start : start + self.list_page]
        answer: dict[str, object] = {
            "Accounts": [{"Id": account, "Status": self.states.get(account, "ACTIVE")} for account in listed]
        }
        if start + self.list_page < len(everybody):
            answer["NextToken"] = str(start + self.list_page)
        return Answer(200, json.dumps(answer).encode())


def organization(
    members: int,
    buckets: int,
    objects: Mapping[str, bytes] | None = None,
    *,
    opened: int = 1,
    held: Callable[[int], Mapping[str, bytes]] | None = None,
) -> StubOrganization:
    """Return an organisation in which every account has ``buckets`` buckets, the first ``opened`` open to anyone.

    They hold ``objects``, or what ``held`` returns for the number of the open bucket over all accounts.
    """
    stub = StubOrganization(organizations=_policies())
    content = held or (lambda _number: objects or {})
    for number in range(members):
        account = f"{700_000_000_000 + number}" if number else ACCOUNT
        inside = [content(number * opened + position) for position in range(opened)]
        made = _buckets(account, buckets, inside)
        if number:
            stub.members[account] = StubS3(buckets=made)
        else:
            stub.buckets = made
    return stub


def _buckets(account: str, number: int, opened: Sequence[Mapping[str, bytes]]) -> dict[str, Bucket]:
    """Buckets of today, with access control lists off; the first ones have a policy for everybody."""
    found = {}
    for position in range(number):
        name = f"b{account}-{position:03}"
        found[name] = Bucket(xml={"GetBucketOwnershipControls": ENFORCED})
        if position < len(opened):
            objects = opened[position]
            everybody = {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": f"arn:aws:s3:::{name}/*",
            }
            found[name].policy = json.dumps({"Version": "2012-10-17", "Statement": [everybody]})
            found[name].objects = dict(objects)
            found[name].public = frozenset(objects)
    return found


def _policies() -> dict[str, tuple[int, str]]:
    content = json.dumps({"s3_attributes": {}})
    return {
        "DescribeOrganization": (200, json.dumps({"Organization": {"Id": "o-a1b2c3d4e5", "MasterAccountId": ACCOUNT}})),
        "DescribeEffectivePolicy": (200, json.dumps({"EffectivePolicy": {"PolicyContent": content}})),
        "ListPoliciesForTarget": (200, '{"Policies":[]}'),
        "ListParents": (200, '{"Parents":[{"Id":"r-root","Type":"ROOT"}]}'),
    }
