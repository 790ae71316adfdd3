"""Turns short technical reasons, why a fact is missing or an object unread, into words of both languages."""

import re
from dataclasses import dataclass

from exposurecheck.model.base import Bilingual
from exposurecheck.report.messages import both, has

_UNREAD = (
    (re.compile(r"^(?P<share>[\d.e+-]+) % of the bytes"), "why.share"),
    (re.compile(r"^(?P<n>\d+) of (?P<of>\d+) members are encrypted"), "why.members_locked"),
    (re.compile(r"pictures are not"), "why.picture"),
    (re.compile(r"password"), "why.password"),
    (re.compile(r"processor time|^timeout"), "why.time"),
    (re.compile(r"^memory"), "why.memory"),
    (re.compile(r"more than|larger than|too large|nested"), "why.limit"),
    (re.compile(r"not inspected|unknown (binary|kind)|of an unknown"), "why.format"),
    (re.compile(r"broken|missing|cut\b|no pages|no element"), "why.broken"),
    (re.compile(r"^parser_crashed"), "why.crash"),
)
"""What the content room writes, in the order in which it is looked for."""

_FETCH = re.compile(r"^could not be read: (?P<reason>\w+)$")
_MISSING = re.compile(r"^(?P<fact>[\w.]+)(?: \((?P<causes>.*)\))?$", re.DOTALL)
_CAUSE = re.compile(r"^(?P<fact>.+?): (?P<reason>\w+)(?:, (?P<permission>\S+))?$", re.DOTALL)


def unread(reason: str) -> Bilingual:
    """Say why an object was not read completely; a reason that is not known here stays as it is."""
    fetch = _FETCH.match(reason)
    if fetch and has(f"gap.reason.{fetch['reason']}"):
        return both(f"gap.reason.{fetch['reason']}")
    for pattern, key in _UNREAD:
        found = pattern.search(reason)
        if found:
            return both(key, **found.groupdict())
    return Bilingual(ja=reason, en=reason)


@dataclass(frozen=True, slots=True)
class Cause:
    """One document that could not be read."""

    fact: str
    reason: Bilingual
    permission: str
    """Empty when no permission would help."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One fact that would decide a check."""

    code: str
    """Name of the fact in the check language; the whole text when it is not one."""
    label: Bilingual | None
    causes: tuple[Cause, ...]


def missing(text: str) -> Missing:
    """Take apart ``exposure.anonymous_read (policy: denied, s3:GetBucketPolicy)``; another text stays whole."""
    found = _MISSING.match(text)
    fact = found["fact"] if found else ""
    key = next((k for k in (f"fact.{fact.replace('.', '_')}", f"fact.{fact.partition('.')[0]}") if has(k)), None)
    if found is None or key is None:
        return Missing(text, None, ())
    causes = tuple(_cause(part) for part in (found["causes"] or "").split("; ") if part)
    return Missing(fact, both(key), causes)


def _cause(text: str) -> Cause:
    found = _CAUSE.match(text)
    if not found or not has(f"gap.reason.{found['reason']}"):
        return Cause(text, Bilingual(ja="", en=""), "")
    return Cause(found["fact"], both(f"gap.reason.{found['reason']}"), found["permission"] or "")
