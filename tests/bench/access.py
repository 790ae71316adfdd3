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
    done, started = 0, time.process_time()
    while time.process_time() - started < SECONDS:
        if forget:
            verdict.forget()
        for found in buckets:
            resolve("aws", found, estate.AT)
        done += len(buckets)
    return done / (time.process_time() - started)


def measure() -> dict[str, float]:
    """Return verdicts a second: for an estate made from templates, and when no two buckets are alike."""
    kinds = mix()
    estate_ = [_renamed(found, f"files-{n:05d}") for n in range(COPIES) for found in kinds]
    return {
        "verdicts a second, buckets from templates": _rate(estate_, forget=False),
        "verdicts a second, no two buckets alike": _rate(kinds, forget=True),
    }


def _renamed(found: estate.Document, name: str) -> estate.Document:
    changed: Json = _with(found, name)
    if not isinstance(changed, dict):
        raise TypeError(name)
    return changed


def _with(value: Json, name: str) -> Json:
    if isinstance(value, str):
        return value.replace(estate.NAME, name)
    if isinstance(value, list):
        return [_with(v, name) for v in value]
    return {k: _with(v, name) for k, v in value.items()} if isinstance(value, dict) else value
