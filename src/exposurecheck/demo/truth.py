"""Turns the story and the exhibits into a table of what a perfect audit would find; ``python -m`` prints it as JSON."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exposurecheck.demo.azure.story import STORY as AZURE_STORY
from exposurecheck.demo.azure.story import StoryAccount, StoryStore
from exposurecheck.demo.exhibits import exhibit
from exposurecheck.demo.gcs.story import PROJECT, GcsStore
from exposurecheck.demo.gcs.story import story as gcs_story
from exposurecheck.demo.story import DENIED, OPEN, STORY, StoryBucket, StoryObject
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category

TABLE: Final = Path(__file__).with_name("truth.json")
"""The table as it is shipped, for programs that do not want to make the people again."""

NEEDS_A_PROJECT: Final = 400
"""What Cloud Storage answers a caller without a project to bill where the requester pays."""

_NAMED_AUDIENCES: Final = frozenset(
    {
        ExposureClass.ANY_AUTHENTICATED_READ,
        ExposureClass.EXTERNAL_ACCOUNT,
        ExposureClass.NETWORK_RESTRICTED,
        ExposureClass.BEARER_TOKEN,
    }
)


def reachable(store: StoryBucket) -> tuple[StoryObject, ...]:
    """Return the objects that the headline audience of ``store`` can read."""
    if store.exposure in _NAMED_AUDIENCES:
        return store.objects
    return tuple(entry for entry in store.objects if entry.get == OPEN)


def reachable_in_gcs(store: GcsStore) -> tuple[str, ...]:
    """Return the exhibits that the headline audience of a bucket in Cloud Storage can read."""
    return tuple(name for key, name in store.files.items() if key in store.outsiders)


def reachable_in_azure(store: StoryStore) -> tuple[str, ...]:
    """Return the exhibits that the headline audience of a container or share can read, known links included."""
    if (store.linked or store.exposure) in _NAMED_AUDIENCES:
        return tuple(file.exhibit for file in store.files)
    return tuple(file.exhibit for file in store.files if file.get == OPEN)


def people(names: Iterable[str]) -> frozenset[int]:
    """Return the different people in these exhibits, by ``Person.number``."""
    return frozenset[int]().union(*(exhibit(name).people for name in names))


def categories(names: Iterable[str]) -> tuple[Category, ...]:
    """Return the legal classes of the data in these exhibits, gravest first."""
    found = {category for name in names for category in exhibit(name).categories}
    return tuple(category for category in Category if category in found)


@dataclass(frozen=True, slots=True)
class _Row:
    """One store of any cloud: who gets in, and which exhibits the headline audience can read."""

    exposure: ExposureClass
    reachable: tuple[str, ...]
    stored: tuple[str, ...]
    told: dict[str, Json]


def table(stores: tuple[StoryBucket, ...] = STORY) -> Json:
    """Return, for each store and object of the three clouds, who can read it and how many people are in it."""
    rows = {
        "buckets": [_bucket(store) for store in stores],
        "gcp": [_gcs(store) for store in gcs_story()],
        "azure": [_azure(account, store) for account in AZURE_STORY for store in account.stores],
    }
    everything = [row for group in rows.values() for row in group]
    anyone = [name for row in everything if row.exposure is ExposureClass.ANONYMOUS_READ for name in row.reachable]
    return {
        "schema": "exposurecheck.truth/1",
        **{name: [row.told for row in group] for name, group in rows.items()},
        "people": {
            "readable_by_anyone": len(people(anyone)),
            "readable_by_outsiders": len(people(name for row in everything for name in row.reachable)),
            "stored": len(people(name for row in everything for name in row.stored)),
        },
    }


def _row(
    exposure: ExposureClass, reachable: tuple[str, ...], objects: Iterable[tuple[str, str, int]], about: dict[str, Json]
) -> _Row:
    """``objects`` are key, exhibit, and the status of an unsigned request."""
    kept = tuple(objects)
    told: dict[str, Json] = {
        **about,
        "reachable": {"people": len(people(reachable)), "categories": [c.value for c in categories(reachable)]},
        "objects": [
            {
                "key": key,
                "size": len(exhibit(name).body),
                "unsigned_get": status,
                "people": len(exhibit(name).people),
                "categories": [c.value for c in exhibit(name).categories],
            }
            for key, name, status in kept
        ],
    }
    return _Row(exposure, reachable, tuple(name for _, name, _ in kept), told)


def _bucket(store: StoryBucket) -> _Row:
    return _row(
        store.exposure,
        tuple(entry.exhibit for entry in reachable(store)),
        ((entry.key, entry.exhibit, entry.get) for entry in store.objects),
        {
            "name": store.name,
            "account": store.account,
            "exposure": store.exposure.value,
            "unsigned_list": store.list,
        },
    )


def _gcs(store: GcsStore) -> _Row:
    closed = NEEDS_A_PROJECT if store.bucket.requester_pays else DENIED
    return _row(
        store.exposure,
        reachable_in_gcs(store),
        ((key, name, OPEN if key in store.open else closed) for key, name in store.files.items()),
        {
            "name": store.bucket.name,
            "account": PROJECT,
            "exposure": store.exposure.value,
            "unsigned_list": OPEN if store.listing else closed,
        },
    )


def _azure(account: StoryAccount, store: StoryStore) -> _Row:
    return _row(
        store.linked or store.exposure,
        reachable_in_azure(store),
        ((file.path, file.exhibit, file.get) for file in store.files),
        {
            "name": store.name,
            "account": account.name,
            "exposure": store.exposure.value,
            "exposure_with_links": (store.linked or store.exposure).value,
            "unsigned_list": store.list,
        },
    )


def text() -> str:
    """Return the table as JSON text."""
    return json.dumps(table(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
