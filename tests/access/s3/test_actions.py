"""What a statement allows, and where: Action, NotAction, Resource, NotResource and policy variables."""

import pytest

from exposurecheck.model.base import Json
from tests.access.s3.estate import ALL_ON, BUCKET, KEYS, Document, policy, statement
from tests.access.s3.expected import Case, case, check, listing, other, private, read, signed

BOTH: Json = [BUCKET, KEYS]
PUBLIC: Document = {"aws_policy_is_public": True}


def _without(name: str, found: Document, **more: Json) -> Document:
    return {k: v for k, v in found.items() if k != name} | more


def act(rule: str, action: Json, resource: Json, expected: Document) -> Case:
    return case(rule, policy(statement(action=action, resource=resource)), {**expected, **PUBLIC})


def notact(rule: str, actions: Json, resource: Json, expected: Document) -> Case:
    return case(
        rule, policy(_without("Action", statement(resource=resource), NotAction=actions)), {**expected, **PUBLIC}
    )


TWO: Json = ["policy.statement[0]", "policy.statement[1]"]
# fmt: off
CASES = [
    act("reading is not listing", "s3:GetObject", KEYS, read()),
    act("listing is not reading", "s3:ListBucket", BUCKET, listing()),
    act("reading and listing", ["s3:GetObject", "s3:ListBucket"], BOTH, read(anonymous_list=True)),
    act("everything on both", "s3:*", BOTH, read(anonymous_list=True)),
    act("everything on the bucket", "s3:*", BUCKET, listing()),
    act("everything on the keys", "s3:*", KEYS, read()),
    act("every action of every service", "*", BOTH, read(anonymous_list=True)),
    act("listing needs the bucket's ARN", "s3:ListBucket", KEYS, private()),
    act("reading needs an object's ARN", "s3:GetObject", BUCKET, private()),
    act("a star in an action", "s3:Get*", KEYS, read()),
    act("a star in the middle", "s3:*Object", KEYS, read()),
    act("a question mark in an action", "s3:Ge?Object", KEYS, read()),
    act("letter case of actions", "S3:getobject", KEYS, read()),
    act("letter case of a wildcard action", "s3:LIST*", BOTH, listing()),
    act("earlier versions are data", "s3:GetObjectVersion", KEYS, read()),
    act("names of versions are names", "s3:ListBucketVersions", BUCKET, listing()),
    act("writing alone", "s3:PutObject", KEYS, other("write")),
    act("deleting alone", "s3:DeleteObject", KEYS, other("write")),
    act("an object's ACL alone", "s3:GetObjectAcl", KEYS, other("read_acp")),
    act("the bucket's ACL alone", "s3:GetBucketAcl", BUCKET, other("read_acp")),
    act("changing an object's ACL", "s3:PutObjectAcl", KEYS, other("write_acp")),
    act("changing the bucket's ACL", "s3:PutBucketAcl", BUCKET, other("write_acp")),
    act("the bucket's place alone", "s3:GetBucketLocation", BUCKET, other("metadata")),
    act("tags alone", "s3:GetObjectTagging", KEYS, other("metadata")),
    act("names of unfinished uploads alone", "s3:ListBucketMultipartUploads", BUCKET, other("metadata")),
    act("attributes alone", "s3:GetObjectAttributes", KEYS, other("metadata")),
    act("the policy alone", "s3:GetBucketPolicy", BUCKET, other("metadata")),
    act("writing and the ACL", ["s3:PutObject", "s3:PutObjectAcl"], KEYS, other("write", "write_acp")),
    act("actions of another service", "ec2:*", "*", private()),
    notact("all but reading lists", "s3:Get*", BOTH, listing()),
    notact("all but deleting reads", ["s3:Delete*", "s3:Put*"], KEYS, read()),
    notact("all but listing reads", "s3:ListBucket", BOTH, read(anonymous_list=True)),
    notact("all but reading and listing", ["s3:Get*", "s3:List*"], BOTH, other("write", "write_acp")),
    notact("all but reading versions and data on keys", ["s3:GetObject*"], KEYS, other("write", "write_acp")),
    act("a star covers bucket and keys", ["s3:GetObject", "s3:ListBucket"], "*", read(anonymous_list=True)),
    act("a name with a star covers both", ["s3:GetObject", "s3:ListBucket"], f"{BUCKET}*", read(anonymous_list=True)),
    act("every bucket and key", ["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::*", read(anonymous_list=True)),
    act("every key of every bucket", ["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::*/*", read()),
    act("a prefix", "s3:GetObject", f"{BUCKET}/public/*", read("public/*")),
    act("a suffix", "s3:GetObject", f"{BUCKET}/*.jpg", read("*.jpg")),
    act("one key", "s3:GetObject", f"{BUCKET}/index.html", read("index.html")),
    act("a question mark", "s3:GetObject", f"{BUCKET}/log-202?.csv", read("log-202?.csv")),
    act("two prefixes", "s3:GetObject", [f"{BUCKET}/a/*", f"{BUCKET}/b/*"], read("a/*", "b/*")),
    act("a prefix inside another", "s3:GetObject", [f"{BUCKET}/a/*", f"{BUCKET}/a/b/*"], read("a/*")),
    act("a star in the middle of a key", "s3:GetObject", f"{BUCKET}/*/public/*", read("*/public/*")),
    act("a folder without a star is one key", "s3:GetObject", f"{BUCKET}/public/", read("public/")),
    act("another bucket", "s3:GetObject", "arn:aws:s3:::somebody-elses/*", private()),
    case("two statements, two prefixes",
         policy(statement(resource=f"{BUCKET}/a/*"), statement(resource=f"{BUCKET}/b/*")),
         read("a/*", "b/*", cause=TWO, **PUBLIC)),
    case("a wide and a narrow statement",
         policy(statement(), statement(resource=f"{BUCKET}/b/*")), read(cause=TWO, **PUBLIC)),
    case("reading in one statement, listing in another",
         policy(statement(), statement(action="s3:ListBucket", resource=BUCKET)),
         read(anonymous_list=True, cause=TWO, **PUBLIC)),
    case("all resources but a prefix",
         policy(_without("Resource", statement(action=["s3:GetObject", "s3:ListBucket"]),
         NotResource=f"{BUCKET}/private/*")),
         read(anonymous_list=True, exposed_except=["private/*"], **PUBLIC)),
    case("all resources but the bucket itself",
         policy(_without("Resource", statement(action=["s3:GetObject", "s3:ListBucket"]), NotResource=BUCKET)),
         read(**PUBLIC)),
    case("all resources but every key",
         policy(_without("Resource", statement(action=["s3:GetObject", "s3:ListBucket"]), NotResource=KEYS)),
         listing(**PUBLIC)),
    case("all resources but two prefixes",
         policy(_without("Resource", statement(), NotResource=[f"{BUCKET}/a/*", f"{BUCKET}/b/*"])),
         read(exposed_except=["a/*", "b/*"], **PUBLIC)),
    case("listing of one prefix",
         policy(statement(resource=f"{BUCKET}/public/*"),
                statement(action="s3:ListBucket", resource=BUCKET,
                condition={"StringLike": {"s3:prefix": ["public/*", "public/"]}})),
         read("public/*", anonymous_list=True, cause=TWO)),
    case("listing of few names",
         policy(statement(action="s3:ListBucket", resource=BUCKET,
         condition={"NumericLessThanEquals": {"s3:max-keys": "10"}})),
         listing()),
    case("reading does not carry a prefix, so a condition on it stops reading",
         policy(statement(action=["s3:GetObject", "s3:ListBucket"], resource=BOTH,
         condition={"StringLike": {"s3:prefix": "a/*"}})),
         listing(blocked_by=["condition:s3:prefix"])),
    case("listing of one prefix alone",
         policy(statement(action="s3:ListBucket", resource=BUCKET,
         condition={"StringEquals": {"s3:prefix": "public/"}})),
         listing()),
    case("home folders of users", policy(statement(resource=f"{BUCKET}/${{aws:username}}/*")),
         signed("${aws:username}/*", blocked_by=["policy_variable:aws:username"], **PUBLIC)),
    case("home folders below a prefix", policy(statement(resource=f"{BUCKET}/home/${{aws:username}}/*")),
         signed("home/${aws:username}/*", blocked_by=["policy_variable:aws:username"], **PUBLIC)),
    case("folders by principal tag", policy(statement(resource=f"{BUCKET}/${{aws:PrincipalTag/team}}/*")),
         signed("${aws:PrincipalTag/team}/*", blocked_by=["policy_variable:aws:PrincipalTag/team"], **PUBLIC)),
    case("folders by organization", policy(statement(resource=f"{BUCKET}/${{aws:PrincipalOrgID}}/*")),
         signed("${aws:PrincipalOrgID}/*", blocked_by=["policy_variable:aws:PrincipalOrgID"], **PUBLIC)),
    case("folders with a default", policy(statement(resource=f"{BUCKET}/${{aws:username, 'public'}}/*")),
         read("public/*", **PUBLIC)),
    case("folders by account, where nobody is called anonymous",
         policy(statement(resource=f"{BUCKET}/${{aws:PrincipalAccount}}/*")), read("anonymous/*", **PUBLIC)),
    case("home folders beside a public prefix",
         policy(statement(resource=f"{BUCKET}/home/${{aws:username}}/*"), statement(resource=f"{BUCKET}/public/*")),
         read("public/*", cause=["policy.statement[1]"], blocked_by=["policy_variable:aws:username"], **PUBLIC)),
    case("home folders under RestrictPublicBuckets", policy(statement(resource=f"{BUCKET}/${{aws:username}}/*")),
         private("bpa.bucket:RestrictPublicBuckets", **PUBLIC), public_access_block=ALL_ON),
]
# fmt: on


@pytest.mark.parametrize("found", CASES, ids=[c.rule for c in CASES])
def test_actions(found: Case) -> None:
    check(found)
