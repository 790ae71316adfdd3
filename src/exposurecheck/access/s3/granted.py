"""The keys that one grant gives to a request."""

from typing import NamedTuple

from exposurecheck.access.keysets import Term

BUCKET = Term("")
"""Stands for the bucket itself, for actions that name no key."""


class Granted(NamedTuple):
    """Keys one grant gives to a request, after everything that takes keys away."""

    via: str
    """Id of the statement or ACL grant."""
    named: bool
    """The grant names the caller, not everybody."""
    keys: Term
