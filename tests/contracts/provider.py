"""What every provider must do: run these against each implementation, over the same small estate.

The estate: ``open-bucket`` lets anyone read and list and holds ``AWKWARD`` keys and one archived object;
``closed-bucket`` grants nothing to anyone and is empty. What clouds spell differently stands in ``DIALECTS``.
"""

import hashlib
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from exposurecheck.errors import ProviderError
from exposurecheck.model.base import Json
from exposurecheck.model.exposure import Witness
from exposurecheck.model.gap import Gap, GapReason
from exposurecheck.model.resource import ProviderName
from exposurecheck.providers.base import ObjectEntry, Provider, Store, StoreRef

AT = datetime(2026, 1, 15, tzinfo=UTC)
AWKWARD = (
    "/lead",
    "100%.txt",
    "a b+c.csv",
    "dots/../up.txt",
    "q?x=1&y=*",
    "\u202egnp.exe",
    "顧客/名簿.csv",
    "<b>\"'&amp;",
)
POLICY: Mapping[str, Json] = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": ["s3:GetObject", "s3:ListBucket"],
            "Resource": ["arn:aws:s3:::open-bucket", "arn:aws:s3:::open-bucket/*"],
        }
    ],
}
CONTENTS = {key: f"content of {key!r}".encode() for key in AWKWARD}
NAMES = ("closed-bucket", "open-bucket")


@dataclass(frozen=True)
class Dialect:
    """How one cloud spells what all have."""

    scheme: str
    account: str
    """Regular expression of an account's name."""
    key: str
    """Member of ``objects`` that holds the key."""
    open: Callable[[Mapping[str, Json]], bool]
    """Tells whether the documents hold the grant to everyone."""
    archive_refuses: bool = True
    """An archived object cannot be read at once."""


def _s3_open(documents: Mapping[str, Json]) -> bool:
    assert documents.get("public_access_block") is None  # absent, or not asked where nothing is granted
    assert documents["policy"] in (POLICY, None)
    return documents["policy"] is not None


def _gcs_open(documents: Mapping[str, Json]) -> bool:
    policy = documents["iamPolicy"]
    assert isinstance(policy, dict)
    return {"role": "roles/storage.objectViewer", "members": ["allUsers"]} in list(policy["bindings"])  # type: ignore[arg-type]


def _azure_open(documents: Mapping[str, Json]) -> bool:
    containers = documents["containers"]
    assert isinstance(containers, list)
    assert isinstance(containers[0], dict)
    properties = containers[0]["properties"]
    assert isinstance(properties, dict)
    return properties["publicAccess"] == "Container"


DIALECTS: Mapping[ProviderName, Dialect] = {
    ProviderName.AWS: Dialect("s3", r"\d{12}", "key", _s3_open),
    ProviderName.GCP: Dialect("gs", r"[a-z][a-z0-9-]{4,28}[a-z0-9]", "name", _gcs_open, archive_refuses=False),
    ProviderName.AZURE: Dialect("azure", r"[a-z0-9-]{3,36}", "name", _azure_open),
}


def accounts_are_named(provider: Provider) -> None:
    assert all(re.fullmatch(_dialect(provider).account, account) for account in provider.accounts())


def stores_are_listed_with_stable_ids(provider: Provider) -> None:
    refs = _refs(provider)
    assert tuple(sorted(refs)) == NAMES
    assert refs["open-bucket"].id == f"{_dialect(provider).scheme}://open-bucket"
    assert {ref.account for ref in refs.values()} == set(provider.accounts())


def describe_reads_what_decides_access(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    assert _dialect(provider).open(store.documents)
    assert not _dialect(provider).open(_store(provider, "closed-bucket").documents)
    assert store.gaps == ()


def unlisted_objects_leave_their_grants_unread(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    assert store.documents["objects"] == []
    assert store.documents["objects_complete"] is False
    assert "objects.acl" in _unread(store)


def objects_are_listed_with_their_exact_keys(provider: Provider) -> None:
    found = list(provider.objects(_store(provider, "open-bucket"), 100))
    entries = [item for item in found if isinstance(item, ObjectEntry)]
    assert len(entries) == len(found)
    assert {entry.key: entry.size for entry in entries if entry.key != "archived.zip"} == {
        key: len(data) for key, data in CONTENTS.items()
    }
    (archived,) = (entry for entry in entries if entry.key == "archived.zip")
    assert archived.readable is not _dialect(provider).archive_refuses
    assert all(entry.readable for entry in entries if entry is not archived)
    assert list(provider.objects(_store(provider, "closed-bucket"), 100)) == []


def a_longer_listing_ends_with_a_budget_gap(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    *entries, gap = provider.objects(store, 3)
    assert len(entries) == 3
    assert isinstance(gap, Gap)
    assert (gap.fact, gap.reason) == ("objects", GapReason.BUDGET)
    every = len(AWKWARD) + 1
    assert not [item for item in provider.objects(store, every) if isinstance(item, Gap)]


def objects_grants_are_read_for_what_was_listed(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    entries = tuple(item for item in provider.objects(store, 100) if isinstance(item, ObjectEntry) and item.readable)
    whole = provider.with_objects(store, entries, complete=True)
    assert _keys(provider, whole) == {entry.key for entry in entries}
    assert whole.documents["objects_complete"] is False
    assert "objects.acl" not in _unread(whole)
    part = provider.with_objects(store, entries[:2], complete=False)
    assert _keys(provider, part) == {entry.key for entry in entries[:2]}
    assert part.documents["objects_complete"] is False
    assert "objects.acl" in _unread(part)


def ranges_are_read_exactly(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    for key, data in CONTENTS.items():
        assert provider.read(store, key, 0, 10_000) == data
        assert provider.read(store, key, 3, 4) == data[3:7]
        assert provider.read(store, key, len(data), 5) == b""


def a_vanished_object_is_a_gap(provider: Provider) -> None:
    gap = provider.read(_store(provider, "open-bucket"), "gone.txt", 0, 10)
    assert isinstance(gap, Gap)
    assert (gap.resource, gap.fact, gap.reason) == (
        f"{_dialect(provider).scheme}://open-bucket",
        "content",
        GapReason.DELETED,
    )


def details_add_settings_and_tags(provider: Provider) -> None:
    resource = provider.details(_store(provider, "open-bucket")).resource
    assert resource.tags is not None
    assert resource.settings.access_logging is False
    assert resource.settings.website is False


def a_probe_keeps_a_hash_and_never_bytes(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    for item in provider.objects(store, 100):
        assert isinstance(item, ObjectEntry)
        if item.key in CONTENTS:
            proof = provider.probe(store, Witness(method="GET", key=item.key), AT)
            assert proof.status in {200, 206}, item.key
            assert (proof.key, proof.at) == (item.key, AT)
            assert proof.sha256_of_first_bytes == hashlib.sha256(CONTENTS[item.key]).hexdigest()
            assert "content of" not in proof.model_dump_json()


def a_probe_of_a_listing_has_no_key(provider: Provider) -> None:
    proof = provider.probe(_store(provider, "open-bucket"), Witness(method="GET", key=None), AT)
    assert proof.status == 200
    assert proof.key is None


def a_probe_without_a_concrete_key_is_not_sent(provider: Provider) -> None:
    proof = provider.probe(_store(provider, "open-bucket"), Witness(method="GET", key="public/*"), AT)
    assert (proof.status, proof.error) == (None, "no_key")


def strangers_are_not_probed(provider: Provider) -> None:
    store = _store(provider, "open-bucket")
    foreign = store.resource.model_copy(
        update={"id": f"{_dialect(provider).scheme}://someone-elses", "name": "someone-elses"}
    )
    with pytest.raises(ProviderError, match="listed"):
        provider.probe(Store(foreign, {}), Witness(method="GET", key="a"), AT)


def a_store_deleted_meanwhile_is_one_gap(provider: Provider) -> None:
    ref = _refs(provider)["open-bucket"]
    gone = provider.describe(
        StoreRef(ref.provider, f"{_dialect(provider).scheme}://gone-bucket", "gone-bucket", ref.region, ref.account)
    )
    assert [(gap.fact, gap.reason) for gap in gone.gaps] == [("store", GapReason.DELETED)]
    assert gone.documents == {}


CONTRACT: tuple[Callable[[Provider], None], ...] = tuple(
    rule
    for name, rule in list(globals().items())
    if inspect.isfunction(rule) and rule.__module__ == __name__ and not name.startswith("_")
)
"""Every rule above."""


def _dialect(provider: Provider) -> Dialect:
    return DIALECTS[provider.name]


def _refs(provider: Provider) -> dict[str, StoreRef]:
    return {item.name: item for item in provider.stores() if isinstance(item, StoreRef)}


def _store(provider: Provider, name: str) -> Store:
    return provider.describe(_refs(provider)[name])


def _unread(store: Store) -> list[Json]:
    unread = store.documents.get("unread", [])
    assert isinstance(unread, list)
    return unread


def _keys(provider: Provider, store: Store) -> set[str]:
    listed = store.documents["objects"]
    assert isinstance(listed, list)
    return {str(item[_dialect(provider).key]) for item in listed if isinstance(item, dict)}
