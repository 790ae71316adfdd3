"""Turns the documents of one bucket into its estate: grants, controls, and the facts that are missing."""

from datetime import datetime

from exposurecheck.access.gcs.acls import bucket_acl, default_object_acl, object_acls
from exposurecheck.access.gcs.controls import deny_policies, org_policies, settings
from exposurecheck.access.gcs.estate import Estate, Grant
from exposurecheck.access.gcs.parties import Owner, Party, Side
from exposurecheck.access.gcs.policies import Team, bucket_policy, folder_policies, project_policy
from exposurecheck.access.gcs.roles import EVERYTHING, READ
from exposurecheck.access.shape import mapping, mappings, text, texts
from exposurecheck.model.base import JsonObject

_DOCUMENTS = frozenset({"organization", "project", "bucket", "iamPolicy", "managedFolders", "customRoles", "objects"})
_PROJECT = frozenset({"iamPolicy", "orgPolicies", "denyPolicies"})
_EVERYONE = Party(Side.EVERYONE, "allUsers")
_SOMEBODY = Party(Side.EXTERNAL, "user:somebody")


def _owner(documents: JsonObject, project: JsonObject) -> Owner:
    domain = customer = id_ = number = None
    if "organization" in documents:
        organization = mapping(documents["organization"], "organization")
        domain = text(organization.get("domain"), "organization.domain").lower()
        customer = text(organization.get("customerId"), "organization.customerId")
    if "project" in documents:
        id_ = text(project.get("projectId"), "project.projectId")
        number = text(project.get("projectNumber"), "project.projectNumber")
    people: frozenset[str] = frozenset()
    if not domain:
        policy = mapping(project.get("iamPolicy"), "project.iamPolicy")
        people = frozenset(
            member.lower()
            for binding in mappings(policy.get("bindings"), "project.iamPolicy.bindings")
            if binding.get("role") == "roles/owner"
            for member in texts(binding.get("members"), "project.iamPolicy.bindings.members")
        )
    return Owner(domain, customer, id_, number, people)


def _unread(documents: JsonObject, project: JsonObject) -> frozenset[str]:
    names = set(texts(documents.get("unread"), "unread"))
    names.update(_DOCUMENTS - documents.keys())
    if "project" in documents:
        names.update(f"project.{n}" for n in _PROJECT - project.keys())
    return frozenset(names)


def _may_open(estate: Estate) -> None:
    """Add what an unread document could grant."""
    unread = estate.unread
    if "iamPolicy" in unread:
        estate.may("iamPolicy", Grant("", _EVERYONE, EVERYTHING))
        estate.may("iamPolicy", Grant("", _SOMEBODY, EVERYTHING))
    for fact in ("project", "project.iamPolicy"):
        if fact in unread:
            estate.may(fact, Grant("", _SOMEBODY, EVERYTHING))
    # Managed folders exist only under uniform access, ACLs count only without it.
    if "managedFolders" in unread and estate.uniform is not False:
        estate.may("managedFolders", Grant("", _EVERYONE, EVERYTHING))
        estate.may("managedFolders", Grant("", _SOMEBODY, EVERYTHING))
    if estate.uniform is True:
        return
    for fact in ("objects", "objects.acl"):
        if fact in unread:
            estate.may(fact, Grant("", _EVERYONE, READ, acl=True))
            estate.may(fact, Grant("", _SOMEBODY, READ, acl=True))
    # The bucket's policy shows its ACL as legacy roles, but saved documents may hold only one of the two.
    for fact in ("bucket", "bucket.acl"):
        if fact in unread:
            estate.may(fact, Grant("", _EVERYONE, EVERYTHING & ~READ, acl=True))
            estate.may(fact, Grant("", _SOMEBODY, EVERYTHING & ~READ, acl=True))


def read(documents: JsonObject, as_of: datetime) -> Estate:
    """Read one bucket's documents.

    Raises:
        InputError: a part has another type than the cloud's API gives it.
    """
    project = mapping(documents.get("project"), "project")
    bucket = mapping(documents.get("bucket"), "bucket")
    name = text(bucket.get("name"), "bucket.name") or None
    estate = Estate(_owner(documents, project), name, as_of, _unread(documents, project))
    if "bucket" in documents:
        settings(estate, bucket)
    if project.get("orgPolicies"):
        org_policies(estate, mapping(project["orgPolicies"], "project.orgPolicies"))
    if project.get("denyPolicies"):
        deny_policies(estate, project)
    custom = mapping(documents["customRoles"], "customRoles") if "customRoles" in documents else None
    teams: list[Team] = []
    mirrored: set[tuple[str, str]] = set()
    if "iamPolicy" in documents:
        mirrored = bucket_policy(estate, mapping(documents["iamPolicy"], "iamPolicy"), custom, teams)
    if documents.get("managedFolders"):
        folder_policies(estate, documents, custom)
    if bucket.get("acl"):
        bucket_acl(estate, bucket, mirrored)
    if documents.get("objects"):
        object_acls(estate, documents, teams)
    if "iamPolicy" in project:
        project_policy(estate, mapping(project["iamPolicy"], "project.iamPolicy"), custom, teams)
    if bucket.get("defaultObjectAcl"):
        estate.latent = default_object_acl(estate, bucket)
    if estate.unread:
        _may_open(estate)
    return estate
