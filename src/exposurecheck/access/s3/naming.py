"""Lists everybody outside whose request could be decided differently: strangers, and whoever the documents name."""

import re
from collections.abc import Iterable, Mapping
from itertools import product

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.callers import (
    ANONYMOUS,
    ANY_SERVICE,
    STRANGER,
    STRANGER_ACCOUNT,
    STRANGER_ORG,
    Caller,
    Role,
    any_account,
    caller,
    fixed,
    instance,
)
from exposurecheck.access.s3.policy import Condition, Statement
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL, Entry, Kind, aws_entry
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.keys import matches

Conditions = Mapping[str, tuple[Condition, ...]]

_ORG = re.compile(r"(o-[a-z0-9]+)(?:/.*)?")
_UNIQUE = re.compile(r"A(?:IDA|ROA)[A-Z0-9]{8,}")
_ARN_ACCOUNT = re.compile(r"arn:[^:]*:[^:]*:[^:]*:(\d{12}):.*")
_ARN_PARTS = ("arn", "partition", "service", "region", "account", "resource")
_PART_OF_ACCOUNT = re.compile(r"[\d*?]+")
_ORG_KEYS = ("aws:principalorgid", "aws:principalorgpaths")
_SERVICE_ORG_KEYS = ("aws:sourceorgid", "aws:sourceorgpaths")
SERVICE_KEYS = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceowner", *_SERVICE_ORG_KEYS)
_NAMING = frozenset(
    {
        "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
        "aws:principalisawsservice", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", *SERVICE_KEYS,
    }
)  # fmt: skip
"""Keys whose conditions may name a caller, and below the start of others."""
_SERVICE_NAMES = "aws:principalservicename"
UNTIED_SERVICE = "cloudfront.amazonaws.com"
"""A service that reads for whoever asks it to, unless aws:SourceArn ties it down. Source: CloudFront developer guide,
"Restrict access to an Amazon S3 origin"."""


def _values(conditions: Conditions, key: str) -> Iterable[str]:
    return (v for c in conditions.get(key, ()) for v in c.values)


def owner_of_arn(arn: str, bucket: Bucket) -> str | None:
    """Return the account in an ARN, "" when it has none that can be known."""
    found = _ARN_ACCOUNT.fullmatch(arn)
    if found:
        return found[1]
    named = arn.partition(":s3:::")[2]
    return bucket.account if named in (bucket.name, f"{bucket.name}/*") else None


def list_callers(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> tuple[Caller, ...]:
    """Return every caller worth asking about; the owner's own account is none of them."""
    found: dict[Caller, None] = {ANONYMOUS: None, STRANGER: None}
    for statement in statements:
        for entry in statement.principals:
            for one in _from_entry(entry, statement, bucket):
                found[one] = None
    for grant in bucket.acl:
        if not grant.public and grant.grantee != "anonymous":
            found[caller(Role.CANONICAL, id_=grant.grantee)] = None
    if any(key in _NAMING or key.startswith(_SERVICE_NAMES) for key in conditions):
        for one in _from_conditions(bucket, statements, conditions):
            found[one] = None
    return tuple(found)


def _from_entry(entry: Entry, statement: Statement, bucket: Bucket) -> list[Caller]:
    own = entry.account == bucket.account
    match entry.kind:
        case Kind.ACCOUNT | Kind.IDENTITY if not own:
            found = [caller(Role.ACCOUNT, entry.account)]
            if entry.kind is Kind.IDENTITY:
                found.append(caller(Role.ACCOUNT, entry.account, arn=entry.id))
            return found
        case Kind.CANONICAL if entry.id not in (bucket.owner, ANONYMOUS_CANONICAL):
            return [caller(Role.CANONICAL, id_=entry.id)]
        case Kind.FEDERATED if statement.allow:
            return [caller(Role.UNCLEAR, id_=entry.id, at_most=ExposureClass.ANY_AUTHENTICATED_READ)]
        case Kind.UNCLEAR if statement.allow:
            return [caller(Role.UNCLEAR, id_=entry.id)]
        case Kind.SERVICE if statement.allow and not any(c.key in SERVICE_KEYS for c in statement.conditions):
            if entry.id == UNTIED_SERVICE:
                return [caller(Role.UNCLEAR, id_=entry.id, at_most=ExposureClass.ANONYMOUS_READ)]
        case _:
            pass
    return []


def _named_accounts(conditions: Conditions) -> Iterable[tuple[str, str]]:
    """Return the accounts that conditions name, each with the ARN of one of its identities or ""."""
    for value in _values(conditions, "aws:principalaccount"):
        if fixed(value) and value != "anonymous":
            yield value, ""
    for value in _values(conditions, "aws:principalarn"):
        entry = aws_entry(value)
        if entry.kind in (Kind.ACCOUNT, Kind.IDENTITY):
            yield entry.account, "" if "*" in value else value
            yield entry.account, ""


def _demanded(statement: Statement, keys: tuple[str, ...]) -> Iterable[str]:
    return (v for c in statement.conditions if c.key in keys and c.op.positive for v in c.values)


def _members(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> Iterable[Caller]:
    """List who is of a named account, of an organization and has a unique id at once, where a statement demands it."""
    for statement in (s for s in statements if s.allow):
        orgs = {m[1] for v in _demanded(statement, _ORG_KEYS) if (m := _ORG.fullmatch(v.lower()))}
        ids = {v for v in _demanded(statement, ("aws:userid",)) if _UNIQUE.fullmatch(v.split(":", 1)[0])}
        if not orgs and not ids:
            continue
        named = {(e.account, e.id): None for e in statement.principals if e.kind in (Kind.ACCOUNT, Kind.IDENTITY)}
        named |= dict.fromkeys(_named_accounts(conditions))
        for account, arn in (*named, (STRANGER_ACCOUNT, "")):
            for org, id_ in product(sorted(orgs) or ("",), sorted(ids) or ("",)):
                if account != bucket.account and (org or account != STRANGER_ACCOUNT):
                    yield caller(_role(account, org, bucket), account, arn, org, id_)


def _spared(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> Iterable[Caller]:
    """List the named accounts as members of foreign organizations that a Deny spares: whether they are, nobody says."""
    spared = (c for s in statements if not s.allow for c in s.conditions if c.key in _ORG_KEYS and c.op.negated)
    orgs = {m[1] for c in spared for v in c.values if (m := _ORG.fullmatch(v.lower()))} - {bucket.org}
    named = {(e.account, e.id): None for s in statements if s.allow for e in s.principals if e.account}
    for account, arn in (*named, *_named_accounts(conditions)) if orgs else ():
        if account != bucket.account:
            for org in sorted(orgs):
                yield caller(Role.UNCLEAR, account, arn, org, account)


def _role(account: str, org: str, bucket: Bucket) -> Role:
    if org and org == bucket.org:
        return Role.OWN_ORG
    return Role.ORG if org and account == STRANGER_ACCOUNT else Role.ACCOUNT


def _from_conditions(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> Iterable[Caller]:
    yield from _by_part(bucket, conditions)
    for account, arn in _named_accounts(conditions):
        if account != bucket.account:
            yield caller(Role.ACCOUNT, account, arn)
    yield from _members(bucket, statements, conditions)
    yield from _spared(bucket, statements, conditions)
    for key in _ORG_KEYS:
        for value in _values(conditions, key):
            org = _ORG.fullmatch(value.lower())  # StringEqualsIgnoreCase takes any case, the id itself has one
            if org and org[1] != bucket.org:
                yield caller(Role.ORG, STRANGER_ACCOUNT, org=org[1])
        if bucket.org and key in conditions:
            yield caller(Role.OWN_ORG, STRANGER_ACCOUNT, org=bucket.org)
    yield from _by_unique_id(bucket, statements, conditions)
    yield from _by_service(bucket, statements, conditions)
    yield from _by_access_point(bucket, conditions)


def _by_part(bucket: Bucket, conditions: Conditions) -> Iterable[Caller]:
    """List who has an id of which the documents give a part: somebody outside, and nobody can say who."""
    for key in ("aws:principalaccount", "aws:principalarn"):
        for value in _values(conditions, key):
            parts = value.split(":", 5)
            account = parts[4] if len(parts) == len(_ARN_PARTS) else value
            if "${" in value or fixed(account) or any_account(account) or not _PART_OF_ACCOUNT.fullmatch(account):
                continue
            free = account.count("*")
            some = account.replace("?", "0").replace("*", "0" * max(0, 12 - len(account) + free), 1).replace("*", "")
            if some != bucket.account:
                arn = ":".join((*parts[:4], some, instance(parts[5]))) if len(parts) == len(_ARN_PARTS) else ""
                yield caller(Role.UNCLEAR, some, arn, id_=value, at_most=ExposureClass.ANY_AUTHENTICATED_READ)
    for key in _ORG_KEYS:
        for value in _values(conditions, key):
            org = value.partition("/")[0]
            if org.startswith("o-") and not fixed(org) and "${" not in org and not matches(org, STRANGER_ORG):
                some = instance(org)
                yield caller(
                    Role.UNCLEAR, STRANGER_ACCOUNT, org=some, id_=value, at_most=ExposureClass.ANY_AUTHENTICATED_READ
                )


def _by_unique_id(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> Iterable[Caller]:
    allowed = {v for s in statements if s.allow for v in _demanded(s, ("aws:userid",))}
    named = {account for account, _ in _named_accounts(conditions)}
    named |= {e.account for s in statements for e in s.principals if e.account}
    for value in _values(conditions, "aws:userid"):
        if _UNIQUE.fullmatch(value.split(":", 1)[0]):
            # An Allow that demands the id says by its principal whose it is; a Deny that spares it does not.
            accounts = set[str]() if value in allowed else named
            for account in (STRANGER_ACCOUNT, *sorted(accounts - {bucket.account})):
                yield caller(Role.UNCLEAR, account, id_=value)
        elif value.isdigit() and value != bucket.account:
            yield caller(Role.ACCOUNT, value)


def _demands_service(statement: Statement) -> bool:
    return statement.allow and any(
        (c.key == "aws:principalisawsservice" and c.op.positive and "true" in c.values)
        or (c.key.startswith(_SERVICE_NAMES) and c.op.positive)
        or (c.key.startswith((_SERVICE_NAMES, *SERVICE_KEYS)) and c.op.base == "null" and "false" in c.values)
        for c in statement.conditions
    )


def _by_service(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> Iterable[Caller]:
    for key in SERVICE_KEYS:
        for value in _values(conditions, key):
            org = _ORG.fullmatch(value) if key in _SERVICE_ORG_KEYS else None
            if org:
                if org[1] != bucket.org:
                    yield caller(Role.SERVICE, STRANGER_ACCOUNT, org=org[1])
                continue
            account = owner_of_arn(value, bucket) if key == "aws:sourcearn" else value
            if account is None or not account.isdigit():
                yield caller(Role.UNCLEAR, id_=value, at_most=ExposureClass.ANY_AUTHENTICATED_READ)
            elif account != bucket.account:
                yield caller(Role.SERVICE, account, arn=value if key == "aws:sourcearn" else "")
    if any(_demands_service(s) for s in statements):
        yield caller(Role.UNCLEAR, id_=ANY_SERVICE, at_most=ExposureClass.ANY_AUTHENTICATED_READ)


def _by_access_point(bucket: Bucket, conditions: Conditions) -> Iterable[Caller]:
    for key in ("s3:dataaccesspointaccount", "s3:dataaccesspointarn"):
        for value in _values(conditions, key):
            account = owner_of_arn(value, bucket) if key.endswith("arn") else value
            if account and account.isdigit() and account != bucket.account:
                yield caller(Role.ACCOUNT, account)
