"""Turns the id of a cause or blocker into the place in the bucket's documents that says so."""

import re

from exposurecheck.access.gcs.parties import entity_member
from exposurecheck.access.gcs.roles import MIRRORED
from exposurecheck.access.quote import Place, at, items, quoted
from exposurecheck.model.base import Json, JsonObject

_IAM = re.compile(
    r"(?P<level>bucket|project|managed_folder\[(?P<folder>.*)\])\.iam:(?P<role>[^:]+):(?P<member>.+)", re.DOTALL
)
_OBJECT = re.compile(r"object\.acl\[(?P<name>.*)\]:(?P<entity>[^:]+):(?P<role>[A-Z]+)", re.DOTALL)
_ACL = re.compile(r"bucket\.acl:(?P<entity>[^:]+):(?P<role>[A-Z]+)")


def _binding(policy: Json, role: str, member: str) -> tuple[str, str] | None:
    for index, binding in enumerate(items(at(policy, "bindings"))):
        if at(binding, "role") == role and member in items(at(binding, "members")):
            shown: dict[str, Json] = {"role": role, "members": [member]}
            condition = at(binding, "condition")
            if condition is not None:
                shown["condition"] = condition
            return f"/bindings/{index}", quoted(shown)
    return None


def _iam(documents: JsonObject, found: re.Match[str]) -> Place | None:
    role, member = found["role"], found["member"]
    if found["level"] == "bucket":
        place = _binding(documents.get("iamPolicy"), role, member)
        if place is None:  # shown under its legacy role, stored as a bucket ACL
            return _entry(documents, {v: k for k, v in MIRRORED.items()}.get(role, ""), member)
        return ("storage.buckets.getIamPolicy", *place)
    if found["level"] == "project":
        place = _binding(at(documents.get("project"), "iamPolicy"), role, member)
        return ("cloudresourcemanager.projects.getIamPolicy", *place) if place else None
    for folder in items(documents.get("managedFolders")):
        name = at(folder, "name")
        if isinstance(name, str) and name.rstrip("/") == found["folder"].rstrip("/"):
            place = _binding(at(folder, "iamPolicy"), role, member)
            if place:
                return ("storage.managedFolders.getIamPolicy", *place)
    return None


def _entry(documents: JsonObject, role: str, member: str) -> Place | None:
    for index, entry in enumerate(items(at(documents.get("bucket"), "acl"))):
        entity = at(entry, "entity")
        if isinstance(entity, str) and entity_member(entity) == member and at(entry, "role") == role:
            return "storage.buckets.get", f"/acl/{index}", quoted(entry)
    return None


def _object(documents: JsonObject, found: re.Match[str]) -> Place | None:
    for item in items(documents.get("objects")):
        if at(item, "name") == found["name"]:
            for index, entry in enumerate(items(at(item, "acl"))):
                if at(entry, "entity") == found["entity"] and at(entry, "role") == found["role"]:
                    return f"storage.objects.get {found['name']}", f"/acl/{index}", quoted(entry)
    return None


_SETTINGS = {
    "pap:bucket": ("iamConfiguration", "publicAccessPrevention"),
    "ubla": ("iamConfiguration", "uniformBucketLevelAccess"),
    "requester_pays": ("billing", "requesterPays"),
    "ip_filter": ("ipFilter",),
}


def _control(documents: JsonObject, name: str) -> Place | None:
    project = documents.get("project")
    if name in _SETTINGS:
        path = _SETTINGS[name]
        return "storage.buckets.get", "/" + "/".join(path), quoted(at(documents.get("bucket"), *path))
    if name == "pap:org_policy":
        policies = at(project, "orgPolicies")
        for key in policies if isinstance(policies, dict) else ():
            if key.endswith("storage.publicAccessPrevention"):
                return "orgpolicy.policies.getEffectivePolicy", f"/{key.replace('/', '~1')}", quoted(at(policies, key))
    if name.startswith("deny_policy["):
        for index, policy in enumerate(items(at(project, "denyPolicies"))):
            if name == f"deny_policy[{at(policy, 'name')}]":
                return "iam.policies.get", f"/{index}", quoted(policy)
    if name.startswith("condition:"):
        attribute = name.removeprefix("condition:")
        for source, policy in (
            ("storage.buckets.getIamPolicy", documents.get("iamPolicy")),
            ("cloudresourcemanager.projects.getIamPolicy", at(project, "iamPolicy")),
        ):
            for index, binding in enumerate(items(at(policy, "bindings"))):
                expression = at(binding, "condition", "expression")
                if isinstance(expression, str) and attribute in expression:
                    return source, f"/bindings/{index}/condition", quoted(at(binding, "condition"))
    return None


def cause_extract(documents: JsonObject, cause_id: str) -> Place | None:
    """Find where the documents say what ``cause_id`` (from ``cause``, ``blocked_by`` or ``latent``) names.

    Returns:
        Source, JSON pointer and extract; None when the documents do not hold the place.
    """
    found: Place | None = None
    if match := _IAM.fullmatch(cause_id):
        found = _iam(documents, match)
    elif match := _OBJECT.fullmatch(cause_id):
        found = _object(documents, match)
    elif match := _ACL.fullmatch(cause_id):
        found = _entry(documents, match["role"], entity_member(match["entity"]))
    elif cause_id.startswith("latent:defaultObjectAcl:"):
        entity = cause_id.removeprefix("latent:defaultObjectAcl:")
        for index, entry in enumerate(items(at(documents.get("bucket"), "defaultObjectAcl"))):
            if at(entry, "entity") == entity:
                found = ("storage.buckets.get", f"/defaultObjectAcl/{index}", quoted(entry))
    else:
        found = _control(documents, cause_id)
    return found
