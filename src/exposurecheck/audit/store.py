"""Takes one store from its name to a verdict with proof."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from exposurecheck.access.resolve import objects_matter, resolve
from exposurecheck.audit.proof import prove
from exposurecheck.errors import InputError
from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass, Permission, PrincipalKind
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.keys import KeySet
from exposurecheck.model.resource import Resource, ResourceType
from exposurecheck.providers.base import ObjectEntry, Provider, Store, StoreRef
from exposurecheck.settings import ScanSettings

INTENDED = "exposurecheck:intended"
"""Tag of a store that is public on purpose, with the value ``public``."""

log = logging.getLogger(__name__)

_OUTSIDERS = frozenset(
    {
        ExposureClass.ANONYMOUS_READ,
        ExposureClass.ANONYMOUS_LIST,
        ExposureClass.ANY_AUTHENTICATED_READ,
        ExposureClass.ANY_AUTHENTICATED_LIST,
        ExposureClass.ANONYMOUS_OTHER,
        ExposureClass.NETWORK_RESTRICTED,
        ExposureClass.BEARER_TOKEN,
        ExposureClass.EXTERNAL_ACCOUNT,
    }
)


_OUTSIDE_KINDS = frozenset(PrincipalKind) - {PrincipalKind.ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Assessed:
    """One store with its verdict, before its content is looked at."""

    store: Store
    resource: Resource
    exposure: Exposure
    entries: tuple[ObjectEntry, ...] = ()
    """Objects as far as listed; empty when no verdict and no check needs the listing."""
    listed: bool = False
    """Whether ``entries`` is all there is."""
    gaps: tuple[Gap, ...] = ()

    @property
    def reachable(self) -> tuple[ObjectEntry, ...]:
        """The listed objects that somebody outside can read."""
        scopes = outsiders_read(self.exposure)
        proved = self.resource.proof
        key = proved.key if proved is not None and proved.status in {200, 206} else None
        return tuple(e for e in self.entries if e.key == key or any(s.contains(e.key) for s in scopes))


def outsiders_read(exposure: Exposure) -> tuple[KeySet, ...]:
    """Return the keys that anyone outside the owner's own organisation can read."""
    granted = exposure.scopes(Permission.READ, _OUTSIDE_KINDS)
    if granted or exposure.exposure not in _OUTSIDERS or not exposure.keys:
        return granted
    return (exposure.keys,)


def assess(provider: Provider, ref: StoreRef, settings: ScanSettings, at: datetime) -> Assessed:
    """Describe, resolve, list where it matters, and prove; trouble with this store becomes gaps."""
    return _safely(lambda: _judged(provider, provider.describe(ref), settings, at), ref)


def _safely(work: Callable[[], Assessed], ref: StoreRef) -> Assessed:
    try:
        return work()
    except Exception as error:
        log.error(  # noqa: TRY400 - the traceback is for the debug log, not for the user
            "exposurecheck failed on %s with %s; --log-level debug says more", ref.id, type(error).__name__
        )
        log.debug("defect", exc_info=True)
        gap = Gap(resource=ref.id, fact="store", reason=GapReason.DEFECT, detail=type(error).__name__)
        exposure = _undetermined("store", str(type(error).__name__))
        resource = Resource(
            id=ref.id, provider=ref.provider, type=ResourceType.BUCKET, name=ref.name, region=ref.region,
            account=ref.account, exposure=exposure,
        )  # fmt: skip
        return Assessed(Store(resource, {}), resource, exposure, gaps=(gap,))


def assess_again(provider: Provider, store: Store, settings: ScanSettings, at: datetime) -> Assessed:
    """Judge a store anew whose documents say more than before; trouble becomes gaps."""
    resource = store.resource
    ref = StoreRef(resource.provider, resource.id, resource.name, resource.region, resource.account)
    return _safely(lambda: _judged(provider, store, settings, at), ref)


def _judged(provider: Provider, store: Store, settings: ScanSettings, at: datetime) -> Assessed:
    exposure, gaps = _resolve(store, at)
    entries: tuple[ObjectEntry, ...] = ()
    listed = False
    open_to_outsiders = exposure.exposure in _OUTSIDERS
    may_matter = "configuration" not in exposure.unknown and objects_matter(store.resource.provider, store.documents)
    to_be_settled = settings.probe and exposure.exposure is ExposureClass.UNKNOWN
    if open_to_outsiders or may_matter or to_be_settled:
        entries, listing_gaps = _list(provider, store, settings.content.max_objects)
        gaps += listing_gaps
        listed = not listing_gaps
        if may_matter:
            store = provider.with_objects(store, entries, complete=listed)
            exposure, more = _resolve(store, at)
            gaps += more
    if exposure.exposure in _OUTSIDERS or exposure.exposure is ExposureClass.UNKNOWN:
        store = provider.details(store)
    resource = store.resource.model_copy(update={"exposure": exposure})
    if settings.probe:
        proof, exposure = prove(provider, store, exposure, entries, at)
        resource = resource.model_copy(update={"exposure": exposure, "proof": proof})
    resource = _declared(resource, settings)
    gaps = [*store.gaps, *dict.fromkeys(gaps)]
    return Assessed(replace(store, resource=resource), resource, exposure, entries, listed, tuple(gaps))


def _declared(resource: Resource, settings: ScanSettings) -> Resource:
    """Note whether the owner says that the store is public on purpose, by settings or by tag."""
    declared: bool | None = settings.intends_public(resource.name, resource.id)
    if not declared:
        declared = None if resource.tags is None else resource.tags.get(INTENDED) == "public"
    changed = resource.settings.model_copy(update={"declared_public": declared})
    return resource.model_copy(update={"settings": changed})


def _resolve(store: Store, at: datetime) -> tuple[Exposure, list[Gap]]:
    if not store.documents:
        return _undetermined("configuration", " / ".join(sorted({g.reason for g in store.gaps}))), []
    try:
        return resolve(store.resource.provider, store.documents, at), []
    except InputError as error:
        gap = Gap(resource=store.resource.id, fact="configuration", reason=GapReason.MALFORMED, detail=str(error))
        return _undetermined("configuration", str(error)), [gap]


def _list(provider: Provider, store: Store, limit: int) -> tuple[tuple[ObjectEntry, ...], list[Gap]]:
    entries: list[ObjectEntry] = []
    gaps: list[Gap] = []
    for item in provider.objects(store, limit):
        if isinstance(item, Gap):
            gaps.append(item)
        else:
            entries.append(item)
    return tuple(entries), gaps


def _undetermined(fact: str, reason: str) -> Exposure:
    sentence = Bilingual(
        ja=f"設定を解釈できなかったため、公開範囲は判定できません({reason})。",
        en="Who can read this store could not be determined, because its configuration could not be understood "
        f"({reason}).",
    )
    return Exposure(
        exposure=ExposureClass.UNKNOWN, anonymous_read=None, anonymous_list=None, any_authenticated_read=None,
        at_most=ExposureClass.ANONYMOUS_READ, unknown=(fact,), undecided=(sentence,), explanation=sentence,
    )  # fmt: skip
