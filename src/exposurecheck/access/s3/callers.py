"""Says what a caller is: who asks, as far as the documents can tell callers apart."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

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


def instance(pattern: str, fill: str = "x") -> str:
    """Return one text that fits a pattern."""
    return pattern.replace("*", fill).replace("?", "x")


def fixed(value: str) -> bool:
    """Tell whether a condition value holds neither wildcard nor variable."""
    return "*" not in value and "?" not in value and "${" not in value


@lru_cache(maxsize=4096)
def any_account(pattern: str) -> bool:
    """Tell whether a pattern fits the id of every account."""
    return all(matches(pattern, digit * 12) for digit in "0123456789")
