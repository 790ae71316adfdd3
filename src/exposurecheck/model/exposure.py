"""Who can really reach a store: the verdict of the access room."""

from enum import StrEnum

from exposurecheck.model.base import Bilingual, Model
from exposurecheck.model.keys import KeySet


class ExposureClass(StrEnum):
    """The widest audience of a store. Members are listed widest first; ``unknown`` is not part of the order."""

    ANONYMOUS_READ = "anonymous_read"
    ANONYMOUS_LIST = "anonymous_list"
    ANY_AUTHENTICATED_READ = "any_authenticated_read"
    ANY_AUTHENTICATED_LIST = "any_authenticated_list"
    ANONYMOUS_OTHER = "anonymous_other"
    NETWORK_RESTRICTED = "network_restricted"
    BEARER_TOKEN = "bearer_token"  # noqa: S105 - the name of a class, not a secret
    EXTERNAL_ACCOUNT = "external_account"
    ORGANIZATION = "organization"
    PRIVATE = "private"
    UNKNOWN = "unknown"
    """Nothing that was read opens the store, but something that could not be read might."""

    @property
    def reach(self) -> int:
        """How wide: 9 for ``anonymous_read`` down to 0 for ``private``; ``unknown`` counts as 8, just below the top."""
        return _REACH[self]


_ORDER = [each for each in ExposureClass if each is not ExposureClass.UNKNOWN]
_REACH: dict[ExposureClass, int] = {each: len(_ORDER) - 1 - place for place, each in enumerate(_ORDER)}
_REACH[ExposureClass.UNKNOWN] = 8


class PrincipalKind(StrEnum):
    """Kinds of callers, across clouds."""

    ANONYMOUS = "anonymous"
    AUTHENTICATED = "authenticated"
    """Anyone who holds an account of that cloud."""
    BEARER = "bearer"
    """Whoever holds a link."""
    ACCOUNT = "account"
    ORGANIZATION = "organization"
    USER = "user"
    ROLE = "role"
    SERVICE = "service"
    UNKNOWN = "unknown"


class Principal(Model):
    """Who a grant is for."""

    kind: PrincipalKind
    id: str = ""
    """The cloud's own identifier; empty for anonymous and authenticated."""


class Permission(StrEnum):
    """What a grant allows, in the words of the report."""

    READ = "read"
    LIST = "list"
    WRITE = "write"
    READ_ACP = "read_acp"
    WRITE_ACP = "write_acp"
    METADATA = "metadata"


class Grant(Model):
    """One permission given to one audience, and where the configuration says so."""

    principal: Principal
    permission: Permission
    scope: KeySet
    via: str
    """Which part of the configuration gives it, for example ``policy.statement[0]`` or ``acl.grant[1]``."""
    conditions: tuple[str, ...] = ()
    """Conditions that narrow the grant, for example ``aws:SourceIp in 203.0.113.0/24``."""


class Witness(Model):
    """One concrete request that the verdict claims will succeed."""

    method: str
    """HTTP method."""
    key: str | None
    """Object key to fetch, or None for a listing; a pattern when no concrete key is known yet."""
    network: str | None = None
    """Network the request must come from, or None for anywhere."""
    signed: bool = False
    """Whether the request needs credentials of an arbitrary account of that cloud."""


class Exposure(Model):
    """Audience, capability and network of one store, with the evidence.

    ``None`` means: not known, because a document that decides it could not be read or because the vendor's documents
    are silent.
    """

    exposure: ExposureClass
    """Headline: the widest class that what was read proves."""
    anonymous_read: bool | None
    """An unauthenticated caller on the open internet can read at least one object."""
    anonymous_list: bool | None
    """Such a caller can enumerate object names."""
    any_authenticated_read: bool | None
    """Anyone holding an account of that cloud can read at least one object."""
    any_authenticated_list: bool | None = None
    """Anyone holding an account of that cloud can enumerate object names."""
    external_accounts: tuple[str, ...] = ()
    """Named outside audiences that can read or list."""
    exposed_prefixes: tuple[str, ...] = ()
    """Key patterns the headline audience can read."""
    exposed_except: tuple[str, ...] = ()
    """Patterns carved out of ``exposed_prefixes``."""
    exposed_conditions: tuple[str, ...] = ()
    """Object filters that cannot be written as a pattern."""
    network_restricted: bool = False
    """The headline audience must also come from a named network."""
    cause: tuple[str, ...] = ()
    """Ids of the grants that produce the headline."""
    blocked_by: tuple[str, ...] = ()
    """Ids of the controls that took something away."""
    anonymous_other: tuple[str, ...] = ()
    """What else anonymous callers can do: ``write``, ``read_acp``, ``write_acp``, ``metadata``."""
    policy_is_public: bool | None = None
    """AWS's own PolicyStatus.IsPublic by its documented definition; None where the documents do not decide it."""
    at_most: ExposureClass = ExposureClass.PRIVATE
    """The widest class that the unread facts could still make true; equals ``exposure`` when nothing is unknown."""
    latent: tuple[str, ...] = ()
    """Grants that open nothing now but would if one control were removed; ids as in ``cause``."""
    unknown: tuple[str, ...] = ()
    """Facts that were not given and would matter, and rules on which the vendor's documents are silent."""
    undecided: tuple[Bilingual, ...] = ()
    """One sentence for each entry of ``unknown``: why it matters."""
    witness: Witness | None = None
    """A request that should succeed if the verdict is right; None when nobody outside can do anything."""
    explanation: Bilingual
    """The verdict in one sentence."""
    grants: tuple[Grant, ...] = ()
    """Every effective grant to an outsider, widest audience first."""

    def scopes(self, permission: Permission, kinds: frozenset[PrincipalKind]) -> tuple[KeySet, ...]:
        """Return what callers of these kinds can do, exactly; ``keys`` may be wider where one pattern holds another."""
        found = (g.scope for g in self.grants if g.permission is permission and g.principal.kind in kinds)
        return tuple(dict.fromkeys(found))

    @property
    def keys(self) -> KeySet:
        """The keys the headline audience can read."""
        return KeySet(include=self.exposed_prefixes, exclude=self.exposed_except, conditions=self.exposed_conditions)
