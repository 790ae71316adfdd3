"""Lists the permissions that a scan of each cloud uses, and writes the role that grants these and nothing else."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from exposurecheck.model.resource import ProviderName

_ALL_ACCOUNTS = frozenset({"organizations:ListAccounts", "sts:AssumeRole"})
"""Only the account that ``--organization`` starts from needs these."""
_CONTENT = frozenset({"content"})
_FILE_INTENT = "Microsoft.Storage/storageAccounts/fileServices/readFileBackupSemantics/action"
"""Azure Files answers a token only with this beside the read itself ("Storage File Data Privileged Reader")."""
_ABOUT = "Read-only: who can reach storage, and whose data is in the part that outsiders can reach."


class _Call(Protocol):
    @property
    def fact(self) -> str: ...
    @property
    def permission(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Needed:
    """One permission and the facts that are missing without it."""

    permission: str
    facts: tuple[str, ...]


def needed(provider: ProviderName) -> tuple[Needed, ...]:
    """Return every permission that some read of this provider needs, in alphabetical order."""
    facts: dict[str, dict[str, None]] = {}
    for call in _calls(provider):
        facts.setdefault(call.permission, {})[call.fact] = None
    return tuple(Needed(permission, tuple(facts[permission])) for permission in sorted(facts))


def role(provider: ProviderName, *, content: bool = True, every_account: bool = False) -> str:
    """Return an IAM policy (AWS), a custom role as YAML (Google Cloud) or as JSON (Azure).

    Without ``content``, no object is opened; ``every_account`` adds what AWS ``--organization`` starts with.
    """
    wanted = [
        each.permission
        for each in needed(provider)
        if (content or not _CONTENT.issuperset(each.facts)) and (every_account or each.permission not in _ALL_ACCOUNTS)
    ]
    match provider:
        case ProviderName.AWS:
            statement = {"Sid": "Exposurecheck", "Effect": "Allow", "Action": wanted, "Resource": "*"}
            return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
        case ProviderName.GCP:
            listed = "\n".join(f"- {permission}" for permission in wanted)
            return f"title: exposurecheck\ndescription: '{_ABOUT}'\nstage: GA\nincludedPermissions:\n{listed}"
        case ProviderName.AZURE:
            return json.dumps(_azure(wanted), indent=2)


def _azure(wanted: list[str]) -> Mapping[str, object]:
    data = [permission for permission in wanted if "/blobs/" in permission or "/files/" in permission]
    return {
        "Name": "exposurecheck",
        "IsCustom": True,
        "Description": _ABOUT,
        "Actions": [permission for permission in wanted if permission not in data],
        "NotActions": [],
        "DataActions": [*data, *([_FILE_INTENT] if any("/files/" in each for each in data) else [])],
        "NotDataActions": [],
        "AssignableScopes": ["/subscriptions/YOUR-SUBSCRIPTION"],
    }


def _calls(provider: ProviderName) -> Iterator[_Call]:
    operations = import_module(f"exposurecheck.providers.{provider}.operations")
    for value in vars(operations).values():
        yield from (one for one in _several(value) if isinstance(one, operations.Call))


def _several(value: object) -> tuple[object, ...]:
    return tuple(value.values()) if isinstance(value, dict) else (value,)
