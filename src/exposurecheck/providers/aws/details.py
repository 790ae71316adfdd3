"""Adds the facts of a reachable bucket that no verdict needs but checks look at."""

from collections.abc import Mapping
from dataclasses import replace

from exposurecheck.model.base import Json, JsonObject
from exposurecheck.providers.aws import operations
from exposurecheck.providers.aws.calls import Call, Calls
from exposurecheck.providers.aws.errors import Failed
from exposurecheck.providers.base import Store
from exposurecheck.providers.replies import items, mapping, member, text


def details(calls: Calls, store: Store) -> Store:
    """Return ``store`` with website, logging, versioning, encryption, tags and replication; failures become gaps."""
    resource = store.resource
    gaps = list(store.gaps)

    def ask(call: Call) -> JsonObject | Failed | None:
        reply = calls.read(call, resource.region, resource.name)
        if isinstance(reply, Failed):
            gaps.append(reply.gap(resource.id, call.fact, call.permission))
        return reply

    known: dict[str, object] = {}
    documents = dict(store.documents)
    tags: Mapping[str, str] | None = None
    if not isinstance(website := ask(operations.WEBSITE), Failed):
        documents["website"] = None if website is None else _without_metadata(website)
        known["website"] = website is not None
    if not isinstance(logging := ask(operations.LOGGING), Failed):
        known["access_logging"] = bool((logging or {}).get("LoggingEnabled"))
    if not isinstance(versioning := ask(operations.VERSIONING), Failed):
        known["versioning"] = (versioning or {}).get("Status") == "Enabled"
    if not isinstance(encryption := ask(operations.ENCRYPTION), Failed):
        known["default_encryption"] = _algorithm(encryption)
    if not isinstance(replication := ask(operations.REPLICATION), Failed):
        known |= _replication(replication, resource.account)
    if resource.region is None and not isinstance(location := ask(operations.LOCATION), Failed):
        resource = resource.model_copy(update={"region": text(member(location, "BucketRegion"))})
        documents["region"] = resource.region
    if not isinstance(tagging := ask(operations.TAGS), Failed):
        tags = {str(tag.get("Key")): str(tag.get("Value")) for tag in items((tagging or {}).get("TagSet"))}
    changed = resource.model_copy(update={"settings": resource.settings.model_copy(update=known), "tags": tags})
    return replace(store, resource=changed, documents=documents, gaps=tuple(gaps))


def _algorithm(encryption: JsonObject | None) -> str:
    rules = items(mapping((encryption or {}).get("ServerSideEncryptionConfiguration")).get("Rules"))
    default = mapping(rules[0].get("ApplyServerSideEncryptionByDefault")) if rules else {}
    return text(default.get("SSEAlgorithm")) or "none"


def _replication(replication: JsonObject | None, account: str | None) -> dict[str, object]:
    rules = items(mapping((replication or {}).get("ReplicationConfiguration")).get("Rules"))
    enabled = [mapping(rule.get("Destination")) for rule in rules if rule.get("Status") == "Enabled"]
    owners = {text(destination.get("Account")) for destination in enabled} - {None}
    return {
        "replicates_to": tuple(sorted({str(destination.get("Bucket")) for destination in enabled})),
        # Without an `Account` the destination may still be foreign, so only a named foreign owner decides.
        "replicates_to_other_account": True if owners - {account} else (None if enabled and not owners else False),
    }


def _without_metadata(reply: JsonObject) -> dict[str, Json]:
    return {key: value for key, value in reply.items() if key != "ResponseMetadata"}
