"""Turns paths and URLs that a user names into sources of bytes: files, folders, globs, prefixes in clouds."""

import glob
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from exposurecheck.audit.plan import Budget, choose
from exposurecheck.audit.remote import RemoteSource
from exposurecheck.content.source import ByteSource, FileSource
from exposurecheck.errors import InputError
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.keys import matches
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.base import ObjectEntry, Provider, Store, StoreRef

Connect = Callable[[ProviderName], Provider]
"""Signs in to one cloud; raises ``ProviderError``."""
_GLOB = frozenset("*?[")
_AZURE = re.compile(r"(?P<account>[a-z0-9]{3,24})\.(?P<service>blob|dfs|file)\.core\.windows\.net")
_LAKE = frozenset({"abfs", "abfss"})
_FIRST = 2**20
"""Bytes of a named object whose size nobody tells that are read to learn about it."""
_UNLIMITED = 2**62


@dataclass(frozen=True, slots=True)
class Target:
    """One object to inspect, under the name by which the result calls it."""

    name: str
    source: ByteSource
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """What there is to inspect."""

    chosen: tuple[Target, ...]
    of_objects: int
    """All that were named, chosen or not."""
    of_bytes: int
    gaps: tuple[Gap, ...] = ()
    """Listings that were cut short."""


@dataclass(frozen=True, slots=True)
class Address:
    """An object, a prefix or a glob in a store."""

    provider: ProviderName
    store: str
    """Id of the store, for example ``s3://bucket``."""
    name: str
    key: str
    """Key, prefix or glob; empty for the whole store."""


def find(arguments: Iterable[str], connect: Connect, *, max_listed: int) -> Targets:
    """List everything that ``arguments`` name; at most ``max_listed`` objects of each store.

    Raises ``InputError`` for what does not exist or cannot be understood, and ``ProviderError``.
    """
    found: list[tuple[str, Target]] = []
    gaps: list[Gap] = []
    clouds: dict[ProviderName, Provider] = {}
    for argument in arguments:
        address = parse(argument)
        if address is None:
            found += [(argument, target) for target in _local(argument)]
            continue
        if address.provider not in clouds:
            clouds[address.provider] = connect(address.provider)
        before = len(found)
        for item in _remote(clouds[address.provider], address, max_listed):
            if isinstance(item, Gap):
                gaps.append(item)
            else:
                found.append((_shown(argument), item))
        if len(found) == before:
            raise InputError(f"{_shown(argument)}: {_nothing(gaps, address)}")
    names = Counter(target.name for _, target in found)
    targets = tuple(
        replace(target, name=f"{argument.rstrip('/')}/{target.name}") if names[target.name] > 1 else target
        for argument, target in found
    )
    return Targets(targets, len(targets), sum(target.source.size for target in targets), tuple(gaps))


def within(targets: Targets, *, max_bytes: int | None, max_object_size: int | None) -> Targets:
    """Keep what fits into the budgets, by the plan that a scan follows; the order stays."""
    if max_bytes is None and max_object_size is None:
        return targets
    entries = [ObjectEntry(str(number), target.source.size) for number, target in enumerate(targets.chosen)]
    hinted = [replace(e, key=f"{t.name}\0{e.key}") for e, t in zip(entries, targets.chosen, strict=True)]
    budget = Budget(max_bytes or _UNLIMITED, _UNLIMITED, len(entries) or 1, max_object_size or _UNLIMITED)
    takes = {c.entry.key.rpartition("\0")[2]: c.max_bytes for c in choose([("", hinted)], budget)[""]}
    chosen = []
    for number, target in enumerate(targets.chosen):
        take = takes.get(str(number))
        if take is not None:
            chosen.append(replace(target, max_bytes=take) if take < target.source.size else target)
        elif not target.source.size:
            chosen.append(target)
    return replace(targets, chosen=tuple(chosen))


def parse(argument: str) -> Address | None:
    """Return what a URL means, or None for a path of this machine; raises ``InputError``."""
    if "://" not in argument:
        return None
    scheme, _, rest = argument.partition("://")
    if scheme in {"s3", "gs"}:
        name, _, key = rest.partition("/")
        if not name:
            raise InputError(f"{argument}: names no bucket. Write for example {scheme}://bucket/folder/.")
        return Address(ProviderName.AWS if scheme == "s3" else ProviderName.GCP, f"{scheme}://{name}", name, key)
    parts = urlsplit(argument)
    host = (parts.hostname or "").lower()
    if parts.query:
        raise InputError(
            f"{_shown(argument)}: leave out everything from the question mark on. A shared access signature belongs "
            "into AZURE_STORAGE_CONNECTION_STRING (BlobEndpoint=...;SharedAccessSignature=...), not on a command line."
        )
    azure = _AZURE.fullmatch(host)
    if azure is not None and scheme in {"https", *_LAKE}:
        container, _, path = parts.path.removeprefix("/").partition("/")
        if scheme in _LAKE:  # abfss://container@account.dfs.core.windows.net/path
            container, path = parts.username or "", parts.path.removeprefix("/")
        if not container:
            raise InputError(f"{argument}: names no container. Write for example https://{host}/container/folder/.")
        # The paths of a Data Lake are its blobs.
        service = "file" if azure["service"] == "file" else "blob"
        name, inside = unquote(container), unquote(path)
        lead = f"{name}/" if service == "blob" else f"share:{name}/"
        store = f"https://{azure['account']}.{service}.core.windows.net/{container}"
        return Address(ProviderName.AZURE, store, name, lead + inside)
    raise InputError(
        f"{_shown(argument)}: give a file, a folder, s3://bucket/..., gs://bucket/... or "
        "https://ACCOUNT.blob.core.windows.net/container/... (or .dfs. or .file.)"
    )


def _local(argument: str) -> Iterator[Target]:
    root = Path(argument)
    if root.is_dir():
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield Target(file.relative_to(root).as_posix(), FileSource(file, file.stat().st_size))
    elif root.is_file():
        yield Target(root.name, FileSource(root, root.stat().st_size))
    elif _GLOB.isdisjoint(argument):
        raise InputError(f"{_shown(argument)} does not exist. Give a file, a folder, or a URL of an object or prefix.")
    else:
        found = glob.glob(argument, recursive=True)  # noqa: PTH207 - the pattern holds its own root
        files = [path for path in sorted(found) if Path(path).is_file()]
        if not files:
            raise InputError(f"{_shown(argument)} fits no file. In a shell, quote the pattern or check the folder.")
        yield from (Target(Path(path).as_posix(), FileSource(Path(path), Path(path).stat().st_size)) for path in files)


def _remote(provider: Provider, address: Address, limit: int) -> Iterator[Target | Gap]:
    ref = StoreRef(address.provider, address.store, address.name, None, None)
    store = provider.describe(ref)
    pattern = not _GLOB.isdisjoint(address.key)
    lead = address.key[: address.key.rfind("/") + 1]
    entries: list[ObjectEntry] = []
    gaps: list[Gap] = []
    for item in provider.objects(store, limit):
        if isinstance(item, Gap):
            gaps.append(item)
        elif matches(address.key, item.key) if pattern else _under(address.key, item.key):
            entries.append(item)
    if not entries and gaps and not pattern and not address.key.endswith("/"):
        # Reading is not listing: who may do only the first can still name an object, as in a link to one.
        size = _size(provider, store, address.key)
        if size is not None:
            gaps, entries = [], [ObjectEntry(address.key, size)]
    yield from gaps
    for entry in entries:
        if entry.readable:
            name = entry.key.removeprefix(lead) or entry.key
            yield Target(name, RemoteSource(provider, store, entry.key, entry.size))
        else:
            yield Gap(resource=address.store, fact="content", reason=GapReason.UNSUPPORTED, detail="archived")


def _size(provider: Provider, store: Store, key: str) -> int | None:
    """Return the size of an object by reading a little of it here and there; None when it cannot be read."""
    first = provider.read(store, key, 0, _FIRST)
    if isinstance(first, Gap):
        return None
    if len(first) < _FIRST:
        return len(first)

    def beyond(place: int) -> bool:
        got = provider.read(store, key, place, 1)
        return isinstance(got, bytes) and len(got) > 0

    low, high = _FIRST, 2 * _FIRST
    while high < _UNLIMITED and beyond(high):
        low, high = high, 2 * high
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if beyond(middle) else (low, middle)
    return low


def _under(wanted: str, key: str) -> bool:
    """Tell whether ``key`` is the object that was named, or one below it."""
    return key == wanted or not wanted or key.startswith(wanted if wanted.endswith("/") else wanted + "/")


def _nothing(gaps: list[Gap], address: Address) -> str:
    refused = ""
    for gap in gaps:
        if gap.resource == address.store and gap.reason is not GapReason.BUDGET:
            needs = f"; it needs {gap.permission}" if gap.permission else ""
            refused = f"the objects could not be listed ({gap.reason}{needs})"
    return refused or "no such object, and nothing below it."


def _shown(argument: str) -> str:
    """Return an argument without its query, which may be a credential, and without control characters."""
    plain = argument.partition("?")[0] if "://" in argument else argument
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in plain)
