"""Puts together what is true for all buckets of one project: organisation, inherited grants, constraints, roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from exposurecheck.model.base import Json
from exposurecheck.model.gap import Gap
from exposurecheck.providers.failure import Failed
from exposurecheck.providers.gcp import operations
from exposurecheck.providers.gcp.calls import Calls
from exposurecheck.providers.gcp.hierarchy import Found, Hierarchy
from exposurecheck.providers.once import Once
from exposurecheck.providers.replies import items, mapping

_TEAMS = ("projectOwner:", "projectEditor:", "projectViewer:")


@dataclass(frozen=True, slots=True)
class Wide:
    """The documents ``organization`` and ``project``; a missing key could not be read."""

    documents: Mapping[str, Json]
    project: Mapping[str, Json]
    unread: tuple[Json, ...]
    """Facts that were read only in part."""


class Projects:
    """What is known about the projects of a scan; every gap is handed out once, not once for each bucket."""

    def __init__(self, calls: Calls) -> None:
        """Read nothing yet."""
        self._calls = calls
        self._hierarchy = Hierarchy(calls)
        self._wide = Once(self._read)
        self._roles = Once(self._read_role)
        self._news: list[Gap] = []
        self._lock = Lock()

    def wide(self, project: str) -> Wide:
        """Return what holds for every bucket of ``project``."""
        return self._wide.get(project)

    def custom_roles(self, *policies: Json) -> dict[str, Json]:
        """Return the definitions of the custom roles in ``policies``, without those that could not be read.

        Roles that only the project's own convenience members hold open nothing to outsiders and are not asked for.
        """
        names = {
            str(binding.get("role"))
            for policy in policies
            for binding in items(mapping(policy).get("bindings"))
            if not str(binding.get("role")).startswith("roles/") and _names_somebody(binding.get("members"))
        }
        found = {name: self._roles.get(name) for name in sorted(names)}
        return {name: role for name, role in found.items() if role is not None}

    def take_gaps(self) -> tuple[Gap, ...]:
        """Return the gaps that nobody has taken yet."""
        with self._lock:
            news, self._news = self._news, []
        return tuple(dict.fromkeys(news))

    def _read(self, project: str) -> Wide:
        documents: dict[str, Json] = {}
        facts: dict[str, Json] = {} if project.isdecimal() else {"projectId": project}
        unread: list[Json] = []
        chain = self._hierarchy.ancestors(project)
        above: tuple[str, ...] = ()
        if isinstance(chain, Gap):
            self._note(chain)
            unread += ["project.iamPolicy", "project.denyPolicies"]
        else:
            above, facts["projectId"] = chain.above, chain.project
            top = next((name for name in above if name.startswith("organizations/")), None)
            organization = self._taken(self._hierarchy.organization(top)) if top else Found(known=True)
            if organization.known:
                documents["organization"] = organization.value
        names = (f"projects/{project}", *above)
        policies = [self._taken(self._hierarchy.policy(name)) for name in names]
        if any(policy.known for policy in policies):
            bindings = [binding for policy in policies for binding in items(policy.value)]
            facts["iamPolicy"] = {"version": 3, "bindings": bindings}  # type: ignore[dict-item]  # items are JSON
        if not all(policy.known for policy in policies):
            unread.append("project.iamPolicy")
        constraints = self._taken(self._hierarchy.prevention(project))
        if constraints.known:
            facts["orgPolicies"] = constraints.value
        denials = [self._taken(self._hierarchy.denials(name)) for name in names]
        if any(denial.known for denial in denials):
            facts["denyPolicies"] = [policy for denial in denials for policy in items(denial.value)]
        if any(denial.gaps for denial in denials):
            unread.append("project.denyPolicies")
        return Wide(documents, facts, tuple(dict.fromkeys(unread)))

    def _read_role(self, name: str) -> Json:
        call = operations.ROLE
        reply = self._calls.ask(call, f"/v1/{name}")
        if isinstance(reply, Failed):
            self._note(reply.gap(f"gcp:{name}", call.fact, call.permission))
            return None
        kept = ("includedPermissions", "stage", "deleted")
        return {"includedPermissions": [], **{key: reply[key] for key in kept if key in reply}}

    def _taken(self, found: Found) -> Found:
        self._note(*found.gaps)
        return found

    def _note(self, *gaps: Gap) -> None:
        with self._lock:
            self._news += gaps


def _names_somebody(members: Json) -> bool:
    listed = members if isinstance(members, list) else []
    return any(not str(member).startswith((*_TEAMS, "deleted:")) for member in listed)
