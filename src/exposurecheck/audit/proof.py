"""Asks, without credentials, for what a verdict says is open or closed, and compares."""

import time
from collections.abc import Callable
from datetime import datetime

from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass, Permission, PrincipalKind, Witness
from exposurecheck.model.resource import Proof
from exposurecheck.providers.answer import SLOW_DOWN, passing
from exposurecheck.providers.base import ObjectEntry, Provider, Store
from exposurecheck.providers.patience import Patience

_ANSWERED = frozenset({200, 206})
_REFUSED = frozenset({401, 403})
_REFUSED_CODES = frozenset({"ResourceNotFound", "PublicAccessNotPermitted"})
"""Azure refuses strangers with 404 or 409; source: Azure Storage, "Common REST API error codes"."""
_TRIES = 5
"""Objects asked for where the verdict is closed, spread over the listing."""
_SETTLING_TRIES = 20
"""The same where the verdict is unknown: each object that is given out is known to be open, and no other."""


def prove(
    provider: Provider,
    store: Store,
    exposure: Exposure,
    entries: tuple[ObjectEntry, ...],
    at: datetime,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Proof | None, Exposure]:
    """Send unsigned requests until one is answered; return the telling proof and the verdict it settles.

    A proof never narrows a verdict: a refusal may come from the network this scan runs in.
    """
    proof: Proof | None = None
    answered: list[Proof] = []
    for witness in _witnesses(exposure, entries):
        proof = _judged(_asked(provider, store, witness, at, sleep), witness, exposure)
        if proof.status in _ANSWERED:
            answered.append(proof)
            if exposure.exposure is not ExposureClass.UNKNOWN:
                break
    telling = next(iter(answered), proof)
    return telling, _settled(exposure, answered)


def _asked(provider: Provider, store: Store, witness: Witness, at: datetime, sleep: Callable[[float], None]) -> Proof:
    """Ask again while the service is busy or cuts the connection: that proves neither that it is open nor closed."""
    patience = Patience()
    while True:
        proof = provider.probe(store, witness, at)
        if not passing(proof) or patience.ends(throttled=proof.status in SLOW_DOWN):
            return proof
        sleep(patience.pause())


def _witnesses(exposure: Exposure, entries: tuple[ObjectEntry, ...]) -> list[Witness]:
    claimed = exposure.witness
    if claimed is not None and not claimed.signed and claimed.network is None:
        if claimed.key is None:
            return [claimed]
        listed = sorted(entries, key=lambda e: e.size == 0)
        readable = [e.key for e in listed if _open_to_all(exposure, e.key)]
        concrete = readable[:1] or ([] if "*" in claimed.key or "?" in claimed.key else [claimed.key])
        return [claimed.model_copy(update={"key": key}) for key in concrete] or [claimed]
    tries = _SETTLING_TRIES if exposure.exposure is ExposureClass.UNKNOWN else _TRIES
    step = max(1, len(entries) // tries)
    objects = [Witness(method="GET", key=e.key) for e in entries[::step][:tries]]
    return [*objects, Witness(method="GET", key=None)]


def _open_to_all(exposure: Exposure, key: str) -> bool:
    scopes = exposure.scopes(Permission.READ, frozenset({PrincipalKind.ANONYMOUS})) or (exposure.keys,)
    return any(scope.contains(key) for scope in scopes)


def _judged(proof: Proof, witness: Witness, exposure: Exposure) -> Proof:
    if witness.key is None:
        claim = exposure.anonymous_list
    elif exposure.anonymous_read:
        claim = _open_to_all(exposure, witness.key)
    else:
        claim = exposure.anonymous_read
    agrees: bool | None = None
    answered = proof.status in _ANSWERED
    if claim is not None and (answered or proof.status in _REFUSED or proof.error in _REFUSED_CODES):
        agrees = answered == claim
        if not agrees and not claim and exposure.exposure is ExposureClass.NETWORK_RESTRICTED:
            agrees = None  # this scan may run inside the permitted network
    return proof.model_copy(update={"agrees": agrees})


def _settled(exposure: Exposure, answered: list[Proof]) -> Exposure:
    if not answered or exposure.exposure is not ExposureClass.UNKNOWN:
        return exposure
    listed = any(proof.key is None for proof in answered)
    keys = tuple(proof.key for proof in answered if proof.key is not None)
    if not keys:
        sentence = Bilingual(
            ja="設定の一部は読み取れませんでしたが、署名なしのリクエストで一覧を取得できたため、"
            "誰でもファイル名を列挙できます。",
            en="Part of the configuration could not be read, but an unsigned request was given the listing, so "
            "anyone can enumerate the object names.",
        )
        return exposure.model_copy(
            update={
                "exposure": ExposureClass.ANONYMOUS_LIST, "anonymous_list": True, "cause": ("probe",),
                "explanation": sentence,
            }
        )  # fmt: skip
    sentence = Bilingual(
        ja=f"設定の一部は読み取れませんでしたが、署名なしのリクエストで「{keys[0]}」を取得できたため、"
        "少なくともこのファイルは誰でも読めます。",
        en=f"Part of the configuration could not be read, but an unsigned request was given “{keys[0]}”, so "
        "anyone can read at least that object.",
    )
    return exposure.model_copy(
        update={
            "exposure": ExposureClass.ANONYMOUS_READ, "anonymous_read": True, "any_authenticated_read": True,
            "anonymous_list": True if listed else exposure.anonymous_list, "exposed_prefixes": keys,
            "cause": ("probe",), "explanation": sentence, "witness": Witness(method="GET", key=keys[0]),
        }
    )  # fmt: skip
