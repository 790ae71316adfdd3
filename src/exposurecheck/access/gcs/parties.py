"""Turns the members of Cloud Storage policies and the entities of its ACLs into audiences, seen from the owner.

Sources: IAM, "Principal identifiers"; Cloud Storage, "Access control lists: scopes".
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from exposurecheck.model.exposure import Principal, PrincipalKind


class Side(IntEnum):
    """Where a member stands."""

    OWN = 0
    """The owner's own identities, cloud services acting for it, and members who cannot sign in any more."""
    ORGANIZATION = 1
    EXTERNAL = 2
    SIGNED_IN = 3
    """allAuthenticatedUsers: any Google account."""
    EVERYONE = 4
    """allUsers: no account needed."""
    UNCLEAR = 5
    """Outside or inside: the configuration does not say."""
    ORGANIZATION_OR_EXTERNAL = 6


class Owner(NamedTuple):
    """Who the bucket belongs to; None means that it could not be read, an empty text that there is none."""

    domain: str | None
    customer: str | None
    project: str | None
    number: str | None
    people: frozenset[str] = frozenset()
    """Members who own the project, where no known organisation tells insiders from outsiders."""


class Party(NamedTuple):
    """One member, judged."""

    side: Side
    member: str
    """Member in the spelling of IAM policies, for example ``user:someone@example.com``."""
    missing: str = ""
    """The fact that would settle it, for the two unclear sides."""

    @property
    def principal(self) -> Principal:
        """The member in the words of the model."""
        if self.side is Side.EVERYONE:
            return Principal(kind=PrincipalKind.ANONYMOUS)
        if self.side is Side.SIGNED_IN:
            return Principal(kind=PrincipalKind.AUTHENTICATED)
        kind, _, _ = self.member.partition(":")
        return Principal(kind=_KINDS.get(kind, PrincipalKind.UNKNOWN), id=self.member)


_KINDS = {"user": PrincipalKind.USER, "serviceAccount": PrincipalKind.SERVICE, "domain": PrincipalKind.ORGANIZATION}
_ACCOUNT = re.compile(
    r"(?:service-|project-)?(?P<number>\d+)(?:-compute)?@(?:[\w-]+\.iam|developer|cloudservices|cloudbuild|appspot)\.gserviceaccount\.com"
    r"|[^@]+@(?P<project>[a-z0-9.-]+)\.iam\.gserviceaccount\.com"
    r"|(?P<default>[a-z0-9.:-]+)@appspot\.gserviceaccount\.com"
)
_SUBJECT = "principal://goog/subject/"
_ACCOUNT_SUBJECT = re.compile(r"principal://iam\.googleapis\.com/projects/[^/]+/serviceAccounts/(?P<email>[^/]+)")
_CUSTOMER = "principalSet://goog/cloudIdentityCustomerId/"
_GROUP = "principalSet://goog/group/"
PUBLIC = "principalSet://goog/public:all"
"""Everyone, also callers who are not signed in, in a deny policy."""


def _service_account(email: str, owner: Owner, member: str) -> Party:
    if owner.project is None:
        return Party(Side.UNCLEAR, member, "project")
    found = _ACCOUNT.fullmatch(email)
    if found is None:
        return Party(Side.EXTERNAL, member)
    home = found["number"] or found["project"] or found["default"]
    # A project id with a domain ("example.com:web") is written backwards in the address ("web.example.com").
    scope, colon, name = (owner.project or "").partition(":")
    own = {owner.project, owner.number, f"{name}.{scope}" if colon else owner.project} - {None, ""}
    return Party(Side.OWN if home in own else Side.EXTERNAL, member)


def _person(email: str, owner: Owner, member: str) -> Party:
    if email.endswith(".gserviceaccount.com"):
        return _service_account(email, owner, f"serviceAccount:{email}")
    if f"user:{email}" in owner.people:
        return Party(Side.OWN, member)
    if owner.domain is None:
        return Party(Side.UNCLEAR, member, "organization")
    own = bool(owner.domain) and email.rpartition("@")[2] == owner.domain
    return Party(Side.OWN if own else Side.EXTERNAL, member)


def _convenience(value: str, owner: Owner, member: str) -> Party:
    if owner.project is None:
        return Party(Side.UNCLEAR, member, "project")
    return Party(Side.OWN if value in (owner.project, owner.number) else Side.EXTERNAL, member)


@lru_cache(maxsize=16384)
def of_member(member: str, owner: Owner) -> Party:  # noqa: PLR0911 - one return for each kind of member
    """Judge a member of an IAM policy."""
    if member == "allUsers":
        return Party(Side.EVERYONE, member)
    if member == "allAuthenticatedUsers":
        return Party(Side.SIGNED_IN, member)
    kind, _, value = member.partition(":")
    folded = value.lower()
    match kind:
        case "user":
            return _person(folded, owner, member)
        case "serviceAccount":
            # A Kubernetes identity ("p.svc.id.goog[ns/name]") belongs to the project before ".svc".
            pool, _, rest = folded.partition(".svc.id.goog[")
            return _convenience(pool, owner, member) if rest else _service_account(folded, owner, member)
        case "domain":
            if owner.domain is None:
                return Party(Side.ORGANIZATION_OR_EXTERNAL, member, "organization")
            return Party(Side.ORGANIZATION if folded == owner.domain else Side.EXTERNAL, member)
        case "projectOwner" | "projectEditor" | "projectViewer":
            return _convenience(value, owner, member)
        case "deleted":
            return Party(Side.OWN, member)
        case _:  # group:, principal:, principalSet: and what may come: who is in it is not in the configuration
            return Party(Side.UNCLEAR, member, member)


_ENTITY = {"user": "user", "group": "group", "domain": "domain"}
_PROJECT_ENTITY = {"owners": "projectOwner", "editors": "projectEditor", "viewers": "projectViewer"}


@lru_cache(maxsize=16384)
def entity_member(entity: str) -> str:
    """Spell an ACL entity (``user-a@example.com``, ``project-owners-123``) as a member of an IAM policy."""
    kind, _, value = entity.partition("-")
    if kind == "project":
        team, _, number = value.partition("-")
        return f"{_PROJECT_ENTITY.get(team, 'projectViewer')}:{number}"
    if kind == "user" and value.endswith(".gserviceaccount.com"):
        return f"serviceAccount:{value}"
    return f"{_ENTITY[kind]}:{value}" if kind in _ENTITY and value else entity


@lru_cache(maxsize=16384)
def of_denied(identifier: str, owner: Owner) -> Party:  # noqa: PLR0911 - one return for each kind of principal
    """Judge a principal of a deny policy, written as a principal identifier.

    Source: IAM, "Principal identifiers for deny policies".
    """
    if identifier == PUBLIC:
        return Party(Side.EVERYONE, "allUsers")
    if identifier.startswith(_SUBJECT):
        return of_member(f"user:{identifier.removeprefix(_SUBJECT)}", owner)
    account = _ACCOUNT_SUBJECT.fullmatch(identifier)
    if account:
        return of_member(f"serviceAccount:{account['email']}", owner)
    if identifier.startswith(_CUSTOMER):
        if owner.customer is None:
            return Party(Side.ORGANIZATION_OR_EXTERNAL, identifier, "organization")
        own = identifier.removeprefix(_CUSTOMER) == owner.customer
        return Party(Side.ORGANIZATION if own else Side.EXTERNAL, identifier)
    if identifier.startswith(_GROUP):
        return Party(Side.UNCLEAR, identifier, f"group:{identifier.removeprefix(_GROUP)}")
    if identifier.startswith("deleted:"):
        return Party(Side.OWN, identifier)
    return Party(Side.UNCLEAR, identifier, identifier)
