"""Reads from the documents the facts that checks look at."""

from collections.abc import Mapping

from exposurecheck.model.base import Json
from exposurecheck.model.resource import Settings
from exposurecheck.providers.azure.replies import mapping


def settings_of(documents: Mapping[str, Json]) -> Settings:
    """Return the facts that the documents hold; what is not in them stays unknown."""
    properties = mapping(mapping(documents.get("account")).get("properties"))
    allowed = properties.get("allowBlobPublicAccess")
    source = mapping(properties.get("encryption")).get("keySource")
    website = mapping(mapping(documents.get("blobService")).get("staticWebsite")).get("enabled")
    return Settings(
        website=website if isinstance(website, bool) else (False if "blobService" in documents else None),
        account_guardrail=(allowed is False) if properties else None,
        default_encryption=source if isinstance(source, str) else None,
    )
