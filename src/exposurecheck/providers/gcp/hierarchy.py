"""Reads what a project inherits from the folders and the organisation above it, each of them once."""

from dataclasses import dataclass
from urllib.parse import quote

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.calls import Call, Calls
from exposurecheck.providers.gcp.pages import pages
from exposurecheck.providers.once import Once
from exposurecheck.providers.replies import items, mapping, text

_LEVELS = {"folder": "folders", "organization": "organizations"}
_PREVENTION = "storage.publicAccessPrevention"


@dataclass(frozen=True, slots=True)
class Found:
    """A document, if it could be read, and the gaps it leaves; a part may be missing from it."""

    value: Json = None
    known: bool = False
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a project stands."""

    project: str
    """Its id."""
    above: tuple[str, ...]
    """``folders/1``, ``organizations/2`` and so on, nearest first."""


class Hierarchy:
    """Facts of projects, folders and organisations; each is asked for once, whoever asks first."""

    def __init__(self, calls: Calls) -> None:
        """Read nothing yet."""
        self._calls = calls
        self._policies = Once(self._read_policy)
        self._denials = Once(self._read_denials)
        self._organizations = Once(self._read_organization)

    def ancestors(self, project: str) -> Lineage | Gap:
        """Return a project's id, whether it was named by id or number, and what is above it.

        Source: Resource Manager API, ``projects.getAncestry``.
        """
        reply = self._calls.ask(operations.ANCESTRY, f"/v1/projects/{project}:getAncestry", body={})
        if isinstance(reply, Failed):
            return reply.gap(_id(f"projects/{project}"), operations.ANCESTRY.fact, operations.ANCESTRY.permission)
        above = [mapping(item.get("resourceId")) for item in items(reply.get("ancestor"))]
        own = next((text(each.get("id")) for each in above if each.get("type") == "project"), None)
        names = tuple(f"{_LEVELS[str(each['type'])]}/{each.get('id')}" for each in above if each.get("type") in _LEVELS)
        return Lineage(own or project, names)

    def organization(self, name: str) -> Found:
        """Return ``{"domain", "customerId"}`` of ``organizations/1``."""
        return self._organizations.get(name)

    def policy(self, name: str) -> Found:
        """Return the bindings of the IAM policy of ``projects/x``, ``folders/1`` or ``organizations/1``."""
        return self._policies.get(name)

    def denials(self, name: str) -> Found:
        """Return the IAM deny policies attached to it."""
        return self._denials.get(name)

    def prevention(self, project: str) -> Found:
        """Return the effective constraints of a project; a rule that depends on tags makes them unknown.

        Source: Organization Policy API, ``projects.policies.getEffectivePolicy``.
        """
        call = operations.PREVENTION
        reply = self._calls.ask(call, f"/v2/projects/{project}/policies/{_PREVENTION}:getEffectivePolicy")
        if isinstance(reply, Failed):
            return _missing(reply, f"projects/{project}", call)
        rules = items(mapping(reply.get("spec")).get("rules"))
        if any("condition" in rule for rule in rules):
            return _missing(Failed(GapReason.UNSUPPORTED, "ConditionalRule"), f"projects/{project}", call)
        enforced = any(rule.get("enforce") is True for rule in rules)
        return Found({f"constraints/{_PREVENTION}": {"enforced": enforced}} if rules else {}, known=True)

    def _read_organization(self, name: str) -> Found:
        call = operations.ORGANIZATION
        reply = self._calls.ask(call, f"/v3/{name}")
        if isinstance(reply, Failed):
            return _missing(reply, name, call)
        return Found({"domain": reply.get("displayName"), "customerId": reply.get("directoryCustomerId")}, known=True)

    def _read_policy(self, name: str) -> Found:
        call = operations.ANCESTOR_POLICIES[name.partition("/")[0]]
        asked: dict[str, Json] = {"options": {"requestedPolicyVersion": 3}}
        reply = self._calls.ask(call, f"/v3/{name}:getIamPolicy", body=asked)
        if isinstance(reply, Failed):
            return _missing(reply, name, call)
        return Found([dict(binding) for binding in items(reply.get("bindings"))], known=True)

    def _read_denials(self, name: str) -> Found:
        """Source: IAM API v2, ``policies.listPolicies``: a listing leaves the rules out."""
        call = operations.DENY_POLICIES
        point = quote(f"cloudresourcemanager.googleapis.com/{name}", safe="")
        found: list[Json] = []
        gaps: list[Gap] = []
        for page in pages(self._calls, call, f"/v2/policies/{point}/denypolicies", {"pageSize": "1000"}):
            if isinstance(page, Failed):
                gaps.append(page.gap(_id(name), call.fact, call.permission))
                break
            for listed in items(page.get("policies")):
                policy = self._denial(str(listed.get("name")))
                if isinstance(policy, Failed):
                    gaps.append(policy.gap(_id(name), call.fact, operations.DENY_POLICY.permission))
                else:
                    found.append(policy)
        return Found(found, known=bool(found) or not gaps, gaps=tuple(gaps))

    def _denial(self, name: str) -> dict[str, Json] | Failed:
        head, _, short = name.rpartition("/")
        reply = self._calls.ask(operations.DENY_POLICY, f"/v2/{head}/{short}")
        return reply if isinstance(reply, Failed) else {"name": short, "rules": items(reply.get("rules"))}  # type: ignore[dict-item]


def _missing(failure: Failed, name: str, call: Call) -> Found:
    return Found(gaps=(failure.gap(_id(name), call.fact, call.permission),))


def _id(name: str) -> str:
    """Name a project, folder or organisation as reports do, for example ``gcp:projects/acme-prod``."""
    return f"gcp:{text(name) or '?'}"
