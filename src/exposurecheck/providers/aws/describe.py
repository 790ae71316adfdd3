"""Reads the documents of one bucket that decide who can reach it, in the order that needs the fewest calls."""

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import ProviderName, Resource, ResourceType, Settings
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.account import Account
from exposurecheck.providers.aws.calls import Call, Calls, Reply
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.aws.grants import acl_grants, acl_opens, acls_enabled, owner_only, policy_opens
from exposurecheck.providers.aws.settings import settings_of
from exposurecheck.providers.aws.thrift import Thrift, may_grant
from exposurecheck.providers.base import Store, StoreRef
from exposurecheck.providers.replies import document, mapping, member, text


def describe(calls: Calls, account: Account, owner: str | None, ref: StoreRef, thrift: Thrift) -> Store:
    """Return ``ref`` with its documents; ``owner`` is the canonical user id that the listing named.

    While object ACLs may still open a bucket that nothing else opens, ownership controls and Block Public Access are
    left to ``ObjectFacts``: whether they matter depends on the objects.
    """
    return _Reading(calls, account, owner, ref, thrift).store()


class _Reading:
    """The documents of one bucket while they are being read."""

    def __init__(self, calls: Calls, account: Account, owner: str | None, ref: StoreRef, thrift: Thrift) -> None:
        self._calls, self._account, self._ref, self._thrift = calls, account, ref, thrift
        self._owner = owner
        self._region = ref.region
        self._documents: dict[str, Json] = {}
        self._unread: list[Json] = []
        self._gaps: list[Gap] = []
        self._deleted = False

    def store(self) -> Store:
        self._own()
        if self._deleted:
            gap = Gap(resource=self._ref.id, fact="store", reason=GapReason.DELETED, detail="NoSuchBucket")
            return Store(self._resource(Settings()), {}, (gap,))
        self._region = self._calls.wire.region_of(self._ref.name) or self._region
        wide = self._account.wide()
        self._documents |= {
            "account_id": self._account.id,
            "canonical_user_id": self._owner,
            "region": self._region,
            "bucket": self._ref.name,
            **wide.documents,
            "objects": [],
            "objects_complete": False,
        }
        self._unread += wide.unread
        self._access_points()
        if self._unread:
            self._documents["unread"] = self._unread
        self._block()
        if acls_enabled(self._documents) is not False:
            self._documents["unread"] = [*self._unread, "objects.acl"]  # until `with_objects` has read them
        gaps = (*self._gaps, *self._account.take_gaps())
        return Store(self._resource(settings_of(self._documents)), self._documents, gaps)

    def _own(self) -> None:
        """Read what belongs to the bucket itself."""
        self._policy()
        if self._deleted:
            return
        later = self._thrift.ownership_last
        if not later:
            self._ownership()
        self._acl()
        if later and ("acl" not in self._documents or acl_grants(self._documents["acl"], self._owner)):
            self._ownership()
        opens = policy_opens(self._documents.get("policy")) if "policy" in self._documents else self._status_opens()
        if opens or acl_opens(self._documents.get("acl")):
            payment = self._ask(operations.REQUEST_PAYMENT)
            if not isinstance(payment, Failed):
                self._documents["request_payment"] = {"Payer": member(payment, "Payer") or "BucketOwner"}
        if self._region is None and opens and not self._deleted:
            self._locate()

    def _ownership(self) -> None:
        reply = self._ask(operations.OWNERSHIP)
        if not isinstance(reply, Failed):
            self._documents["ownership_controls"] = mapping(member(reply, "OwnershipControls")) or None

    def _block(self) -> None:
        objects_decide = acls_enabled(self._documents) is not False and not may_grant(self._documents)
        if not objects_decide:
            self._thrift.seen(old_and_empty=False)
        if objects_decide or not self._thrift.block_matters(self._documents, empty=False):
            return
        reply = self._ask(operations.BUCKET_BLOCK)
        if not isinstance(reply, Failed):
            self._documents["public_access_block"] = mapping(member(reply, "PublicAccessBlockConfiguration")) or None

    def _policy(self) -> None:
        reply = self._ask(operations.POLICY)
        if self._deleted:
            return
        if isinstance(reply, Failed):
            status = self._ask(operations.POLICY_STATUS)
            if status is None:  # there is none: the status call has seen it, so nothing is missing
                self._documents["policy"] = None
                self._gaps.remove(reply.gap(self._ref.id, operations.POLICY.fact, operations.POLICY.permission))
            elif not isinstance(status, Failed):
                public = mapping(status.get("PolicyStatus")).get("IsPublic")
                self._documents["policy_status"] = {"IsPublic": bool(public)}
            return
        raw = member(reply, "Policy")
        parsed = document(raw)
        self._documents["policy"] = raw if parsed is None else parsed
        if raw and parsed is None:
            self._gap(operations.POLICY, Failed(GapReason.MALFORMED, "NotJson"))

    def _status_opens(self) -> bool:
        return mapping(self._documents.get("policy_status")).get("IsPublic") is not False

    def _acl(self) -> None:
        if acls_enabled(self._documents) is False and self._owner is not None:
            # Under BucketOwnerEnforced GetBucketAcl can only answer this ("Controlling ownership of objects").
            self._documents["acl"] = owner_only(self._owner)
            return
        reply = self._ask(operations.ACL)
        if reply is None or isinstance(reply, Failed):
            return
        self._documents["acl"] = {"Owner": reply.get("Owner"), "Grants": reply.get("Grants") or []}
        # The bucket's own owner decides what "somebody else" means; some servers name another one in the listing.
        self._owner = text(mapping(reply.get("Owner")).get("ID")) or self._owner

    def _locate(self) -> None:
        reply = self._ask(operations.LOCATION)
        if reply is not None and not isinstance(reply, Failed):
            self._region = text(reply.get("BucketRegion"))

    def _access_points(self) -> None:
        points = self._account.access_points(self._region or self._calls.clients.region)
        mine = points.by_bucket.get(self._ref.name, [])
        if points.complete:
            self._documents["access_points"] = list(mine)
        self._unread += points.unread.get(self._ref.name, [])

    def _ask(self, call: Call) -> Reply:
        reply = self._calls.read(call, self._region, self._ref.name)
        if isinstance(reply, Failed):
            if reply.code == "NoSuchBucket":
                self._deleted = True
            self._gap(call, reply)
        return reply

    def _gap(self, call: Call, failure: Failed) -> None:
        self._gaps.append(failure.gap(self._ref.id, call.fact, call.permission))

    def _resource(self, known: Settings) -> Resource:
        return Resource(
            id=self._ref.id,
            provider=ProviderName.AWS,
            type=ResourceType.BUCKET,
            name=self._ref.name,
            region=self._region,
            account=self._account.id,
            settings=known,
        )
