"""Outside parties: who a store is shared with by name, and what the owner's register says about them."""

from datetime import date
from enum import StrEnum

from exposurecheck.model.base import Model


class PartyKind(StrEnum):
    """What an outside account is to the owner."""

    VENDOR = "vendor"
    """Handles data for the owner."""
    CLIENT = "client"
    """Whose data the owner handles."""
    OWN = "own"
    """Another account of the owner's own."""
    UNKNOWN = "unknown"
    """Stands in no register."""


class Party(Model):
    """One outside account, user, domain or organisation that a store is shared with."""

    id: str
    """As the verdict names it, for example ``444455556666``, ``user:a@b.example``, ``org:o-a1b2c3d4e5``."""
    kind: PartyKind
    name: str | None = None
    """As the register calls it; None for an unknown one."""
    resembles: str | None = None
    """Name of the registered party whose id differs by one character; only for an unknown one."""
    contract_ends: date | None = None
    """Last day of the contract."""
    contract_over: bool = False
    review_by: date | None = None
    """Day by which the party is to be reviewed again."""
    review_overdue: bool = False
    grants_onward: bool = False
    """It can change who has access, and the register does not allow that."""
    clients: tuple[str, ...] = ()
    """Names of other clients whose area it can read or list."""
