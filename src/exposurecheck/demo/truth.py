"""Turns the story and the exhibits into a table of what a perfect audit would find; ``python -m`` prints it as JSON."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from exposurecheck.demo.exhibits import exhibit
from exposurecheck.demo.story import OPEN, STORY, StoryBucket, StoryObject
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.model.inspection import Category

TABLE: Final = Path(__file__).with_name("truth.json")
"""The table as it is shipped, for programs that do not want to make the people again."""

_NAMED_AUDIENCES: Final = frozenset(
    {ExposureClass.ANY_AUTHENTICATED_READ, ExposureClass.EXTERNAL_ACCOUNT, ExposureClass.NETWORK_RESTRICTED}
)


def reachable(store: StoryBucket) -> tuple[StoryObject, ...]:
    """Return the objects that the headline audience of ``store`` can read."""
    if store.exposure in _NAMED_AUDIENCES:
        return store.objects
    return tuple(entry for entry in store.objects if entry.get == OPEN)


def people(entries: Iterable[StoryObject]) -> frozenset[int]:
    """Return the different people in these objects, by ``Person.number``."""
    return frozenset[int]().union(*(exhibit(entry.exhibit).people for entry in entries))


def categories(entries: Iterable[StoryObject]) -> tuple[Category, ...]:
    """Return the legal classes of the data in these objects, gravest first."""
    found = {category for entry in entries for category in exhibit(entry.exhibit).categories}
    return tuple(category for category in Category if category in found)


def table(stores: tuple[StoryBucket, ...] = STORY) -> Json:
    """Return, for each bucket and object, who can read it and how many different people stand in it."""
    anyone = [e for s in stores if s.exposure is ExposureClass.ANONYMOUS_READ for e in reachable(s)]
    return {
        "schema": "exposurecheck.truth/1",
        "buckets": [_bucket(store) for store in stores],
        "people": {
            "readable_by_anyone": len(people(anyone)),
            "readable_by_outsiders": len(people(e for s in stores for e in reachable(s))),
            "stored": len(people(e for s in stores for e in s.objects)),
        },
    }


def _bucket(store: StoryBucket) -> Json:
    entries = reachable(store)
    return {
        "name": store.name,
        "account": store.account,
        "exposure": store.exposure.value,
        "unsigned_list": store.list,
        "reachable": {"people": len(people(entries)), "categories": [c.value for c in categories(entries)]},
        "objects": [
            {
                "key": entry.key,
                "size": len(exhibit(entry.exhibit).body),
                "unsigned_get": entry.get,
                "people": len(exhibit(entry.exhibit).people),
                "categories": [c.value for c in exhibit(entry.exhibit).categories],
            }
            for entry in store.objects
        ],
    }


def text() -> str:
    """Return the table as JSON text."""
    return json.dumps(table(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
