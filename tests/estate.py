"""The fictional company for tests: started once for a test session, and what a perfect audit would find in it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from exposurecheck.demo.clouds import UNSET
from exposurecheck.demo.serve import DemoCloud, environment, running
from exposurecheck.demo.story import ACCOUNT, STORY, SUBSIDIARY_ACCOUNT, StoryBucket
from exposurecheck.demo.truth import table

__all__ = [
    "ACCOUNT",
    "STORY",
    "SUBSIDIARY_ACCOUNT",
    "DemoCloud",
    "environment",
    "running",
    "signed_in",
    "store",
    "table",
]


def store(name: str) -> StoryBucket:
    """Return one bucket of the story, by name with or without ``mizutama-``."""
    return next(s for s in STORY if s.name.removeprefix("mizutama-") == name.removeprefix("mizutama-"))


@contextmanager
def signed_in(env: Mapping[str, str]) -> Iterator[None]:
    """Point this process's SDKs at the embedded clouds while the block runs."""
    before = dict(os.environ)
    for name in UNSET:
        os.environ.pop(name, None)
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
