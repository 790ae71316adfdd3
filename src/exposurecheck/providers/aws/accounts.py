"""Lists the accounts of an organisation, and turns ``--role-arn`` into the role that leads into each of them."""

from dataclasses import dataclass

from exposurecheck.errors import ProviderError
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Asks
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.replies import items, text

DEFAULT_ROLE = "OrganizationAccountAccessRole"
"""The role that Organizations makes in accounts created with it ("Accessing member accounts")."""
PLACEHOLDER = "{account}"
_RESOURCE = "aws:organization"


@dataclass(frozen=True, slots=True)
class Listed:
    """The accounts that can be looked into, and what is missing from the list."""

    accounts: tuple[str, ...]
    gaps: tuple[Gap, ...]


def listed(calls: Asks) -> Listed:
    """Return the active accounts; raises ``ProviderError`` when they cannot be listed at all.

    An account that is closed answers nobody any more ("Closing an account"), so it hides no exposure; its gap says
    only that it was left out.
    """
    call = operations.ACCOUNTS
    accounts: list[str] = []
    gaps: list[Gap] = []
    token: dict[str, str] = {}
    while True:
        page = calls.ask(call, **token)
        if page is None or isinstance(page, Failed):
            failure = page or Failed(GapReason.MALFORMED, "Empty")
            if not accounts:
                raise ProviderError(
                    f"--organization: its accounts could not be listed ({failure.code}). Sign in to the management "
                    f"account or a delegated administrator; the identity needs {call.permission}."
                )
            gaps.append(failure.gap(_RESOURCE, call.fact, call.permission))
            break
        for account in items(page.get("Accounts")):
            number = text(account.get("Id"))
            state = text(account.get("State")) or text(account.get("Status")) or "ACTIVE"
            if number and state == "ACTIVE":
                accounts.append(number)
            elif number:
                gaps.append(_closed(number, state))
        following = text(page.get("NextToken"))
        if following is None or {"NextToken": following} == token:
            break
        token = {"NextToken": following}
    return Listed(tuple(dict.fromkeys(accounts)), tuple(gaps))


def _closed(account: str, state: str) -> Gap:
    return Gap(resource=f"aws:{account}", fact="organization.account", reason=GapReason.UNSUPPORTED, detail=state)


def first_role(role_arn: str | None) -> str | None:
    """Return the role to assume before the accounts are listed: only a whole ARN of one account is meant so."""
    return role_arn if role_arn and role_arn.startswith("arn:") and PLACEHOLDER not in role_arn else None


def role_in(account: str, role_arn: str | None, partition: str) -> str:
    """Return the ARN of the role in ``account``.

    ``role_arn`` is a name (``audit``, ``security/audit``), an ARN with ``{account}`` in it, an ARN of one account
    (then the role of that name is meant in every account), or None for the one that Organizations makes itself.
    """
    given = role_arn or DEFAULT_ROLE
    if PLACEHOLDER in given:
        return given.replace(PLACEHOLDER, account)
    name = given.partition(":role/")[2] if given.startswith("arn:") else given.strip("/")
    return f"arn:{partition}:iam::{account}:role/{name}"
