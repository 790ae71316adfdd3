"""Turns one shared access signature into what its holder can read and list, and what stops it.

Sources: Azure Storage, "Create an account SAS", "Create a service SAS", "Create a user delegation SAS", "Define a
stored access policy", "Configure an expiration policy for shared access signatures".
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from exposurecheck.access.ranges import Reach, checked, reach
from exposurecheck.access.shape import instant, mapping, mappings, text
from exposurecheck.errors import InputError
from exposurecheck.model.base import JsonObject

_TYPES = ("account", "service", "user_delegation")
_HOLDERS = ("container", "share")
SHARED_KEY = "account:allowSharedKeyAccess=false"


class Store(NamedTuple):
    """What a token can be used on: the names of the account's containers and shares, with their stored policies."""

    containers: Sequence[JsonObject]
    shares: Sequence[JsonObject]
    containers_known: bool
    shares_known: bool


class Token(NamedTuple):
    """One shared access signature, judged without looking at the network."""

    id: str
    blob_keys: tuple[str, ...]
    """Blob patterns that can be read."""
    blob_list: bool
    file_keys: tuple[str, ...]
    file_list: bool
    blockers: tuple[str, ...]
    """Reasons why it does not work."""
    doubts: tuple[str, ...]
    addresses: str
    """Addresses it can be used from (``sip``); empty for any."""
    narrow: bool
    """Whether ``addresses`` is less than the internet."""


_PERIOD = re.compile(r"(?:(?P<days>\d+)\.)?(?P<hours>\d+):(?P<minutes>\d+)(?::(?P<seconds>\d+))?")


def _period(value: str) -> timedelta | None:
    found = _PERIOD.fullmatch(value)
    return timedelta(**{k: int(v) for k, v in found.groupdict().items() if v}) if found else None


def _stored(params: JsonObject, token: JsonObject, store: Store) -> tuple[JsonObject | None, str, bool]:
    """Return the stored access policy that the token names, its id, and whether the answer is certain."""
    name = text(params.get("si"), "sas.params.si")
    if not name:
        return None, "", True
    share = token.get("share")
    holders, known = (store.shares, store.shares_known) if share else (store.containers, store.containers_known)
    wanted = share or token.get("container")
    for holder in holders:
        if holder.get("name") == wanted:
            for identifier in mappings(holder.get("signedIdentifiers"), f"{wanted}.signedIdentifiers"):
                if identifier.get("id") == name:
                    return (
                        mapping(identifier.get("accessPolicy"), f"{wanted}.signedIdentifiers.accessPolicy"),
                        name,
                        True,
                    )
            return None, name, known
    return None, name, known


def _times(index: int, params: JsonObject, policy: JsonObject | None, as_of: datetime) -> tuple[list[str], list[str]]:
    """Return what the token's times say against it, and what cannot be judged."""
    stored = policy or {}
    reasons: list[str] = []
    doubts: list[str] = []
    start = text(params.get("st") or stored.get("start"), f"sas[{index}].params.st")
    expiry = text(params.get("se") or stored.get("expiry"), f"sas[{index}].params.se")
    windows = [(start, expiry)]
    # A user delegation SAS ends with the key it is signed with.
    windows.append(
        (text(params.get("skt"), f"sas[{index}].params.skt"), text(params.get("ske"), f"sas[{index}].params.ske"))
    )
    for begins, ends in windows:
        for value, reason in ((begins, "not_started"), (ends, "expired")):
            at = instant(value) if value else None
            if value and at is None:
                doubts.append(f"sas[{index}].{reason}")
            elif at is not None and (at > as_of if reason == "not_started" else at <= as_of):
                reasons.append(f"sas[{index}]:{reason}")
    if not expiry:
        reasons.append(f"sas[{index}]:no_expiry")
    return reasons, doubts


def _policy_period(index: int, params: JsonObject, properties: JsonObject) -> tuple[str, str]:
    """Return the blocker, or the doubt, of an account-wide limit on how long a SAS may last."""
    rule = mapping(properties.get("sasPolicy"), "account.properties.sasPolicy")
    if text(rule.get("expirationAction"), "account.properties.sasPolicy.expirationAction").lower() != "block":
        return "", ""
    limit = _period(text(rule.get("sasExpirationPeriod"), "account.properties.sasPolicy.sasExpirationPeriod"))
    start, expiry = (instant(text(params.get(k), f"sas.params.{k}")) for k in ("st", "se"))
    if limit is None or start is None or expiry is None:
        return "", "account.properties.sasPolicy"
    return (f"sas[{index}]:expiration_policy", "") if expiry - start > limit else ("", "")


def _names(store: Sequence[JsonObject], *, known: bool) -> list[str]:
    return [text(s.get("name"), "name") for s in store] if known else ["*"]


class _Opens(NamedTuple):
    blobs: tuple[str, ...] = ()
    blob_list: bool = False
    files: tuple[str, ...] = ()
    file_list: bool = False


def _account(params: JsonObject, permissions: str, store: Store) -> _Opens:
    services, types = (text(params.get(k), f"sas.params.{k}") for k in ("ss", "srt"))
    read, lists = "r" in permissions and "o" in types, "l" in permissions and "c" in types
    blobs = (
        tuple(f"{n}/*" for n in _names(store.containers, known=store.containers_known))
        if read and "b" in services
        else ()
    )
    smb = [s for s in store.shares if not _is_nfs(s)]
    files = tuple(f"share:{n}/*" for n in _names(smb, known=store.shares_known)) if read and "f" in services else ()
    return _Opens(blobs, lists and "b" in services, files, lists and "f" in services)


def _is_nfs(share: JsonObject) -> bool:
    return (
        "NFS"
        in text(
            mapping(share.get("properties"), "share.properties").get("enabledProtocols"), "enabledProtocols"
        ).upper()
    )


def _service(token: JsonObject, params: JsonObject, permissions: str) -> _Opens:
    container, share = (text(token.get(k), f"sas.{k}") for k in ("container", "share"))
    path = next((text(token[k], f"sas.{k}") for k in ("blob", "directory", "path", "file") if token.get(k)), "").strip(
        "/"
    )
    kind = text(params.get("sr"), "sas.params.sr") or ("b" if path else "c")
    read, lists = "r" in permissions, "l" in permissions
    if share:
        keys = (
            f"share:{share}/{path}"
            if path and kind not in ("s", "d")
            else f"share:{share}/{path}/*"
            if path and kind == "d"
            else f"share:{share}/*"
        )
        return _Opens(files=(keys,) if read else (), file_list=lists and kind in ("s", "c", "d"))
    if kind == "c":
        return _Opens((f"{container}/*",) if read else (), lists)
    if kind == "d":
        return _Opens((f"{container}/{path}/*" if path else f"{container}/*",) if read else (), lists)
    return _Opens((f"{container}/{path or '*'}",) if read else ())


def judge(index: int, token: JsonObject, store: Store, properties: JsonObject, as_of: datetime) -> Token:
    """Judge the token at position ``index`` of the ``sas`` list."""
    where = f"sas[{index}]"
    kind = text(token.get("type"), f"{where}.type")
    if kind not in _TYPES or (kind != "account" and not any(token.get(k) for k in _HOLDERS)):
        raise InputError(
            f"{where} must have a type of {', '.join(_TYPES)}, and unless it is account name a container or a share. "
            "Add both, as the link's own address shows them."
        )
    params = mapping(token.get("params"), f"{where}.params")
    if not params:
        raise InputError(f"{where}.params is missing. Add the link's query as an object of names and values.")
    policy, name, certain = _stored(params, token, store) if kind == "service" else (None, "", True)
    doubts: list[str] = []
    reasons: list[str] = []
    if name and policy is None:
        if certain:
            reasons.append(f"{where}:stored_policy_missing")
        else:
            doubts.append("containers.signedIdentifiers" if token.get("container") else "shares.signedIdentifiers")
    if not (name and policy is None):
        stopped, unclear = _times(index, params, policy, as_of)
        reasons.extend(stopped)
        doubts.extend(unclear)
    if kind != "user_delegation" and properties.get("allowSharedKeyAccess") is False:
        reasons.append(SHARED_KEY)
    if properties.get("sasPolicy"):
        blocker, doubt = _policy_period(index, params, properties)
        reasons.extend([blocker] if blocker else [])
        doubts.extend([doubt] if doubt else [])
    if params.get("sduoid"):
        # Only the named user can use it, and only signed in. Source: "Create a user delegation SAS", sduoid.
        reasons.append(f"{where}:bound_to_user")
    given = text(params.get("sp") or (policy or {}).get("permission"), f"{where}.params.sp")
    permissions = given or ("rl" if name and policy is None else "")
    opens = _account(params, permissions, store) if kind == "account" else _service(token, params, permissions)
    addresses = text(params.get("sip"), f"{where}.params.sip")
    if addresses:
        checked(addresses, f"{where}.params.sip")
    narrow = bool(addresses) and reach((addresses,)) is not Reach.INTERNET
    return Token(
        f"{where}:{kind}",
        opens.blobs,
        opens.blob_list,
        opens.files,
        opens.file_list,
        tuple(dict.fromkeys(reasons)),
        tuple(doubts),
        addresses,
        narrow,
    )
