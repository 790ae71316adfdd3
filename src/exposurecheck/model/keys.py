"""Which object keys a grant reaches: patterns minus patterns."""

import re
from functools import lru_cache

from exposurecheck.model.base import Model


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile("".join(parts), re.DOTALL)


def matches(pattern: str, key: str) -> bool:
    """Tell whether ``key`` fits ``pattern``: ``*`` is any run of characters, ``/`` included, ``?`` is one character.

    Source: IAM user guide, "Using wildcards in resource ARNs".
    """
    if pattern == "*":
        return True
    return _compiled(pattern).fullmatch(key) is not None


class KeySet(Model):
    """Object keys, written as patterns minus patterns over the whole key."""

    include: tuple[str, ...] = ()
    """Patterns that are in the set; no wildcard means one exact key."""
    exclude: tuple[str, ...] = ()
    """Patterns carved out of ``include``."""
    conditions: tuple[str, ...] = ()
    """Filters that are not patterns, for example ``object_tag:class=public``."""

    def contains(self, key: str) -> bool:
        """Tell whether ``key`` is in the set; filters in ``conditions`` are not applied (they can only remove keys)."""
        return any(matches(p, key) for p in self.include) and not any(matches(p, key) for p in self.exclude)

    def __bool__(self) -> bool:
        return bool(self.include)
