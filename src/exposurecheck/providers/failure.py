"""Holds why a call gave no value, and turns it into a gap."""

from dataclasses import dataclass

from exposurecheck.model.gap import Gap, GapReason


@dataclass(frozen=True, slots=True)
class Failed:
    """A call that gave no value."""

    reason: GapReason
    code: str
    """The service's own error code, or the name of an exception; never a message, which may quote names."""
    status: int = 0
    """HTTP status; 0 when no answer came."""

    def gap(self, resource: str, fact: str, permission: str | None) -> Gap:
        """Say which fact is missing because of this."""
        return Gap(resource=resource, fact=fact, reason=self.reason, permission=permission, detail=self.code)
