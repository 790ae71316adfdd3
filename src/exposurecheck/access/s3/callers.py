"""Lists everybody outside whose request could be decided differently: strangers, and whoever the documents name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from exposurecheck.access.s3.bucket import Bucket
from exposurecheck.access.s3.policy import Condition, Statement
from exposurecheck.access.s3.principals import ANONYMOUS_CANONICAL, Entry, Kind, aws_entry
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.keys import matches

STRANGER_ACCOUNT = "999900001111"
STRANGER_ORG = "o-stranger0000"
ANY_SERVICE = "aws service"
"""Id of the caller who stands for a service of AWS when no document says for whom it acts."""


class Role(Enum):
    """Kinds of callers."""

    ANONYMOUS = "anonymous"
    STRANGER = "stranger"
    """Anyone who opens an account of their own."""
    ACCOUNT = "account"
    CANONICAL = "canonical"
    ORG = "org"
    OWN_ORG = "own_org"
    SERVICE = "service"
    """A service of AWS that acts for somebody else's account."""
    UNCLEAR = "unclear"
    """Somebody, but the documents do not say who."""


@dataclass(frozen=True, slots=True, eq=False)
class Caller:
    """One kind of caller; made by ``caller``, which returns the same object for the same values."""

    role: Role
    account: str = ""
    arn: str = ""
    """One user or role of the account; empty for any other one."""
    org: str = ""
    id: str = ""
    """Canonical id, unique id, service name or federated provider."""
    at_most: ExposureClass = ExposureClass.EXTERNAL_ACCOUNT
    """For unclear callers: the widest audience it could be."""

    @property
    def label(self) -> str:
        """The id used in ``external_accounts``."""
        if self.role is Role.CANONICAL:
            return f"canonical:{self.id}"
        return f"org:{self.org}" if self.org and self.role in (Role.ORG, Role.SERVICE) else self.account

    @property
    def signed(self) -> bool:
        """Whether the request carries credentials."""
        return self.role is not Role.ANONYMOUS


@lru_cache(maxsize=65536)
def caller(  # noqa: PLR0917 - a cache wants positional arguments
    role: Role,
    account: str = "",
    arn: str = "",
    org: str = "",
    id_: str = "",
    at_most: ExposureClass = ExposureClass.EXTERNAL_ACCOUNT,
) -> Caller:
    """Return the one object for these values, so that callers compare and hash by identity."""
    return Caller(role, account, arn, org, id_, at_most)


ANONYMOUS = caller(Role.ANONYMOUS)
STRANGER = caller(Role.STRANGER, STRANGER_ACCOUNT)
Conditions = Mapping[str, tuple[Condition, ...]]

_ORG = re.compile(r"(o-[a-z0-9]+)(?:/.*)?")
_UNIQUE = re.compile(r"A(?:IDA|ROA)[A-Z0-9]{8,}")
_ARN_ACCOUNT = re.compile(r"arn:[^:]*:[^:]*:[^:]*:(\d{12}):.*")
_ARN_PARTS = ("arn", "partition", "service", "region", "account", "resource")
_PART_OF_ACCOUNT = re.compile(r"[\d*?]+")
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


def instance(pattern: str, fill: str = "x") -> str:
    """Return one text that fits a pattern."""
    return pattern.replace("*", fill).replace("?", "x")


def fixed(value: str) -> bool:
    """Tell whether a condition value holds neither wildcard nor variable."""
    return "*" not in value and "?" not in value and "${" not in value


def _values(conditions: Conditions, key: str) -> Iterable[str]:
    return (v for c in conditions.get(key, ()) for v in c.values)


@lru_cache(maxsize=4096)
def any_account(pattern: str) -> bool:
    """Tell whether a pattern fits the id of every account."""
    return all(matches(pattern, digit * 12) for digit in "0123456789")


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
            if statement.allow and bucket.org and _demands_org(statement, bucket.org):
                found.append(caller(Role.OWN_ORG, entry.account, arn=entry.id, org=bucket.org))
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


def _demands_org(statement: Statement, org: str) -> bool:
    keys = ("aws:principalorgid", "aws:principalorgpaths")
    return any(
        c.key in keys and c.op.positive and any(v.startswith(org) for v in c.values) for c in statement.conditions
    )


def _from_conditions(bucket: Bucket, statements: Iterable[Statement], conditions: Conditions) -> Iterable[Caller]:
    yield from _by_part(bucket, conditions)
    for value in _values(conditions, "aws:principalaccount"):
        if fixed(value) and value not in (bucket.account, "anonymous"):
            yield caller(Role.ACCOUNT, value)
    for value in _values(conditions, "aws:principalarn"):
        entry = aws_entry(value)
        if entry.kind in (Kind.ACCOUNT, Kind.IDENTITY) and entry.account != bucket.account:
            yield caller(Role.ACCOUNT, entry.account, arn="" if "*" in value else value)
            yield caller(Role.ACCOUNT, entry.account)
    for key in ("aws:principalorgid", "aws:principalorgpaths"):
        for value in _values(conditions, key):
            org = _ORG.fullmatch(value.lower())  # StringEqualsIgnoreCase takes any case, the id itself has one
            if org and org[1] != bucket.org:
                yield caller(Role.ORG, STRANGER_ACCOUNT, org=org[1])
        if bucket.org and key in conditions:
            yield caller(Role.OWN_ORG, STRANGER_ACCOUNT, org=bucket.org)
    yield from _by_unique_id(bucket, conditions)
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
    for key in ("aws:principalorgid", "aws:principalorgpaths"):
        for value in _values(conditions, key):
            org = value.partition("/")[0]
            if org.startswith("o-") and not fixed(org) and "${" not in org and not matches(org, STRANGER_ORG):
                some = instance(org)
                yield caller(
                    Role.UNCLEAR, STRANGER_ACCOUNT, org=some, id_=value, at_most=ExposureClass.ANY_AUTHENTICATED_READ
                )


def _by_unique_id(bucket: Bucket, conditions: Conditions) -> Iterable[Caller]:
    for value in _values(conditions, "aws:userid"):
        if _UNIQUE.fullmatch(value.split(":", 1)[0]):
            yield caller(Role.UNCLEAR, STRANGER_ACCOUNT, id_=value)
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
