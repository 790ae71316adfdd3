"""Answers for the APIs beside storage: Resource Manager, Organization Policy, IAM, and the issuer of tokens.

Sources: API references of Resource Manager v1 and v3, Organization Policy v2, IAM v1 and v2, Security Token Service.
"""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs

from exposurecheck.demo.gcs.estate import Estate
from exposurecheck.demo.gcs.rules import permits
from exposurecheck.demo.gcs.wire import Answer, Request, document, error
from exposurecheck.model.base import Json, JsonObject

_TOKEN: Final = "demo-"  # noqa: S105 - the beginning of every invented token
_ATTACHED: Final = "cloudresourcemanager.googleapis.com/projects/"


def token_of(member: str) -> str:
    """Return the access token that stands for ``member``; no secret, for it only says who asks."""
    return _TOKEN + urlsafe_b64encode(member.encode()).decode()


def member_of(token: str) -> str | None:
    """Return whom a token stands for; None for one that was not issued here."""
    if not token.startswith(_TOKEN):
        return None
    try:
        return b64decode(token.removeprefix(_TOKEN), altchars=b"-_", validate=True).decode() or None
    except ValueError:
        return None


class ProjectApis:
    """Everything about one project and what is above it."""

    def __init__(self, estate: Estate) -> None:
        """Serve ``estate``."""
        self._estate = estate

    def answer(self, request: Request) -> Answer:  # noqa: PLR0911 - a table of methods
        """Answer one request whose path begins with ``/v1``, ``/v2``, ``/v3`` or ``/token``."""
        project = self._estate.project
        parts = request.path
        match request.method, parts:
            case "POST", ("token",):
                return _token(request)
            case "POST", ("v1", "projects", name) if name == f"{project}:getAncestry":
                return self._if(request, "resourcemanager.projects.get", self._ancestry)
            case "POST", ("v3", kind, name) if name.endswith(":getIamPolicy"):
                return self._policy(request, f"{kind}/{name.removesuffix(':getIamPolicy')}")
            case "GET", ("v3", "organizations", name) if name == self._estate.organization:
                return self._if(request, "resourcemanager.organizations.get", self._organization)
            case "GET", ("v3", "projects" | "folders" as kind) if "parent" in request.query:
                return self._children(request, kind)
            case "GET", ("v2", "projects", name, "policies", _) if name == project:
                return self._if(request, "orgpolicy.policy.get", self._prevention)
            case "GET", ("v2", "policies", point, "denypolicies", *rest):
                return self._denials(request, point, tuple(rest))
            case "GET", ("v1", *role) if "/".join(role) in self._estate.roles:
                return self._if(request, "iam.roles.get", lambda: self._role("/".join(role)))
            case _:
                return error(404, "notFound")

    def _if(self, request: Request, permission: str, say: Callable[[], JsonObject]) -> Answer:
        request.needs(permission)
        if request.caller.member is None:
            return error(401, "required")
        held = permits(self._estate, None, request.caller, permission)
        return document(say()) if held and permission not in request.refused else error(403, "forbidden")

    def _ancestry(self) -> JsonObject:
        chain = (("project", self._estate.project), *self._above())
        return {"ancestor": [{"resourceId": {"type": kind, "id": name}} for kind, name in chain]}

    def _above(self) -> tuple[tuple[str, str], ...]:
        return (("folder", self._estate.folder), ("organization", self._estate.organization))

    def _organization(self) -> JsonObject:
        return {
            "name": f"organizations/{self._estate.organization}", "displayName": self._estate.domain,
            "directoryCustomerId": self._estate.customer, "state": "ACTIVE",
        }  # fmt: skip

    def _children(self, request: Request, kind: str) -> Answer:
        parent = request.query["parent"]
        below: dict[tuple[str, str], list[Json]] = {
            ("projects", f"folders/{self._estate.folder}"): [
                {"name": f"projects/{self._estate.number}", "projectId": self._estate.project, "state": "ACTIVE"}
            ],
            ("folders", f"organizations/{self._estate.organization}"): [
                {"name": f"folders/{self._estate.folder}", "state": "ACTIVE"}
            ],
        }
        found = below.get((kind, parent), [])
        return self._if(request, f"resourcemanager.{kind}.list", lambda: {kind: found} if found else {})

    def _policy(self, request: Request, name: str) -> Answer:
        policies = {f"projects/{self._estate.project}": self._estate.bindings, **self._estate.above}
        known = {f"{kind}s/{number}" for kind, number in self._above()}
        if name not in policies and name not in known:
            return error(403, "forbidden")
        bindings: list[Json] = [{"role": r, "members": [*m]} for r, m in policies.get(name, {}).items()]
        permission = f"resourcemanager.{name.partition('/')[0]}.getIamPolicy"
        return self._if(request, permission, lambda: {"version": 1, "etag": "BwX=", "bindings": bindings})

    def _prevention(self) -> JsonObject:
        name = f"projects/{self._estate.number}/policies/storage.publicAccessPrevention"
        return {"name": name, "spec": {"rules": [{"enforce": self._estate.prevention}]}}

    def _denials(self, request: Request, point: str, rest: tuple[str, ...]) -> Answer:
        mine = self._estate.denials if point == f"{_ATTACHED}{self._estate.project}" else ()
        if not rest:
            head = f"policies/{point.replace('/', '%2F')}/denypolicies"
            listed: list[Json] = [{"name": f"{head}/{p['name']}", "kind": "DenyPolicy"} for p in mine]
            return self._if(request, "iam.denypolicies.list", lambda: {"policies": listed} if listed else {})
        found = next((p for p in mine if p["name"] == rest[0]), None)
        return error(404, "notFound") if found is None else self._if(request, "iam.denypolicies.get", lambda: found)

    def _role(self, name: str) -> JsonObject:
        return {"name": name, "stage": "GA", "includedPermissions": [*self._estate.roles[name]]}


def _token(request: Request) -> Answer:
    """Exchange the subject token of an external account, which here is just a name, for an access token."""
    subject = parse_qs(request.body.decode()).get("subject_token", [""])[0].strip()
    return document(
        {
            "access_token": token_of(subject), "token_type": "Bearer", "expires_in": 3600,
            "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
        }
    )  # fmt: skip
