"""Turns the IAM policies of a bucket, its project and its managed folders into grants."""

from collections.abc import Iterator
from typing import NamedTuple

from exposurecheck.access.gcs.condition import UNCONDITIONAL, Pass, evaluate
from exposurecheck.access.gcs.estate import Estate, Grant
from exposurecheck.access.gcs.parties import Party, Side, of_member
from exposurecheck.access.gcs.roles import CONVENIENCE, EVERYTHING, LIST, PREDEFINED, READ, bits
from exposurecheck.access.shape import mapping, mappings, text, texts
from exposurecheck.model.base import JsonObject

SILENT_LISTING = "listing through a managed folder"
"""Whether a folder's grant lets its holder list names is not stated by the documents."""


class Team(NamedTuple):
    """What the holders of one basic role of the project get from the bucket's own policy or ACLs."""

    name: str
    """``projectViewer``, ``projectEditor`` or ``projectOwner``."""
    can: int
    passed: Pass
    acl: bool


class _Said(NamedTuple):
    """One member of one binding."""

    role: str
    member: str
    party: Party
    can: int
    missing: str
    """The fact that would tell what the role permits; empty when it is known."""
    passed: Pass


def role_bits(role: str, custom: JsonObject | None) -> tuple[int, str]:
    """Return the bits of ``role``, or all bits and the fact that would tell."""
    known = PREDEFINED.get(role)
    if known is not None:
        return known, ""
    if role.startswith("roles/"):
        return EVERYTHING, f"role[{role}]"
    if custom is None:
        return EVERYTHING, "customRoles"
    definition = mapping(custom.get(role), f"customRoles[{role}]")
    if definition.get("stage") == "DISABLED" or definition.get("deleted") is True:
        return 0, ""
    if "includedPermissions" not in definition:  # a list of roles in its basic view leaves them out
        return EVERYTHING, f"customRoles[{role}]"
    return bits(texts(definition.get("includedPermissions"), f"customRoles[{role}].includedPermissions")), ""


def _said(
    estate: Estate, policy: JsonObject, where: str, custom: JsonObject | None, prefix: str = ""
) -> Iterator[_Said]:
    """Walk every member of every binding of one policy; the owner's own people are left out."""
    owner = estate.owner
    for binding in mappings(policy.get("bindings"), f"{where}.bindings"):
        role = text(binding.get("role"), f"{where}.bindings.role")
        passed: Pass | None = None
        can, missing = 0, ""
        for member in texts(binding.get("members"), f"{where}.bindings.members"):
            party = of_member(member, owner)
            if party.side is Side.OWN and not member.startswith("project"):
                continue
            if passed is None:
                passed = _gate(estate, binding, prefix, where)
                can, missing = role_bits(role, custom)
            yield _Said(role, member, party, can, missing, passed)


def _gate(estate: Estate, binding: JsonObject, prefix: str, where: str) -> Pass:
    condition = binding.get("condition")
    if condition is None:
        return Pass((f"{prefix}*",), (), listing=True) if prefix else UNCONDITIONAL
    place = f"{where}.bindings.condition"
    expression = text(mapping(condition, place).get("expression"), f"{place}.expression")
    return evaluate(expression, estate.bucket, prefix, estate.as_of)


def _grant(estate: Estate, grant: Grant, said: _Said, passed: Pass) -> None:
    """Add ``grant`` narrowed to what its condition lets through."""
    if passed is not UNCONDITIONAL:
        if not passed.include and not passed.listing:
            grant = grant._replace(dead=passed.blockers or ("expression",))
        else:
            can = grant.can if passed.listing else grant.can & ~LIST
            can = can if passed.include else can & ~READ
            grant = grant._replace(can=can, include=passed.include, exclude=passed.exclude)
        for attribute in passed.unclear:
            estate.doubts[f"condition:{attribute}"] = None
    if said.missing:
        estate.may(said.missing, grant)
    else:
        estate.add(grant)


def bucket_policy(
    estate: Estate, policy: JsonObject, custom: JsonObject | None, teams: list[Team]
) -> set[tuple[str, str]]:
    """Add the grants of the bucket's own policy.

    Args:
        estate: where the grants go.
        policy: the bucket's IAM policy.
        custom: definitions of custom roles, or None when they could not be read.
        teams: receives what projectViewer: and its like are given.

    Returns:
        Role and member of each grant, to recognise bucket ACL entries that the policy shows as legacy roles.
    """
    seen: set[tuple[str, str]] = set()
    for said in _said(estate, policy, "iamPolicy", custom):
        if said.party.side is Side.OWN:
            teams.append(Team(said.member.partition(":")[0], 0 if said.missing else said.can, said.passed, acl=False))
            continue
        seen.add((said.role, said.member))
        _grant(estate, Grant(f"bucket.iam:{said.role}:{said.member}", said.party, said.can), said, said.passed)
    return seen


def project_policy(estate: Estate, policy: JsonObject, custom: JsonObject | None, teams: list[Team]) -> None:
    """Add the grants that the bucket inherits from its project, basic roles through ``teams`` included."""
    for said in _said(estate, policy, "project.iamPolicy", custom):
        # Projects refuse allUsers and allAuthenticatedUsers. Source: Resource Manager, projects.setIamPolicy.
        if said.party.side in (Side.OWN, Side.EVERYONE, Side.SIGNED_IN):
            continue
        name = f"project.iam:{said.role}:{said.member}"
        _grant(estate, Grant(name, said.party, said.can), said, said.passed)
        team = CONVENIENCE.get(said.role)
        if team is not None and said.passed.include:
            for given in teams:
                if given.name == team:
                    _grant(estate, Grant(name, said.party, given.can, acl=given.acl), said, given.passed)


def folder_policies(estate: Estate, folders: JsonObject, custom: JsonObject | None) -> None:
    """Add the grants of managed folders: each holds for every object with its prefix.

    Source: Cloud Storage, "Managed folders".
    """
    for index, folder in enumerate(mappings(folders["managedFolders"], "managedFolders")):
        where = f"managedFolders[{index}]"
        name = text(folder.get("name"), f"{where}.name")
        prefix = name if name.endswith("/") else f"{name}/"
        if "iamPolicy" not in folder:
            everyone = of_member("allUsers", estate.owner)
            estate.may(f"managedFolders[{prefix}].iamPolicy", Grant("", everyone, EVERYTHING, (f"{prefix}*",)))
            continue
        policy = mapping(folder["iamPolicy"], f"{where}.iamPolicy")
        for said in _said(estate, policy, f"{where}.iamPolicy", custom, prefix):
            grant = Grant(f"managed_folder[{prefix}].iam:{said.role}:{said.member}", said.party, said.can & ~LIST)
            _grant(estate, grant, said, said.passed)
            if said.can & LIST and said.passed.listing and not said.missing:
                estate.may(SILENT_LISTING, grant._replace(can=LIST, include=said.passed.include))
