"""Tells which reads of a bucket can no longer change a verdict or a check, so that they are not made."""

from collections.abc import Mapping
from threading import Lock

from exposurecheck.model.base import Json
from exposurecheck.providers.aws.grants import acl_grants, policy_grants
from exposurecheck.providers.replies import items, mapping, text

_FEWEST = 24
"""Buckets seen before an account is taken to be alike."""
_TIMES = 9
"""How many buckets were old and empty for each one that was not."""

_NARROWING = "organization"
"""An organisation's policies can only take access away."""
BLOCK_ALL = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


class Thrift:
    """What one connection may leave out, and what it has learned about the account's buckets so far.

    A user's own checks may look at any fact of a bucket: with them, nothing is left out.
    """

    def __init__(self, *, own_checks: bool) -> None:
        """Have seen nothing yet."""
        self.reads_all = own_checks
        self._lock = Lock()
        self._old = self._other = 0

    def seen(self, *, old_and_empty: bool) -> None:
        """Note one bucket: did its ownership controls turn out to matter to nobody, because it is empty?"""
        with self._lock:
            self._old += old_and_empty
            self._other += not old_and_empty

    @property
    def ownership_last(self) -> bool:
        """Whether to ask for ACL and objects before ownership controls, which then mostly need not be asked for.

        Before April 2023 buckets were made with ACLs on and without ownership controls ("Default settings for new S3
        buckets FAQ"). The other way round suits all others: ACLs off means that neither ACL nor objects matter.
        """
        return not self.reads_all and self._old >= _FEWEST and self._old >= _TIMES * self._other

    def block_matters(self, documents: Mapping[str, Json], *, empty: bool) -> bool:
        """Tell whether the bucket's own Block Public Access can change the verdict or a check.

        It holds back what policies and ACLs grant. Where these were read and grant nobody anything, only the check
        for missing guardrails looks at it: not if the account's block is on, nor if there is nothing in the bucket.
        """
        if self.reads_all or may_grant(documents):
            return True
        account = mapping(documents.get("account_public_access_block"))
        return not empty and not all(account.get(setting) is True for setting in BLOCK_ALL)


def may_grant(documents: Mapping[str, Json]) -> bool:
    """Tell whether anything grants, or could grant because it was not read, something to others than the owner."""
    unread = documents.get("unread")
    missing = [name for name in ("policy", "acl", "access_points") if name not in documents]
    missing += [str(fact) for fact in unread] if isinstance(unread, list) else []
    if any(not fact.startswith(_NARROWING) for fact in missing):
        return True
    owner = text(documents.get("canonical_user_id"))
    acls = [documents["acl"], *(each.get("acl") for each in items(documents.get("objects")))]
    return (
        bool(documents["access_points"])
        or policy_grants(documents["policy"])
        or any(acl_grants(acl, owner) for acl in acls)
    )
