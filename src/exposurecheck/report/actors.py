"""Turns a report into the same report in which people and roles that act on stores are numbers instead of names."""

import re
from collections.abc import Callable

from pydantic import BaseModel

from exposurecheck.model.report import Report

_MAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+"
_ARN = r"(?<=:)(?:user|role|assumed-role|federated-user)/[\w+=,.@/-]*[\w+=,@/-]"
_ACTOR = re.compile(f"{_ARN}|{_MAIL}")
"""Google Cloud and Entra name people and service accounts by mail address, AWS by the last part of an ARN.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
https://cloud.google.com/iam/docs/principal-identifiers
"""

_OURS = frozenset({"references", "fixes", "tool", "title", "remediation"})
"""Fields that hold no stranger's text, or, as fixes, commands that must keep working."""


def redacted(report: Report) -> Report:
    """Number the actors in the order in which they appear; one actor has one number everywhere in the report.

    Account numbers, domains and organisations stay: they name no person, and without them nothing can be closed.
    The fixes keep what their commands need.
    """
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"actor-{numbers.setdefault(found[0], len(numbers) + 1)}"

    changed = _changed(report, lambda text: _ACTOR.sub(number, text))
    if not isinstance(changed, Report):
        raise TypeError(type(changed))
    return changed


def _changed(value: object, change: Callable[[str], str]) -> object:
    if type(value) is str:
        return change(value)
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(update={n: v if n in _OURS else _changed(v, change) for n, v in fields.items()})
    if isinstance(value, tuple):
        return tuple(_changed(v, change) for v in value)
    if isinstance(value, dict):
        return {_changed(k, change): _changed(v, change) for k, v in value.items()}
    return value
