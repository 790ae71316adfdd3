"""Measures how many access verdicts a second one core gives, over a mix of policies, ACLs and blocks."""

import time

from exposurecheck.access.resolve import resolve
from exposurecheck.access.s3 import verdict
from exposurecheck.model.base import Json
from tests.access.s3 import estate

SECONDS = 1.0
COPIES = 40
_BLOCKED: dict[str, Json] = {"public_access_block": estate.ALL_ON}
_CONDITIONS: tuple[Json, ...] = (
    None,
    {"IpAddress": {"aws:SourceIp": estate.CIDR}},
    {"StringEquals": {"aws:PrincipalOrgID": estate.ORG}},
    {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
)


def mix() -> list[estate.Document]:
    """Return one bucket of each kind: conditions, denials, blocks, ACLs, and plain private ones."""
    found = [estate.documents(), estate.documents(**_BLOCKED), estate.documents(acl=estate.acl(("AllUsers", "READ")))]
    for condition in _CONDITIONS:
        allow = estate.statement(condition=condition)
        deny = estate.statement("Deny", resource=f"{estate.BUCKET}/private/*")
        found += [estate.documents(estate.policy(allow)), estate.documents(estate.policy(allow, deny))]
        found.append(estate.documents(estate.policy(allow), **_BLOCKED))
    shared = estate.item("a.txt", ("AllUsers", "READ"))
    found.append(estate.documents(ownership_controls=estate.WRITER, objects=[shared]))
    return found


def _rate(buckets: list[estate.Document], *, forget: bool) -> float:
    verdict.forget()
    done, started = 0, time.process_time()
    while time.process_time() - started < SECONDS:
        for found in buckets:
            if forget:
                verdict.forget()
            resolve("aws", found, estate.AT)
        done += len(buckets)
    return done / (time.process_time() - started)


def measure() -> dict[str, float]:
    """Return verdicts a second, with and without the memory for buckets that differ in names and ids alone."""
    kinds = mix()
    numbered = [(n, found) for n in range(COPIES) for found in kinds]
    named = [_renamed(found, {estate.NAME: f"files-{n:05d}"}) for n, found in numbered]
    owned = [
        _renamed(found, {estate.NAME: f"files-{n:05d}", estate.OWN: f"{n:012d}", estate.OWNER: f"{n:064x}"})
        for n, found in numbered
    ]
    return {
        "verdicts a second, remembered, buckets from templates in one account": _rate(named, forget=False),
        "verdicts a second, remembered, buckets from templates, each in another account": _rate(owned, forget=False),
        "verdicts a second, cold, no two buckets alike": _rate(kinds, forget=True),
    }


def _renamed(found: estate.Document, names: dict[str, str]) -> estate.Document:
    changed: Json = _with(found, names)
    if not isinstance(changed, dict):
        raise TypeError(names)
    return changed


def _with(value: Json, names: dict[str, str]) -> Json:
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, list):
        return [_with(v, names) for v in value]
    return {k: _with(v, names) for k, v in value.items()} if isinstance(value, dict) else value
