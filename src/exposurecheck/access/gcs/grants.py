"""Turns the documents of one bucket into grants to outsiders, controls, and what is not known about either."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from exposurecheck.access.gcs.condition import UNCONDITIONAL, Pass, evaluate
from exposurecheck.access.gcs.parties import Owner, Party, Side, entity_member, of_denied, of_member
from exposurecheck.access.gcs.roles import (
    BUCKET_ACL,
    CONVENIENCE,
    EVERYTHING,
    LIST,
    MIRRORED,
    OBJECT_ACL,
    PREDEFINED,
    READ,
    bits,
    denied_bits,
)
from exposurecheck.access.ranges import Reach, reach
from exposurecheck.access.shape import flag, mapping, mappings, text, texts
from exposurecheck.model.base import JsonObject

_ALL = ("*",)


class Grant(NamedTuple):
    """Permissions on some keys for one member; ``id`` is in the grammar of cases/access/SCHEMA.md."""

    id: str
    party: Party
    can: int
    include: tuple[str, ...] = _ALL
    exclude: tuple[str, ...] = ()
    acl: bool = False
    dead: tuple[str, ...] = ()
    """Attributes whose condition does not hold now."""


class Possible(NamedTuple):
    """A grant that may exist, and the fact that would tell."""

    fact: str
    grant: Grant


class Rule(NamedTuple):
    """One rule of a deny policy."""

    id: str
    can: int
    denied: frozenset[Party]
    exceptions: frozenset[Party]


@dataclass(slots=True)
class Estate:
    """Everything about one bucket that decides who can read it."""

    owner: Owner
    bucket: str | None
    as_of: datetime
    unread: frozenset[str]
    grants: list[Grant] = field(default_factory=list)
    possible: list[Possible] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)
    """Facts that were not read, or could not be evaluated, and could only close what is open."""
    controls: list[str] = field(default_factory=list)
    """Ids of the controls that are on, deny policies and failing conditions included."""
    network: Reach = Reach.INTERNET
    ranges: tuple[str, ...] = ()
    uniform: bool | None = False
    """Uniform bucket-level access; None when it could not be read."""
    latent: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Names of known objects."""


def owner_of(documents: JsonObject) -> Owner:
    """Read who the bucket belongs to."""
    domain = customer = project = number = None
    if "organization" in documents:
        organization = mapping(documents["organization"], "organization")
        domain = text(organization.get("domain"), "organization.domain").lower()
        customer = text(organization.get("customerId"), "organization.customerId")
    if "project" in documents:
        owned = mapping(documents["project"], "project")
        project = text(owned.get("projectId"), "project.projectId")
        number = text(owned.get("projectNumber"), "project.projectNumber")
    return Owner(domain, customer, project, number)


def _add(estate: Estate, grant: Grant) -> None:
    """Sort ``grant`` into certain and possible ones; the owner's own are left out."""
    side = grant.party.side
    if side is Side.OWN or not grant.can:
        return
    if side is Side.UNCLEAR:
        outsider = grant.party._replace(side=Side.EXTERNAL)
        estate.possible.append(Possible(grant.party.missing, grant._replace(party=outsider)))
        return
    if side is Side.ORGANIZATION_OR_EXTERNAL:
        outsider = grant.party._replace(side=Side.EXTERNAL)
        estate.possible.append(Possible(grant.party.missing, grant._replace(party=outsider)))
        grant = grant._replace(party=grant.party._replace(side=Side.ORGANIZATION))
    estate.grants.append(grant)
    for attribute in grant.dead:
        blocker = f"condition:{attribute}"
        if blocker not in estate.controls:
            estate.controls.append(blocker)


def _role_bits(role: str, custom: Mapping[str, object] | None) -> tuple[int, str]:
    """Return the bits of ``role``, or all bits and the fact that would tell."""
    known = PREDEFINED.get(role)
    if known is not None:
        return known, ""
    if role.startswith("roles/"):
        return EVERYTHING, f"role[{role}]"
    if custom is None:
        return EVERYTHING, "customRoles"
    if role not in custom:
        return EVERYTHING, f"customRoles[{role}]"
    definition = mapping(custom[role], f"customRoles[{role}]")  # type: ignore[arg-type]  # narrowed by mapping()
    if definition.get("stage") == "DISABLED" or definition.get("deleted") is True:
        return 0, ""
    return bits(texts(definition.get("includedPermissions"), f"customRoles[{role}].includedPermissions")), ""


def _gate(estate: Estate, binding: JsonObject, prefix: str, where: str) -> Pass:
    condition = binding.get("condition")
    if condition is None:
        return UNCONDITIONAL if not prefix else Pass((f"{prefix}*",), (), listing=True)
    expression = text(mapping(condition, f"{where}.condition").get("expression"), f"{where}.condition.expression")
    return evaluate(expression, estate.bucket, prefix, estate.as_of)


def _policy(
    estate: Estate,
    policy: JsonObject,
    where: str,
    custom: Mapping[str, object] | None,
    prefix: str,
    add: Callable[[str, str, Party, int, Pass, str], None],
) -> None:
    """Walk every member of every binding of one policy."""
    bindings = policy.get("bindings")
    for index, binding in enumerate(mappings(bindings, f"{where}.bindings")):
        place = f"{where}.bindings[{index}]"
        role = text(binding.get("role"), f"{place}.role")
        members = texts(binding.get("members"), f"{place}.members")
        can, missing = _role_bits(role, custom)
        passed: Pass | None = None
        for member in members:
            party = of_member(member, estate.owner)
            if party.side is Side.OWN and not member.startswith("project"):
                continue
            if passed is None:
                passed = _gate(estate, binding, prefix, place)
            add(role, member, party, can, passed, missing)


def _granted(estate: Estate, grant: Grant, passed: Pass, missing: str, *, folder: bool = False) -> None:
    if passed.blockers or (not passed.include and not passed.listing):
        dead = passed.blockers or ("expression",)
        grant = grant._replace(dead=dead)
    else:
        can = grant.can if passed.listing else grant.can & ~LIST
        grant = grant._replace(
            can=can if passed.include else can & ~READ, include=passed.include, exclude=passed.exclude
        )
    for attribute in passed.unclear:
        if grant.party.side is not Side.OWN:
            estate.doubts[f"condition:{attribute}"] = None
    if missing:
        estate.possible.append(Possible(missing, _outsider(grant)))
        return
    if folder and grant.can & LIST:
        # Whether a folder's grant lets its holder list names is not stated by the documents.
        _add_possible(estate, "listing through a managed folder", grant._replace(can=LIST))
        grant = grant._replace(can=grant.can & ~LIST)
    _add(estate, grant)


def _outsider(grant: Grant) -> Grant:
    if grant.party.side in (Side.UNCLEAR, Side.ORGANIZATION_OR_EXTERNAL):
        return grant._replace(party=grant.party._replace(side=Side.EXTERNAL))
    return grant


def _add_possible(estate: Estate, fact: str, grant: Grant) -> None:
    if grant.party.side is not Side.OWN:
        estate.possible.append(Possible(fact, _outsider(grant)))


class _Convenience(NamedTuple):
    """What the holders of one basic role of the project get from the bucket's own policy or ACLs."""

    team: str
    can: int
    passed: Pass
    acl: bool


def _bucket_policy(
    estate: Estate, documents: JsonObject, custom: Mapping[str, object] | None, teams: list[_Convenience]
) -> set[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()

    def add(role: str, member: str, party: Party, can: int, passed: Pass, missing: str) -> None:
        if party.side is Side.OWN:
            teams.append(_Convenience(member.partition(":")[0], can if not missing else 0, passed, acl=False))
            return
        seen.add((role, member))
        _granted(estate, Grant(f"bucket.iam:{role}:{member}", party, can), passed, missing)

    _policy(estate, mapping(documents["iamPolicy"], "iamPolicy"), "iamPolicy", custom, "", add)
    return seen


def _project_policy(
    estate: Estate, project: JsonObject, custom: Mapping[str, object] | None, teams: list[_Convenience]
) -> None:
    def add(role: str, member: str, party: Party, can: int, passed: Pass, missing: str) -> None:
        # Projects refuse allUsers and allAuthenticatedUsers. Source: Resource Manager, projects.setIamPolicy.
        if party.side in (Side.OWN, Side.EVERYONE, Side.SIGNED_IN):
            return
        name = f"project.iam:{role}:{member}"
        _granted(estate, Grant(name, party, can), passed, missing)
        team = CONVENIENCE.get(role)
        for given in teams:
            if given.team == team and passed.include:
                grant = Grant(name, party, given.can, acl=given.acl)
                _granted(estate, grant, given.passed, "")

    _policy(estate, mapping(project["iamPolicy"], "project.iamPolicy"), "project.iamPolicy", custom, "", add)


def _folders(estate: Estate, documents: JsonObject, custom: Mapping[str, object] | None) -> None:
    for index, folder in enumerate(mappings(documents["managedFolders"], "managedFolders")):
        where = f"managedFolders[{index}]"
        name = text(folder.get("name"), f"{where}.name")
        prefix = name if name.endswith("/") else f"{name}/"
        if "iamPolicy" not in folder:
            everyone = of_member("allUsers", estate.owner)
            _add_possible(
                estate, f"managedFolders[{prefix}].iamPolicy", Grant("", everyone, EVERYTHING, (f"{prefix}*",))
            )
            continue

        def add(
            role: str, member: str, party: Party, can: int, passed: Pass, missing: str, prefix: str = prefix
        ) -> None:
            grant = Grant(f"managed_folder[{prefix}].iam:{role}:{member}", party, can)
            _granted(estate, grant, passed, missing, folder=True)

        _policy(estate, mapping(folder["iamPolicy"], f"{where}.iamPolicy"), f"{where}.iamPolicy", custom, prefix, add)


def _bucket_acl(estate: Estate, bucket: JsonObject, mirrored: set[tuple[str, str]]) -> None:
    for index, entry in enumerate(mappings(bucket.get("acl"), "bucket.acl")):
        entity = text(entry.get("entity"), f"bucket.acl[{index}].entity")
        role = text(entry.get("role"), f"bucket.acl[{index}].role")
        member = entity_member(entity)
        # The policy shows this grant as a legacy role; one id for one grant.
        twin = (MIRRORED.get(role, ""), member) in mirrored
        name = f"bucket.iam:{MIRRORED[role]}:{member}" if twin else f"bucket.acl:{entity}:{role}"
        _add(estate, Grant(name, of_member(member, estate.owner), BUCKET_ACL.get(role, 0), acl=True))


def _object_acls(estate: Estate, documents: JsonObject, teams: list[_Convenience]) -> None:
    names: list[str] = []
    for index, item in enumerate(mappings(documents["objects"], "objects")):
        where = f"objects[{index}]"
        name = text(item.get("name"), f"{where}.name")
        names.append(name)
        if "acl" not in item:
            if estate.uniform is not True:
                _add_possible(
                    estate, "objects.acl", Grant("", of_member("allUsers", estate.owner), READ, (name,), acl=True)
                )
            continue
        for entry in mappings(item["acl"], f"{where}.acl"):
            entity = text(entry.get("entity"), f"{where}.acl.entity")
            role = text(entry.get("role"), f"{where}.acl.role")
            can = OBJECT_ACL.get(role, 0)
            member = entity_member(entity)
            party = of_member(member, estate.owner)
            if party.side is not Side.OWN:
                _add(estate, Grant(f"object.acl[{name}]:{entity}:{role}", party, can, (name,), acl=True))
            elif member.startswith("project"):
                teams.append(_Convenience(member.partition(":")[0], can, Pass((name,), (), listing=False), acl=True))
    estate.keys = tuple(names)


def _settings(estate: Estate, bucket: JsonObject) -> None:
    configuration = mapping(bucket.get("iamConfiguration"), "bucket.iamConfiguration")
    uniform = mapping(configuration.get("uniformBucketLevelAccess"), "bucket.iamConfiguration.uniformBucketLevelAccess")
    estate.uniform = flag(uniform.get("enabled"), "bucket.iamConfiguration.uniformBucketLevelAccess.enabled") is True
    prevention = text(configuration.get("publicAccessPrevention"), "bucket.iamConfiguration.publicAccessPrevention")
    if prevention == "enforced":
        estate.controls.append("pap:bucket")
    if estate.uniform:
        estate.controls.append("ubla")
    billing = mapping(bucket.get("billing"), "bucket.billing")
    if flag(billing.get("requesterPays"), "bucket.billing.requesterPays"):
        estate.controls.append("requester_pays")
    ip_filter = mapping(bucket.get("ipFilter"), "bucket.ipFilter")
    if ip_filter.get("mode") == "Enabled":
        _ip_filter(estate, ip_filter)


def _ip_filter(estate: Estate, ip_filter: JsonObject) -> None:
    public = mapping(ip_filter.get("publicNetworkSource"), "bucket.ipFilter.publicNetworkSource")
    ranges = texts(public.get("allowedIpCidrRanges"), "bucket.ipFilter.publicNetworkSource.allowedIpCidrRanges")
    sources = mappings(ip_filter.get("vpcNetworkSources"), "bucket.ipFilter.vpcNetworkSources")
    inside = [
        text(s.get("network"), "bucket.ipFilter.vpcNetworkSources.network")
        for s in sources
        if s.get("allowedIpCidrRanges")
    ]
    estate.network = max(reach(ranges), Reach.NAMED if inside else Reach.NONE)
    estate.ranges = (*ranges, *inside)
    if estate.network is not Reach.INTERNET:
        estate.controls.append("ip_filter")


def _org_policies(estate: Estate, project: JsonObject) -> None:
    policies = mapping(project["orgPolicies"], "project.orgPolicies")
    for name, setting in policies.items():
        if name.removeprefix("constraints/") == "storage.publicAccessPrevention":
            enforced = (
                setting
                if isinstance(setting, bool)
                else mapping(setting, f"project.orgPolicies.{name}").get("enforced")
            )
            if flag(enforced, f"project.orgPolicies.{name}.enforced"):
                estate.controls.append("pap:org_policy")


def _deny_policies(estate: Estate, project: JsonObject) -> None:
    for index, policy in enumerate(mappings(project["denyPolicies"], "project.denyPolicies")):
        where = f"project.denyPolicies[{index}]"
        name = f"deny_policy[{text(policy.get('name'), f'{where}.name')}]"
        for item in mappings(policy.get("rules"), f"{where}.rules"):
            rule = mapping(item.get("denyRule"), f"{where}.rules.denyRule")
            can = 0
            for permission in texts(rule.get("deniedPermissions"), f"{where}.deniedPermissions"):
                can |= denied_bits(permission)
            for permission in texts(rule.get("exceptionPermissions"), f"{where}.exceptionPermissions"):
                can &= ~denied_bits(permission)
            denied = texts(rule.get("deniedPrincipals"), f"{where}.deniedPrincipals")
            exceptions = texts(rule.get("exceptionPrincipals"), f"{where}.exceptionPrincipals")
            condition = mapping(rule.get("denialCondition"), f"{where}.denialCondition")
            if condition:
                passed = evaluate(
                    text(condition.get("expression"), f"{where}.denialCondition.expression"),
                    estate.bucket,
                    "",
                    estate.as_of,
                )
                if passed.unclear or passed.include != _ALL or passed.exclude:
                    if not passed.blockers:
                        estate.doubts[f"{name}.denialCondition"] = None
                    continue
            if can:
                owner = estate.owner
                estate.rules.append(
                    Rule(
                        name,
                        can,
                        frozenset(of_denied(p, owner) for p in denied),
                        frozenset(of_denied(p, owner) for p in exceptions),
                    )
                )
                if name not in estate.controls:
                    estate.controls.append(name)


def _unread(documents: JsonObject) -> frozenset[str]:
    names = set(texts(documents.get("unread"), "unread")) if "unread" in documents else set[str]()
    for name in ("organization", "project", "bucket", "iamPolicy", "managedFolders", "customRoles", "objects"):
        if name not in documents:
            names.add(name)
    if "project" in documents:
        project = mapping(documents["project"], "project")
        names.update(f"project.{n}" for n in ("iamPolicy", "orgPolicies", "denyPolicies") if n not in project)
    return frozenset(names)


def _may_open(estate: Estate) -> None:
    """Add what an unread document could grant."""
    everyone, somebody = of_member("allUsers", estate.owner), Party(Side.EXTERNAL, "user:somebody")
    unread = estate.unread
    if "iamPolicy" in unread:
        _add_possible(estate, "iamPolicy", Grant("", everyone, EVERYTHING))
        _add_possible(estate, "iamPolicy", Grant("", somebody, EVERYTHING))
    for fact in ("project", "project.iamPolicy"):
        if fact in unread:
            _add_possible(estate, fact, Grant("", somebody, EVERYTHING))
    # Managed folders exist only under uniform access, ACLs only count without it.
    if "managedFolders" in unread and estate.uniform is not False:
        _add_possible(estate, "managedFolders", Grant("", everyone, EVERYTHING))
    if estate.uniform is not True:
        for fact in ("objects", "objects.acl"):
            if fact in unread:
                _add_possible(estate, fact, Grant("", everyone, READ, acl=True))
                _add_possible(estate, fact, Grant("", somebody, READ, acl=True))
        if "bucket.acl" in unread and "iamPolicy" in unread:
            _add_possible(estate, "bucket.acl", Grant("", everyone, EVERYTHING & ~READ, acl=True))


def read(documents: JsonObject, as_of: datetime) -> Estate:
    """Read one bucket's documents.

    Raises:
        InputError: a part has another type than the cloud's API gives it.
    """
    unread = _unread(documents)
    bucket = mapping(documents["bucket"], "bucket") if "bucket" not in unread else None
    name = text(bucket.get("name"), "bucket.name") if bucket is not None else None
    estate = Estate(owner_of(documents), name, as_of, unread, uniform=None)
    if bucket is not None:
        _settings(estate, bucket)
    project = mapping(documents.get("project"), "project")
    if "orgPolicies" in project:
        _org_policies(estate, project)
    if "denyPolicies" in project:
        _deny_policies(estate, project)
    custom = mapping(documents["customRoles"], "customRoles") if "customRoles" in documents else None
    teams: list[_Convenience] = []
    mirrored = _bucket_policy(estate, documents, custom, teams) if "iamPolicy" in documents else set[tuple[str, str]]()
    if "managedFolders" in documents:
        _folders(estate, documents, custom)
    if bucket is not None:
        _bucket_acl(estate, bucket, mirrored)
    if "objects" in documents:
        _object_acls(estate, documents, teams)
    if "iamPolicy" in project:
        _project_policy(estate, project, custom, teams)
    if bucket is not None and (bucket.get("defaultObjectAcl")):
        estate.latent = _latent(estate, bucket)
    if unread:
        _may_open(estate)
    return estate


def _latent(estate: Estate, bucket: JsonObject) -> tuple[str, ...]:
    """Name the default object ACL's entries for outsiders: new objects will carry them, existing ones do not."""
    entities = (
        text(e.get("entity"), "bucket.defaultObjectAcl.entity")
        for e in mappings(bucket["defaultObjectAcl"], "bucket.defaultObjectAcl")
    )
    own = (Side.OWN, Side.UNCLEAR)
    return tuple(
        f"latent:defaultObjectAcl:{e}" for e in entities if of_member(entity_member(e), estate.owner).side not in own
    )
