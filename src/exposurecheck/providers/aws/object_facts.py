"""Adds what single objects grant, are tagged with and are encrypted with, and what matters only because of them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from exposurecheck.model.base import Json, JsonObject
from exposurecheck.model.gap import Gap
from exposurecheck.model.resource import Resource
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Call, Calls
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.aws.grants import acl_opens, acls_enabled, asks_for_tags, policy_opens
from exposurecheck.providers.aws.settings import settings_of
from exposurecheck.providers.aws.thrift import Thrift
from exposurecheck.providers.base import ObjectEntry, Store
from exposurecheck.providers.once import Once
from exposurecheck.providers.replies import items, mapping, member, text


class ObjectFacts:
    """Reads facts of single objects; what is known about an encryption key is kept for all buckets."""

    def __init__(self, calls: Calls, thrift: Thrift) -> None:
        """Read nothing yet."""
        self._calls, self._thrift = calls, thrift
        self._managers: Once[str | Failed | None] = Once(self._manager)

    def add(self, store: Store, entries: tuple[ObjectEntry, ...], *, complete: bool) -> Store:
        """Return ``store`` with ``objects`` for ``entries``; ``complete``: there are no others.

        ``objects_complete`` stays false: a statement that opens a prefix opens what is uploaded there tomorrow too.
        """
        empty = complete and not entries
        reading = _Reading(self._calls, self._managers, store)
        if not empty or self._thrift.reads_all:
            reading.ownership()
        found: list[Json] = [reading.about(entry.key) for entry in entries]
        reading.requester_pays()
        documents = reading.documents
        documents |= {"objects": found, "objects_complete": False}
        acls_unread = reading.acls and (not complete or operations.OBJECT_ACL.fact in reading.failed_facts)
        kept = documents.pop("unread", None)
        unread = [fact for fact in (kept if isinstance(kept, list) else []) if fact != operations.OBJECT_ACL.fact]
        unread += [operations.OBJECT_ACL.fact] if acls_unread else []
        unread += sorted(reading.failed_facts - {operations.OBJECT_ACL.fact})
        if unread:
            documents["unread"] = unread
        if not reading.done(operations.BUCKET_BLOCK):  # so nothing but the objects could open this bucket
            self._thrift.seen(old_and_empty=empty)
            if self._thrift.block_matters(documents, empty=empty):
                reading.block()
        known = settings_of(documents, store.resource.settings, empty=empty)
        resource = store.resource.model_copy(update={"settings": known})
        return replace(store, resource=resource, documents=documents, gaps=tuple(reading.gaps(len(entries))))

    def _manager(self, key_arn: str) -> str | Failed | None:
        region = key_arn.split(":")[3] if key_arn.count(":") >= 5 else None  # noqa: PLR2004 - arn:aws:kms:REGION:...
        reply = self._calls.ask(operations.KEY, region, KeyId=key_arn)
        if isinstance(reply, Failed):
            return reply
        return text(mapping(member(reply, "KeyMetadata")).get("KeyManager"))


class _Reading:
    """The facts of the objects of one bucket while they are being read."""

    def __init__(self, calls: Calls, managers: Once[str | Failed | None], store: Store) -> None:
        self._calls, self._managers = calls, managers
        self._resource: Resource = store.resource
        self._gaps = list(store.gaps)
        self.documents: dict[str, Json] = dict(store.documents)
        policy = self.documents.get("policy")
        self.acls = acls_enabled(self.documents) is not False
        self._by_policy = "policy" not in self.documents or policy_opens(policy)
        self._tags = self._by_policy and asks_for_tags(policy)
        self._by_acl = False
        self._failures: Counter[tuple[Call, Failed]] = Counter()

    @property
    def failed_facts(self) -> set[str]:
        return {call.fact for call, _ in self._failures}

    def about(self, key: str) -> dict[str, Json]:
        """Return one element of ``objects``; a missing member could not be read or cannot matter."""
        found: dict[str, Json] = {"key": key}
        if self.acls and (acl := self._ask(operations.OBJECT_ACL, key)) is not None:
            found["acl"] = {"Owner": acl.get("Owner"), "Grants": acl.get("Grants") or []}
        opened = acl_opens(found.get("acl"))
        self._by_acl |= opened
        if self._tags and (tags := self._ask(operations.OBJECT_TAGS, key)) is not None:
            found["tags"] = {str(tag.get("Key")): tag.get("Value") for tag in items(tags.get("TagSet"))}
        if (self._by_policy or opened) and (head := self._ask(operations.OBJECT_HEAD, key)) is not None:
            found |= self._encryption(head)
        return found

    def done(self, call: Call) -> bool:
        """Tell whether a fact of the bucket has been read, or tried in vain."""
        return call.fact in self.documents or any(gap.fact == call.fact for gap in self._gaps)

    def ownership(self) -> None:
        """Read whether ACLs count, unless that is known: now there are objects that may have some."""
        self._late(operations.OWNERSHIP, lambda reply: mapping(member(reply, "OwnershipControls")) or None)
        self.acls = acls_enabled(self.documents) is not False

    def requester_pays(self) -> None:
        """Read who pays if only an object's own ACL lets everyone in: then it was not needed before."""
        if self._by_acl:
            self._late(operations.REQUEST_PAYMENT, lambda reply: {"Payer": member(reply, "Payer") or "BucketOwner"})

    def block(self) -> None:
        """Read the bucket's own Block Public Access, unless that was done."""
        self._late(
            operations.BUCKET_BLOCK, lambda reply: mapping(member(reply, "PublicAccessBlockConfiguration")) or None
        )

    def _late(self, call: Call, document: Callable[[JsonObject | None], Json]) -> None:
        """Read a fact of the bucket that was not needed before."""
        if self.done(call):
            return
        reply = self._calls.read(call, self._resource.region, self._resource.name)
        if isinstance(reply, Failed):
            self._gaps.append(reply.gap(self._resource.id, call.fact, call.permission))
        else:
            self.documents[call.fact] = document(reply)

    def gaps(self, total: int) -> list[Gap]:
        """All gaps of the bucket: those known before, and one for each kind of failure with counts."""
        return self._gaps + [
            Gap(
                resource=self._resource.id,
                fact=call.fact,
                reason=failure.reason,
                permission=call.permission,
                detail=f"{failure.code}: {count} of {total} objects" if total > 1 else failure.code,
            )
            for (call, failure), count in self._failures.items()
        ]

    def _encryption(self, head: JsonObject) -> dict[str, Json]:
        algorithm, key = text(head.get("ServerSideEncryption")), text(head.get("SSEKMSKeyId"))
        found: dict[str, Json] = {"ServerSideEncryption": algorithm or "AES256"}
        if key is None or not (algorithm or "").startswith("aws:kms"):
            return found
        found["SSEKMSKeyId"] = key
        manager = self._managers.get(key)
        if isinstance(manager, Failed):
            self._failures[operations.KEY, manager] += 1
        elif manager is not None:
            found["KMSKeyManager"] = manager
        return found

    def _ask(self, call: Call, key: str) -> JsonObject | None:
        reply = self._calls.read(call, self._resource.region, self._resource.name, key)
        if isinstance(reply, Failed):
            self._failures[call, reply] += 1
            return None
        return reply
