"""Turns bucket, object and default object ACLs into grants, and into grants that wait for new objects."""

from collections.abc import Mapping

from exposurecheck.access.gcs.condition import Pass
from exposurecheck.access.gcs.estate import Estate, Grant
from exposurecheck.access.gcs.parties import Side, entity_member, of_member
from exposurecheck.access.gcs.policies import Team
from exposurecheck.access.gcs.roles import BUCKET_ACL, MIRRORED, OBJECT_ACL, READ
from exposurecheck.access.shape import mappings, text
from exposurecheck.errors import InputError
from exposurecheck.model.base import JsonObject


def bucket_acl(estate: Estate, bucket: JsonObject, mirrored: set[tuple[str, str]]) -> None:
    """Add the bucket ACL; an entry that the policy shows as a legacy role keeps the policy's id: one grant, one id."""
    for entry in mappings(bucket.get("acl"), "bucket.acl"):
        entity = text(entry.get("entity"), "bucket.acl.entity")
        role, can = _role(entry, BUCKET_ACL, "bucket.acl.role")
        member = entity_member(entity)
        party = of_member(member, estate.owner)
        if party.side is Side.OWN:
            continue
        legacy = MIRRORED[role]
        name = f"bucket.iam:{legacy}:{member}" if (legacy, member) in mirrored else f"bucket.acl:{entity}:{role}"
        estate.add(Grant(name, party, can, acl=True))


def _role(entry: JsonObject, known: Mapping[str, int], where: str) -> tuple[str, int]:
    """Return the role of one entry and its bits."""
    role = text(entry.get("role"), where)
    if role not in known:
        raise InputError(
            f"{where} must be one of {', '.join(known)}. Save the ACL again as the cloud's API returns it."
        )
    return role, known[role]


def object_acls(estate: Estate, documents: JsonObject, teams: list[Team]) -> None:
    """Add the ACL of every known object."""
    names: list[str] = []
    for item in mappings(documents["objects"], "objects"):
        name = text(item.get("name"), "objects.name")
        names.append(name)
        if "acl" not in item and estate.uniform is not True:
            everyone = of_member("allUsers", estate.owner)
            estate.may("objects.acl", Grant("", everyone, READ, (name,), acl=True))
        for entry in mappings(item.get("acl"), "objects.acl"):
            entity = text(entry.get("entity"), "objects.acl.entity")
            role, can = _role(entry, OBJECT_ACL, "objects.acl.role")
            member = entity_member(entity)
            party = of_member(member, estate.owner)
            if party.side is not Side.OWN:
                estate.add(Grant(f"object.acl[{name}]:{entity}:{role}", party, can, (name,), acl=True))
            elif member.startswith("project"):
                teams.append(Team(member.partition(":")[0], can, Pass((name,), (), listing=False), acl=True))
    estate.keys = tuple(names)


def default_object_acl(estate: Estate, bucket: JsonObject) -> tuple[str, ...]:
    """Name the entries for outsiders: new objects will carry them, existing ones do not."""
    found: list[str] = []
    for entry in mappings(bucket.get("defaultObjectAcl"), "bucket.defaultObjectAcl"):
        entity = text(entry.get("entity"), "bucket.defaultObjectAcl.entity")
        if of_member(entity_member(entity), estate.owner).side not in (Side.OWN, Side.UNCLEAR):
            found.append(f"latent:defaultObjectAcl:{entity}")
    return tuple(found)
