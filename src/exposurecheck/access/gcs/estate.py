"""What one bucket's documents come down to: grants to outsiders, controls, and what is not known about either."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from exposurecheck.access.gcs.parties import Owner, Party, Side
from exposurecheck.access.ranges import Reach

_ALL = ("*",)


class Grant(NamedTuple):
    """Permissions on some keys for one member; ``id`` says where the configuration gives it."""

    id: str
    party: Party
    can: int
    include: tuple[str, ...] = _ALL
    exclude: tuple[str, ...] = ()
    acl: bool = False
    dead: tuple[str, ...] = ()
    """Attributes whose condition does not hold now."""


class Possible(NamedTuple):
    """A grant that may exist, and the fact that would tell."""

    fact: str
    grant: Grant


class Rule(NamedTuple):
    """One rule of a deny policy."""

    id: str
    can: int
    denied: frozenset[Party]
    exceptions: frozenset[Party]


@dataclass(slots=True)
class Estate:
    """Everything about one bucket that decides who can read it."""

    owner: Owner
    bucket: str | None
    """Name, or None when it could not be read."""
    as_of: datetime
    unread: frozenset[str]
    grants: list[Grant] = field(default_factory=list)
    possible: list[Possible] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)
    """Facts that were not read, or could not be evaluated, and could only close what is open."""
    controls: list[str] = field(default_factory=list)
    """Ids of the controls that are on, deny policies and failing conditions included."""
    network: Reach = Reach.INTERNET
    ranges: tuple[str, ...] = ()
    uniform: bool | None = None
    """Uniform bucket-level access; None when it could not be read."""
    latent: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Names of known objects."""

    def add(self, grant: Grant) -> None:
        """Sort ``grant`` into certain and possible ones; the owner's own are left out."""
        party = grant.party
        side = party.side
        if side is Side.OWN or not grant.can:
            return
        if side is Side.UNCLEAR or side is Side.ORGANIZATION_OR_EXTERNAL:
            self.may(party.missing, grant)
            if side is Side.UNCLEAR:
                return
            grant = grant._replace(party=party._replace(side=Side.ORGANIZATION))
        self.grants.append(grant)
        for attribute in grant.dead:
            blocker = f"condition:{attribute}"
            if blocker not in self.controls:
                self.controls.append(blocker)

    def may(self, fact: str, grant: Grant) -> None:
        """Note that ``grant`` may exist; an unclear member is then taken for an outsider."""
        side = grant.party.side
        if side is Side.OWN or grant.dead:
            return
        if side is Side.UNCLEAR or side is Side.ORGANIZATION_OR_EXTERNAL:
            grant = grant._replace(party=grant.party._replace(side=Side.EXTERNAL))
        self.possible.append(Possible(fact, grant))
