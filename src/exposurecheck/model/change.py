"""What became different between two runs."""

from datetime import datetime
from typing import Literal

from exposurecheck.model.base import Bilingual, Model
from exposurecheck.model.finding import Severity

Was = Literal["passed", "failed", "unknown", "muted"]


class Worse(Model):
    """One respect in which a finding that was there before has become worse."""

    what: Literal["audience", "people", "category", "severity", "waiver"]
    """``waiver``: it was set aside, and no longer is."""
    before: str
    after: str


class Change(Model):
    """One check on one store that came out differently."""

    check: str
    resource: str
    fingerprint: str
    severity: Severity
    title: Bilingual
    was: Was | None = None
    """How it came out before; None where the store or the check was not looked at then."""
    worse: tuple[Worse, ...] = ()
    """Why it counts as worse; empty for the other kinds of change."""
    reopened: bool = False
    """It had been fixed, and is back."""
    gone: bool = False
    """The store itself is no longer there, or was not seen."""


class Changes(Model):
    """Everything that became different since another run, gravest first."""

    before: str
    """Id of the run that this one is compared with."""
    before_at: datetime
    new: tuple[Change, ...] = ()
    fixed: tuple[Change, ...] = ()
    worse: tuple[Change, ...] = ()
    """Still failing, for a wider audience, more people or graver data; one for each store, on its gravest finding."""
    unknown: tuple[Change, ...] = ()
    """Now undecided, or not seen any more."""

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return len(self.new) + len(self.fixed) + len(self.worse) + len(self.unknown)
