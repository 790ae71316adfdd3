"""Reads from the documents the facts that checks look at."""

from collections.abc import Mapping

from exposurecheck.model.base import Json
from exposurecheck.model.resource import Settings
from exposurecheck.providers.aws.grants import acls_enabled
from exposurecheck.providers.aws.thrift import BLOCK_ALL
from exposurecheck.providers.replies import mapping


def settings_of(documents: Mapping[str, Json], known: Settings | None = None, *, empty: bool = False) -> Settings:
    """Return ``known`` with the facts that the documents hold; what is not in them stays unknown.

    ``empty``: the bucket was listed to its end, and nothing was in it.
    """
    points = documents.get("access_points")
    payer = mapping(documents.get("request_payment")).get("Payer")
    found = {
        "account_guardrail": _blocked(documents, "account_public_access_block"),
        "store_guardrail": _blocked(documents, "public_access_block"),
        "acls_enabled": acls_enabled(documents),
        "requester_pays": None if payer is None else payer == "Requester",
        "access_points": len(points) if isinstance(points, list) else None,
        "found_empty": empty,
    }
    return (known or Settings()).model_copy(update=found)


def _blocked(documents: Mapping[str, Json], name: str) -> bool | None:
    if name not in documents:
        return None
    block = mapping(documents[name])
    return all(block.get(setting) is True for setting in BLOCK_ALL)
