"""Reads from the documents the facts that checks look at."""

from collections.abc import Mapping

from exposurecheck.model.base import Json
from exposurecheck.model.resource import Settings
from exposurecheck.providers.aws.grants import acls_enabled
from exposurecheck.providers.replies import mapping

_BLOCK_ALL = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def settings_of(documents: Mapping[str, Json], known: Settings | None = None) -> Settings:
    """Return ``known`` with the facts that the documents hold; what is not in them stays unknown."""
    points = documents.get("access_points")
    payer = mapping(documents.get("request_payment")).get("Payer")
    found = {
        "account_guardrail": _blocked(documents, "account_public_access_block"),
        "store_guardrail": _blocked(documents, "public_access_block"),
        "acls_enabled": acls_enabled(documents),
        "requester_pays": None if payer is None else payer == "Requester",
        "access_points": len(points) if isinstance(points, list) else None,
    }
    return (known or Settings()).model_copy(update=found)


def _blocked(documents: Mapping[str, Json], name: str) -> bool | None:
    if name not in documents:
        return None
    block = mapping(documents[name])
    return all(block.get(setting) is True for setting in _BLOCK_ALL)
